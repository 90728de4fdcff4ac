// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/timestamp.h"
#include "ui/dialogs/sheet.h"

#include <QList>

#include <memory>

namespace Ui {
class RestoreDialog;
}

namespace dialogs {

//! Asks what is to be restored, and to which moment. Nothing is written: a plan comes first.
class RestoreDialog : public Sheet
{
    Q_OBJECT
public:
    struct Moment
    {
        core::Timestamp at;
        QString words; //!< "Before the run (15:35)"
    };

    explicit RestoreDialog(QWidget *parent = nullptr);
    ~RestoreDialog() override;

    //! "The whole store “x”", "The folder “notes/” of …".
    void setParts(const QStringList &parts, int chosen);
    //! Marks, above all; any other moment can be typed. Without a choice the typed one is.
    void setMoments(const QList<Moment> &moments, int chosen);
    //! What can be typed.
    void setLimits(const core::Timestamp &earliest, const core::Timestamp &now);
    [[nodiscard]] int part() const;
    [[nodiscard]] core::Timestamp moment() const;

signals:
    void planRequested(int part, const core::Timestamp &moment);

private:
    void update();

    std::unique_ptr<Ui::RestoreDialog> m_ui;
    QList<Moment> m_moments;
};

} // namespace dialogs

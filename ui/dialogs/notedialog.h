// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/sheet.h"

#include <memory>

namespace Ui {
class NoteDialog;
}

namespace dialogs {

//! A person's words on one version; they stay on this computer, which it says.
class NoteDialog : public Sheet
{
    Q_OBJECT
public:
    explicit NoteDialog(QWidget *parent = nullptr);
    ~NoteDialog() override;

    //! `version` names it; `limit` is what a note may have, in UTF-16 units.
    void setNote(const QString &version, const QString &text, qsizetype limit);
    [[nodiscard]] QString note() const;

signals:
    void saveRequested(const QString &text);

private:
    void check();

    std::unique_ptr<Ui::NoteDialog> m_ui;
    QString m_before;
    qsizetype m_limit = 0;
};

} // namespace dialogs

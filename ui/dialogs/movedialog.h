// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/sheet.h"

#include <QList>

#include <functional>
#include <memory>
#include <optional>

namespace Ui {
class MoveDialog;
}

namespace dialogs {

//! Asks for another path of one entry, or for another folder of several, and shows what each path becomes. Says what a
//! move is here: a copy that is compared and a deletion, with a new id and a new history.
class MoveDialog : public Sheet
{
    Q_OBJECT
public:
    struct Row
    {
        QString from;
        QString to;
        QString problem; //!< why it cannot go there; empty when it can
        bool unsaved = false;
    };
    //! What the paths become with this text in the field. Called at every key; must be quick.
    using Plan = std::function<QList<Row>(const QString &typed)>;

    explicit MoveDialog(QWidget *parent = nullptr);
    ~MoveDialog() override;

    //! `present`: the path of the entry, or the folder with its slash.
    void setSubject(const QString &present, bool folder);
    void setPlan(Plan plan);
    void showReading();                           //!< which entries these are is not known yet
    void showUnreadable(const QString &sentence); //!< and cannot be known
    void check();                                 //!< something that the plan depends on has changed
    [[nodiscard]] QString typed() const;
    void setProgress(int done, int all);

signals:
    void moveRequested(const QString &typed);

private:
    void fillRows(const QList<Row> &rows);

    std::unique_ptr<Ui::MoveDialog> m_ui;
    Plan m_plan;
    QString m_present;
    bool m_folder = false;
    bool m_ready = false;
};

} // namespace dialogs

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/sheet.h"

#include <QList>

#include <memory>
#include <optional>

namespace Ui {
class DeleteEntriesDialog;
}

namespace dialogs {

struct DeleteEntriesFacts
{
    struct Row
    {
        QString path;
        std::optional<qint64> size; //!< bytes
        bool unsaved = false;       //!< the editor holds changes that would go too
    };
    Target target;
    QList<Row> rows;
    bool offerExport = false; //!< so many that a copy should be kept first
};

//! Asks before several entries are deleted: names every one of them, says what stays in the history, and that it can be
//! undone while the window is open.
class DeleteEntriesDialog : public Sheet
{
    Q_OBJECT
public:
    explicit DeleteEntriesDialog(QWidget *parent = nullptr);
    ~DeleteEntriesDialog() override;

    void setFacts(const DeleteEntriesFacts &facts);
    //! While the deletion runs: how many are done.
    void setProgress(int done, int all);

signals:
    void deleteRequested();
    void exportRequested(); //!< the dialog stays open

private:
    std::unique_ptr<Ui::DeleteEntriesDialog> m_ui;
};

} // namespace dialogs

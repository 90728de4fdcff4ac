// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialogs/sheet.h"

#include <QList>
#include <QString>

#include <memory>

namespace Ui {
class DraftsDialog;
}

namespace dialogs {

//! A row of the list of drafts, in words; names from outside are made visible by the dialog.
struct DraftListRow
{
    QString id;
    QString firstLine;
    QString path; //!< empty: a new entry without one yet
    QString connection;
    QString store;
    QString age;
    QString size;
    QString state; //!< "from an earlier run", "open in another copy"
    bool canOpen = true;    //!< not another copy's, and its connection is still there
    bool canDiscard = true; //!< nobody types it just now
};

//! All unsaved texts on this computer: open, compare, discard. Discarding asks in place, because it is for good.
class DraftsDialog : public Sheet
{
    Q_OBJECT
public:
    explicit DraftsDialog(QWidget *parent = nullptr);
    ~DraftsDialog() override;

    //! Keeps the selection where the rows are still there.
    void setRows(const QList<DraftListRow> &rows);

signals:
    void openRequested(const QString &id);
    void compareRequested(const QString &id);
    void discardRequested(const QStringList &ids); //!< confirmed

private:
    void follow();
    void ask();
    void endAsking(bool discard);
    [[nodiscard]] QList<DraftListRow> selected() const;

    std::unique_ptr<Ui::DraftsDialog> m_ui;
    QList<DraftListRow> m_rows;
};

} // namespace dialogs

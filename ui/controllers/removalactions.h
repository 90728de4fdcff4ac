// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "session/removal.h"
#include "ui/controllers/navigator.h"

#include <QList>
#include <QObject>
#include <QPointer>

namespace dialogs {
class DeleteEntriesDialog;
}
namespace panels {
class StoresPanel;
}

namespace controllers {

class EntryTabs;

//! Deleting several entries, and taking a deletion back: what was deleted in this window, one or many, stays at hand with
//! its texts until the window closes. In memory only. Application's thread.
class RemovalActions : public QObject
{
    Q_OBJECT
public:
    //! From here on the dialog offers an export first.
    static constexpr int many = 20;

    RemovalActions(Navigator &navigator, EntryTabs &tabs, panels::StoresPanel &stores, QWidget &window);

    //! Asks, then deletes; the entries are of the session that is shown.
    void remove(const QList<core::Entry> &entries);
    //! An entry was deleted on its own, and this is what it was, with its text.
    void noteRemoved(const core::Entry &entry);
    //! Several were deleted at once by somebody else in this window, each with its text.
    void noteRemoved(const core::ConnectionId &connection, const QList<core::Entry> &entries);
    //! The newest deletion of the connection that is shown.
    void undo();
    [[nodiscard]] bool canUndo() const;

signals:
    void stateChanged();
    //! A copy is wanted before these are deleted.
    void exportRequested(const QList<core::Entry> &entries);

private:
    //! One deletion that can be taken back, while the window lives.
    struct Removed
    {
        int number = 0;
        core::ConnectionId connection;
        QList<core::Entry> entries; //!< with their texts
        QStringList problems = {};  //!< of the deletion or of the last undoing, one sentence each
        bool undoing = false;
        bool hidden = false;        //!< its banner was closed; the action still takes it back
    };

    void run(const QList<core::Entry> &entries);
    void settle(const core::ConnectionId &connection, const QList<session::RemovalItem> &items);
    void add(Removed removed);
    void undo(int number);
    void settleUndo(int number, const QList<session::RemovalItem> &items);
    void showNotices();
    void show(const Removed &removed);
    [[nodiscard]] Removed *find(int number);
    [[nodiscard]] core::ConnectionId shownConnection() const;

    Navigator &m_navigator;
    EntryTabs &m_tabs;
    panels::StoresPanel &m_stores;
    QWidget &m_window;
    QPointer<dialogs::DeleteEntriesDialog> m_dialog;
    core::Call<QList<session::RemovalItem>> m_run;
    QList<Removed> m_removed; //!< the newest last
    int m_numbers = 0;
};

} // namespace controllers

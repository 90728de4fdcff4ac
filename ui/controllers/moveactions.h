// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "journal/drafts.h"
#include "session/move.h"
#include "session/removal.h"
#include "ui/controllers/navigator.h"
#include "ui/controllers/transferplace.h"

#include <QObject>
#include <QPointer>
#include <QSet>

namespace dialogs {
class MoveDialog;
}
namespace panels {
class StoresPanel;
}

namespace controllers {

class EntryTabs;

//! Giving an entry another path, or several another folder: asks, moves one by one (session::moveInOrder), lets tabs and
//! unsaved texts follow, and tells what is true afterwards, with *Undo* while the window lives. Application's thread.
class MoveActions : public QObject
{
    Q_OBJECT
public:
    MoveActions(Navigator &navigator, EntryTabs &tabs, panels::StoresPanel &stores, journal::Drafts &drafts,
                QWidget &window);

    //! An entry, or a folder with all that is in it, of the session that is shown.
    void open(const TransferPlace &place);
    //! Several of one store: what their paths begin with in common is what can be changed.
    void open(const QList<core::Entry> &entries);
    //! An entry was made: what could not be moved back to this path is told no longer.
    void noteCreated(const core::StoreId &store, const QString &path);

signals:
    //! The text that was written to the old entry unseen, just before it was deleted, or that of an entry which was deleted
    //! before it could be moved.
    void recreateRequested(const core::StoreId &store, const QString &path, const QByteArray &text);

private:
    //! What is to be moved: entries whose paths begin with `prefix`, which becomes another one.
    struct Wish
    {
        core::StoreId store;
        QString prefix;
        bool folder = false;
        QList<core::Entry> entries = {};
        QSet<QString> taken = {}; //!< all paths of the store
    };
    //! What came of a move, as long as the window lives.
    struct Notice
    {
        int number = 0;
        core::ConnectionId connection;
        QList<session::MoveItem> items;
        QStringList problems = {};
        bool back = false; //!< it was the undoing of another
        bool busy = false;
        bool hidden = false;
    };

    void begin(const Wish &wish);
    void read(const std::function<bool(const core::Entry &)> &isMeant);
    void take(const QList<core::Entry> &all, const std::function<bool(const core::Entry &)> &isMeant);
    [[nodiscard]] QString targetOf(const core::Entry &entry, const QString &typed) const;
    [[nodiscard]] QString problemOf(const core::Entry &entry, const QString &target) const;
    void run(const QString &typed);
    void run(const QList<session::MoveItem> &items, int number, bool back);
    void settle(const core::ConnectionId &connection, const QList<session::MoveItem> &items, int number, bool back,
                const QStringList &problems = {});
    void takeDraftsAlong(const core::EntryRef &from, const core::Entry &moved);
    void tryAgain(Notice notice);
    void undo(Notice notice);
    void bringBackUnseen(const Notice &notice);
    void recreateGone(const Notice &notice);
    void show(const Notice &notice);
    void showAll();
    [[nodiscard]] Notice *find(int number);
    [[nodiscard]] core::ConnectionId shownConnection() const;

    Navigator &m_navigator;
    EntryTabs &m_tabs;
    panels::StoresPanel &m_stores;
    journal::Drafts &m_drafts;
    QWidget &m_window;
    QPointer<dialogs::MoveDialog> m_dialog;
    Wish m_wish;
    core::Call<QList<session::MoveItem>> m_run;
    QList<Notice> m_notices; //!< the newest last
    int m_numbers = 0;
};

} // namespace controllers

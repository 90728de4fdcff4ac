// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/roles.h" // its metatypes, for the signals
#include "ui/controllers/entrytab.h"
#include "ui/controllers/navigator.h"
#include "ui/controllers/tabset.h"

#include <QObject>
#include <QPointer>

#include <map>
#include <memory>

namespace dialogs {
class UnsavedTabsDialog;
}
namespace panels {
class TabsPanel;
}
namespace session {
struct Connection;
}

namespace controllers {

class SessionHost;

//! The open entries. The window's navigator says what is looked at, and the tab of that entry comes to the front; a tab
//! that is chosen by hand takes the navigator with it, and its connection too: all that the window shows belongs to one
//! connection (K1). An edit makes a preview stay. Application's thread.
class EntryTabs : public QObject
{
    Q_OBJECT
public:
    using Answer = std::function<void(bool go)>;

    EntryTabs(Navigator &navigator, SessionHost &host, const TabContext &context, panels::TabsPanel &panel);
    ~EntryTabs() override;

    [[nodiscard]] EntryTab &current() const;
    [[nodiscard]] EntryTab *find(const core::EntryRef &entry) const;
    [[nodiscard]] QList<EntryTab *> all() const; //!< the overview first
    [[nodiscard]] QList<journal::DraftId> draftsBeingTyped() const;
    //! As in the set of tabs: also of one that was not looked at yet.
    [[nodiscard]] core::EntryRef entryOf(const EntryTab &tab) const;

    void pin(EntryTab &tab);
    //! Shows a tab as a click on it does.
    void activate(EntryTab &tab);
    //! Asks where unsaved text would be lost; what is kept as a draft goes without a word (draftLeft()).
    void close(EntryTab &tab);
    void closeOthers(EntryTab &tab);
    //! Asks nobody: what was unsaved in it is elsewhere now.
    void discard(EntryTab &tab);
    //! The entry was deleted by this person: a clean tab goes, unsaved text stays where it is.
    void entryDeleted(const core::EntryRef &entry);
    //! Its tab, if there is one, goes on with the entry under its new path: with what is unsaved in it. `moved` has content.
    void entryMoved(const core::EntryRef &from, const core::Entry &moved);
    void storeDeleted(const core::ConnectionId &connection, const core::StoreId &store);
    //! Ctrl+Tab; in the order of use, until Ctrl is released.
    void cycle(int step);

    //! Before the window closes. One question for all that would be lost.
    void askToCloseAll(const Answer &answer);
    //! Before a connection is removed or becomes another one: asks about all unsaved text, because no draft of it could
    //! come back in its place.
    void askToClose(const core::ConnectionId &connection, const Answer &answer);

    //! The tabs that stay, for the next start: ids and paths, no texts.
    [[nodiscard]] QStringList remembered() const;
    //! Tabs of the last run: they come back when their connection is opened, and are read when they are looked at.
    void setRemembered(const QStringList &lines);

signals:
    void tabMade(controllers::EntryTab *tab);
    void currentChanged();
    void currentStateChanged(); //!< of the text of the current tab: for actions and status bar
    void dirtyChanged(const core::EntryRef &entry, bool dirty);
    void integrityFound(const core::EntryRef &entry, core::Integrity integrity);
    void recreateRequested(const core::StoreId &store, const QString &path, const QByteArray &text);
    void wayOutRequested(int way); //!< a presentation::WayOut
    void copyRequested(const QString &text);
    //! A tab was closed whose unsaved text is this draft.
    void draftLeft(const journal::DraftId &draft, const core::EntryRef &entry, const QString &path);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Open; //!< a tab with what was last told of it

    EntryTab &make(TabId id, const core::EntryRef &entry, const QString &path = {});
    void wire(EntryTab &tab);
    void follow(const Subject &subject);
    void put(TabId id);
    void remove(TabId id);
    void noteState(EntryTab &tab);
    void forgetConnection(const core::ConnectionId &connection);
    void restore(const session::Connection &connection);
    void keepOrAsk(const QList<EntryTab *> &tabs, const Answer &answer);
    [[nodiscard]] bool comesBack(const EntryTab &tab) const;
    void leave(EntryTab &tab);
    void ask(const QList<EntryTab *> &tabs, const Answer &answer);
    void settleQuestion(bool go);
    void saveNext();
    void showTabs();
    [[nodiscard]] TabPlace placeOf(const Open &open) const;

    Navigator &m_navigator;
    SessionHost &m_host;
    panels::TabsPanel &m_panel;
    const TabContext m_context;
    TabSet m_set;
    std::map<TabId, std::unique_ptr<Open>> m_open;
    QStringList m_unrestored; //!< of connections that were not opened in this run
    QPointer<dialogs::UnsavedTabsDialog> m_question;
    QList<QPointer<EntryTab>> m_toSave; //!< *Save All* goes through them one by one
    Answer m_answer;
    QMetaObject::Connection m_saving;
    bool m_following = false;
    bool m_cycling = false;
};

} // namespace controllers

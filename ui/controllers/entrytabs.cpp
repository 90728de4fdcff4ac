// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/entrytabs_p.h"

#include "models/displaytext.h"
#include "session/session.h"
#include "ui/controllers/sessionhost.h"
#include "ui/dialogs/unsavedtabsdialog.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/tabspanel.h"

#include <QApplication>
#include <QKeyEvent>
#include <QScopedValueRollback>

#include <utility>

using namespace Qt::StringLiterals;

namespace controllers {

EntryTabs::EntryTabs(Navigator &navigator, SessionHost &host, const TabContext &context, panels::TabsPanel &panel)
    : m_navigator(navigator), m_host(host), m_panel(panel), m_context(context)
{
    make(overviewTab, {});
    showTabs();
    connect(&navigator, &Navigator::subjectChanged, this, &EntryTabs::follow);
    connect(&navigator, &Navigator::sessionChanged, this, [this](session::Session *session) {
        m_open[overviewTab]->tab->navigator().setSession(session);
    });
    connect(&host, &SessionHost::closing, this, &EntryTabs::forgetConnection);
    connect(&host, &SessionHost::opened, this, &EntryTabs::restore);
    host.setGuard([this](const core::ConnectionId &connection, const Answer &answer) {
        askToClose(connection, answer);
    });
    connect(&panel, &panels::TabsPanel::tabChosen, this, [this](TabId id) { activate(*m_open.at(id)->tab); });
    connect(&panel, &panels::TabsPanel::closeRequested, this, [this](TabId id) { close(*m_open.at(id)->tab); });
    connect(&panel, &panels::TabsPanel::closeOthersRequested, this, [this](TabId id) { closeOthers(*m_open.at(id)->tab); });
    connect(&panel, &panels::TabsPanel::pinRequested, this, [this](TabId id) { pin(*m_open.at(id)->tab); });
    connect(&panel, &panels::TabsPanel::orderChanged, this, [this] { m_set.setOrder(m_panel.order()); });
}

EntryTabs::~EntryTabs()
{
    m_host.setGuard({});
    // Nobody hears what the tabs say while they end.
    blockSignals(true);
    m_navigator.disconnect(this);
    for (const auto &[id, open] : m_open) {
        open->tab->navigator().disconnect(this);
        open->tab->entry().disconnect(this);
        open->tab->save().disconnect(this);
        open->tab->details().disconnect(this);
    }
}

EntryTab &EntryTabs::current() const
{
    return *m_open.at(m_set.current())->tab;
}

EntryTab *EntryTabs::find(const core::EntryRef &entry) const
{
    const TabSet::Tab *tab = m_set.find(entry);
    return tab ? m_open.at(tab->id)->tab.get() : nullptr;
}

QList<EntryTab *> EntryTabs::all() const
{
    QList<EntryTab *> tabs;
    for (const auto &[id, open] : m_open)
        tabs.append(open->tab.get());
    return tabs;
}

QList<journal::DraftId> EntryTabs::draftsBeingTyped() const
{
    QList<journal::DraftId> ids;
    for (const auto &[id, open] : m_open)
        ids.append(open->tab->drafts().current());
    ids.removeIf([](const journal::DraftId &draft) { return draft.isEmpty(); });
    return ids;
}

core::EntryRef EntryTabs::entryOf(const EntryTab &tab) const
{
    const TabSet::Tab *known = m_set.find(tab.id());
    return known ? known->entry : core::EntryRef();
}

EntryTab &EntryTabs::make(TabId id, const core::EntryRef &entry, const QString &path)
{
    auto open = std::make_unique<Open>();
    open->tab = std::make_unique<EntryTab>(id, m_context, this);
    open->entry = entry;
    open->path = path;
    EntryTab &tab = *open->tab;
    m_open[id] = std::move(open);
    m_panel.addPage(id, &tab.panel());
    wire(tab);
    emit tabMade(&tab);
    return tab;
}

void EntryTabs::wire(EntryTab &tab)
{
    connect(&tab.navigator(), &Navigator::subjectChanged, this, [this, &tab](const Subject &now) {
        if (!m_following && &tab == &current())
            m_navigator.go(now);
    });
    connect(&tab.entry(), &EntryController::stateChanged, this, [this, &tab] { noteState(tab); });
    connect(&tab.save(), &SaveController::stateChanged, this, [this, &tab] { noteState(tab); });
    connect(&tab.entry(), &EntryController::integrityFound, this, &EntryTabs::integrityFound);
    connect(&tab.entry(), &EntryController::recreateRequested, this, &EntryTabs::recreateRequested);
    connect(&tab.entry(), &EntryController::wayOutRequested, this, &EntryTabs::wayOutRequested);
    connect(&tab.entry(), &EntryController::useElsewhereRequested, this, [this](const core::Version &version) {
        m_navigator.go({version.store, version.entry, {}});
        current().entry().takeText(version);
    });
    connect(&tab.save(), &SaveController::recreateRequested, this, &EntryTabs::recreateRequested);
    connect(&tab.save(), &SaveController::wayOutRequested, this, &EntryTabs::wayOutRequested);
    connect(&tab.details(), &DetailsController::copyRequested, this, &EntryTabs::copyRequested);
}

//! The window looks at something: its tab comes to the front.
void EntryTabs::follow(const Subject &subject)
{
    session::Session *session = m_navigator.session();
    if (m_following)
        return;
    const QScopedValueRollback following(m_following, true);
    const panels::EntryPanel::View view = current().panel().view();
    if (subject.entry.isEmpty() || !session) {
        EntryTab &overview = *m_open[overviewTab]->tab;
        overview.go(session, subject);
        overview.panel().setView(view);
        put(overviewTab);
        return;
    }
    const core::EntryRef entry{session->connection().id, subject.store, subject.entry};
    const TabSet::Opened opened = m_set.open(entry);
    EntryTab &tab = opened.made ? make(opened.tab, entry) : *m_open[opened.tab]->tab;
    if (opened.reused) {
        m_open[opened.tab]->entry = entry;
        m_open[opened.tab]->path.clear();
    }
    tab.go(session, subject);
    // Whoever looks through changes or details goes on with them.
    if (opened.made || opened.reused)
        tab.panel().setView(view);
    put(opened.tab);
}

void EntryTabs::put(TabId id)
{
    if (!m_cycling)
        m_set.show(id);
    showTabs();
    emit currentChanged();
    noteState(current());
}

void EntryTabs::activate(EntryTab &tab)
{
    if (tab.isOverview()) {
        if (m_navigator.subject().entry.isEmpty())
            put(overviewTab);
        else
            m_navigator.go({m_navigator.subject().store, {}, {}});
        return;
    }
    const core::EntryRef entry = entryOf(tab);
    if (!m_navigator.session() || m_navigator.session()->connection().id != entry.connection) {
        const QScopedValueRollback following(m_following, true);
        m_host.bringForward(entry.connection);
    }
    {
        const QScopedValueRollback following(m_following, true);
        if (tab.navigator().subject().isEmpty()) // remembered from the last run
            tab.go(m_navigator.session(), {entry.store, entry.entry, {}});
        m_navigator.go(tab.navigator().subject());
    }
    put(tab.id());
}

void EntryTabs::pin(EntryTab &tab)
{
    if (m_set.pin(tab.id()))
        showTabs();
}

void EntryTabs::cycle(int step)
{
    if (m_set.tabs().isEmpty())
        return;
    if (!std::exchange(m_cycling, true))
        qApp->installEventFilter(this);
    activate(*m_open[m_set.cycle(step)]->tab);
    current().panel().focusText();
}

bool EntryTabs::eventFilter(QObject *watched, QEvent *event)
{
    const bool released = event->type() == QEvent::KeyRelease
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Control;
    if (m_cycling && (released || event->type() == QEvent::ApplicationDeactivate)) {
        m_cycling = false;
        m_set.endCycle();
        qApp->removeEventFilter(this);
    }
    return QObject::eventFilter(watched, event);
}

void EntryTabs::discard(EntryTab &tab)
{
    const bool shown = &tab == &current();
    remove(tab.id());
    if (!shown)
        showTabs();
    else if (m_set.current() == overviewTab)
        m_navigator.go({m_navigator.subject().store, {}, {}});
    else
        activate(current());
}

//! Whoever called may be one of its own parts: it ends later.
void EntryTabs::remove(TabId id)
{
    const QScopedValueRollback following(m_following, true);
    std::unique_ptr<Open> open = std::move(m_open[id]);
    m_open.erase(id);
    m_set.close(id);
    EntryTab *tab = open->tab.release();
    tab->entry().disconnect(this);
    tab->save().disconnect(this);
    tab->navigator().disconnect(this);
    tab->navigator().setGuard({});
    tab->navigator().setSession(nullptr);
    tab->panel().hide();
    tab->deleteLater();
    if (open->dirty)
        emit dirtyChanged(open->entry, false);
}

void EntryTabs::noteState(EntryTab &tab)
{
    Open &open = *m_open[tab.id()];
    const bool dirty = tab.isDirty();
    const std::optional<core::Entry> &base = tab.entry().base();
    const QString gone = tab.entry().gonePath();
    const QString path = base && base->id == open.entry.entry ? base->path : gone.isEmpty() ? open.path : gone;
    const bool pinned = dirty && m_set.pin(tab.id());
    const bool turned = std::exchange(open.dirty, dirty) != dirty;
    if (turned)
        emit dirtyChanged(open.entry, dirty);
    if (std::exchange(open.path, path) != path || pinned || turned)
        showTabs();
    if (&tab == &current())
        emit currentStateChanged();
}

//! The connection is closed: its tabs go with it. Who closed it has asked.
void EntryTabs::forgetConnection(const core::ConnectionId &connection)
{
    const QList<TabSet::Tab> tabs = m_set.tabs();
    for (const TabSet::Tab &tab : tabs) {
        if (tab.entry.connection == connection)
            discard(*m_open[tab.id]->tab);
    }
}

void EntryTabs::entryDeleted(const core::EntryRef &entry)
{
    EntryTab *tab = find(entry);
    if (!tab)
        return;
    if (tab == &current()) // never on to another entry: the next *Delete* would be about that one
        m_navigator.go({entry.store, {}, {}});
    remove(tab->id());
    showTabs();
}

void EntryTabs::entryMoved(const core::EntryRef &from, const core::Entry &moved)
{
    EntryTab *tab = find(from);
    if (!tab)
        return;
    Open &open = *m_open[tab->id()];
    open.entry = {from.connection, moved.store, moved.id};
    open.path = moved.path;
    m_set.retarget(tab->id(), open.entry);
    if (open.dirty) {
        emit dirtyChanged(from, false);
        emit dirtyChanged(open.entry, true);
    }
    {
        const QScopedValueRollback following(m_following, true);
        // One that was never looked at in this run has nothing to carry over.
        if (!tab->navigator().subject().isEmpty() && !tab->entry().moveTo(moved))
            tab->navigator().go({moved.store, moved.id, {}});
    }
    if (tab == &current())
        m_navigator.go({moved.store, moved.id, {}});
    showTabs();
}

void EntryTabs::storeDeleted(const core::ConnectionId &connection, const core::StoreId &store)
{
    const QList<TabSet::Tab> tabs = m_set.tabs();
    for (const TabSet::Tab &tab : tabs) {
        // Unsaved text is all that is left of it.
        if (tab.entry.connection == connection && tab.entry.store == store && !m_open[tab.id]->dirty)
            remove(tab.id);
    }
    if (m_navigator.subject().store == store)
        m_navigator.forget();
    else
        put(m_set.current());
}

TabPlace EntryTabs::placeOf(const Open &open) const
{
    TabPlace place{open.tab->id(), open.path, open.entry.store.value, {}};
    if (const auto connection = m_host.find(open.entry.connection))
        place.connection = connection->name;
    if (session::Session *session = m_host.sessionOf(open.entry.connection)) {
        if (const core::Store *store = session->store(open.entry.store))
            place.store = store->name;
        const core::Entry *listed = place.path.isEmpty() && session->hasEntries(open.entry.store)
            ? session->entries(open.entry.store).find(open.entry.entry)
            : nullptr;
        if (listed)
            place.path = listed->path;
    }
    if (place.path.isEmpty())
        place.path = open.entry.entry.value;
    return place;
}

void EntryTabs::showTabs()
{
    QList<TabPlace> places;
    for (const TabSet::Tab &tab : m_set.tabs())
        places.append(placeOf(*m_open[tab.id]));
    const QHash<TabId, QString> names = tabNames(places);
    QList<panels::EntryTabLook> looks{{overviewTab, tr("Overview"), tr("The store, without an entry"), false, false, false}};
    for (const TabPlace &place : std::as_const(places)) {
        panels::EntryTabLook look;
        look.id = place.id;
        look.title = models::displayText(names.value(place.id));
        look.toolTip = QStringList{models::displayText(place.connection), models::displayText(place.store),
                                   models::displayText(place.path)}
                           .join(u'\n');
        look.preview = m_set.find(place.id)->preview;
        look.dirty = m_open[place.id]->dirty;
        looks.append(look);
    }
    m_panel.setTabs(looks, m_set.current());
}

} // namespace controllers

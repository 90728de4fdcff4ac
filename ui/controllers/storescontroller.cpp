// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/storescontroller.h"

#include "session/session.h"
#include "ui/controllers/errorbanner.h"
#include "ui/controllers/localdays.h"
#include "ui/panels/storespanel.h"
#include "ui/presentation/errorsentences.h"
#include "ui/presentation/treestate.h"
#include "ui/presentation/words.h"
#include "ui/widgets/messagebanner.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QMap>
#include <QScopedValueRollback>
#include <QTreeView>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace controllers {

namespace {

const QString listBanner = u"entries.read"_s;
constexpr auto walkDelay = std::chrono::milliseconds(200);

Subject subjectOf(const QModelIndex &index)
{
    return {{index.data(models::StoreIdRole).toString()}, {index.data(models::EntryIdRole).toString()}, {}};
}

models::NodeKind kindOf(const QModelIndex &index)
{
    return index.data(models::NodeKindRole).value<models::NodeKind>();
}

} // namespace

StoresController::StoresController(Navigator &navigator, panels::StoresPanel &panel, const core::Clock &clock,
                                   QObject *parent)
    : QObject(parent), m_navigator(navigator), m_panel(panel), m_presentedTree(clock), m_presentedEntries(clock)
{
    m_presentedTree.setSourceModel(&m_tree);
    m_presentedEntries.setSourceModel(&m_list);
    panel.setTreeModel(&m_presentedTree);
    panel.setListModel(&m_presentedEntries);

    connect(&navigator, &Navigator::sessionChanged, this, &StoresController::openSession);
    connect(&navigator, &Navigator::subjectChanged, this, &StoresController::followSubject);
    connect(&panel, &panels::StoresPanel::currentChanged, this, &StoresController::choose);
    connect(&panel, &panels::StoresPanel::selectionChanged, this, &StoresController::selectionChanged);
    connect(&panel, &panels::StoresPanel::activated, this, &StoresController::activate);
    connect(&panel, &panels::StoresPanel::storeFilterChanged, this, &StoresController::setStoreFilter);
    connect(&panel, &panels::StoresPanel::pathFilterChanged, this, &StoresController::setPathFilter);
    connect(&panel, &panels::StoresPanel::flatChanged, this, [this] {
        showList();
        followSubject();
    });
    connect(&panel, &panels::StoresPanel::retryRequested, this, &StoresController::retry);
    connect(&panel, &panels::StoresPanel::wayOutRequested, this, [this](auto way) { emit wayOutRequested(int(way)); });
    connect(&panel, &panels::StoresPanel::bannerActionTriggered, this, [this](const QString &id, const QString &action) {
        const auto way = id == listBanner ? wayOut(action) : std::nullopt;
        if (way == presentation::WayOut::Retry)
            m_list.retry();
        else if (way)
            emit wayOutRequested(int(*way));
    });
    m_walkDelay.setSingleShot(true);
    m_walkDelay.setInterval(walkDelay);
    connect(&m_walkDelay, &QTimer::timeout, this, &StoresController::walkChosen);
    connect(&panel, &panels::StoresPanel::loadAllRequested, this, [this] {
        if (m_navigator.session() && !listedStore().isEmpty())
            m_navigator.session()->entries(listedStore()).load();
    });
    connect(&panel, &panels::StoresPanel::cancelRequested, this, [this] {
        if (m_navigator.session() && !listedStore().isEmpty())
            m_navigator.session()->entries(listedStore()).cancel();
    });
    connect(&panel, &panels::StoresPanel::emptyActionRequested, this, &StoresController::newStoreRequested);
    connect(&panel, &panels::StoresPanel::contextMenuRequested, this,
            [this](const QPoint &position, const QModelIndex &index) {
                if (kindOf(index) == models::NodeKind::Failed)
                    showFailedMenu(position, index);
                else
                    emit contextMenuRequested(position, menuOf(index));
            });
    connect(&m_tree, &models::StoreTreeModel::coverageChanged, this, &StoresController::showCoverage);
    connect(&m_list, &models::EntryListModel::coverageChanged, this, &StoresController::showCoverage);
    const auto revealLater = [this] {
        if (m_revealPending)
            followSubject();
    };
    connect(&m_presentedTree, &QAbstractItemModel::rowsInserted, this, revealLater, Qt::QueuedConnection);
    panel.showEmpty({tr("No connection"), tr("Connect to a service, or open the Local workspace.")});
}

QString StoresController::menuOf(const QModelIndex &index)
{
    switch (kindOf(index)) {
    case models::NodeKind::Store:
        return u"store"_s;
    case models::NodeKind::Folder:
        return u"folder"_s;
    case models::NodeKind::Entry:
        return u"entry"_s;
    case models::NodeKind::Ghost:
        return u"ghost"_s;
    default:
        return {};
    }
}

void StoresController::openSession(session::Session *session)
{
    disconnect(m_storesLoading);
    m_tree.setSession(session);
    m_list.setEntries(nullptr);
    if (!session) {
        m_panel.showEmpty({tr("No connection"), tr("Connect to a service, or open the Local workspace.")});
        showCoverage();
        return;
    }
    m_storesLoading = connect(&session->stores(), &session::StoreRepository::loadingChanged, this,
                              &StoresController::showStoreListState);
    setStoreFilter(m_panel.storeFilter());
    if (session->stores().loading().state == core::LoadState::NotLoaded)
        session->stores().loadMore();
    showStoreListState();
    showCoverage();
}

void StoresController::showStoreListState()
{
    session::Session *session = m_navigator.session();
    if (!session)
        return;
    const session::StoreRepository &stores = session->stores();
    const core::Loading &loading = stores.loading();
    if (!stores.stores().isEmpty()) {
        m_panel.showViews();
    } else if (loading.error) {
        m_panel.showFailure(failureState(*loading.error, presentation::Operation::ListStores));
    } else if (loading.isWorking() || loading.state == core::LoadState::NotLoaded) {
        m_panel.showLoading(tr("Reading the stores…"));
    } else if (stores.filter() != api::StoreFilter{}) {
        m_panel.showEmpty({tr("No store matches the filter"), tr("Change the name, the dates or “archived” above.")});
    } else {
        m_panel.showEmpty({tr("No stores yet"), tr("A store holds what an agent remembers."), tr("New Store…")});
    }
}

void StoresController::retry(const QModelIndex &index)
{
    const QVariant way = index.data(presentation::PresentedTree::WayOutRole);
    if (way.isValid() && way.toInt() != int(presentation::WayOut::Retry))
        emit wayOutRequested(way.toInt());
    else if (m_panel.isFlat())
        m_list.retry();
    else if (index.isValid())
        m_tree.retry(m_presentedTree.mapToSource(index));
    else if (m_navigator.session())
        m_navigator.session()->stores().retry();
}

//! Each way out of a row, for its word is only the first of them.
void StoresController::showFailedMenu(const QPoint &globalPosition, const QModelIndex &index)
{
    auto *menu = new QMenu(&m_panel);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QPersistentModelIndex row = index.siblingAtColumn(0);
    const auto way = presentation::WayOut(row.data(presentation::PresentedTree::WayOutRole).toInt());
    if (way != presentation::WayOut::Retry)
        connect(menu->addAction(presentation::wordsFor(way)), &QAction::triggered, this,
                [this, way] { emit wayOutRequested(int(way)); });
    connect(menu->addAction(presentation::wordsFor(presentation::WayOut::Retry)), &QAction::triggered, this,
            [this, row] { m_tree.retry(m_presentedTree.mapToSource(row)); });
    connect(menu->addAction(presentation::wordsFor(presentation::WayOut::CopyDetails)), &QAction::triggered, this,
            [details = row.data(presentation::PresentedTree::DetailsTextRole).toString()] {
                QGuiApplication::clipboard()->setText(details);
            });
    menu->popup(globalPosition);
}

//! The entries of a store that is looked at are read, opened in the tree or not; one that was stopped stays so.
void StoresController::walkChosen()
{
    session::Session *session = m_navigator.session();
    const core::StoreId store = m_navigator.subject().store;
    if (!session || store.isEmpty())
        return;
    session::EntryList &list = session->entries(store);
    // A store that is not opened in the tree is followed by nobody else.
    connect(&list, &session::EntryList::loadingChanged, this, &StoresController::showCoverage, Qt::UniqueConnection);
    if (list.loading().state == core::LoadState::NotLoaded && !list.loading().stopped)
        list.load();
    showCoverage();
}

void StoresController::choose(const QModelIndex &index)
{
    if (m_following || !index.isValid())
        return;
    const models::NodeKind kind = kindOf(index);
    m_revealPending = false;
    if (kind == models::NodeKind::Ghost) {
        const Subject gone = subjectOf(index);
        if (!gone.sameHead(m_navigator.subject()))
            emit ghostChosen(gone.store, gone.entry);
    }
    if (m_panel.isFlat() || kind == models::NodeKind::Store || kind == models::NodeKind::Entry) {
        Subject subject = subjectOf(index);
        // A click on what is shown already keeps the chosen versions.
        if (subject.sameHead(m_navigator.subject()))
            return;
        if (m_panel.isFlat())
            subject.store = m_list.store();
        m_navigator.go(subject);
    }
    showCoverage();
}

void StoresController::activate(const QModelIndex &index)
{
    if (m_panel.isFlat() || kindOf(index) == models::NodeKind::Entry || kindOf(index) == models::NodeKind::Ghost) {
        emit entryActivated();
        return;
    }
    QTreeView *view = m_panel.treeView();
    view->setExpanded(index.siblingAtColumn(0), !view->isExpanded(index.siblingAtColumn(0)));
}

void StoresController::followSubject()
{
    const Subject &subject = m_navigator.subject();
    m_walkDelay.start();
    showList();
    showCoverage();
    const QModelIndex shown = m_panel.currentIndex();
    if (subject.isEmpty() || (shown.isValid() && subjectOf(shown).sameHead(subject))) {
        m_revealPending = false;
        return;
    }
    const QScopedValueRollback following(m_following, true);
    QModelIndex index;
    if (m_panel.isFlat())
        index = m_presentedEntries.mapFromSource(m_list.indexOf(subject.entry));
    else if (subject.entry.isEmpty())
        index = m_presentedTree.mapFromSource(m_tree.indexOf(subject.store));
    else
        index = m_presentedTree.mapFromSource(m_tree.indexOf(subject.store, subject.entry));
    if (!index.isValid() && !m_panel.isFlat())
        index = m_presentedTree.mapFromSource(m_tree.indexOfGhost(subject.store, subject.entry));
    if (index.isValid()) {
        m_revealPending = false;
        m_panel.setCurrentIndex(index);
    }
}

void StoresController::reveal()
{
    m_revealPending = true;
    const Subject &subject = m_navigator.subject();
    if (!m_panel.isFlat() && !subject.entry.isEmpty()) {
        const QModelIndex store = m_presentedTree.mapFromSource(m_tree.indexOf(subject.store));
        if (store.isValid())
            m_panel.treeView()->expand(store);
    }
    followSubject();
}

void StoresController::unhide(const core::Store &store)
{
    panels::StoreFilterValues values = m_panel.storeFilter();
    values.archived = values.archived || store.archived;
    if (!store.name.startsWith(values.namePrefix, Qt::CaseInsensitive))
        values.namePrefix.clear();
    const QDate created = store.createdAt.local().date();
    if ((values.created.from && created < *values.created.from) || (values.created.to && created > *values.created.to))
        values.created = {};
    m_panel.setStoreFilter(values);
    reveal();
}

core::StoreId StoresController::listedStore() const
{
    if (m_panel.isFlat())
        return m_list.store();
    const QModelIndex index = m_panel.currentIndex();
    return index.isValid() ? core::StoreId{index.data(models::StoreIdRole).toString()} : m_navigator.subject().store;
}

void StoresController::showList()
{
    session::Session *session = m_navigator.session();
    const core::StoreId store = m_navigator.subject().store;
    if (!m_panel.isFlat() || !session)
        return;
    if (store.isEmpty()) {
        m_list.setEntries(nullptr);
        m_panel.setListStore({});
        return;
    }
    if (m_list.store() == store)
        return;
    const core::Store *known = session->store(store);
    m_list.setEntries(&session->entries(store), session->connection().id);
    m_panel.setListStore(known ? known->name : store.value);
    if (m_list.canFetchMore({}))
        m_list.fetchMore({});
}

void StoresController::showCoverage()
{
    session::Session *session = m_navigator.session();
    const core::StoreId store = listedStore();
    panels::Coverage coverage;
    if (session && !store.isEmpty() && session->hasEntries(store)) {
        const core::Loading &loading = session->entries(store).loading();
        coverage.text = presentation::entriesCoverage(loading);
        coverage.canCancel = loading.isWorking();
        coverage.canLoadAll = !loading.complete && !loading.isWorking();
        if (const QString gone = m_ghostWords.value(store); !gone.isEmpty() && !m_panel.isFlat())
            //: how many entries are known, and how many deleted ones
            coverage.text = coverage.text.isEmpty() ? gone : tr("%1 · %2").arg(coverage.text, gone);
    }
    m_panel.setCoverage(coverage);
    showListFailure();
    emit coverageTextChanged(coverage.text);

    const models::FilterCoverage matches = m_panel.isFlat() ? m_list.filterCoverage() : m_tree.filterCoverage();
    m_panel.setMatches(m_panel.pathFilter().isEmpty() ? QString() : presentation::filterCoverage(matches));
}

//! In the tree the failed row says it; the flat list has none.
void StoresController::showListFailure()
{
    session::Session *session = m_navigator.session();
    const core::StoreId store = m_list.store();
    const std::optional<core::Error> error = m_panel.isFlat() && session && session->hasEntries(store)
        ? session->entries(store).loading().error
        : std::nullopt;
    if (error)
        m_panel.showBanner(banner(listBanner, *error, presentation::Operation::ListEntries));
    else
        m_panel.dismissBanner(listBanner);
}

void StoresController::setStoreFilter(const panels::StoreFilterValues &values)
{
    if (!m_navigator.session())
        return;
    api::StoreFilter filter;
    filter.namePrefix = values.namePrefix;
    filter.includeArchived = values.archived;
    filter.createdFrom = startOfDay(values.created.from);
    filter.createdTo = endOfDay(values.created.to);
    m_navigator.session()->stores().setFilter(filter);
}

void StoresController::setPathFilter(const QString &text)
{
    const QScopedValueRollback following(m_following, true);
    const presentation::TreeState state = presentation::TreeState::of(*m_panel.treeView());
    m_tree.setPathFilter(text);
    m_list.setPathFilter(text);
    state.applyTo(*m_panel.treeView());
    if (!text.isEmpty()) {
        for (int row = 0; row < m_presentedTree.rowCount(); ++row) {
            const QModelIndex store = m_presentedTree.index(row, 0);
            // Opens what is known; a store that nobody has opened is not walked because of a filter.
            if (m_presentedTree.rowCount(store) > 0 && !m_presentedTree.canFetchMore(store))
                m_panel.treeView()->expandRecursively(store);
        }
    }
    showCoverage();
}

core::StoreId StoresController::storeOf(const QModelIndex &row) const
{
    return m_panel.isFlat() ? m_list.store() : core::StoreId{row.data(models::StoreIdRole).toString()};
}

bool StoresController::hasChosenEntries() const
{
    const QModelIndexList rows = m_navigator.session() ? m_panel.selectedRows() : QModelIndexList();
    // A folder is there because of the entries in it; rows of a second store do not count.
    return std::any_of(rows.begin(), rows.end(), [this, &rows](const QModelIndex &row) {
        const bool isFolder = !m_panel.isFlat() && kindOf(row) == models::NodeKind::Folder;
        const bool isEntry = kindOf(row) == models::NodeKind::Entry;
        return (isFolder || isEntry) && storeOf(row) == storeOf(rows.first());
    });
}

QList<core::Entry> StoresController::chosenEntries() const
{
    session::Session *session = m_navigator.session();
    QMap<QString, core::Entry> byPath; // a folder and an entry in it may both be chosen
    core::StoreId store;
    const QModelIndexList rows = session ? m_panel.selectedRows() : QModelIndexList();
    for (const QModelIndex &row : rows) {
        const core::StoreId of = storeOf(row);
        if (store.isEmpty())
            store = of;
        if (of != store || !session->hasEntries(store))
            continue;
        const session::EntryList &list = session->entries(store);
        const QString path = row.data(models::PathRole).toString();
        if (!m_panel.isFlat() && kindOf(row) == models::NodeKind::Folder) {
            for (const core::Entry &entry : list.entries()) {
                if (entry.path.startsWith(path + u'/'))
                    byPath.insert(entry.path, entry);
            }
        } else if (const core::Entry *entry = list.find({row.data(models::EntryIdRole).toString()})) {
            byPath.insert(entry->path, *entry);
        }
    }
    return byPath.values();
}

std::optional<core::EntryRef> StoresController::chosenGhost() const
{
    const QModelIndexList rows = m_navigator.session() && !m_panel.isFlat() ? m_panel.selectedRows() : QModelIndexList();
    if (rows.size() != 1 || kindOf(rows.first()) != models::NodeKind::Ghost)
        return std::nullopt;
    const Subject subject = subjectOf(rows.first());
    return core::EntryRef{m_navigator.session()->connection().id, subject.store, subject.entry};
}

void StoresController::setGhostWords(const core::StoreId &store, const QString &words)
{
    m_ghostWords[store] = words;
    showCoverage();
}

void StoresController::setDirty(const core::EntryRef &entry, bool dirty)
{
    m_tree.setDirty(entry, dirty);
    m_list.setDirty(entry, dirty);
}

void StoresController::setIntegrity(const core::EntryRef &entry, core::Integrity integrity)
{
    m_tree.setIntegrity(entry, integrity);
    m_list.setIntegrity(entry, integrity);
}

void StoresController::refreshAges()
{
    m_presentedTree.refreshAges();
    m_presentedEntries.refreshAges();
}

} // namespace controllers

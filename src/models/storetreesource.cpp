// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/storetreebranch.h"
#include "models/storetreemodel.h"
#include "session/entrylist.h"
#include "session/session.h"
#include "session/storerepository.h"

#include <algorithm>

// Where the rows of stores come from, and what makes more of them come. Entries are in storetreeentries.cpp.
namespace models {

void StoreTreeModel::setSession(session::Session *session)
{
    if (!session) {
        setSource({}, nullptr, {});
        return;
    }
    const QPointer<session::Session> guard(session);
    setSource(session->connection().id, &session->stores(),
              [guard](const core::StoreId &store, bool make) -> session::EntryList * {
                  return guard && (make || guard->hasEntries(store)) ? &guard->entries(store) : nullptr;
              });
}

void StoreTreeModel::setSource(const core::ConnectionId &connection, session::StoreRepository *stores,
                               EntriesOf entriesOf)
{
    beginResetModel();
    ++m_generation;
    if (m_stores)
        m_stores->disconnect(this);
    if (m_connection != connection || m_stores != stores)
        m_ghosts.clear();
    m_connection = connection;
    m_stores = stores;
    m_entriesOf = std::move(entriesOf);
    rebuild();
    connectStores();
    endResetModel();
    followLoads();
}

void StoreTreeModel::connectStores()
{
    if (!m_stores)
        return;
    using session::StoreRepository;
    connect(m_stores, &StoreRepository::reset, this, &StoreTreeModel::storesReset);
    connect(m_stores, &StoreRepository::added, this, &StoreTreeModel::storesAdded);
    connect(m_stores, &StoreRepository::removed, this,
            [this](int, const core::StoreId &store) { storeRemoved(store); });
    connect(m_stores, &StoreRepository::changed, this, [this](const core::StoreId &store) {
        if (const Branch *found = branch(store)) {
            changed(found->node);
            if (const int rows = m_tree.rowCount(found->node); rows > 0) // archived: their facts, too
                emit dataChanged(index(0, 0, indexOfNode(found->node)),
                                 index(rows - 1, ColumnCount - 1, indexOfNode(found->node)));
        }
    });
    connect(m_stores, &StoreRepository::loadingChanged, this, [this] { loadingMoved({}); });
    connect(m_stores, &QObject::destroyed, this, [this] { setSource({}, nullptr, {}); });
}

//! Within a reset: all that the repositories have already.
void StoreTreeModel::rebuild()
{
    for (const std::unique_ptr<Branch> &old : m_branches) {
        if (old->list)
            old->list->disconnect(this);
    }
    m_branches.clear();
    m_byStore.clear();
    m_byNode.clear();
    m_tree.clear();
    m_tree.setFilter(m_filter.isEmpty() ? std::function<bool(const QString &)>()
                                        : [this](const QString &path) { return matches(path); });
    m_rootLoading = false;
    m_rootSlow = false;
    if (!m_stores)
        return;
    int row = 0;
    for (const core::Store &store : m_stores->stores())
        appendBranch(store, row++);
    for (const std::unique_ptr<Branch> &fresh : m_branches) {
        if (fresh->list)
            fill(*fresh);
        putGhosts(*fresh);
    }
}

//! After a reset: what is on its way already.
void StoreTreeModel::followLoads()
{
    loadingMoved({});
    for (const std::unique_ptr<Branch> &one : m_branches)
        loadingMoved(one->id);
    scheduleStatus();
    emit coverageChanged();
}

void StoreTreeModel::appendBranch(const core::Store &store, int at)
{
    auto fresh = std::make_unique<Branch>();
    fresh->id = store.id;
    fresh->node = m_tree.insertStore(store.id.value, at);
    fresh->list = m_entriesOf ? m_entriesOf(store.id, false) : nullptr;
    if (fresh->list)
        connectEntries(*fresh);
    m_byStore.insert(store.id.value, fresh.get());
    m_byNode.insert(fresh->node, fresh.get());
    m_branches.push_back(std::move(fresh));
}

void StoreTreeModel::fill(Branch &branch)
{
    std::vector<NodeTree::NewEntry> entries;
    entries.reserve(size_t(branch.list->entries().size()));
    for (const core::Entry &entry : branch.list->entries())
        entries.push_back({entry.path, entry.id.value, entry.size.value_or(-1), matches(entry.path)});
    std::vector<Node> nodes;
    m_tree.fillStore(branch.node, entries, nodes);
    branch.nodes.reserve(qsizetype(entries.size()));
    for (size_t i = 0; i < entries.size(); ++i)
        branch.nodes.insert(entries[i].entryId, nodes[i]);
}

void StoreTreeModel::storesReset()
{
    beginResetModel();
    ++m_generation;
    rebuild();
    endResetModel();
    followLoads();
}

void StoreTreeModel::storesAdded(int first, int count)
{
    const int last = m_tree.childCount(NodeTree::root);
    first = std::clamp(first, 0, last);
    count = std::min(count, int(m_stores->stores().size()) - first);
    if (count <= 0)
        return;
    beginInsertRows({}, first, first + count - 1);
    for (int i = first; i < first + count; ++i) {
        appendBranch(m_stores->stores().at(i), i);
        if (m_branches.back()->list)
            fill(*m_branches.back()); // a list that somebody opened before its store was paged in
        putGhosts(*m_branches.back());
    }
    endInsertRows();
    scheduleStatus();
}

void StoreTreeModel::storeRemoved(const core::StoreId &store)
{
    Branch *gone = branch(store);
    if (!gone)
        return;
    const int row = m_tree.row(gone->node);
    beginRemoveRows({}, row, row);
    if (gone->list)
        gone->list->disconnect(this);
    m_ghosts.remove(store);
    m_byStore.remove(store.value);
    m_byNode.remove(gone->node);
    m_tree.removeStore(gone->node);
    std::erase_if(m_branches, [gone](const std::unique_ptr<Branch> &candidate) { return candidate.get() == gone; });
    endRemoveRows();
    scheduleStatus();
    emit coverageChanged();
}

// Fetching

bool StoreTreeModel::canFetchMore(const QModelIndex &parent) const
{
    if (!m_stores || parent.column() > 0)
        return false;
    const Node node = nodeOf(parent);
    if (node == NodeTree::root) {
        const core::LoadState state = m_stores->loading().state;
        return state != core::LoadState::Loading && state != core::LoadState::Failed
            && (state == core::LoadState::NotLoaded || m_stores->hasMore()) && !m_stores->loading().stopped;
    }
    if (m_tree.kind(node) != NodeKind::Store)
        return false;
    const Branch *found = branchOf(node);
    return found && !found->asked && (!found->list || found->list->loading().state == core::LoadState::NotLoaded);
}

void StoreTreeModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    const Node node = nodeOf(parent);
    if (node == NodeTree::root) {
        m_stores->loadMore();
        return;
    }
    Branch &opened = *branchOf(node);
    opened.asked = true;
    if (!opened.list && m_entriesOf) {
        opened.list = m_entriesOf(opened.id, true);
        if (!opened.list)
            return;
        connectEntries(opened);
        if (!opened.list->entries().isEmpty())
            insertLater(opened.id, opened.list->entries(), 0);
    }
    if (opened.list)
        opened.list->load();
    scheduleStatus();
}

void StoreTreeModel::retry(const QModelIndex &index)
{
    if (!index.isValid() || !m_stores)
        return;
    const Node node = nodeOf(index);
    const NodeKind kind = m_tree.kind(node);
    if (kind != NodeKind::Failed && kind != NodeKind::More && kind != NodeKind::Store)
        return;
    const Branch *found = branchOf(node);
    if (!found) {
        if (kind == NodeKind::Failed)
            m_stores->retry();
        else
            m_stores->loadMore();
    } else if (!found->list) {
        fetchMore(indexOfNode(found->node));
    } else {
        found->list->load();
    }
}

void StoreTreeModel::refresh(const QModelIndex &index)
{
    if (!m_stores)
        return;
    const Branch *found = index.isValid() ? branchOf(nodeOf(index)) : nullptr;
    if (!found)
        m_stores->refresh();
    else if (found->list)
        found->list->refresh();
    else
        fetchMore(indexOfNode(found->node));
}

} // namespace models

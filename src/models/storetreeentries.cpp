// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/storetreebranch.h"
#include "models/storetreemodel.h"
#include "session/entrylist.h"
#include "session/storerepository.h"

#include <QTimer>

#include <algorithm>

// How StoreTreeModel follows the lists: rows that come, change and go, and the row that says how a list is.
namespace models {

namespace {

constexpr qsizetype rowsAtOnce = 500; // what is put in between two turns of the event loop

} // namespace

void StoreTreeModel::connectEntries(Branch &branch)
{
    using session::EntryList;
    EntryList *list = branch.list;
    const core::StoreId id = branch.id;
    // Branches are found by id each time: they may be gone when a signal comes.
    const auto with = [this, id](auto act) {
        if (Branch *found = this->branch(id))
            act(*found);
    };
    connect(list, &EntryList::added, this, [this, with](const QList<core::Entry> &entries) {
        with([&](Branch &found) { insertEntries(found, entries); });
    });
    connect(list, &EntryList::changed, this, [this, with](const core::Entry &entry) {
        with([&](Branch &found) { changeEntry(found, entry); });
    });
    connect(list, &EntryList::removed, this, [this, with](const core::EntryId &entry) {
        with([&](Branch &found) { removeEntry(found, entry); });
    });
    connect(list, &EntryList::loadingChanged, this, [this, id] { loadingMoved(id); });
    connect(list, &EntryList::reset, this, [this, with] {
        with([&](Branch &found) {
            beginResetModel();
            m_tree.emptyStore(found.node);
            found.nodes.clear();
            found.asked = false;
            fill(found);
            putGhosts(found);
            endResetModel();
            scheduleStatus();
            emit coverageChanged();
        });
    });
}

//! Rows of a list that was there before us: not inside fetchMore(), and not so many at once that the window stands.
void StoreTreeModel::insertLater(const core::StoreId &store, const QList<core::Entry> &entries, qsizetype from)
{
    QTimer::singleShot(0, this, [this, store, entries, from, generation = m_generation] {
        Branch *found = branch(store);
        if (generation != m_generation || !found || !found->list)
            return;
        QList<core::Entry> part;
        for (const core::Entry &entry : entries.mid(from, rowsAtOnce)) {
            if (const core::Entry *current = found->list->find(entry.id)) // else removed meanwhile
                part.append(*current);
        }
        insertEntries(*found, part);
        if (from + rowsAtOnce < entries.size())
            insertLater(store, entries, from + rowsAtOnce);
    });
}

void StoreTreeModel::insertEntries(Branch &branch, const QList<core::Entry> &entries)
{
    std::vector<Node> touched;
    const NodeTree::Around around {
        [this](Node parent, int row) { beginInsertRows(indexOfNode(parent), row, row); },
        [this] { endInsertRows(); },
    };
    for (const core::Entry &entry : entries) {
        if (branch.nodes.contains(entry.id.value))
            continue;
        const Node node = m_tree.insertEntry(branch.node, entry.path, entry.id.value, entry.size.value_or(-1),
                                             matches(entry.path), around, touched);
        branch.nodes.insert(entry.id.value, node);
    }
    announceTotals(touched);
}

void StoreTreeModel::changeEntry(Branch &branch, const core::Entry &entry)
{
    const Node node = branch.nodes.value(entry.id.value, NodeTree::none);
    if (node == NodeTree::none) {
        insertEntries(branch, {entry});
        return;
    }
    if (m_tree.path(node) != entry.path) { // no service of ours renames, but what is true is shown
        removeEntry(branch, entry.id);
        insertEntries(branch, {entry});
        return;
    }
    std::vector<Node> touched;
    m_tree.setSize(node, entry.size.value_or(-1), touched);
    if (m_tree.isShown(node))
        changed(node);
    announceTotals(touched);
}

void StoreTreeModel::removeEntry(Branch &branch, const core::EntryId &entry)
{
    const Node node = branch.nodes.value(entry.value, NodeTree::none);
    if (node == NodeTree::none)
        return;
    std::vector<Node> touched;
    const NodeTree::Around around {
        [this](Node parent, int row) { beginRemoveRows(indexOfNode(parent), row, row); },
        [this] { endRemoveRows(); },
    };
    branch.nodes.remove(entry.value);
    m_tree.removeEntry(node, around, touched);
    announceTotals(touched);
}

void StoreTreeModel::announceTotals(std::vector<Node> touched)
{
    std::sort(touched.begin(), touched.end());
    touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
    for (Node node : touched) {
        if (m_tree.isShown(node))
            changed(node);
    }
    if (!touched.empty()) {
        scheduleStatus();
        emit coverageChanged();
    }
}

// The row after a list's children

void StoreTreeModel::loadingMoved(const core::StoreId &store)
{
    Branch *found = store.isEmpty() ? nullptr : branch(store);
    if (!store.isEmpty() && !(found && found->list))
        return;
    if (!found && !m_stores)
        return;
    const core::Loading &loading = found ? found->list->loading() : m_stores->loading();
    bool &wasLoading = found ? found->loading : m_rootLoading;
    bool &slow = found ? found->slow : m_rootSlow;
    int &load = found ? found->load : m_rootLoad;
    if (loading.isWorking() && !wasLoading) {
        ++load;
        QTimer::singleShot(m_loadingDelay, this, [this, store, load, generation = m_generation] {
            if (generation == m_generation)
                loadingTakesLong(store, load);
        });
    }
    wasLoading = loading.isWorking();
    slow = slow && wasLoading;
    if (found && found->wasComplete != loading.complete) {
        found->wasComplete = loading.complete;
        announceCompleteness(*found);
    }
    if (found)
        changed(found->node);
    scheduleStatus();
    emit coverageChanged();
}

void StoreTreeModel::loadingTakesLong(const core::StoreId &store, int load)
{
    Branch *found = store.isEmpty() ? nullptr : branch(store);
    if (!store.isEmpty() && !found)
        return;
    if (load != (found ? found->load : m_rootLoad) || !(found ? found->loading : m_rootLoading))
        return;
    (found ? found->slow : m_rootSlow) = true;
    updateStatus();
}

//! "4+" became "4", everywhere below. Folders are the first rows of each list, so one range each will do.
void StoreTreeModel::announceCompleteness(const Branch &branch)
{
    for (Node list : m_tree.lists(branch.node)) {
        if (const int folders = m_tree.folderCount(list); folders > 0) {
            const QModelIndex parent = indexOfNode(list);
            emit dataChanged(index(0, 0, parent), index(folders - 1, ColumnCount - 1, parent));
        }
    }
}

//! Never at once: whoever asked (fetchMore) must return before a row changes.
void StoreTreeModel::scheduleStatus()
{
    if (m_statusScheduled)
        return;
    m_statusScheduled = true;
    QTimer::singleShot(0, this, [this] {
        m_statusScheduled = false;
        updateStatus();
    });
}

void StoreTreeModel::updateStatus()
{
    if (!m_stores)
        return;
    for (const std::unique_ptr<Branch> &one : m_branches) {
        if (!one->list)
            continue;
        const bool shownEmpty = m_tree.shownCount(one->node) == 0;
        setStatus(one->node,
                  wantedStatus(one->list->loading(), shownEmpty, one->list->entries().isEmpty(), one->slow));
    }
    const bool noStores = m_tree.childCount(NodeTree::root) == 0;
    setStatus(NodeTree::root, wantedStatus(m_stores->loading(), noStores, noStores, m_rootSlow));
}

NodeKind StoreTreeModel::wantedStatus(const core::Loading &loading, bool shownEmpty, bool reallyEmpty, bool slow) const
{
    switch (loading.state) {
    case core::LoadState::NotLoaded: return loading.stopped ? NodeKind::More : NodeKind::None;
    case core::LoadState::Failed: return NodeKind::Failed;
    case core::LoadState::Loading:
        if (!loading.complete) // else it is a refresh: the rows are there
            return slow ? NodeKind::Loading : NodeKind::None;
        break;
    case core::LoadState::Ready:
    case core::LoadState::Stale: break;
    }
    if (!loading.complete)
        return loading.stopped ? NodeKind::More : NodeKind::None;
    if (reallyEmpty)
        return NodeKind::Empty;
    return shownEmpty ? NodeKind::NoMatch : NodeKind::None;
}

void StoreTreeModel::setStatus(Node list, NodeKind wanted)
{
    const NodeKind present = m_tree.status(list);
    if (present == wanted)
        return;
    const QModelIndex parent = indexOfNode(list);
    const int row = m_tree.childCount(list);
    if (wanted == NodeKind::None) {
        beginRemoveRows(parent, row, row);
        m_tree.setStatus(list, wanted);
        endRemoveRows();
    } else if (present == NodeKind::None) {
        beginInsertRows(parent, row, row);
        m_tree.setStatus(list, wanted);
        endInsertRows();
    } else {
        m_tree.setStatus(list, wanted);
        emit dataChanged(index(row, 0, parent), index(row, ColumnCount - 1, parent));
    }
}

} // namespace models

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/storetreemodel.h"

#include "models/storetreebranch.h"
#include "session/entrylist.h"
#include "session/storerepository.h"

namespace models {

namespace {

// A view keeps what is open in a hash over internal ids that does not mix: ids in a row would end in one long run of
// collisions (36 s instead of 1 s to close a million rows). Multiplying by an odd number spreads them and can be undone.
constexpr quintptr spread = quintptr(0x9E3779B97F4A7C15ULL);

constexpr quintptr inverseOf(quintptr odd)
{
    quintptr inverse = odd; // right in three bits, doubled by each round of Newton
    for (int i = 0; i < 6; ++i)
        inverse *= 2 - odd * inverse;
    return inverse;
}
constexpr quintptr unspread = inverseOf(spread);
static_assert(spread * unspread == 1);

} // namespace

StoreTreeModel::StoreTreeModel(QObject *parent, std::chrono::milliseconds loadingDelay)
    : QAbstractItemModel(parent)
    , m_loadingDelay(loadingDelay)
{
}

StoreTreeModel::~StoreTreeModel() = default;

// Indexes

StoreTreeModel::Node StoreTreeModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? Node(index.internalId() * unspread) : NodeTree::root;
}

QModelIndex StoreTreeModel::indexOfNode(Node node, int column) const
{
    if (node == NodeTree::none || node == NodeTree::root)
        return {};
    return createIndex(m_tree.row(node), column, quintptr(node) * spread);
}

QModelIndex StoreTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column < 0 || column >= ColumnCount || parent.column() > 0)
        return {};
    const Node list = nodeOf(parent);
    if (row >= m_tree.rowCount(list))
        return {};
    return createIndex(row, column, quintptr(m_tree.child(list, row)) * spread);
}

QModelIndex StoreTreeModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOfNode(m_tree.parent(nodeOf(child))) : QModelIndex();
}

int StoreTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : m_tree.rowCount(nodeOf(parent));
}

int StoreTreeModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

bool StoreTreeModel::hasChildren(const QModelIndex &parent) const
{
    if (parent.column() > 0)
        return false;
    const Node node = nodeOf(parent);
    if (m_tree.rowCount(node) > 0)
        return true;
    const Branch *branch = m_tree.kind(node) == NodeKind::Store ? branchOf(node) : nullptr;
    // Until it is known, a store can be opened.
    return branch && !(branch->list && branch->list->loading().complete);
}

Qt::ItemFlags StoreTreeModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const NodeKind kind = m_tree.kind(nodeOf(index));
    const bool canOpen = kind == NodeKind::Store || kind == NodeKind::Folder;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | (canOpen ? Qt::NoItemFlags : Qt::ItemNeverHasChildren);
}

QModelIndex StoreTreeModel::indexOf(const core::StoreId &store) const
{
    const Branch *found = branch(store);
    return found ? indexOfNode(found->node) : QModelIndex();
}

QModelIndex StoreTreeModel::indexOf(const core::StoreId &store, const core::EntryId &entry) const
{
    const Branch *found = branch(store);
    const Node node = found ? found->nodes.value(entry.value, NodeTree::none) : NodeTree::none;
    return node != NodeTree::none && m_tree.isShown(node) ? indexOfNode(node) : QModelIndex();
}

QModelIndex StoreTreeModel::indexOfPath(const core::StoreId &store, const QString &path) const
{
    const Branch *found = branch(store);
    const Node node = found ? m_tree.find(found->node, path) : NodeTree::none;
    return node != NodeTree::none && m_tree.isShown(node) ? indexOfNode(node) : QModelIndex();
}

core::ConnectionId StoreTreeModel::connection() const
{
    return m_connection;
}

StoreTreeModel::Branch *StoreTreeModel::branch(const core::StoreId &store) const
{
    return m_byStore.value(store.value, nullptr);
}

StoreTreeModel::Branch *StoreTreeModel::branchOf(Node node) const
{
    return m_byNode.value(m_tree.storeOf(node), nullptr);
}

// Filter and marks

bool StoreTreeModel::matches(const QString &path) const
{
    return m_filter.isEmpty() || path.contains(m_filter, Qt::CaseInsensitive);
}

void StoreTreeModel::setPathFilter(const QString &text)
{
    if (text == m_filter)
        return;
    beginResetModel();
    m_filter = text;
    m_tree.setFilter(m_filter.isEmpty() ? std::function<bool(const QString &)>()
                                        : [this](const QString &path) { return matches(path); });
    endResetModel();
    scheduleStatus();
    emit coverageChanged();
}

const QString &StoreTreeModel::pathFilter() const
{
    return m_filter;
}

FilterCoverage StoreTreeModel::filterCoverage() const
{
    FilterCoverage sum;
    for (const std::unique_ptr<Branch> &one : m_branches) {
        if (!one->list)
            continue;
        const FilterCoverage part = filterCoverage(one->id);
        sum.shown += part.shown;
        sum.known += part.known;
        sum.complete = sum.complete && part.complete;
    }
    return sum;
}

FilterCoverage StoreTreeModel::filterCoverage(const core::StoreId &store) const
{
    const Branch *found = branch(store);
    if (!found)
        return {};
    return {m_tree.shownCount(found->node), m_tree.count(found->node), found->list && found->list->loading().complete};
}

void StoreTreeModel::setDirty(const core::EntryRef &entry, bool dirty)
{
    if (m_marks.setDirty(entry, dirty))
        markChanged(entry);
}

void StoreTreeModel::setIntegrity(const core::EntryRef &entry, core::Integrity integrity)
{
    if (m_marks.setIntegrity(entry, integrity))
        markChanged(entry);
}

void StoreTreeModel::markChanged(const core::EntryRef &entry)
{
    if (entry.connection != m_connection)
        return;
    if (const QModelIndex index = indexOf(entry.store, entry.entry); index.isValid())
        changed(nodeOf(index));
}

void StoreTreeModel::changed(Node node)
{
    emit dataChanged(indexOfNode(node), indexOfNode(node, ColumnCount - 1));
}

} // namespace models

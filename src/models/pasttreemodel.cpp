// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/pasttreemodel.h"

#include "models/displaytext.h"
#include "models/naturalorder.h"

#include <algorithm>
#include <numeric>

namespace models {

using history::PastState;

PathOrder pathOrder(const history::Past &past)
{
    std::vector<int> sorted(size_t(past.paths()));
    std::iota(sorted.begin(), sorted.end(), 0);
    std::sort(sorted.begin(), sorted.end(), [&past](int a, int b) { return naturalLess(past.path(a), past.path(b)); });
    auto order = std::make_shared<std::vector<int>>(sorted.size());
    for (size_t place = 0; place < sorted.size(); ++place)
        (*order)[size_t(sorted[place])] = int(place);
    return order;
}

PastTreeModel::PastTreeModel(QObject *parent) : QAbstractItemModel(parent)
{
    m_nodes.push_back({});
    m_nodes.front().folder = true;
}

void PastTreeModel::setState(PastState state, const PathOrder &order)
{
    beginResetModel();
    m_state = std::move(state);
    m_order = order;
    m_nodes.clear();
    Node root;
    root.last = int(m_state.items.size());
    root.folder = true;
    m_nodes.push_back(root);
    endResetModel();
}

const QString &PastTreeModel::pathOfItem(int item) const
{
    return m_state.past->pathOf(PastState::write(m_state.items[size_t(item)]));
}

QStringView PastTreeModel::nameOf(const Node &node) const
{
    return QStringView(pathOfItem(node.first)).sliced(node.nameAt, node.nameEnd - node.nameAt);
}

//! Paths that begin alike follow one another, so a folder is a stretch of them, whose end is looked up and not walked to.
void PastTreeModel::make(int node) const
{
    if (m_nodes[size_t(node)].children >= 0)
        return;
    const Node parent = m_nodes[size_t(node)];
    std::vector<Node> made;
    for (int item = parent.first; item < parent.last;) {
        const QString &path = pathOfItem(item);
        Node child;
        child.parent = node;
        child.first = item;
        child.nameAt = parent.nameEnd;
        const qsizetype slash = path.indexOf(u'/', parent.nameEnd);
        child.folder = slash >= 0 && slash + 1 < path.size(); // what ends with a slash is a name
        child.nameEnd = child.folder ? slash + 1 : path.size();
        child.last = item + 1;
        if (child.folder) {
            const QStringView start = QStringView(path).first(child.nameEnd);
            const auto end = std::partition_point(m_state.items.cbegin() + item, m_state.items.cbegin() + parent.last, [&](int one) {
                return m_state.past->pathOf(PastState::write(one)).startsWith(start);
            });
            child.last = int(end - m_state.items.cbegin());
        }
        item = child.last;
        made.push_back(child);
    }
    std::stable_sort(made.begin(), made.end(), [this](const Node &a, const Node &b) { return isBefore(a, b); });
    for (int row = 0; row < int(made.size()); ++row)
        made[size_t(row)].row = row;
    m_nodes[size_t(node)].children = int(m_nodes.size());
    m_nodes[size_t(node)].count = int(made.size());
    m_nodes.insert(m_nodes.end(), made.begin(), made.end());
}

//! Names of one folder begin behind the same path, so the order of whole paths is theirs.
bool PastTreeModel::isBefore(const Node &a, const Node &b) const
{
    if (a.folder != b.folder)
        return a.folder;
    if (a.folder || !m_order)
        return naturalLess(nameOf(a), nameOf(b));
    const auto place = [this](const Node &node) {
        return m_order->at(size_t(m_state.past->at(PastState::write(m_state.items[size_t(node.first)])).path));
    };
    return place(a) < place(b);
}

int PastTreeModel::item(const QModelIndex &index) const
{
    if (!index.isValid())
        return -1;
    const Node &node = m_nodes[size_t(nodeOf(index))];
    return node.folder ? -1 : node.first;
}

QModelIndex PastTreeModel::find(const QString &path, bool folder) const
{
    if (path.isEmpty())
        return {};
    for (int node = 0;;) {
        make(node);
        const Node &parent = m_nodes[size_t(node)];
        int next = -1;
        for (int child = parent.children; child < parent.children + parent.count && next < 0; ++child) {
            const Node &one = m_nodes[size_t(child)];
            const QStringView whole = QStringView(pathOfItem(one.first)).first(one.nameEnd);
            if (!folder && !one.folder && whole == path)
                return createIndex(one.row, 0, quintptr(child));
            if (folder && one.folder && whole.size() == path.size() + 1 && whole.startsWith(path))
                return createIndex(one.row, 0, quintptr(child));
            if (one.folder && path.startsWith(whole))
                next = child;
        }
        if (next < 0)
            return {};
        node = next;
    }
}

QModelIndex PastTreeModel::entryAt(const QString &path) const { return find(path, false); }

QModelIndex PastTreeModel::folderAt(const QString &path) const { return find(path, true); }

QModelIndex PastTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column < 0 || column >= ColumnCount || row >= rowCount(parent))
        return {};
    return createIndex(row, column, quintptr(m_nodes[size_t(nodeOf(parent))].children + row));
}

QModelIndex PastTreeModel::parent(const QModelIndex &child) const
{
    const int parent = child.isValid() ? m_nodes[size_t(nodeOf(child))].parent : -1;
    return parent <= 0 ? QModelIndex() : createIndex(m_nodes[size_t(parent)].row, 0, quintptr(parent));
}

int PastTreeModel::rowCount(const QModelIndex &parent) const
{
    if (parent.column() > 0 || !m_nodes[size_t(nodeOf(parent))].folder)
        return 0;
    make(nodeOf(parent));
    return m_nodes[size_t(nodeOf(parent))].count;
}

int PastTreeModel::columnCount(const QModelIndex &) const { return ColumnCount; }

//! Without making the rows: a closed folder is not looked into.
bool PastTreeModel::hasChildren(const QModelIndex &parent) const
{
    if (parent.column() > 0)
        return false;
    const Node &node = m_nodes[size_t(nodeOf(parent))];
    return node.folder && node.first < node.last;
}

QVariant PastTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node &node = m_nodes[size_t(nodeOf(index))];
    switch (role) {
    case NodeKindRole: return QVariant::fromValue(node.folder ? NodeKind::Folder : NodeKind::Entry);
    case NameRole: return nameOf(node).toString();
    case DisplayNameRole: return displayText(nameOf(node).toString());
    case PathRole: return pathOfItem(node.first).first(node.folder ? node.nameEnd - 1 : node.nameEnd);
    case DisplayPathRole: return displayText(pathOfItem(node.first).first(node.nameEnd));
    default: break;
    }
    if (!node.folder)
        return entryData(node, role);
    if (role == SizeRole)
        return m_state.bytesBefore[size_t(node.last)] - m_state.bytesBefore[size_t(node.first)];
    if (role == CountCompleteRole) // none of them is uncertain
        return m_state.countBefore[size_t(node.last)] - m_state.countBefore[size_t(node.first)] == node.last - node.first;
    if (role == CountRole)
        return qint64(m_state.countBefore[size_t(node.last)] - m_state.countBefore[size_t(node.first)]);
    return {};
}

QVariant PastTreeModel::entryData(const Node &node, int role) const
{
    const int item = m_state.items[size_t(node.first)];
    const int number = PastState::write(item);
    const history::Past::Write &write = m_state.past->at(number);
    const bool uncertain = PastState::isUncertain(item);
    switch (role) {
    case EntryIdRole: return m_state.past->entryOf(number).value;
    case UncertainRole: return uncertain;
    case SizeRole: return uncertain || write.size < 0 ? QVariant() : QVariant(write.size);
    case RedactedRole: return !uncertain && write.redacted;
    case UpdatedAtRole: return uncertain ? QVariant() : QVariant::fromValue(core::Timestamp::fromMicroseconds(write.at));
    default: return {};
    }
}

} // namespace models

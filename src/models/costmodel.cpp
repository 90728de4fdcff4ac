// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/costmodel.h"

#include "models/displaytext.h"
#include "models/roles.h"

namespace models {

using audit::CostTree;

CostModel::CostModel(QObject *parent) : QAbstractItemModel(parent) {}

void CostModel::setTree(CostTree tree)
{
    beginResetModel();
    m_tree = std::move(tree);
    endResetModel();
    emit goneChanged();
}

int CostModel::node(const QModelIndex &index) const
{
    return index.isValid() ? int(index.internalId()) : CostTree::root;
}

QModelIndex CostModel::indexOf(int node, int column) const
{
    return node == CostTree::root ? QModelIndex() : createIndex(m_tree.row(node), column, quintptr(node));
}

QModelIndex CostModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, quintptr(m_tree.at(node(parent)).first + row));
}

QModelIndex CostModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOf(m_tree.at(node(child)).parent) : QModelIndex();
}

int CostModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : m_tree.at(node(parent)).count;
}

int CostModel::columnCount(const QModelIndex &) const { return ColumnCount; }

Qt::ItemFlags CostModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    if (index.isValid() && index.column() == NameColumn)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

QVariant CostModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const CostTree::Node &node = m_tree.at(this->node(index));
    switch (role) {
    case Qt::CheckStateRole:
        if (index.column() != NameColumn)
            return {};
        return node.gone == 0 ? Qt::Unchecked : node.gone == node.entries ? Qt::Checked : Qt::PartiallyChecked;
    case NodeKindRole: return QVariant::fromValue(node.isFolder() ? NodeKind::Folder : NodeKind::Entry);
    case PathRole: return node.path;
    case DisplayPathRole: return displayText(node.path);
    case NameRole: return node.name;
    case DisplayNameRole: return displayText(node.name);
    case EntryIdRole: return node.entry.value;
    case SizeRole: return node.bytes;
    case CountRole: return node.entries;
    default: return {};
    }
}

bool CostModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || !index.isValid() || index.column() != NameColumn)
        return false;
    const int node = this->node(index);
    m_tree.setGone(node, value.value<Qt::CheckState>() == Qt::Checked);
    for (int above = node; above != CostTree::root; above = m_tree.at(above).parent)
        emit dataChanged(indexOf(above), indexOf(above, ColumnCount - 1), {Qt::CheckStateRole});
    tellBelow(node);
    emit goneChanged();
    return true;
}

void CostModel::tellBelow(int node)
{
    const CostTree::Node &folder = m_tree.at(node);
    if (folder.count == 0)
        return;
    emit dataChanged(indexOf(folder.first), indexOf(folder.first + folder.count - 1, ColumnCount - 1), {Qt::CheckStateRole});
    for (int child = folder.first; child < folder.first + folder.count; ++child)
        tellBelow(child);
}

} // namespace models

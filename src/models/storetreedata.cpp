// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/displaytext.h"
#include "models/storetreebranch.h"
#include "models/storetreemodel.h"
#include "session/entrylist.h"
#include "session/storerepository.h"

// The facts of each kind of row. Nothing in here starts work or writes anything.
namespace models {

namespace {

QVariant known(const std::optional<qint64> &value)
{
    return value ? QVariant(*value) : QVariant();
}

QVariant known(const core::Timestamp &moment)
{
    return moment.isNull() ? QVariant() : QVariant::fromValue(moment);
}

} // namespace

QVariant StoreTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::DisplayRole)
        return columnText(index);
    const Node node = nodeOf(index);
    if (role == NodeKindRole)
        return QVariant::fromValue(m_tree.kind(node));
    const Branch *found = branchOf(node);
    if (!found) // a row about the list of stores
        return role == ErrorRole && m_stores && m_stores->loading().error
            ? QVariant::fromValue(*m_stores->loading().error)
            : QVariant();
    const core::Store *store = m_stores ? m_stores->find(found->id) : nullptr;
    switch (role) {
    case StoreIdRole: return found->id.value;
    case ArchivedRole: return store && store->archived;
    case LoadStateRole:
        return QVariant::fromValue(found->list ? found->list->loading().state : core::LoadState::NotLoaded);
    case ErrorRole:
        return found->list && found->list->loading().error ? QVariant::fromValue(*found->list->loading().error)
                                                           : QVariant();
    default: break;
    }
    switch (m_tree.kind(node)) {
    case NodeKind::Store: return store ? storeData(*store, *found, role) : QVariant();
    case NodeKind::Folder: return folderData(node, *found, role);
    case NodeKind::Entry: return entryData(node, *found, role);
    case NodeKind::Ghost: return ghostData(node, *found, role);
    default: return {};
    }
}

QVariant StoreTreeModel::columnText(const QModelIndex &index) const
{
    switch (index.column()) {
    case NameColumn: return data(index, DisplayNameRole);
    case SizeColumn: return data(index, SizeRole);
    case VersionColumn: return data(index, VersionRole);
    case UpdatedColumn: {
        const QVariant moment = data(index, UpdatedAtRole);
        return moment.isValid() ? moment.value<core::Timestamp>().text() : QVariant();
    }
    default: return {};
    }
}

QVariant StoreTreeModel::storeData(const core::Store &store, const Branch &branch, int role) const
{
    const bool complete = branch.list && branch.list->loading().complete;
    switch (role) {
    case NameRole: return store.name;
    case DisplayNameRole: return displayText(store.name);
    case DescriptionRole: return store.description;
    case SizeRole: return complete ? QVariant(m_tree.bytes(branch.node)) : known(store.totalSize);
    case CreatedAtRole: return known(store.createdAt);
    case UpdatedAtRole: return known(store.updatedAt);
    case CountRole: {
        const qint64 walked = m_tree.count(branch.node);
        if (complete)
            return walked;
        if (store.entryCount)
            return std::max(walked, *store.entryCount);
        return branch.list ? QVariant(walked) : QVariant();
    }
    case ShownCountRole: return m_tree.shownCount(branch.node);
    case CountCompleteRole: return complete || store.entryCount.has_value();
    default: return {};
    }
}

QVariant StoreTreeModel::folderData(Node node, const Branch &branch, int role) const
{
    switch (role) {
    case PathRole: return m_tree.path(node);
    case DisplayPathRole: return displayText(m_tree.path(node));
    case NameRole: return m_tree.name(node).toString();
    case DisplayNameRole: return displayText(m_tree.name(node));
    case SizeRole: return m_tree.bytes(node);
    case CountRole: return m_tree.count(node);
    case ShownCountRole: return m_tree.shownCount(node);
    case CountCompleteRole: return branch.list && branch.list->loading().complete;
    default: return {};
    }
}

QVariant StoreTreeModel::entryData(Node node, const Branch &branch, int role) const
{
    const core::EntryId id{m_tree.id(node)};
    switch (role) {
    case EntryIdRole: return id.value;
    case PathRole: return m_tree.path(node);
    case DisplayPathRole: return displayText(m_tree.path(node));
    case NameRole: return m_tree.name(node).toString();
    case DisplayNameRole: return displayText(m_tree.name(node));
    case DirtyRole: return m_marks.isDirty({m_connection, branch.id, id});
    case IntegrityRole: return QVariant::fromValue(m_marks.integrity({m_connection, branch.id, id}));
    default: break;
    }
    const core::Entry *entry = branch.list ? branch.list->find(id) : nullptr;
    if (!entry)
        return {};
    switch (role) {
    case SizeRole: return known(entry->size);
    case VersionRole: return known(entry->version);
    case UpdatedAtRole: return known(entry->updatedAt);
    case CreatedAtRole: return known(entry->createdAt);
    case Sha256Role: return entry->sha256;
    default: return {};
    }
}

} // namespace models

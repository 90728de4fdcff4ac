// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/displaytext.h"
#include "models/storetreebranch.h"
#include "models/storetreemodel.h"

// Rows of entries that are gone. They are put beside what the lists say, and never mixed with it.
namespace models {

void StoreTreeModel::setGhosts(const core::StoreId &store, const QList<Ghost> &ghosts)
{
    QHash<core::EntryId, Ghost> wanted;
    for (const Ghost &ghost : ghosts)
        wanted.insert(ghost.id, ghost);
    if (m_ghosts.value(store) == wanted)
        return;
    Branch *found = branch(store);
    const QHash<core::EntryId, Ghost> before = m_ghosts.take(store);
    if (!wanted.isEmpty())
        m_ghosts.insert(store, wanted);
    if (!found)
        return;
    std::vector<Node> touched;
    const NodeTree::Around coming {
        [this](Node parent, int row) { beginInsertRows(indexOfNode(parent), row, row); },
        [this] { endInsertRows(); },
    };
    const NodeTree::Around going {
        [this](Node parent, int row) { beginRemoveRows(indexOfNode(parent), row, row); },
        [this] { endRemoveRows(); },
    };
    for (const Ghost &ghost : before) {
        const auto kept = wanted.constFind(ghost.id);
        const Node node = found->ghostNodes.value(ghost.id.value, NodeTree::none);
        if (node == NodeTree::none)
            continue;
        if (kept == wanted.cend() || kept->path != ghost.path) {
            found->ghostNodes.remove(ghost.id.value);
            m_tree.removeEntry(node, going, touched);
        } else if (*kept != ghost && m_tree.isShown(node)) {
            changed(node);
        }
    }
    for (const Ghost &ghost : std::as_const(wanted)) {
        if (!found->ghostNodes.contains(ghost.id.value))
            found->ghostNodes.insert(ghost.id.value, m_tree.insertGhost(found->node, ghost.path, ghost.id.value,
                                                                        matches(ghost.path), coming, touched));
    }
    announceTotals(touched);
}

void StoreTreeModel::putGhosts(Branch &branch)
{
    branch.ghostNodes.clear();
    std::vector<Node> touched;
    const NodeTree::Around silent {[](Node, int) {}, [] {}};
    const QHash<core::EntryId, Ghost> ghosts = m_ghosts.value(branch.id);
    for (const Ghost &ghost : ghosts)
        branch.ghostNodes.insert(ghost.id.value, m_tree.insertGhost(branch.node, ghost.path, ghost.id.value, matches(ghost.path),
                                                                    silent, touched));
}

QModelIndex StoreTreeModel::indexOfGhost(const core::StoreId &store, const core::EntryId &entry) const
{
    const Branch *found = branch(store);
    const Node node = found ? found->ghostNodes.value(entry.value, NodeTree::none) : NodeTree::none;
    return node != NodeTree::none && m_tree.isShown(node) ? indexOfNode(node) : QModelIndex();
}

QVariant StoreTreeModel::ghostData(Node node, const Branch &branch, int role) const
{
    switch (role) {
    case EntryIdRole: return m_tree.id(node);
    case PathRole: return m_tree.path(node);
    case DisplayPathRole: return displayText(m_tree.path(node));
    case NameRole: return m_tree.name(node).toString();
    case DisplayNameRole: return displayText(m_tree.name(node));
    case UpdatedAtRole: {
        const Ghost ghost = m_ghosts.value(branch.id).value({m_tree.id(node)});
        return ghost.deletedAt.isNull() ? QVariant() : QVariant::fromValue(ghost.deletedAt);
    }
    default: return {};
    }
}

} // namespace models

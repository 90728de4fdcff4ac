// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/nodetree.h"

#include "models/pathsegments.h"

#include <QHash>

#include <algorithm>
#include <iterator>

// What touches all nodes at once, for use within a reset of the model.
namespace models {

void NodeTree::fillStore(Id store, const std::vector<NewEntry> &entries, std::vector<Id> &made)
{
    QHash<QStringView, Id> folders; // views into the entries' paths, which live as long
    std::vector<Id> lists = {store};
    made.reserve(made.size() + entries.size());
    for (const NewEntry &fresh : entries) {
        const PathSegments segments = segmentsOf(fresh.path, maxDepth);
        Id above = store;
        const QStringView path(fresh.path);
        const Id known = segments.folders.empty() ? store : folders.value(path.left(segments.folders.back().second), none);
        for (const auto &[from, to] : segments.folders) {
            if (known != none)
                break;
            Id folder = folders.value(path.left(to), none);
            if (folder == none) {
                folder = makeFolder(above, fresh.path, from, to);
                folders.insert(path.left(to), folder);
                listOf(above).all.push_back(folder);
                lists.push_back(folder);
            }
            above = folder;
        }
        if (known != none)
            above = known;
        const Id entry = make(NodeKind::Entry, above, false);
        Node &node = m_nodes[size_t(entry)];
        node.path = fresh.path;
        node.nameAt = segments.nameAt;
        node.id = fresh.entryId;
        node.size = fresh.size;
        node.matched = fresh.matched;
        listOf(above).all.push_back(entry);
        addTotals(above, 1, fresh.matched ? 1 : 0, std::max<qint64>(fresh.size, 0), nullptr);
        made.push_back(entry);
    }
    for (Id id : lists) {
        List &list = listOf(id);
        std::sort(list.all.begin(), list.all.end(), [this](Id a, Id b) { return less(a, b); });
        if (m_filtered)
            std::copy_if(list.all.begin(), list.all.end(), std::back_inserter(list.shown),
                         [this](Id child) { return isShown(child); });
    }
}

void NodeTree::setFilter(const std::function<bool(const QString &)> &matches)
{
    m_filtered = bool(matches);
    for (List &list : m_lists) {
        list.shownCount = m_filtered ? 0 : list.count;
        list.shownGhosts = 0;
        list.shown.clear();
    }
    for (Node &node : m_nodes) {
        if (node.kind != NodeKind::Entry && node.kind != NodeKind::Ghost)
            continue;
        node.matched = !m_filtered || matches(node.path);
        const bool ghost = node.kind == NodeKind::Ghost;
        if (!node.matched || (!m_filtered && !ghost)) // without a filter entries are counted above
            continue;
        for (Id id = node.parent; id != root; id = parent(id))
            ++(ghost ? listOf(id).shownGhosts : listOf(id).shownCount);
    }
    if (!m_filtered)
        return;
    for (const Node &node : m_nodes) {
        if (node.kind != NodeKind::Store && node.kind != NodeKind::Folder)
            continue;
        List &list = m_lists[size_t(node.list)];
        if (list.shownCount + list.shownGhosts == 0)
            continue;
        for (Id child : list.all) {
            if (isShown(child))
                list.shown.push_back(child);
        }
    }
}

} // namespace models

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/nodetree.h"

#include "models/naturalorder.h"
#include "models/pathsegments.h"

#include <algorithm>

namespace models {

NodeTree::NodeTree()
{
    clear();
}

void NodeTree::clear()
{
    m_nodes.clear();
    m_lists.clear();
    m_freeNodes.clear();
    m_freeLists.clear();
    make(NodeKind::None, none, true);
}

NodeTree::Id NodeTree::make(NodeKind kind, Id parent, bool withList)
{
    Id id;
    if (m_freeNodes.empty()) {
        id = Id(m_nodes.size());
        m_nodes.emplace_back();
    } else {
        id = m_freeNodes.back();
        m_freeNodes.pop_back();
    }
    Node &node = m_nodes[size_t(id)];
    node = {};
    node.kind = kind;
    node.parent = parent;
    if (!withList)
        return id;
    if (m_freeLists.empty()) {
        node.list = int(m_lists.size());
        m_lists.emplace_back();
    } else {
        node.list = m_freeLists.back();
        m_freeLists.pop_back();
        m_lists[size_t(node.list)] = {};
    }
    return id;
}

void NodeTree::release(Id id)
{
    Node &node = m_nodes[size_t(id)];
    if (node.list >= 0) {
        m_lists[size_t(node.list)] = {};
        m_freeLists.push_back(node.list);
    }
    node = {};
    m_freeNodes.push_back(id);
}

void NodeTree::releaseBelow(Id id)
{
    // Not by recursion: depth comes from outside.
    std::vector<Id> waiting = {id};
    std::vector<Id> found;
    while (!waiting.empty()) {
        const Id list = waiting.back();
        waiting.pop_back();
        for (Id child : listOf(list).all) {
            found.push_back(child);
            if (m_nodes[size_t(child)].list >= 0)
                waiting.push_back(child);
        }
        if (listOf(list).status != none)
            found.push_back(listOf(list).status);
    }
    listOf(id) = {};
    for (Id node : found)
        release(node);
}

// Order: folders before entries before ghosts, then by name; two of one name (ghosts, or a service that breaks its own rule)
// by id.

namespace {

int rank(NodeKind kind)
{
    return kind == NodeKind::Folder ? 0 : kind == NodeKind::Entry ? 1 : 2;
}

} // namespace

int NodeTree::compareTo(Id id, NodeKind kind, QStringView name, QStringView entryId) const
{
    const Node &node = m_nodes[size_t(id)];
    if (node.kind != kind)
        return rank(node.kind) < rank(kind) ? -1 : 1;
    if (const int order = naturalCompare(this->name(id), name); order != 0)
        return order;
    return QStringView(node.id).compare(entryId);
}

bool NodeTree::less(Id a, Id b) const
{
    return compareTo(a, kind(b), name(b), m_nodes[size_t(b)].id) < 0;
}

int NodeTree::lowerBound(const std::vector<Id> &list, NodeKind kind, QStringView name, QStringView entryId) const
{
    const auto at = std::lower_bound(list.begin(), list.end(), 0,
                                     [&](Id id, int) { return compareTo(id, kind, name, entryId) < 0; });
    return int(at - list.begin());
}

NodeTree::Id NodeTree::findChild(Id parent, NodeKind kind, QStringView name) const
{
    const std::vector<Id> &list = listOf(parent).all;
    const auto at = size_t(lowerBound(list, kind, name, {}));
    if (at < list.size() && this->kind(list[at]) == kind && this->name(list[at]) == name)
        return list[at];
    return none;
}

void NodeTree::place(std::vector<Id> &list, Id node)
{
    const int at = lowerBound(list, kind(node), name(node), m_nodes[size_t(node)].id);
    list.insert(list.begin() + at, node);
}

void NodeTree::take(std::vector<Id> &list, Id node)
{
    const auto at = size_t(lowerBound(list, kind(node), name(node), m_nodes[size_t(node)].id));
    if (at < list.size() && list[at] == node)
        list.erase(list.begin() + qsizetype(at));
}

const std::vector<NodeTree::Id> &NodeTree::children(Id node) const
{
    const List &list = listOf(node);
    return m_filtered && node != root ? list.shown : list.all;
}

// Stores

NodeTree::Id NodeTree::insertStore(const QString &storeId, int row)
{
    const Id store = make(NodeKind::Store, root, true);
    m_nodes[size_t(store)].id = storeId;
    std::vector<Id> &all = listOf(root).all;
    all.insert(all.begin() + std::clamp(row, 0, int(all.size())), store);
    return store;
}

void NodeTree::removeStore(Id store)
{
    releaseBelow(store);
    std::erase(listOf(root).all, store);
    release(store);
}

void NodeTree::emptyStore(Id store)
{
    releaseBelow(store);
}

// Entries

NodeTree::Id NodeTree::makeFolder(Id parent, const QString &entryPath, int nameAt, int nameEnd)
{
    const Id folder = make(NodeKind::Folder, parent, true);
    Node &node = m_nodes[size_t(folder)];
    node.path = entryPath.left(nameEnd);
    node.nameAt = nameAt;
    return folder;
}

void NodeTree::addTotals(Id from, qint64 count, qint64 shownCount, qint64 bytes, std::vector<Id> *touched)
{
    for (Id id = from; id != root; id = parent(id)) {
        List &list = listOf(id);
        list.count += count;
        list.shownCount += shownCount;
        list.bytes += bytes;
        if (touched)
            touched->push_back(id);
    }
}

void NodeTree::addGhosts(Id from, qint64 shown)
{
    for (Id id = from; id != root; id = parent(id))
        listOf(id).shownGhosts += shown;
}

NodeTree::Id NodeTree::insertEntry(Id store, const QString &path, const QString &entryId, qint64 size, bool matched,
                                   const Around &around, std::vector<Id> &touched)
{
    return insert(NodeKind::Entry, store, path, entryId, size, matched, around, touched);
}

NodeTree::Id NodeTree::insertGhost(Id store, const QString &path, const QString &entryId, bool matched, const Around &around,
                                   std::vector<Id> &touched)
{
    return insert(NodeKind::Ghost, store, path, entryId, -1, matched, around, touched);
}

NodeTree::Id NodeTree::insert(NodeKind wanted, Id store, const QString &path, const QString &entryId, qint64 size, bool matched,
                              const Around &around, std::vector<Id> &touched)
{
    const PathSegments segments = segmentsOf(path, maxDepth);
    Id known = store; // the deepest folder that there is
    size_t depth = 0;
    Id seen = store;  // the deepest folder that is shown
    size_t seenDepth = 0;
    for (; depth < segments.folders.size(); ++depth) {
        const auto [from, to] = segments.folders[depth];
        const Id folder = findChild(known, NodeKind::Folder, QStringView(path).mid(from, to - from));
        if (folder == none)
            break;
        known = folder;
        if (isShown(folder)) {
            seen = folder;
            seenDepth = depth + 1;
        }
    }

    const bool visible = !m_filtered || matched;
    if (visible) {
        const bool folderFirst = seenDepth < segments.folders.size();
        const int from = folderFirst ? segments.folders[seenDepth].first : segments.nameAt;
        const int to = folderFirst ? segments.folders[seenDepth].second : int(path.size());
        around.begin(seen, lowerBound(children(seen), folderFirst ? NodeKind::Folder : wanted,
                                      QStringView(path).mid(from, to - from), folderFirst ? QStringView() : entryId));
    }
    std::vector<Id> chain; // from the store's child down to the entry
    for (Id id = known; id != store; id = parent(id))
        chain.insert(chain.begin(), id);
    for (; depth < segments.folders.size(); ++depth) {
        const auto [from, to] = segments.folders[depth];
        const Id folder = makeFolder(known, path, from, to);
        place(listOf(known).all, folder);
        chain.push_back(folder);
        known = folder;
    }
    const Id entry = make(wanted, known, false);
    Node &node = m_nodes[size_t(entry)];
    node.path = path;
    node.nameAt = segments.nameAt;
    node.id = entryId;
    node.size = size;
    node.matched = matched;
    place(listOf(known).all, entry);
    chain.push_back(entry);
    if (m_filtered && matched) {
        for (size_t i = seenDepth; i < chain.size(); ++i)
            place(listOf(parent(chain[i])).shown, chain[i]);
    }
    if (wanted == NodeKind::Entry)
        addTotals(known, 1, matched ? 1 : 0, std::max<qint64>(size, 0), &touched);
    else
        addGhosts(known, matched ? 1 : 0);
    if (visible)
        around.end();
    return entry;
}

void NodeTree::removeEntry(Id entry, const Around &around, std::vector<Id> &touched)
{
    const Node node = m_nodes[size_t(entry)];
    const auto topOf = [this](Id id, bool shownOnly) {
        while (kind(parent(id)) == NodeKind::Folder) {
            const List &list = listOf(parent(id));
            if ((shownOnly ? children(parent(id)) : list.all).size() > 1)
                break;
            id = parent(id);
        }
        return id;
    };
    const Id shownTop = topOf(entry, true);
    const Id top = topOf(entry, false);
    const bool visible = isShown(entry);
    if (visible)
        around.begin(parent(shownTop), row(shownTop));
    if (node.kind == NodeKind::Entry)
        addTotals(node.parent, -1, node.matched ? -1 : 0, -std::max<qint64>(node.size, 0), nullptr);
    else
        addGhosts(node.parent, node.matched ? -1 : 0);
    if (m_filtered && visible) {
        for (Id id = entry;; id = parent(id)) {
            take(listOf(parent(id)).shown, id);
            if (id == shownTop)
                break;
        }
    }
    const Id above = parent(top);
    take(listOf(above).all, top);
    for (Id id = entry;;) {
        const Id next = parent(id);
        release(id);
        if (id == top)
            break;
        id = next;
    }
    if (visible)
        around.end();
    addTotals(above, 0, 0, 0, &touched);
}

void NodeTree::setSize(Id entry, qint64 size, std::vector<Id> &touched)
{
    Node &node = m_nodes[size_t(entry)];
    const qint64 change = std::max<qint64>(size, 0) - std::max<qint64>(node.size, 0);
    node.size = size;
    if (change != 0)
        addTotals(node.parent, 0, 0, change, &touched);
}

bool NodeTree::isShown(Id id) const
{
    const Node &node = m_nodes[size_t(id)];
    switch (node.kind) {
    case NodeKind::Entry:
    case NodeKind::Ghost: return !m_filtered || node.matched;
    case NodeKind::Folder:
        return !m_filtered || m_lists[size_t(node.list)].shownCount + m_lists[size_t(node.list)].shownGhosts > 0;
    default: return true;
    }
}

// The row that says something about its list

NodeKind NodeTree::status(Id list) const
{
    const Id id = listOf(list).status;
    return id == none ? NodeKind::None : kind(id);
}

void NodeTree::setStatus(Id list, NodeKind wanted)
{
    const Id id = listOf(list).status;
    if (wanted == NodeKind::None) {
        if (id != none)
            release(id);
        listOf(list).status = none;
    } else if (id == none) {
        const Id fresh = make(wanted, list, false);
        listOf(list).status = fresh;
    } else {
        m_nodes[size_t(id)].kind = wanted;
    }
}

// Questions

NodeTree::Id NodeTree::storeOf(Id node) const
{
    while (node != none && node != root && kind(node) != NodeKind::Store)
        node = parent(node);
    return node == root ? none : node;
}

int NodeTree::row(Id id) const
{
    const Node &node = m_nodes[size_t(id)];
    const std::vector<Id> &siblings = children(node.parent);
    if (listOf(node.parent).status == id)
        return int(siblings.size());
    if (size_t(node.hint) < siblings.size() && siblings[size_t(node.hint)] == id)
        return node.hint;
    const int at = node.parent == root
        ? int(std::find(siblings.begin(), siblings.end(), id) - siblings.begin())
        : lowerBound(siblings, node.kind, name(id), node.id);
    node.hint = at;
    return at;
}

int NodeTree::childCount(Id node) const
{
    return m_nodes[size_t(node)].list < 0 ? 0 : int(children(node).size());
}

int NodeTree::rowCount(Id node) const
{
    return m_nodes[size_t(node)].list < 0 ? 0 : childCount(node) + (listOf(node).status == none ? 0 : 1);
}

NodeTree::Id NodeTree::child(Id node, int row) const
{
    const std::vector<Id> &list = children(node);
    if (size_t(row) >= list.size())
        return listOf(node).status;
    m_nodes[size_t(list[size_t(row)])].hint = row;
    return list[size_t(row)];
}

QStringView NodeTree::name(Id node) const
{
    return QStringView(path(node)).mid(m_nodes[size_t(node)].nameAt);
}

qint64 NodeTree::count(Id list) const
{
    return listOf(list).count;
}

qint64 NodeTree::shownCount(Id list) const
{
    return listOf(list).shownCount;
}

qint64 NodeTree::bytes(Id list) const
{
    return listOf(list).bytes;
}

int NodeTree::folderCount(Id list) const
{
    const std::vector<Id> &all = children(list);
    const auto firstEntry = std::partition_point(all.begin(), all.end(),
                                                 [this](Id id) { return kind(id) == NodeKind::Folder; });
    return int(firstEntry - all.begin());
}

NodeTree::Id NodeTree::find(Id store, QStringView path) const
{
    const PathSegments segments = segmentsOf(path, maxDepth);
    Id above = store;
    for (const auto &[from, to] : segments.folders) {
        above = findChild(above, NodeKind::Folder, path.mid(from, to - from));
        if (above == none)
            return none;
    }
    const QStringView last = path.mid(segments.nameAt);
    const Id entry = findChild(above, NodeKind::Entry, last);
    return entry != none ? entry : findChild(above, NodeKind::Folder, last);
}

std::vector<NodeTree::Id> NodeTree::lists(Id store) const
{
    std::vector<Id> found = {store};
    for (size_t i = 0; i < found.size(); ++i) {
        const std::vector<Id> &list = children(found[i]);
        for (int row = 0, folders = folderCount(found[i]); row < folders; ++row)
            found.push_back(list[size_t(row)]);
    }
    return found;
}

} // namespace models

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "audit/costs.h"

#include <algorithm>
#include <map>
#include <memory>
#include <vector>

namespace audit {

namespace {

constexpr qint64 bytesOfAToken = 4;

qint64 bytesOf(const core::Entry &entry)
{
    return std::max<qint64>(entry.size.value_or(0), 0);
}

//! While the sizes are added up; the nodes of the tree are made of it from the top.
struct Folder
{
    QString path;
    qint64 bytes = 0;
    qint64 entries = 0;
    std::map<QStringView, std::unique_ptr<Folder>> folders; //!< views into the entries' paths
    QList<const core::Entry *> files;
};

Folder sumOf(const QList<core::Entry> &entries)
{
    Folder top;
    for (const core::Entry &entry : entries) {
        const qint64 bytes = bytesOf(entry);
        Folder *folder = &top;
        const QStringView path = entry.path;
        qsizetype start = 0;
        for (int depth = 0;; ++depth) {
            folder->bytes += bytes;
            ++folder->entries;
            const qsizetype slash = depth < CostTree::maxDepth ? path.indexOf(u'/', start) : -1;
            if (slash < 0 || slash + 1 == path.size())
                break;
            std::unique_ptr<Folder> &next = folder->folders[path.mid(start, slash + 1 - start)];
            if (!next) {
                next = std::make_unique<Folder>();
                next->path = path.first(slash + 1).toString();
            }
            folder = next.get();
            start = slash + 1;
        }
        folder->files.append(&entry);
    }
    return top;
}

} // namespace

qint64 estimatedTokens(qint64 bytes)
{
    return (std::max<qint64>(bytes, 0) + bytesOfAToken - 1) / bytesOfAToken;
}

CostTree::CostTree(const QList<core::Entry> &entries)
{
    const Folder top = sumOf(entries);
    QList<const Folder *> folders{&top}; // beside each node that is a folder
    m_nodes.append(Node{{}, {}, {}, -1, 0, 0, top.bytes, top.entries});
    m_withoutSize = std::count_if(entries.cbegin(), entries.cend(), [](const core::Entry &entry) { return !entry.size; });
    for (int node = 0; node < m_nodes.size(); ++node) {
        const Folder *folder = folders.at(node);
        if (!folder)
            continue;
        struct Child
        {
            Node node;
            const Folder *folder = nullptr;
        };
        std::vector<Child> children;
        children.reserve(folder->folders.size() + size_t(folder->files.size()));
        for (const auto &[name, below] : folder->folders)
            children.push_back({Node{name.toString(), below->path, {}, node, 0, 0, below->bytes, below->entries}, below.get()});
        for (const core::Entry *file : folder->files)
            children.push_back({Node{file->path.mid(folder->path.size()), file->path, file->id, node, 0, 0,
                                     bytesOf(*file), 1}});
        std::sort(children.begin(), children.end(), [](const Child &a, const Child &b) {
            return a.node.bytes != b.node.bytes ? a.node.bytes > b.node.bytes : a.node.name < b.node.name;
        });
        m_nodes[node].first = int(m_nodes.size());
        m_nodes[node].count = int(children.size());
        for (Child &child : children) {
            m_nodes.append(std::move(child.node));
            folders.append(child.folder);
        }
    }
}

int CostTree::row(int node) const
{
    const int parent = m_nodes.at(node).parent;
    return parent < 0 ? 0 : node - m_nodes.at(parent).first;
}

void CostTree::setGone(int node, bool gone)
{
    const Node before = m_nodes.at(node);
    QList<int> below{node};
    for (qsizetype i = 0; i < below.size(); ++i) {
        Node &one = m_nodes[below.at(i)];
        one.gone = gone ? one.entries : 0;
        one.goneBytes = gone ? one.bytes : 0;
        for (int child = one.first; child < one.first + one.count; ++child)
            below.append(child);
    }
    const Node &after = m_nodes.at(node);
    for (int above = before.parent; above >= 0; above = m_nodes.at(above).parent) {
        m_nodes[above].gone += after.gone - before.gone;
        m_nodes[above].goneBytes += after.goneBytes - before.goneBytes;
    }
}

} // namespace audit

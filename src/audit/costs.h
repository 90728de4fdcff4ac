// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/entry.h"

#include <QList>
#include <QString>

namespace audit {

//! Roughly what a text of that size takes of a model's context: four bytes a token, as English prose has it. Code takes
//! more, and each model counts in its own way, so it is always told as "about".
[[nodiscard]] qint64 estimatedTokens(qint64 bytes);

//! The sizes of a store's current texts as a tree of folders, the largest first, and what would be left if some of them were
//! gone. Nodes are numbers; those of one parent follow one another. A path of many slashes ends in one long name.
class CostTree
{
public:
    static constexpr int root = 0;
    static constexpr int maxDepth = 64;

    CostTree() : CostTree(QList<core::Entry>()) {}
    explicit CostTree(const QList<core::Entry> &entries); //!< in any order; only id, path and size are read

    struct Node
    {
        QString name;        //!< exact; of a folder with its slash
        QString path;        //!< exact; of a folder with its slash, empty for the root
        core::EntryId entry; //!< empty: a folder
        int parent = -1;
        int first = 0;       //!< its children are first, first + 1, ... first + count - 1
        int count = 0;
        qint64 bytes = 0;
        qint64 entries = 0;  //!< at and below
        qint64 gone = 0;     //!< of these entries
        qint64 goneBytes = 0;

        [[nodiscard]] bool isFolder() const { return entry.isEmpty(); }
    };

    [[nodiscard]] const Node &at(int node) const { return m_nodes.at(node); }
    [[nodiscard]] int size() const { return int(m_nodes.size()); }
    [[nodiscard]] int row(int node) const; //!< among the children of its parent
    [[nodiscard]] qint64 withoutSize() const { return m_withoutSize; } //!< entries whose size the service did not tell

    //! What if it, and all below it, were gone?
    void setGone(int node, bool gone);

private:
    QList<Node> m_nodes;
    qint64 m_withoutSize = 0;
};

} // namespace audit

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/roles.h"

#include <QString>
#include <QStringView>

#include <functional>
#include <optional>
#include <vector>

namespace models {

//! The nodes behind StoreTreeModel: int-indexed, ordered, counted and filtered; knows no item model and no signal, so that
//! it can be tested and measured alone. A million entries are fine. Removed ids are used again.
class NodeTree
{
public:
    using Id = int;
    static constexpr Id none = -1;
    static constexpr Id root = 0;
    //! A path of nothing but slashes must not make a thousand levels: what is deeper stays in the name.
    static constexpr int maxDepth = 128;

    //! What the model says around a change of rows that can be seen. One range of one row each.
    struct Around
    {
        std::function<void(Id parent, int row)> begin;
        std::function<void()> end;
    };

    NodeTree();
    void clear();

    Id insertStore(const QString &storeId, int row);
    void removeStore(Id store);
    //! Takes all nodes below the store away, without a word.
    void emptyStore(Id store);

    //! Adds an entry and the folders that it needs. `around` is called when a row is seen to come: the entry's or that of
    //! its topmost new folder. The folders whose totals changed go to `touched`.
    Id insertEntry(Id store, const QString &path, const QString &entryId, qint64 size, bool matched,
                   const Around &around, std::vector<Id> &touched);
    //! The same for an entry that is gone: it comes after the live ones of its folder and counts nowhere.
    Id insertGhost(Id store, const QString &path, const QString &entryId, bool matched, const Around &around,
                   std::vector<Id> &touched);
    //! Removes an entry, or a ghost, and the folders that are empty without it.
    void removeEntry(Id entry, const Around &around, std::vector<Id> &touched);
    void setSize(Id entry, qint64 size, std::vector<Id> &touched);

    struct NewEntry
    {
        QString path;
        QString entryId;
        qint64 size = -1;
        bool matched = true;
    };
    //! Many at once into an empty store, without a word: for use within a reset. `made` gets the ids in their order.
    void fillStore(Id store, const std::vector<NewEntry> &entries, std::vector<Id> &made);
    //! Decides anew which entries are shown; without a predicate all are. For use within a reset.
    void setFilter(const std::function<bool(const QString &path)> &matches);
    [[nodiscard]] bool isFiltered() const { return m_filtered; }

    //! The one row after a list's children that says something about it; NodeKind::None: there is none.
    [[nodiscard]] NodeKind status(Id list) const;
    void setStatus(Id list, NodeKind kind);

    [[nodiscard]] NodeKind kind(Id node) const { return m_nodes[size_t(node)].kind; }
    [[nodiscard]] Id parent(Id node) const { return m_nodes[size_t(node)].parent; }
    [[nodiscard]] Id storeOf(Id node) const; //!< itself for a store; none for the root and its status row
    [[nodiscard]] int row(Id node) const;
    [[nodiscard]] int rowCount(Id node) const; //!< the status row included
    [[nodiscard]] int childCount(Id node) const; //!< shown ones, without the status row
    [[nodiscard]] Id child(Id node, int row) const;
    [[nodiscard]] const QString &path(Id node) const { return m_nodes[size_t(node)].path; }
    [[nodiscard]] QStringView name(Id node) const;
    [[nodiscard]] const QString &id(Id node) const { return m_nodes[size_t(node)].id; } //!< of a store or an entry
    [[nodiscard]] qint64 count(Id list) const; //!< entries, without ghosts
    [[nodiscard]] qint64 shownCount(Id list) const;
    [[nodiscard]] qint64 bytes(Id list) const; //!< of the known sizes below
    [[nodiscard]] int folderCount(Id list) const; //!< shown folders among the children: they are its first rows
    [[nodiscard]] bool isShown(Id node) const;
    //! The entry of this path, else its folder, else none.
    [[nodiscard]] Id find(Id store, QStringView path) const;
    [[nodiscard]] std::vector<Id> lists(Id store) const; //!< the store and all shown folders below it

private:
    struct Node
    {
        Id parent = none;
        mutable int hint = 0;   // row, when nothing moved since
        int list = -1;          // of root, stores and folders
        int nameAt = 0;         // where the name begins in `path`
        NodeKind kind = NodeKind::None;
        bool matched = true;
        qint64 size = -1;
        QString path;
        QString id;
    };
    struct List
    {
        std::vector<Id> all;
        std::vector<Id> shown; // when filtered
        qint64 count = 0;
        qint64 shownCount = 0;
        qint64 bytes = 0;
        qint64 shownGhosts = 0; // those that match the filter
        Id status = none;
    };

    [[nodiscard]] List &listOf(Id node) { return m_lists[size_t(m_nodes[size_t(node)].list)]; }
    [[nodiscard]] const List &listOf(Id node) const { return m_lists[size_t(m_nodes[size_t(node)].list)]; }
    [[nodiscard]] const std::vector<Id> &children(Id node) const;
    [[nodiscard]] bool less(Id a, Id b) const;
    [[nodiscard]] int compareTo(Id node, NodeKind kind, QStringView name, QStringView id) const;
    [[nodiscard]] int lowerBound(const std::vector<Id> &list, NodeKind kind, QStringView name, QStringView id) const;
    [[nodiscard]] Id findChild(Id parent, NodeKind kind, QStringView name) const;
    Id make(NodeKind kind, Id parent, bool withList);
    void release(Id node);
    void releaseBelow(Id node);
    void place(std::vector<Id> &list, Id node);
    void take(std::vector<Id> &list, Id node);
    Id insert(NodeKind kind, Id store, const QString &path, const QString &entryId, qint64 size, bool matched,
              const Around &around, std::vector<Id> &touched);
    void addTotals(Id from, qint64 count, qint64 shownCount, qint64 bytes, std::vector<Id> *touched);
    void addGhosts(Id from, qint64 shown);
    Id makeFolder(Id parent, const QString &entryPath, int nameAt, int nameEnd);

    std::vector<Node> m_nodes;
    std::vector<List> m_lists;
    std::vector<Id> m_freeNodes;
    std::vector<int> m_freeLists;
    bool m_filtered = false;
};

} // namespace models

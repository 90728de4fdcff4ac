// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/entry.h"
#include "core/loading.h"
#include "core/store.h"
#include "models/entrymarks.h"
#include "models/nodetree.h"
#include "models/roles.h"

#include <QAbstractItemModel>
#include <QHash>
#include <QPointer>
#include <QSet>

#include <chrono>
#include <functional>
#include <memory>

namespace session {
class EntryList;
class Session;
class StoreRepository;
} // namespace session

namespace models {

//! An entry that was deleted, as far as a row of it goes.
struct Ghost
{
    core::EntryId id; //!< which it had
    QString path;
    core::Timestamp deletedAt;

    friend bool operator==(const Ghost &, const Ghost &) = default;
};

//! How many rows a filter lets through, for "12 of 412".
struct FilterCoverage
{
    qint64 shown = 0;
    qint64 known = 0;
    bool complete = true; //!< whether every opened store was read to its end

    friend bool operator==(const FilterCoverage &, const FilterCoverage &) = default;
};

//! Stores, the folders that their entries' paths make, and the entries. Folders come first, names in natural order that
//! no locale changes. Work starts in fetchMore(), retry() and refresh() only and never changes a row before they return
//! (R16): stores page by fetchMore of the root, a store's entries are walked once by fetchMore of its row. Rows arrive
//! one place at a time, so selection and scroll stay; there is a reset for another session and another filter only.
//! Facts, no words (R18): see roles.h. Application's thread.
class StoreTreeModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, SizeColumn, VersionColumn, UpdatedColumn, ColumnCount };
    //! The list of a store; `make` says whether one that does not exist yet is wanted.
    using EntriesOf = std::function<session::EntryList *(const core::StoreId &, bool make)>;

    //! `loadingDelay`: how long a list may take before a Loading row says so.
    explicit StoreTreeModel(QObject *parent = nullptr,
                            std::chrono::milliseconds loadingDelay = std::chrono::milliseconds(400));
    ~StoreTreeModel() override;

    //! Shows another connection; null shows nothing. The session may die first.
    void setSession(session::Session *session);
    //! The same from its parts.
    void setSource(const core::ConnectionId &connection, session::StoreRepository *stores, EntriesOf entriesOf);

    //! Entries whose full path has this text, in any case; empty shows all. One reset.
    void setPathFilter(const QString &text);
    [[nodiscard]] const QString &pathFilter() const;
    [[nodiscard]] FilterCoverage filterCoverage() const; //!< over all opened stores
    [[nodiscard]] FilterCoverage filterCoverage(const core::StoreId &store) const;

    //! Entries that were deleted, as rows of their own kind after the live ones of their folder. They count nowhere and obey
    //! the path filter; for `store` these and no others. They outlive a refresh, not setSession().
    void setGhosts(const core::StoreId &store, const QList<Ghost> &ghosts);
    //! The row of a ghost; as indexOf().
    [[nodiscard]] QModelIndex indexOfGhost(const core::StoreId &store, const core::EntryId &entry) const;

    //! For Failed and More rows, and for a store whose list failed or stopped. Anything else is left alone.
    void retry(const QModelIndex &index);
    //! Reads a store's list again, or the store list for an invalid index. Rows stay.
    void refresh(const QModelIndex &index = {});

    //! Marks that others set: an unsaved edit; what hashing the text found. They outlive setSession().
    void setDirty(const core::EntryRef &entry, bool dirty);
    void setIntegrity(const core::EntryRef &entry, core::Integrity integrity);

    //! Invalid while the row is not there (not loaded yet, or filtered out).
    [[nodiscard]] QModelIndex indexOf(const core::StoreId &store) const;
    [[nodiscard]] QModelIndex indexOf(const core::StoreId &store, const core::EntryId &entry) const;
    //! The entry of this path, else the folder.
    [[nodiscard]] QModelIndex indexOfPath(const core::StoreId &store, const QString &path) const;
    [[nodiscard]] core::ConnectionId connection() const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

signals:
    void coverageChanged(); //!< filterCoverage(), or how far a list is

private:
    struct Branch; // one store and its list
    using Node = NodeTree::Id;

    [[nodiscard]] Node nodeOf(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOfNode(Node node, int column = 0) const;
    [[nodiscard]] Branch *branchOf(Node node) const;
    [[nodiscard]] Branch *branch(const core::StoreId &store) const;
    [[nodiscard]] QVariant storeData(const core::Store &store, const Branch &branch, int role) const;
    [[nodiscard]] QVariant folderData(Node node, const Branch &branch, int role) const;
    [[nodiscard]] QVariant entryData(Node node, const Branch &branch, int role) const;
    [[nodiscard]] QVariant ghostData(Node node, const Branch &branch, int role) const;
    [[nodiscard]] QVariant columnText(const QModelIndex &index) const;

    void connectStores();
    void connectEntries(Branch &branch);
    void rebuild();
    void followLoads();
    void appendBranch(const core::Store &store, int at);
    void fill(Branch &branch);
    void insertEntries(Branch &branch, const QList<core::Entry> &entries);
    void insertLater(const core::StoreId &store, const QList<core::Entry> &entries, qsizetype from);
    void changeEntry(Branch &branch, const core::Entry &entry);
    void removeEntry(Branch &branch, const core::EntryId &entry);
    void putGhosts(Branch &branch); // within a reset, after all nodes of the store were taken away
    void announceTotals(std::vector<Node> touched);
    void announceCompleteness(const Branch &branch);
    void storesReset();
    void storesAdded(int first, int count);
    void storeRemoved(const core::StoreId &store);

    [[nodiscard]] bool matches(const QString &path) const;
    [[nodiscard]] NodeKind wantedStatus(const core::Loading &loading, bool shownEmpty, bool reallyEmpty,
                                        bool slow) const;
    void loadingMoved(const core::StoreId &store); // empty: the list of stores
    void loadingTakesLong(const core::StoreId &store, int load);
    void scheduleStatus();
    void updateStatus();
    void setStatus(Node list, NodeKind kind);
    void changed(Node node);
    void markChanged(const core::EntryRef &entry);

    core::ConnectionId m_connection;
    QPointer<session::StoreRepository> m_stores;
    EntriesOf m_entriesOf;
    std::chrono::milliseconds m_loadingDelay;
    NodeTree m_tree;
    std::vector<std::unique_ptr<Branch>> m_branches;
    QHash<QString, Branch *> m_byStore;
    QHash<Node, Branch *> m_byNode;
    QString m_filter;
    EntryMarks m_marks;
    QHash<core::StoreId, QHash<core::EntryId, Ghost>> m_ghosts;
    bool m_rootLoading = false;
    bool m_rootSlow = false;
    int m_rootLoad = 0;
    bool m_statusScheduled = false;
    int m_generation = 0; // of the source; what a timer of an older one says is not heard
};

} // namespace models

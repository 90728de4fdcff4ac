// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "history/past.h"
#include "models/roles.h"

#include <QAbstractItemModel>

#include <vector>

namespace models {

//! The place of each path of a past in the order of people. Some hundred milliseconds for 100,000 of them: not for the
//! window's thread.
using PathOrder = std::shared_ptr<const std::vector<int>>;
[[nodiscard]] PathOrder pathOrder(const history::Past &past);

//! A store as it stood at a moment, as a tree of folders: history::PastState as rows. Folders first, then entries, each in
//! the order of people. The rows of a folder are made when somebody asks for them, so another moment costs what is in
//! sight. Facts only (R18): NodeKindRole, PathRole (of a folder without its last slash), DisplayPathRole, NameRole,
//! DisplayNameRole, EntryIdRole, SizeRole, CountRole, CountCompleteRole, UpdatedAtRole (of the write that stood), RedactedRole, UncertainRole.
class PastTreeModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, SizeColumn, WrittenColumn, ColumnCount };
    enum PastRole {
        UncertainRole = EndRole + 400, //!< bool: whether it was there, and with what, is older than what is known
    };

    explicit PastTreeModel(QObject *parent = nullptr);

    //! Another moment: all rows are new. `order`: of the past it is of; without it each folder is sorted by names when it is
    //! looked at.
    void setState(history::PastState state, const PathOrder &order = {});
    [[nodiscard]] const history::PastState &state() const { return m_state; }
    //! Item of the state, for an entry; -1 for a folder.
    [[nodiscard]] int item(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex entryAt(const QString &path) const;
    [[nodiscard]] QModelIndex folderAt(const QString &path) const; //!< without its last slash

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    //! The root, a folder, or an entry: items `first` up to `last` of the state, whose paths begin alike.
    struct Node
    {
        int parent = -1;
        int row = 0;
        int first = 0;
        int last = 0;
        qsizetype nameAt = 0;   //!< where the name begins in the path
        qsizetype nameEnd = 0;  //!< of a folder behind its slash
        bool folder = false;
        int children = -1;      //!< the first of them; -1: not made yet
        int count = 0;
    };

    void make(int node) const;
    [[nodiscard]] int nodeOf(const QModelIndex &index) const { return index.isValid() ? int(index.internalId()) : 0; }
    [[nodiscard]] const QString &pathOfItem(int item) const;
    [[nodiscard]] QStringView nameOf(const Node &node) const;
    [[nodiscard]] QModelIndex find(const QString &path, bool folder) const;
    [[nodiscard]] QVariant entryData(const Node &node, int role) const;

    [[nodiscard]] bool isBefore(const Node &a, const Node &b) const;

    history::PastState m_state;
    PathOrder m_order;
    mutable std::vector<Node> m_nodes; //!< grows while somebody looks; 0 is the root
};

} // namespace models

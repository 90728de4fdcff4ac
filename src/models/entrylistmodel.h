// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/entry.h"
#include "models/entrymarks.h"
#include "models/roles.h"
#include "models/storetreemodel.h"

#include <QAbstractTableModel>
#include <QPointer>

#include <vector>

namespace session {
class EntryList;
} // namespace session

namespace models {

//! The entries of one store as a flat table that can be sorted: the other view beside the tree. Sorting keeps selection
//! and is total (equal keys go by path), so that it is the same every time. Starts the walk in fetchMore() only.
class EntryListModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { PathColumn, SizeColumn, VersionColumn, UpdatedColumn, Sha256Column, ColumnCount };

    explicit EntryListModel(QObject *parent = nullptr);

    //! Shows another store's list; null shows nothing. The list may die first. One reset. `connection` tells whose
    //! marks its rows have.
    void setEntries(session::EntryList *entries, const core::ConnectionId &connection = {});
    [[nodiscard]] core::StoreId store() const;

    void setPathFilter(const QString &text); //!< as in StoreTreeModel; one reset
    [[nodiscard]] const QString &pathFilter() const { return m_filter; }
    [[nodiscard]] FilterCoverage filterCoverage() const;
    [[nodiscard]] QModelIndex indexOf(const core::EntryId &entry) const;
    //! Marks of entries, whichever store is shown now; as in StoreTreeModel.
    void setDirty(const core::EntryRef &entry, bool dirty);
    void setIntegrity(const core::EntryRef &entry, core::Integrity integrity);
    void retry(); //!< after Failed or stopped

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

signals:
    void coverageChanged();

private:
    //! What sorting needs, kept beside the id so that a comparison asks nobody.
    struct Row
    {
        core::EntryId id;
        QString path;
        QString sha256;
        qint64 size = -1;
        qint64 version = -1;
        qint64 updated = 0;
    };

    static Row rowFor(const core::Entry &entry);
    [[nodiscard]] bool before(const Row &a, const Row &b) const;
    [[nodiscard]] bool matches(const QString &path) const;
    [[nodiscard]] int find(const core::EntryId &entry) const;
    void markChanged(const core::EntryRef &entry);
    void fill();
    void add(const QList<core::Entry> &entries);
    void change(const core::Entry &entry);
    void remove(const core::EntryId &entry);

    QPointer<session::EntryList> m_entries;
    core::ConnectionId m_connection;
    EntryMarks m_marks;
    std::vector<Row> m_rows; // in shown order
    QString m_filter;
    int m_column = PathColumn;
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

} // namespace models

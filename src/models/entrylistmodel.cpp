// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/entrylistmodel.h"

#include "models/displaytext.h"
#include "models/naturalorder.h"
#include "session/entrylist.h"

#include <QHash>

#include <algorithm>
#include <limits>

namespace models {

EntryListModel::EntryListModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void EntryListModel::setEntries(session::EntryList *entries, const core::ConnectionId &connection)
{
    using session::EntryList;
    if (m_entries == entries)
        return;
    m_connection = connection;
    beginResetModel();
    if (m_entries)
        m_entries->disconnect(this);
    m_entries = entries;
    fill();
    endResetModel();
    if (m_entries) {
        connect(m_entries, &EntryList::added, this, &EntryListModel::add);
        connect(m_entries, &EntryList::changed, this, &EntryListModel::change);
        connect(m_entries, &EntryList::removed, this, &EntryListModel::remove);
        connect(m_entries, &EntryList::loadingChanged, this, &EntryListModel::coverageChanged);
        connect(m_entries, &EntryList::reset, this, [this] {
            beginResetModel();
            fill();
            endResetModel();
            emit coverageChanged();
        });
        connect(m_entries, &QObject::destroyed, this, [this] {
            beginResetModel();
            m_rows.clear();
            endResetModel();
            emit coverageChanged();
        });
    }
    emit coverageChanged();
}

core::StoreId EntryListModel::store() const
{
    return m_entries ? m_entries->store() : core::StoreId();
}

EntryListModel::Row EntryListModel::rowFor(const core::Entry &entry)
{
    return {entry.id, entry.path, entry.sha256, entry.size.value_or(-1), entry.version.value_or(-1),
            entry.updatedAt.isNull() ? std::numeric_limits<qint64>::min() : entry.updatedAt.microseconds()};
}

bool EntryListModel::before(const Row &a, const Row &b) const
{
    const auto compare = [](const auto &x, const auto &y) { return x < y ? -1 : (y < x ? 1 : 0); };
    int order = 0;
    switch (m_column) {
    case SizeColumn: order = compare(a.size, b.size); break;
    case VersionColumn: order = compare(a.version, b.version); break;
    case UpdatedColumn: order = compare(a.updated, b.updated); break;
    case Sha256Column: order = compare(a.sha256, b.sha256); break;
    default: order = naturalCompare(a.path, b.path); break;
    }
    if (order != 0)
        return m_order == Qt::AscendingOrder ? order < 0 : order > 0;
    order = naturalCompare(a.path, b.path); // upwards in both directions
    return order != 0 ? order < 0 : a.id < b.id;
}

bool EntryListModel::matches(const QString &path) const
{
    return m_filter.isEmpty() || path.contains(m_filter, Qt::CaseInsensitive);
}

int EntryListModel::find(const core::EntryId &entry) const
{
    const auto at = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &row) { return row.id == entry; });
    return at == m_rows.end() ? -1 : int(at - m_rows.begin());
}

//! Within a reset.
void EntryListModel::fill()
{
    m_rows.clear();
    if (!m_entries)
        return;
    m_rows.reserve(size_t(m_entries->entries().size()));
    for (const core::Entry &entry : m_entries->entries()) {
        if (matches(entry.path))
            m_rows.push_back(rowFor(entry));
    }
    std::sort(m_rows.begin(), m_rows.end(), [this](const Row &a, const Row &b) { return before(a, b); });
}

void EntryListModel::add(const QList<core::Entry> &entries)
{
    for (const core::Entry &entry : entries) {
        if (!matches(entry.path))
            continue;
        Row fresh = rowFor(entry);
        const auto at = std::lower_bound(m_rows.begin(), m_rows.end(), fresh,
                                         [this](const Row &a, const Row &b) { return before(a, b); });
        const int row = int(at - m_rows.begin());
        beginInsertRows({}, row, row);
        m_rows.insert(at, std::move(fresh));
        endInsertRows();
    }
    emit coverageChanged();
}

void EntryListModel::change(const core::Entry &entry)
{
    const int row = find(entry.id);
    if (row < 0 || m_rows[size_t(row)].path != entry.path) {
        remove(entry.id);
        add({entry});
        return;
    }
    const Row fresh = rowFor(entry);
    const bool fits = (row == 0 || before(m_rows[size_t(row) - 1], fresh))
        && (row + 1 == int(m_rows.size()) || before(fresh, m_rows[size_t(row) + 1]));
    if (!fits) {
        // All but this row are in order, so the halves on both sides of it can be searched.
        const auto less = [this](const Row &a, const Row &b) { return before(a, b); };
        const auto self = m_rows.begin() + row;
        const bool up = row > 0 && before(fresh, m_rows[size_t(row) - 1]);
        const auto place = up ? std::lower_bound(m_rows.begin(), self, fresh, less)
                              : std::lower_bound(self + 1, m_rows.end(), fresh, less);
        const int destination = int(place - m_rows.begin()); // as beginMoveRows counts: before this row
        const int to = up ? destination : destination - 1;
        beginMoveRows({}, row, row, {}, destination);
        if (up)
            std::rotate(m_rows.begin() + to, self, self + 1);
        else
            std::rotate(self, self + 1, m_rows.begin() + destination);
        m_rows[size_t(to)] = fresh;
        endMoveRows();
        emit dataChanged(index(to, 0), index(to, ColumnCount - 1));
        return;
    }
    m_rows[size_t(row)] = fresh;
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void EntryListModel::remove(const core::EntryId &entry)
{
    const int row = find(entry);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_rows.erase(m_rows.begin() + row);
    endRemoveRows();
    emit coverageChanged();
}

void EntryListModel::setPathFilter(const QString &text)
{
    if (text == m_filter)
        return;
    beginResetModel();
    m_filter = text;
    fill();
    endResetModel();
    emit coverageChanged();
}

FilterCoverage EntryListModel::filterCoverage() const
{
    if (!m_entries)
        return {};
    return {qint64(m_rows.size()), m_entries->entries().size(), m_entries->loading().complete};
}

QModelIndex EntryListModel::indexOf(const core::EntryId &entry) const
{
    const int row = find(entry);
    return row < 0 ? QModelIndex() : index(row, 0);
}

void EntryListModel::setDirty(const core::EntryRef &entry, bool dirty)
{
    if (m_marks.setDirty(entry, dirty))
        markChanged(entry);
}

void EntryListModel::setIntegrity(const core::EntryRef &entry, core::Integrity integrity)
{
    if (m_marks.setIntegrity(entry, integrity))
        markChanged(entry);
}

void EntryListModel::markChanged(const core::EntryRef &entry)
{
    if (entry.connection != m_connection || entry.store != store())
        return;
    if (const int row = find(entry.entry); row >= 0)
        emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void EntryListModel::retry()
{
    if (m_entries)
        m_entries->load();
}

int EntryListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int EntryListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EntryListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    const core::Entry *entry = m_entries ? m_entries->find(row.id) : nullptr;
    const auto moment = [](const core::Timestamp &at) { return at.isNull() ? QVariant() : QVariant::fromValue(at); };
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case PathColumn: return displayText(row.path);
        case SizeColumn: return row.size < 0 ? QVariant() : QVariant(row.size);
        case VersionColumn: return row.version < 0 ? QVariant() : QVariant(row.version);
        case UpdatedColumn: return entry ? entry->updatedAt.text() : QString();
        default: return row.sha256;
        }
    case NodeKindRole: return QVariant::fromValue(NodeKind::Entry);
    case StoreIdRole: return store().value;
    case EntryIdRole: return row.id.value;
    case PathRole: return row.path;
    case DisplayPathRole: return displayText(row.path);
    case NameRole: return row.path.mid(row.path.lastIndexOf(u'/') + 1);
    case DisplayNameRole: return displayText(QStringView(row.path).mid(row.path.lastIndexOf(u'/') + 1));
    case SizeRole: return row.size < 0 ? QVariant() : QVariant(row.size);
    case VersionRole: return row.version < 0 ? QVariant() : QVariant(row.version);
    case Sha256Role: return row.sha256;
    case UpdatedAtRole: return entry ? moment(entry->updatedAt) : QVariant();
    case DirtyRole: return m_marks.isDirty({m_connection, store(), row.id});
    case IntegrityRole: return QVariant::fromValue(m_marks.integrity({m_connection, store(), row.id}));
    case CreatedAtRole: return entry ? moment(entry->createdAt) : QVariant();
    default: return {};
    }
}

void EntryListModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= ColumnCount || (column == m_column && order == m_order))
        return;
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList from = persistentIndexList();
    std::vector<core::EntryId> kept;
    kept.reserve(size_t(from.size()));
    for (const QModelIndex &index : from)
        kept.push_back(m_rows[size_t(index.row())].id);
    m_column = column;
    m_order = order;
    std::sort(m_rows.begin(), m_rows.end(), [this](const Row &a, const Row &b) { return before(a, b); });
    QHash<QString, int> rowOf;
    if (!kept.empty()) {
        rowOf.reserve(qsizetype(m_rows.size()));
        for (size_t row = 0; row < m_rows.size(); ++row)
            rowOf.insert(m_rows[row].id.value, int(row));
    }
    QModelIndexList to;
    to.reserve(from.size());
    for (qsizetype i = 0; i < from.size(); ++i)
        to.append(index(rowOf.value(kept[size_t(i)].value), from[i].column()));
    changePersistentIndexList(from, to);
    emit layoutChanged({}, VerticalSortHint);
}

bool EntryListModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_entries && m_entries->loading().state == core::LoadState::NotLoaded
        && !m_entries->loading().stopped;
}

void EntryListModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        m_entries->load();
}

} // namespace models

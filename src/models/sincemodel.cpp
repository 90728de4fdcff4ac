// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/sincemodel.h"

#include "models/displaytext.h"

#include <cstdlib>

namespace models {

namespace {

constexpr qsizetype mostSingleRows = 200; //!< beyond, a reset is quicker

std::optional<qint64> sizeChange(const history::EntryChange &change)
{
    const auto sizeOf = [](const std::optional<history::Record> &record) {
        return record ? record->version.size : std::optional<qint64>(0);
    };
    const std::optional<qint64> before = change.beforeKnown ? sizeOf(change.before) : std::nullopt;
    const std::optional<qint64> after = sizeOf(change.after);
    return before && after ? std::optional(*after - *before) : std::nullopt;
}

} // namespace

SinceKind sinceKindOf(const history::EntryChange &change)
{
    if (!change.before && !change.beforeKnown)
        return change.after ? SinceKind::NotKnown : SinceKind::Deleted;
    if (!change.before)
        return change.after ? SinceKind::Created : SinceKind::CameAndWent;
    if (!change.after)
        return SinceKind::Deleted;
    const QString &then = change.before->version.sha256;
    return !then.isEmpty() && then == change.after->version.sha256 ? SinceKind::Unchanged : SinceKind::Changed;
}

SinceWho sinceWhoOf(const history::EntryChange &change)
{
    if (change.writtenHere == 0)
        return SinceWho::Others;
    return change.writtenHere == change.versions ? SinceWho::Here : SinceWho::Both;
}

void SinceModel::setChanges(const QList<history::EntryChange> &changes)
{
    m_totals = {};
    for (const history::EntryChange &change : changes) {
        ++m_totals.kinds.at(size_t(sinceKindOf(change)));
        ++m_totals.entries;
        m_totals.versions += change.versions;
        m_totals.writtenHere += change.writtenHere;
    }
    const QList<history::EntryChange> wanted = changes.first(qMin<qsizetype>(changes.size(), mostRows));
    if (m_changes.isEmpty() || std::abs(m_changes.size() - wanted.size()) > mostSingleRows) {
        beginResetModel();
        m_changes = wanted;
        endResetModel();
        return;
    }
    const auto key = [](const history::EntryChange &change) { return std::pair(change.path, change.entry); };
    // Both lists rise: what is not wanted any more goes, what is new comes, the others stay where they are.
    qsizetype row = 0;
    for (const history::EntryChange &change : wanted) {
        while (row < m_changes.size() && key(m_changes[row]) < key(change)) {
            beginRemoveRows({}, int(row), int(row));
            m_changes.remove(row);
            endRemoveRows();
        }
        if (row < m_changes.size() && key(m_changes[row]) == key(change)) {
            if (m_changes[row] != change) {
                m_changes[row] = change;
                emit dataChanged(index(int(row), 0), index(int(row), ColumnCount - 1));
            }
        } else {
            beginInsertRows({}, int(row), int(row));
            m_changes.insert(row, change);
            endInsertRows();
        }
        ++row;
    }
    if (row < m_changes.size()) {
        beginRemoveRows({}, int(row), int(m_changes.size()) - 1);
        m_changes.resize(row);
        endRemoveRows();
    }
}

const history::EntryChange *SinceModel::changeAt(int row) const
{
    return row >= 0 && row < m_changes.size() ? &m_changes.at(row) : nullptr;
}

int SinceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_changes.size());
}

int SinceModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SinceModel::data(const QModelIndex &index, int role) const
{
    const history::EntryChange *change = index.isValid() ? changeAt(index.row()) : nullptr;
    if (!change)
        return {};
    switch (role) {
    case PathRole: return change->path;
    case DisplayPathRole: return displayText(change->path);
    case EntryIdRole: return change->entry.value;
    case SizeChangeRole: {
        const std::optional<qint64> bytes = sizeChange(*change);
        return bytes ? QVariant(*bytes) : QVariant();
    }
    case SinceKindRole: return int(sinceKindOf(*change));
    case SinceVersionsRole: return change->versions;
    case SinceWhoRole: return int(sinceWhoOf(*change));
    default: return {};
    }
}

} // namespace models

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/activitymodel.h"
#include "models/displaytext.h"
#include "models/noterole.h"

// The facts of ActivityModel's rows. Nothing in here starts work or writes anything.
namespace models {

using history::Record;

namespace {

QVariant known(const core::Timestamp &moment)
{
    return moment.isNull() ? QVariant() : QVariant::fromValue(moment);
}

} // namespace

void ActivityModel::touch(size_t block)
{
    if (const int count = m_blocks[block].count; count > 0)
        emit dataChanged(index(startOf(block)), index(startOf(block) + count - 1));
}

const Record *ActivityModel::record(int row) const
{
    if (row < 0 || row >= m_rows)
        return nullptr;
    const auto [block, at] = placeOf(row);
    return m_blocks[block].atHand() && at < m_blocks[block].records.size() ? &m_blocks[block].records[at] : nullptr;
}

std::optional<Record> ActivityModel::recordAt(const QModelIndex &index) const
{
    const Record *found = index.model() == this ? record(index.row()) : nullptr;
    return found ? std::optional(*found) : std::nullopt;
}

QModelIndex ActivityModel::indexOf(const core::VersionId &version) const
{
    for (size_t i = 0; i < m_blocks.size(); ++i) {
        const QList<Record> &records = m_blocks[i].records;
        for (int at = 0; at < records.size(); ++at) {
            if (records[at].version.id == version)
                return index(startOf(i) + at);
        }
    }
    return {};
}

int ActivityModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

QVariant ActivityModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Record *found = record(index.row());
    if (!found)
        return {};
    const core::Version &version = found->version;
    switch (role) {
    case Qt::DisplayRole: return version.id.value;
    case StoreIdRole: return version.store.value;
    case EntryIdRole: return version.entry.value;
    case VersionIdRole: return version.id.value;
    case PathRole: return version.path;
    case DisplayPathRole: return displayText(version.path);
    case ActionRole: return QVariant::fromValue(version.action);
    case ActionWordRole: return version.actionWord;
    case SizeRole: return version.size ? QVariant(*version.size) : QVariant();
    case SizeChangeRole: return found->change ? QVariant(*found->change) : QVariant();
    case Sha256Role: return version.sha256;
    case CreatedAtRole: return known(version.createdAt);
    case RedactedRole: return version.redacted;
    case RedactedAtRole: return version.redactedAt ? known(*version.redactedAt) : QVariant();
    case WrittenHereRole: return found->writtenHere;
    case NoteRole: return m_noteOf ? m_noteOf(version.id) : QString();
    case IsHeadRole: return false;
    default: return {};
    }
}

} // namespace models

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/displaytext.h"
#include "models/historymodel.h"
#include "models/noterole.h"
#include "session/entrylist.h"
#include "session/session.h"
#include "session/versionlog.h"

#include <algorithm>

// The facts of HistoryModel's rows. Nothing in here starts work or writes anything.
namespace models {

namespace {

qsizetype rowIn(const QList<core::Version> &track, const core::VersionId &id)
{
    const auto at = std::lower_bound(track.begin(), track.end(), id,
                                     [](const core::Version &known, const core::VersionId &wanted) { return wanted < known.id; });
    return at != track.end() && at->id == id ? at - track.begin() : -1;
}

QVariant known(const core::Timestamp &moment)
{
    return moment.isNull() ? QVariant() : QVariant::fromValue(moment);
}

} // namespace

const core::Version *HistoryModel::record(const core::VersionId &version) const
{
    const auto track = m_tracks.constFind(m_entryOf.value(version.value));
    if (track == m_tracks.constEnd())
        return nullptr;
    const qsizetype at = rowIn(*track, version);
    return at < 0 ? nullptr : &track->at(at);
}

TrackContext HistoryModel::contextFor(const core::EntryId &entry) const
{
    TrackContext context;
    if (m_entries) {
        if (const core::Entry *live = m_entries->find(entry))
            context.live = *live;
        context.listComplete = m_entries->loading().complete;
    }
    context.complete = m_log && m_log->isCompleteFor(entry);
    return context;
}

QModelIndex HistoryModel::indexOf(const core::VersionId &version) const
{
    const auto at = std::lower_bound(m_rows.begin(), m_rows.end(), version,
                                     [](const core::VersionId &a, const core::VersionId &b) { return b < a; });
    return at != m_rows.end() && *at == version ? index(int(at - m_rows.begin())) : QModelIndex();
}

std::optional<core::Version> HistoryModel::versionAt(const QModelIndex &index) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return std::nullopt;
    const core::Version *version = record(m_rows[size_t(index.row())]);
    return version ? std::optional(*version) : std::nullopt;
}

std::optional<core::Version> HistoryModel::versionBefore(const core::VersionId &version) const
{
    const Track track = m_tracks.value(m_entryOf.value(version.value));
    const qsizetype at = rowIn(track, version);
    return at >= 0 && at + 1 < track.size() ? std::optional(track[at + 1]) : std::nullopt;
}

std::optional<core::Version> HistoryModel::headVersion(const core::EntryId &entry) const
{
    const Track track = m_tracks.value(entry.value);
    const qsizetype at = headOf(track, contextFor(entry));
    return at < 0 ? std::nullopt : std::optional(track[at]);
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const core::Version *version = record(m_rows[size_t(index.row())]);
    if (!version)
        return {};
    switch (role) {
    case Qt::DisplayRole: return version->id.value;
    case StoreIdRole: return version->store.value;
    case EntryIdRole: return version->entry.value;
    case VersionIdRole: return version->id.value;
    case PathRole: return version->path;
    case DisplayPathRole: return displayText(version->path);
    case NameRole: return version->path.mid(version->path.lastIndexOf(u'/') + 1);
    case DisplayNameRole: return displayText(QStringView(version->path).mid(version->path.lastIndexOf(u'/') + 1));
    case ActionRole: return QVariant::fromValue(version->action);
    case ActionWordRole: return version->actionWord;
    case SizeRole: return version->size ? QVariant(*version->size) : QVariant();
    case Sha256Role: return version->sha256;
    case CreatedAtRole: return known(version->createdAt);
    case RedactedRole: return version->redacted;
    case RedactedAtRole: return version->redactedAt ? known(*version->redactedAt) : QVariant();
    case WrittenHereRole: return m_session && m_session->isWrittenHere(*version);
    case NoteRole: return m_session && m_session->notes() ? m_session->notes()->of(m_store, version->id) : QString();
    default: return trackData(*version, role);
    }
}

QVariant HistoryModel::trackData(const core::Version &version, int role) const
{
    const auto found = m_tracks.constFind(version.entry.value);
    if (found == m_tracks.constEnd())
        return {};
    const Track &track = *found;
    const qsizetype at = rowIn(track, version.id);
    switch (role) {
    case OrdinalRole: return ordinalOf(track, at, contextFor(version.entry)).number;
    case OrdinalIsLowerBoundRole: return ordinalOf(track, at, contextFor(version.entry)).lowerBound;
    case SizeChangeRole: {
        const std::optional<qint64> change = sizeChangeOf(track, at);
        return change ? QVariant(*change) : QVariant();
    }
    case TwinVersionIdRole: {
        const qsizetype twin = twinOf(track, at);
        return twin < 0 ? QVariant() : QVariant(track[twin].id.value);
    }
    case TwinOrdinalRole: {
        const qsizetype twin = twinOf(track, at);
        return twin < 0 ? QVariant() : QVariant(ordinalOf(track, twin, contextFor(version.entry)).number);
    }
    case IsHeadRole: return at == headOf(track, contextFor(version.entry));
    default: return {};
    }
}

} // namespace models

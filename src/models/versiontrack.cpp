// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/versiontrack.h"

namespace models {

namespace {

//! The record of the live entry's present text. Known by id where the service names it, else by its hash: records that
//! are newer than what the entry list knows stand above it.
qsizetype anchorOf(const QList<core::Version> &track, const core::Entry &live)
{
    for (qsizetype i = 0; i < track.size(); ++i) {
        if (live.headVersion.isEmpty() ? track[i].sha256 == live.sha256 : track[i].id == live.headVersion)
            return track[i].action == core::Action::Deleted ? -1 : i;
    }
    return -1;
}

} // namespace

Ordinal ordinalOf(const QList<core::Version> &track, qsizetype at, const TrackContext &context)
{
    const qint64 fromOldest = track.size() - at;
    const bool beginsAtCreation = !track.isEmpty() && track.last().action == core::Action::Created;
    if (context.complete && beginsAtCreation)
        return {fromOldest, false};
    if (beginsAtCreation && fromOldest == 1)
        return {1, false}; // whatever is missing comes after it
    if (context.live && context.live->version) {
        const qsizetype anchor = anchorOf(track, *context.live);
        const qint64 number = anchor < 0 ? 0 : *context.live->version + anchor - at;
        if (number >= fromOldest)
            return {number, false};
    }
    // Incomplete: the oldest one that is loaded may be anything but the first.
    return {fromOldest, true};
}

std::optional<qint64> sizeChangeOf(const QList<core::Version> &track, qsizetype at)
{
    if (at + 1 >= track.size())
        return std::nullopt;
    const core::Version &version = track[at];
    const core::Version &before = track[at + 1];
    // A deleted version has no text; some services leave its size out.
    const auto sizeOf = [](const core::Version &v) {
        return v.action == core::Action::Deleted ? std::optional<qint64>(0) : v.size;
    };
    if (!sizeOf(version) || !sizeOf(before))
        return std::nullopt;
    return *sizeOf(version) - *sizeOf(before);
}

qsizetype twinOf(const QList<core::Version> &track, qsizetype at)
{
    const core::Version &version = track[at];
    if (version.sha256.isEmpty() || version.action == core::Action::Deleted)
        return -1;
    for (qsizetype i = at + 1; i < track.size(); ++i) {
        if (track[i].sha256 == version.sha256 && track[i].action != core::Action::Deleted)
            return i;
    }
    return -1;
}

qsizetype headOf(const QList<core::Version> &track, const TrackContext &context)
{
    if (track.isEmpty() || track.first().action == core::Action::Deleted)
        return -1;
    if (!context.live)
        return context.listComplete ? -1 : 0; // gone, or a list that did not get there yet
    const qsizetype anchor = anchorOf(track, *context.live);
    if (anchor >= 0)
        return 0; // what stands above the anchor was written since the list was read
    const bool canCompare = !context.live->headVersion.isEmpty() || !context.live->sha256.isEmpty();
    return canCompare ? -1 : 0; // the log is behind the list: its newest record is not the head
}

} // namespace models

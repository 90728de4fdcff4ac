// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/entry.h"
#include "core/version.h"

#include <QList>

#include <optional>

namespace models {

//! What is known of an entry while its versions are counted.
struct TrackContext
{
    std::optional<core::Entry> live; //!< as listed now; nothing when deleted or not known
    bool listComplete = false;       //!< whether "not known" means that it is gone
    bool complete = false;           //!< every version of the entry is in the track
};

struct Ordinal
{
    qint64 number = 0;
    bool lowerBound = false; //!< "at least"

    friend bool operator==(const Ordinal &, const Ordinal &) = default;
};

//! Version records carry no number (contract 2.4), so it is counted. With all records known they count up from the
//! `created` one; else down from the entry's `version`, starting at the record that holds the entry's present text;
//! else only "at least" can be said. `track`: one entry's versions, newest first.
Ordinal ordinalOf(const QList<core::Version> &track, qsizetype at, const TrackContext &context);

//! Bytes against the version before it; nothing where that one is not loaded or a size is not told.
std::optional<qint64> sizeChangeOf(const QList<core::Version> &track, qsizetype at);

//! Position of the newest older version with the same content; -1 for none. Deleted versions have no content.
qsizetype twinOf(const QList<core::Version> &track, qsizetype at);

//! Position of the version whose text the live entry has; -1 when it is deleted or not among them.
qsizetype headOf(const QList<core::Version> &track, const TrackContext &context);

} // namespace models

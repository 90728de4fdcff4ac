// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"
#include "core/timestamp.h"
#include "core/version.h"

#include <QList>
#include <QSet>
#include <QString>

#include <array>
#include <optional>
#include <set>

//! What this computer remembers of a connection's stores, as values.
namespace history {

//! A place in a store's list of versions. The list is newest first: by moment, then by id, both descending (contract 2.6).
//! Moments are compared by the microsecond.
struct Position
{
    core::Timestamp at;
    core::VersionId id;

    friend bool operator==(const Position &, const Position &) = default;
    friend bool operator<(const Position &a, const Position &b) //!< older
    {
        return a.at == b.at ? a.id < b.id : a.at < b.at;
    }
};

inline Position positionOf(const core::Version &version)
{
    return {version.createdAt, version.id};
}

//! One version record and what is known beside it. `version` never has content; its moments keep their microseconds, not
//! the spelling in which the service wrote them.
struct Record
{
    core::Version version;
    //! Bytes against the version before of the same entry, where a deletion counts as 0 bytes. Nothing while the version
    //! before, or one of the sizes, is not known.
    std::optional<qint64> change;
    bool writtenHere = false;     //!< saved from this computer
    bool missing = false;         //!< the last sweep did not meet it any more
    core::Timestamp confirmedAt;  //!< when the service last said so; whole seconds

    friend bool operator==(const Record &, const Record &) = default;
};

//! Which records are wanted. Everything combines by *and*; what is left alone does not filter.
struct Filter
{
    enum class PathMatch {
        Prefix, //!< the path begins with it
        Glob,   //!< the whole path: `*` and `?` stay within a folder, `**` does not, the rest is literal
    };

    std::set<core::Action> actions;         //!< empty: all
    QString path;                           //!< empty: all; case-sensitive
    PathMatch pathMatch = PathMatch::Prefix;
    std::optional<core::Timestamp> from;    //!< inclusive
    std::optional<core::Timestamp> to;      //!< exclusive
    bool redactedOnly = false;
    bool writtenHereOnly = false;
    qint64 minChange = 0;                   //!< |size change| at least, bytes; with it, unknown changes are left out
    std::optional<QSet<QString>> hashes;    //!< sha256 of texts (lower-case hex); an empty set lets nothing through

    [[nodiscard]] bool isEmpty() const { return *this == Filter(); }
    friend bool operator==(const Filter &, const Filter &) = default;
};

//! Part of a list, newest first whatever the direction it was read in.
struct Block
{
    QList<Record> records;
    bool more = false; //!< there are others beyond, in the direction of the question

    friend bool operator==(const Block &, const Block &) = default;
};

//! A part of a store's feed by keyset: the `limit` records next to `from`, which itself is not among them.
struct FeedQuery
{
    enum class Direction { Older, Newer };

    core::StoreId store;
    Filter filter = {};
    std::optional<Position> from = std::nullopt; //!< nothing: from the newest end (Older) or the oldest (Newer)
    Direction direction = Direction::Older;
    int limit = 200;
};

struct Surroundings
{
    QList<Record> records; //!< newest first; the one at the position among them when it is known and passes the filter
    bool moreNewer = false;
    bool moreOlder = false;
};

struct Count
{
    qint64 count = 0;
    bool exact = true; //!< false: there are more than were asked for
};

//! Writes in one stretch of time, by action in the order of core::Action.
struct Bucket
{
    std::array<qint64, 4> writes{};

    [[nodiscard]] qint64 total() const { return writes[0] + writes[1] + writes[2] + writes[3]; }
    friend bool operator==(const Bucket &, const Bucket &) = default;
};

//! How an entry stood at two moments. Without `before` it was not there at the first, without `after` not at the second;
//! with neither it came and went in between.
struct EntryChange
{
    core::EntryId entry;
    QString path;             //!< of its newest record in between
    std::optional<Record> before;
    std::optional<Record> after;
    int versions = 0;         //!< written in between
    int writtenHere = 0;      //!< of these, from this computer
    bool beforeKnown = true;  //!< false: nothing older than `from` is in the index, though the entry was there

    friend bool operator==(const EntryChange &, const EntryChange &) = default;
};

//! A store at a glance. `deletions` and so on count records.
struct Summary
{
    qint64 records = 0;
    std::optional<Record> newest;
    std::optional<Record> oldest;
};

//! What a page changed in the index.
struct PutOutcome
{
    QList<core::Version> added;    //!< not known before, newest first
    QList<core::Version> changed;  //!< known, but something else than before; newly redacted ones among them
    //! Seen redacted for the first time, added or changed. With size and hash as far as they were ever known, even where
    //! the service clears them: whoever keeps texts by their hash has to erase these.
    QList<core::Version> redacted;
    int known = 0;                 //!< of the page, in the index before

    [[nodiscard]] bool isEmpty() const { return added.isEmpty() && changed.isEmpty(); }
};

//! A moment of a store that somebody gave a name.
struct Mark
{
    qint64 id = 0;              //!< 0: not kept yet
    core::StoreId store;
    core::Timestamp moment;
    core::VersionId newest;     //!< newest known version then; may be empty
    QString name;
    core::Timestamp madeAt;
    bool automatic = false;     //!< "since I last looked": one for each store, replaced by the next

    friend bool operator==(const Mark &, const Mark &) = default;
};

//! A person's words on one version. They stay on this computer.
struct Note
{
    core::StoreId store;
    core::VersionId version;
    QString text;
    core::Timestamp editedAt;

    friend bool operator==(const Note &, const Note &) = default;
};

//! A write that was made from this computer: enough to know its version record by.
struct OwnWrite
{
    core::EntryId entry;
    QString sha256;             //!< empty for a deletion
    core::Timestamp at;         //!< the record is at most 2 s away
    bool deletion = false;
};

} // namespace history

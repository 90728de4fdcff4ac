// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/entry.h"
#include "core/store.h"
#include "core/version.h"

#include <optional>

//! What is true after a write: read back where the reply was lost (reliability 2.B), never guessed.
namespace session {

struct SaveOutcome
{
    enum class Kind {
        Saved,
        Unchanged,     //!< the bytes were equal: nothing was sent
        LostRace,      //!< somebody else wrote first: `entry` is theirs, with content; nothing was overwritten
        EntryGone,     //!< the entry was deleted meanwhile; nothing was saved but for `savedBeforeGone`
        StoreArchived, //!< no longer writable
        NotApplied,    //!< the reply was lost, and the state shows that nothing happened; may be sent again
        SavedThenOvertaken, //!< saved, and then changed by someone: `entry` is the present state, with content
        StillUnknown,  //!< could not be read back; `cause` says why
    };
    Kind kind = Kind::StillUnknown;
    core::Entry entry;                 //!< with content, except for EntryGone
    bool readBack = false;             //!< the reply was lost; the answer comes from reading
    bool anotherWriteBetween = false;  //!< the version number is not old + 1 (contract 3, safe save 4; B8)
    bool alteredByService = false;     //!< the hash that came back is not that of what was sent
    //! The version that this save went over unseen, where it could be found: to be offered back (B8).
    std::optional<core::Version> overwritten;
    bool savedBeforeGone = false;      //!< with EntryGone: the text was saved, and the entry deleted after that
    std::optional<core::Error> cause;  //!< the error behind a verdict, with request id
};

struct CreateOutcome
{
    enum class Kind {
        Created,
        PathTaken,     //!< `entry` is who has the path, where it could be read
        StoreArchived,
        NotApplied,
        StillUnknown,
    };
    Kind kind = Kind::StillUnknown;
    core::Entry entry; //!< with content
    bool readBack = false;
    bool alteredByService = false;
    bool overtaken = false; //!< created, and by now changed (`entry` is the present state) or deleted (`entry` without id)
    std::optional<core::Error> cause;
};

struct DeleteOutcome
{
    enum class Kind {
        Deleted,
        ChangedMeanwhile, //!< differs from what the person saw: nothing was sent; `removed` is the present state
        AlreadyGone,
        StoreArchived,
        NotApplied,
        StillUnknown,
    };
    Kind kind = Kind::StillUnknown;
    std::optional<core::Entry> removed; //!< what was deleted, with content, as read just before
    //! A version that was written between that reading and the deletion: its text went unseen (B4).
    std::optional<core::Version> unseen;
    bool readBack = false;
    std::optional<core::Error> cause;
};

struct RedactOutcome
{
    enum class Kind {
        Redacted,
        AlreadyRedacted,
        NotApplied,
        StillUnknown,
    };
    Kind kind = Kind::StillUnknown;
    core::Version version; //!< as read after
    bool readBack = false;
    std::optional<core::Error> cause;
};

struct StoreOutcome
{
    enum class Kind { Done, NotApplied, StillUnknown };
    Kind kind = Kind::StillUnknown;
    std::optional<core::Store> store; //!< as it is now; nothing after a deletion
    bool readBack = false;
    std::optional<core::Error> cause;
};

} // namespace session

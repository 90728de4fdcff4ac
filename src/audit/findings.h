// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/entry.h"
#include "core/version.h"

#include <QList>
#include <QString>

//! Pure answers over the history of a store, without a window and without a connection.
namespace audit {

//! What Verify can see. The names are written into exported reports; they stay.
enum class Problem {
    // A text and what is said about it.
    HashDiffers,          //!< its SHA-256 is another
    SizeDiffers,
    TextMissing,          //!< the service gave no text, though the version is neither deleted nor redacted
    TextOfRedacted,       //!< the version is marked as redacted, and its text can still be read
    Unreadable,           //!< the service gives the record but answers with an error when the text is asked for
    RecordDiffers,        //!< read singly, the version is another than in the list
    // The records of one entry.
    NotCreatedFirst,      //!< the oldest record is no creation
    CreatedTwice,         //!< a creation, and there are older records
    WrittenAfterDeletion,
    TimeFalls,            //!< written before the version below it
    PathChanges,          //!< no operation of the service changes a path
    RedactedBeforeWritten,
    // The list of the store.
    OutOfOrder,           //!< two neighbours of the list, which is newest first
    IdBeforeTime,         //!< the id was made before the moment that the record tells
    IdAfterTime,          //!< a remark: a clock that was set back does the same
    // An entry and its newest record.
    HeadHashDiffers,
    HeadSizeDiffers,
    HeadPathDiffers,
    HeadNumberDiffers,    //!< the number of the entry's version, against the records that there are
    HeadVersionDiffers,   //!< the entry names another version as its newest
    ListedAfterDeletion,  //!< the newest record is a deletion, and the entry is there
    NotListed,            //!< the newest record is no deletion, and the entry is not there
    WithoutRecords,       //!< the entry is there, and no version of it
    // The store.
    EntryCountDiffers,
    TotalSizeDiffers,
};
constexpr int problemKinds = int(Problem::TotalSizeDiffers) + 1;

//! One thing that does not fit. `expected` and `found` are values as they came (hashes, numbers, moments, words of the
//! service): untrusted, and never a text of a memory.
struct Finding
{
    Problem problem = Problem::HashDiffers;
    core::EntryId entry = {};     //!< empty: the store
    QString path = {};
    core::VersionId version = {}; //!< empty: the entry as it is now
    core::Timestamp at = {};      //!< of the version
    QString expected = {};
    QString found = {};

    friend bool operator==(const Finding &, const Finding &) = default;
};

//! Worth a look, but it has honest causes, too.
bool isRemark(Problem problem);
//! "hash_differs": for files that are read by programs.
QString nameOf(Problem problem);

Finding findingAt(Problem problem, const core::Version &version, const QString &expected = {}, const QString &found = {});
Finding findingAt(Problem problem, const core::Entry &entry, const QString &expected = {}, const QString &found = {});

} // namespace audit

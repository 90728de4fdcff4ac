// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/version.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

#include <optional>

namespace audit {

//! A write that brought a text back which the entry had before (A→B→A), or, with nothing between, changed nothing.
struct Return
{
    core::EntryId entry;
    QString path;
    core::VersionId version;
    core::Timestamp at;
    core::VersionId earlier;   //!< the last one before that had this text
    core::Timestamp earlierAt;
    int between = 0;           //!< versions in between; 0: nothing was changed
    bool redacted = false;     //!< one of the two: the other may still tell the text

    friend bool operator==(const Return &, const Return &) = default;
};

//! Where one text is or was.
struct Place
{
    core::EntryId entry;
    QString path;
    core::VersionId version;   //!< the newest one of the entry with this text
    core::Timestamp at;
    bool current = false;      //!< the entry has it now
    bool redacted = false;     //!< that version; the text may be readable at another place

    friend bool operator==(const Place &, const Place &) = default;
};

//! Entries that have, or once had, the same text.
struct Twins
{
    QString sha256;
    std::optional<qint64> size;
    QList<Place> places;       //!< two or more, those that have it now first, then newest first

    [[nodiscard]] int currentPlaces() const;
    friend bool operator==(const Twins &, const Twins &) = default;
};

struct Repeats
{
    QList<Return> unchanged;   //!< newest first
    QList<Return> returned;    //!< newest first
    QList<Twins> now;          //!< two entries or more have the text now; the largest text first
    QList<Twins> ever;         //!< the others, in the same order
    qint64 records = 0;        //!< that were looked at
    qint64 unchangedTotal = 0; //!< the lists end at RepeatFinder::mostListed
    qint64 returnedTotal = 0;
    qint64 nowTotal = 0;
    qint64 everTotal = 0;
};

//! Finds texts that return and texts that are twice, by hashes alone. Takes the records of a store in the order in which
//! they were written. Keeps some hundred bytes for each text that an entry ever had.
class RepeatFinder
{
public:
    static constexpr qsizetype mostListed = 5000;

    void take(const core::Version &version);
    [[nodiscard]] Repeats result() const;

private:
    struct Seen
    {
        int number = 0; //!< of the version within its entry
        core::VersionId version;
        core::Timestamp at;
        bool redacted = false;
    };
    struct Life
    {
        core::EntryId id;
        QString path;
        int versions = 0;
        bool deleted = false;
        QByteArray now;                //!< hash of its newest text
        QHash<QByteArray, Seen> texts; //!< by hash
    };
    struct Text
    {
        std::optional<qint64> size;
        QList<int> entries;            //!< indices into m_lives, each once
    };

    void note(QList<Return> &list, qint64 &total, const Return &found);

    QHash<core::EntryId, int> m_entries;
    QList<Life> m_lives;
    QHash<QByteArray, Text> m_texts;
    Repeats m_repeats; //!< the lists oldest first while it goes on
};

} // namespace audit

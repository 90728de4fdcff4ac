// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/version.h"

#include <QHash>
#include <QList>
#include <QString>

#include <optional>

namespace audit {

//! Whether what is looked for stands in the text of a version.
enum class Sighting : quint8 {
    There,
    NotThere, //!< also of a deletion
    Unknown,  //!< the text is not at hand
    Redacted, //!< nobody can tell any more
};

//! A version of an entry by its number, from 1, as far as the records go.
struct LifeMoment
{
    core::VersionId version;
    int number = 0;
    core::Timestamp at;
    core::Action action = core::Action::Other;

    friend bool operator==(const LifeMoment &, const LifeMoment &) = default;
};

//! One stretch of time in which an entry had what is looked for. Texts that are not known within it are taken to have it.
struct TextLife
{
    core::EntryId entry;
    QString path;               //!< of the entry when it came in
    bool fromBeginning = false; //!< the entry's creation is known: numbers are those of its versions
    LifeMoment cameIn;          //!< the first version in which it is seen
    bool cameInEarlier = false; //!< perhaps: the texts right before are not known, or the past is not
    LifeMoment last;            //!< the last version in which it is seen
    std::optional<LifeMoment> went; //!< the first in which it is not seen any more
    bool wentEarlier = false;   //!< perhaps: texts between `last` and `went` are not known
    bool mayBeGone = false;     //!< without `went`: the newest texts are not known

    [[nodiscard]] bool isStillThere() const { return !went && !mayBeGone; }
    friend bool operator==(const TextLife &, const TextLife &) = default;
};

struct TextLives
{
    QList<TextLife> lives;   //!< by the moment at which they came in, oldest first
    qint64 total = 0;        //!< the list ends at TextLifeFinder::mostListed
    qint64 versions = 0;     //!< with a text, or that had one
    qint64 known = 0;        //!< whose text was looked at
    qint64 redacted = 0;
    qint64 unknown = 0;
    qint64 deletions = 0;
};

//! Finds out when something came into texts and when it went. Takes the records of a store, or of a part of it, in the order
//! in which they were written. Keeps some hundred bytes for each entry.
class TextLifeFinder
{
public:
    static constexpr qsizetype mostListed = 10'000;

    void take(const core::Version &version, Sighting sighting);
    [[nodiscard]] TextLives result() const;

private:
    struct Entry
    {
        int versions = 0;
        bool fromBeginning = false;
        bool gap = false;             //!< the texts since the last known one are not known
        std::optional<TextLife> life; //!< that goes on
    };

    void close(const TextLife &life);

    QHash<core::EntryId, Entry> m_entries;
    TextLives m_result;
};

} // namespace audit

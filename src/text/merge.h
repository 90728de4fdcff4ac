// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/background.h"

#include <QByteArray>
#include <QList>

namespace text {

//! A run of whole lines of one text. Lines end at LF, as git sees them.
struct Span
{
    int line = 0;         //!< the first one, from 0
    int lines = 0;
    qsizetype offset = 0; //!< of its first byte
    qsizetype length = 0; //!< in bytes, line ends included

    friend bool operator==(const Span &, const Span &) = default;
};

enum class RegionKind : quint8 {
    Unchanged, //!< equal in all three
    Mine,      //!< changed by mine only
    Theirs,    //!< changed by theirs only
    Both,      //!< changed by both to the same
    Conflict,  //!< changed by both, and not to the same
};

//! Where the three texts stand to each other. The regions of a merge cover each text without gaps, in order.
struct Region
{
    RegionKind kind = RegionKind::Unchanged;
    Span base;
    Span mine;
    Span theirs;

    friend bool operator==(const Region &, const Region &) = default;
};

//! What of a region goes into the result.
enum class Take : quint8 {
    Nothing,        //!< nobody decided: what merges by itself is merged, of a conflict mine stands there for the time being
    Mine,
    Theirs,
    MineThenTheirs,
    TheirsThenMine,
    Base,
};

enum class MergeState : quint8 {
    Ready,
    TooLarge,  //!< not compared: all of it is one conflict
    Cancelled, //!< no regions
};

//! Two texts that came from one, region by region. A value: it holds the texts.
struct Merge
{
    MergeState state = MergeState::Ready;
    QByteArray base;
    QByteArray mine;
    QByteArray theirs;
    QList<Region> regions;

    [[nodiscard]] int conflictCount() const;
    //! The bytes of a region so taken. Where two pieces follow each other and the first ends without a line end, one is
    //! put between them.
    [[nodiscard]] QByteArray piece(const Region &region, Take take) const;
    //! The whole text; a decision for each region, missing ones are Take::Nothing. Nothing is normalised.
    [[nodiscard]] QByteArray result(const QList<Take> &decisions = {}) const;
};

struct MergeLimits
{
    qsizetype maxBytes = 8 * 1024 * 1024; //!< of each text
    qsizetype maxLines = 200'000;         //!< of each text
};

//! Merges line by line, by the differences of libgit2: the regions are those of `git merge-file --zdiff3`, so that equal
//! lines at the rim of a conflict are no part of it, and conflicts are those of `git merge-file`. Nothing is ever read
//! back out of a text with markers, so a text may hold any. 100 KB take milliseconds; larger texts belong in
//! core::inBackground. Any thread.
Merge merge(const QByteArray &base, const QByteArray &mine, const QByteArray &theirs,
            const core::CancelFlag &cancel = {}, const MergeLimits &limits = {});

} // namespace text

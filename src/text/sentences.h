// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "text/diff.h"
#include "text/moves.h"

namespace text {

//! What one sentence about a difference is to say. Words come from whoever shows it.
struct Fact
{
    enum class Kind : quint8 {
        Became,      //!< `before` of the line became `after`; both whole lines when nothing in them is alike
        WordAdded,   //!< `after` is new within the line
        WordRemoved, //!< `before` is gone from the line
        Added,       //!< new lines
        Removed,     //!< lines that are gone
        Moved,       //!< lines that are elsewhere now
        Arrived,     //!< the other end: lines that were elsewhere
        LineEnd,     //!< only the end of the line is another one
    };

    Kind kind = Kind::Became;
    qsizetype row = 0;  //!< the first row that it is about
    int line = 0;       //!< from 1; in the newer text, but in the older one for Removed and Moved
    int lines = 1;      //!< one after the other
    int otherLine = 0;  //!< of a moved block: the first line of the other end
    Range before = {};  //!< bytes within the line of that row
    Range after = {};

    friend bool operator==(const Fact &, const Fact &) = default;
};

struct Facts
{
    QList<Fact> list; //!< in reading order
    bool more = false; //!< there are more changes than were asked for
};

//! A difference as facts for sentences (ux M22). Lines that follow each other and are only added or removed are one
//! fact. Pure; any thread.
Facts factsOf(const Diff &diff, const QList<Move> &moves, qsizetype limit = 1'000);

} // namespace text

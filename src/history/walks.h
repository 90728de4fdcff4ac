// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/page.h"
#include "history/records.h"

#include <QByteArray>
#include <QList>

#include <optional>

//! How far a store's list of versions was read, over all runs of the program. Pure values: what reads the list is
//! session::HistoryKeeper, what keeps them is history::Index.
namespace history {

//! A stretch of the list without gaps, as it was when its pages were read. Later writes come above the newest run.
struct Run
{
    Position newest;
    Position oldest;           //!< the lowest place that was reached; Position() once the list ended
    core::Cursor next;         //!< of the page below
    bool ended = false;        //!< there is nothing below
    core::Timestamp since;     //!< its first page was read then, every other one later
    core::Timestamp backTo;    //!< moment of its oldest record

    friend bool operator==(const Run &, const Run &) = default;
};

//! The slow walk that reads every record again, because the list is the only place where a later redaction shows.
struct Sweep
{
    int number = 0;                     //!< of the one under way, or of the last one
    bool running = false;
    core::Cursor next;
    std::optional<Position> reached;    //!< oldest record read so far
    qint64 read = 0;                    //!< records
    core::Timestamp startedAt;
    core::Timestamp completedSince;     //!< of the last complete one: every record was read at or after this moment
    core::Timestamp completedAt;

    friend bool operator==(const Sweep &, const Sweep &) = default;
};

struct WalkState
{
    QList<Run> runs;           //!< newest first, disjoint
    Sweep sweep;
    core::Timestamp headAt;    //!< when the newest page was last read

    //! Every record that was there at headAt is known.
    [[nodiscard]] bool isComplete() const { return runs.size() == 1 && runs.constFirst().ended; }
    friend bool operator==(const WalkState &, const WalkState &) = default;
};

//! What one page of the list says, read by any of the walks.
struct PageFacts
{
    std::optional<Position> from;  //!< last record of the page before in the same walk; nothing for the first page
    Position newest;               //!< of the page; not looked at when it is empty
    Position oldest;
    int items = 0;
    int known = 0;                 //!< of them, in the index before
    bool end = false;              //!< the list ends with it
    core::Cursor next;             //!< where not
    core::Timestamp readAt;
};

//! Joins the page to the run it continues and to every run that it meets.
WalkState withPage(WalkState state, const PageFacts &page);
//! The same for a page of the sweep.
WalkState withSweepPage(WalkState state, const PageFacts &page);
WalkState withSweepStarted(WalkState state, const core::Timestamp &now);

//! A walk from the top has seen enough: a whole page was known, and the run it lies in goes on below it.
bool endsHeadWalk(const WalkState &state, const PageFacts &page);

//! Where the backwards walk goes on: below the newest run, which fills the gaps first. Nothing when it has come to the end.
struct WayOn
{
    Position from;
    core::Cursor start;
};
std::optional<WayOn> wayBack(const WalkState &state);

//! What can honestly be said about how much is known.
struct Coverage
{
    qint64 records = 0;                //!< in the index, those beyond a gap among them
    int gaps = 0;                      //!< stretches between runs that are still to be read
    bool complete = false;
    core::Timestamp backTo;            //!< nothing is missing from headAt back to this moment; null: nothing was read yet
    core::Timestamp headAt;
    std::optional<double> pastShare;   //!< 0..1 of the time since the store was made; nothing when that is not known
    core::Timestamp readSince;         //!< every record was read (again) at or after this moment; null: not all were
    core::Timestamp lastSweepAt;       //!< when the last complete sweep ended; null: never
    bool sweeping = false;
    qint64 sweptRecords = 0;           //!< read by the sweep under way
    core::Timestamp sweepStartedAt;

    friend bool operator==(const Coverage &, const Coverage &) = default;
};
Coverage coverageOf(const WalkState &state, qint64 records, const core::Timestamp &storeCreatedAt);

//! For the file: compact JSON. Anything that cannot be read is a walk that has not begun.
QByteArray toJson(const WalkState &state);
WalkState walkStateFromJson(const QByteArray &json);

} // namespace history

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/background.h"
#include "core/call.h"
#include "history/records.h"
#include "history/walks.h"

#include <QList>
#include <QString>

#include <functional>
#include <memory>

namespace db {
class Connection;
class Worker;
}

namespace history {

class Past;
struct Stop;

//! One page of a store's list, as one of the walks of session::HistoryKeeper read it.
struct WalkPage
{
    core::StoreId store;
    std::optional<Position> from; //!< last record of the page before in the same walk
    QList<core::Version> items;   //!< newest first
    bool end = false;
    core::Cursor next;
    bool sweep = false;
    core::Timestamp readAt;
};

struct WalkOutcome
{
    PutOutcome put;
    WalkState state;
    bool headWalkEnds = false;
    QList<core::Version> missing; //!< the sweep came to its end and had not met them; at most a thousand of them
};

struct WalkReport
{
    WalkState state;
    qint64 records = 0; //!< of the store, in the index
};

//! The version records of one connection's stores, in one SQLite file (0600): paths and hashes, never a text. All of it but
//! the marks and the notes can be read again from the service. Every function returns at once; the work is done on two
//! threads of the file, one for what is quick or writes, one for long looks (filters, charts, whole stores), so that the
//! history of one entry never waits for a chart. cancel() of a long look is heard within a few hundred rows. When the file
//! cannot be used, every Call ends with the Error (Storage) that tells why. Answers cover what was put; how much of the
//! store that is, says walk(). An unknown store or entry is an empty answer.
class Index
{
public:
    //! `file` is made when it is missing, its folder too (0700).
    explicit Index(const QString &file);
    ~Index();
    Index(const Index &) = delete;
    Index &operator=(const Index &) = delete;

    // In.

    //! Records that were read singly or by a list that is not walked here. In any order; content is not kept. What is known
    //! already is read again by that: confirmed, and changed where the service says otherwise. Redaction is for ever.
    core::Call<PutOutcome> put(const core::StoreId &store, const QList<core::Version> &versions,
                               const core::Timestamp &readAt);
    //! The records of the page and where its walk stands, in one transaction.
    core::Call<WalkOutcome> takePage(const WalkPage &page);
    core::Call<WalkState> startSweep(const core::StoreId &store, const core::Timestamp &now);
    core::Call<WalkReport> walk(const core::StoreId &store);
    //! Which records were written from this computer, known now or put later. May be told again.
    core::Call<core::Done> noteOwnWrites(const core::StoreId &store, const QList<OwnWrite> &writes);
    core::Call<core::Done> forgetStore(const core::StoreId &store); //!< marks and notes of it, too

    // Out, at once.

    //! Newest first; `before` for the next part.
    core::Call<Block> history(const core::StoreId &store, const core::EntryId &entry,
                              const std::optional<Position> &before = std::nullopt, int limit = 1000);
    core::Call<std::optional<Record>> find(const core::StoreId &store, const core::VersionId &version);
    core::Call<Block> feed(const FeedQuery &query);
    //! `newer` records above the position and `older` from it on downwards.
    core::Call<Surroundings> around(const core::StoreId &store, const Filter &filter, const Position &position,
                                    int newer = 100, int older = 100);
    //! Every record with this hash, in all stores of the connection, newest first.
    core::Call<Block> twins(const QString &sha256, int limit = 1000);
    core::Call<Summary> summary(const core::StoreId &store);

    // Out, with a look at much of the store.

    core::Call<Count> count(const core::StoreId &store, const Filter &filter, qint64 atMost = 10'000'000);
    //! One bucket for each two neighbours of `edges`, which rise; what lies outside is not counted.
    core::Call<QList<Bucket>> histogram(const core::StoreId &store, const Filter &filter,
                                        const QList<core::Timestamp> &edges);
    //! The last record of each entry that is gone, by path.
    core::Call<QList<Record>> deletedEntries(const core::StoreId &store);
    //! What was there at a moment: for each entry its newest record then, unless that is its deletion. By path.
    core::Call<QList<Record>> stateAt(const core::StoreId &store, const core::Timestamp &moment);
    //! For many moments, one after the other. A picture of what is known now; it does not follow.
    core::Call<std::shared_ptr<const Past>> past(const core::StoreId &store);
    //! Each entry written to after `from` and not after `to`, by path.
    core::Call<QList<EntryChange>> changesBetween(const core::StoreId &store, const core::Timestamp &from,
                                                  const core::Timestamp &to);

    // What a person puts beside it.

    //! With id 0 a new one, otherwise that one anew. An automatic mark replaces the one of its store. Answers with its id.
    core::Call<Mark> keepMark(const Mark &mark);
    core::Call<QList<Mark>> marks(const core::StoreId &store); //!< newest moment first
    core::Call<core::Done> removeMark(qint64 id);
    core::Call<core::Done> keepNote(const Note &note); //!< an empty text removes it
    core::Call<QList<Note>> notes(const core::StoreId &store); //!< last edited first

private:
    template<typename T>
    core::Call<T> ask(db::Worker &worker,
                      std::function<core::Result<T>(db::Connection &, const Stop &)> function);

    core::CancelFlag m_end;
    const std::unique_ptr<db::Worker> m_quick;
    const std::unique_ptr<db::Worker> m_slow;
};

//! The edges of a chart: the starts of the local days (or hours) of `from` to `to`, and one more after them. At most
//! `limit`, the newest ones.
enum class BucketUnit { Hour, Day };
QList<core::Timestamp> bucketEdges(const core::Timestamp &from, const core::Timestamp &to, BucketUnit unit,
                                   int limit = 5000);

} // namespace history

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "history/index.h"

#include "db/worker.h"
#include "history/indexlooks.h"
#include "history/indexwriter.h"
#include "history/pastread.h"
#include "history/reviewrows.h"
#include "history/rows.h"
#include "history/schema.h"
#include "history/scribbles.h"

#include <QTimeZone>

namespace history {

namespace {

constexpr int mostMissingTold = 1000;

core::Result<PutOutcome> putAll(db::Connection &connection, const core::StoreId &store,
                                const QList<core::Version> &versions, const core::Timestamp &readAt)
{
    db::Transaction transaction(connection, db::Transaction::Write);
    if (!transaction.started())
        return transaction.started().error();
    IndexWriter writer(connection, readAt);
    if (const auto opened = writer.open(store); !opened)
        return opened.error();
    PutOutcome outcome;
    for (const core::Version &version : versions) {
        if (const auto put = writer.put(version, outcome); !put)
            return put.error();
    }
    if (const auto closed = writer.close(writer.walk()); !closed)
        return closed.error();
    if (const auto committed = transaction.commit(); !committed)
        return committed.error();
    return outcome;
}

core::Result<WalkOutcome> take(db::Connection &connection, const WalkPage &page)
{
    db::Transaction transaction(connection, db::Transaction::Write);
    if (!transaction.started())
        return transaction.started().error();
    IndexWriter writer(connection, page.readAt);
    if (const auto opened = writer.open(page.store); !opened)
        return opened.error();
    WalkOutcome outcome;
    for (const core::Version &version : page.items) {
        if (const auto put = writer.put(version, outcome.put); !put)
            return put.error();
    }
    PageFacts facts;
    facts.from = page.from;
    facts.items = int(page.items.size());
    facts.known = outcome.put.known;
    facts.end = page.end;
    facts.next = page.next;
    facts.readAt = page.readAt;
    if (facts.items > 0) {
        facts.newest = positionOf(page.items.constFirst());
        facts.oldest = positionOf(page.items.constLast());
    }
    const bool sweepWasRunning = writer.walk().sweep.running;
    outcome.state = page.sweep ? withSweepPage(writer.walk(), facts) : withPage(writer.walk(), facts);
    outcome.headWalkEnds = endsHeadWalk(outcome.state, facts);
    if (sweepWasRunning && !outcome.state.sweep.running) {
        const auto missing = writer.markMissing(mostMissingTold);
        if (!missing)
            return missing.error();
        outcome.missing = *missing;
    }
    if (const auto closed = writer.close(outcome.state); !closed)
        return closed.error();
    if (const auto committed = transaction.commit(); !committed)
        return committed.error();
    return outcome;
}

core::Result<WalkState> beginSweep(db::Connection &connection, const core::StoreId &store, const core::Timestamp &now)
{
    db::Transaction transaction(connection, db::Transaction::Write);
    if (!transaction.started())
        return transaction.started().error();
    IndexWriter writer(connection, now);
    if (const auto opened = writer.open(store); !opened)
        return opened.error();
    const WalkState state = withSweepStarted(writer.walk(), now);
    if (const auto closed = writer.close(state); !closed)
        return closed.error();
    if (const auto committed = transaction.commit(); !committed)
        return committed.error();
    return state;
}

core::Result<WalkReport> reportOf(db::Connection &connection, const core::StoreId &store)
{
    db::Statement select = connection.prepare("SELECT walk, records FROM store WHERE id = ?");
    if (select.text(store.value.toUtf8()).row())
        return WalkReport{walkStateFromJson(select.bytesAt(0)), select.integerAt(1)};
    return select.failed() ? core::Result<WalkReport>(select.error()) : WalkReport{};
}

core::Result<core::Done> noteAll(db::Connection &connection, const core::StoreId &store, const QList<OwnWrite> &writes)
{
    db::Transaction transaction(connection, db::Transaction::Write);
    if (!transaction.started())
        return transaction.started();
    IndexWriter writer(connection, {});
    if (const auto opened = writer.open(store); !opened)
        return opened;
    for (const OwnWrite &write : writes) {
        if (const auto noted = writer.noteOwnWrite(write); !noted)
            return noted;
    }
    return transaction.commit();
}

core::Result<core::Done> forget(db::Connection &connection, const core::StoreId &store)
{
    db::Transaction transaction(connection, db::Transaction::Write);
    if (!transaction.started())
        return transaction.started();
    if (const auto scribbles = forgetScribbles(connection, store); !scribbles)
        return scribbles;
    if (const auto key = storeKey(connection, store)) {
        for (const char *sql : {"DELETE FROM own_write WHERE entry IN (SELECT key FROM entry WHERE store = ?)",
                                "DELETE FROM version WHERE store = ?", "DELETE FROM entry WHERE store = ?",
                                "DELETE FROM store WHERE key = ?"}) {
            db::Statement remove = connection.prepare(sql);
            if (!remove.integer(*key).run())
                return remove.error();
        }
        if (const auto review = forgetReview(connection, *key); !review)
            return review;
        // Paths tell something, too.
        db::Statement words = connection.prepare("DELETE FROM word WHERE key NOT IN (SELECT path FROM version UNION"
                                                 " SELECT extra FROM version WHERE extra IS NOT NULL UNION"
                                                 " SELECT action >> 2 FROM version)");
        if (!words.run())
            return words.error();
    }
    return transaction.commit();
}

} // namespace

Index::Index(const QString &file)
    : m_quick(std::make_unique<db::Worker>(indexOptions(file), prepareIndex))
    , m_slow(std::make_unique<db::Worker>(indexOptions(file), prepareIndex))
{
}

//! Nobody waits for the end of a chart; what is to be written is written.
Index::~Index()
{
    m_end.set();
}

template<typename T>
core::Call<T> Index::ask(db::Worker &worker,
                         std::function<core::Result<T>(db::Connection &, const Stop &)> function)
{
    core::Promise<T> promise;
    const Stop stop{{}, m_end};
    promise.onCancel([flag = stop.call]() mutable { flag.set(); });
    worker.run<T>(promise, [stop, function = std::move(function)](db::Connection &connection) -> core::Result<T> {
        if (stop.isSet())
            return cancelled();
        db::Transaction transaction(connection, db::Transaction::Read); // one state for all that is looked at
        if (!transaction.started())
            return transaction.started().error();
        return function(connection, stop);
    });
    return promise.call();
}

core::Call<PutOutcome> Index::put(const core::StoreId &store, const QList<core::Version> &versions,
                                  const core::Timestamp &readAt)
{
    return m_quick->run<PutOutcome>([=](db::Connection &connection) { return putAll(connection, store, versions, readAt); });
}

core::Call<WalkOutcome> Index::takePage(const WalkPage &page)
{
    return m_quick->run<WalkOutcome>([page](db::Connection &connection) { return take(connection, page); });
}

core::Call<WalkState> Index::startSweep(const core::StoreId &store, const core::Timestamp &now)
{
    return m_quick->run<WalkState>([=](db::Connection &connection) { return beginSweep(connection, store, now); });
}

core::Call<WalkReport> Index::walk(const core::StoreId &store)
{
    return m_quick->run<WalkReport>([store](db::Connection &connection) { return reportOf(connection, store); });
}

core::Call<core::Done> Index::noteOwnWrites(const core::StoreId &store, const QList<OwnWrite> &writes)
{
    return m_quick->run<core::Done>([=](db::Connection &connection) { return noteAll(connection, store, writes); });
}

core::Call<core::Done> Index::forgetStore(const core::StoreId &store)
{
    return m_quick->run<core::Done>([store](db::Connection &connection) { return forget(connection, store); });
}

core::Call<Block> Index::history(const core::StoreId &store, const core::EntryId &entry,
                                 const std::optional<Position> &before, int limit)
{
    return ask<Block>(*m_quick, [=](db::Connection &connection, const Stop &) {
        return historyOf(connection, store, entry, before, limit);
    });
}

core::Call<std::optional<Record>> Index::find(const core::StoreId &store, const core::VersionId &version)
{
    return ask<std::optional<Record>>(*m_quick, [=](db::Connection &connection, const Stop &) {
        return findRecord(connection, store, version);
    });
}

core::Call<Block> Index::feed(const FeedQuery &query)
{
    return ask<Block>(isQuick(query.filter) ? *m_quick : *m_slow,
                      [query](db::Connection &connection, const Stop &stop) {
                          return feedOf(connection, query, stop);
                      });
}

core::Call<Surroundings> Index::around(const core::StoreId &store, const Filter &filter, const Position &position, int newer,
                                       int older)
{
    return ask<Surroundings>(isQuick(filter) ? *m_quick : *m_slow,
                             [=](db::Connection &connection, const Stop &stop) {
                                 return history::around(connection, store, filter, position, newer, older, stop);
                             });
}

core::Call<Block> Index::twins(const QString &sha256, int limit)
{
    return ask<Block>(*m_quick, [=](db::Connection &connection, const Stop &) {
        return twinsOf(connection, sha256, limit);
    });
}

core::Call<Summary> Index::summary(const core::StoreId &store)
{
    return ask<Summary>(*m_quick,
                        [store](db::Connection &connection, const Stop &) { return summaryOf(connection, store); });
}

core::Call<Count> Index::count(const core::StoreId &store, const Filter &filter, qint64 atMost)
{
    return ask<Count>(*m_slow, [=](db::Connection &connection, const Stop &stop) {
        return countOf(connection, store, filter, atMost, stop);
    });
}

core::Call<QList<Bucket>> Index::histogram(const core::StoreId &store, const Filter &filter,
                                           const QList<core::Timestamp> &edges)
{
    return ask<QList<Bucket>>(*m_slow, [=](db::Connection &connection, const Stop &stop) {
        return histogramOf(connection, store, filter, edges, stop);
    });
}

core::Call<QList<Record>> Index::deletedEntries(const core::StoreId &store)
{
    return ask<QList<Record>>(*m_slow, [store](db::Connection &connection, const Stop &stop) {
        return deletedIn(connection, store, stop);
    });
}

core::Call<QList<Record>> Index::stateAt(const core::StoreId &store, const core::Timestamp &moment)
{
    return ask<QList<Record>>(*m_slow, [=](db::Connection &connection, const Stop &stop) {
        return stateOf(connection, store, moment, stop);
    });
}

core::Call<std::shared_ptr<const Past>> Index::past(const core::StoreId &store)
{
    return ask<std::shared_ptr<const Past>>(*m_slow, [store](db::Connection &connection, const Stop &stop) {
        return pastOf(connection, store, stop);
    });
}

core::Call<QList<EntryChange>> Index::changesBetween(const core::StoreId &store, const core::Timestamp &from,
                                                     const core::Timestamp &to)
{
    return ask<QList<EntryChange>>(*m_slow, [=](db::Connection &connection, const Stop &stop) {
        return changesIn(connection, store, from, to, stop);
    });
}

core::Call<Mark> Index::keepMark(const Mark &mark)
{
    return m_quick->run<Mark>([mark](db::Connection &connection) { return writeMark(connection, mark); });
}

core::Call<QList<Mark>> Index::marks(const core::StoreId &store)
{
    return m_quick->run<QList<Mark>>([store](db::Connection &connection) { return readMarks(connection, store); });
}

core::Call<core::Done> Index::removeMark(qint64 id)
{
    return m_quick->run<core::Done>([id](db::Connection &connection) { return history::removeMark(connection, id); });
}

core::Call<core::Done> Index::keepNote(const Note &note)
{
    return m_quick->run<core::Done>([note](db::Connection &connection) { return writeNote(connection, note); });
}

core::Call<QList<Note>> Index::notes(const core::StoreId &store)
{
    return m_quick->run<QList<Note>>([store](db::Connection &connection) { return readNotes(connection, store); });
}

QList<core::Timestamp> bucketEdges(const core::Timestamp &from, const core::Timestamp &to, BucketUnit unit, int limit)
{
    QList<core::Timestamp> edges;
    if (from.isNull() || to.isNull() || to < from || limit < 2)
        return edges;
    // From the last one backwards. An hour is an hour; a day is as long as its zone says.
    if (unit == BucketUnit::Hour) {
        constexpr qint64 hour = 3'600'000'000;
        const qint64 offset = qint64(to.local().offsetFromUtc()) * 1'000'000;
        qint64 edge = ((to.microseconds() + offset) / hour + 1) * hour - offset;
        for (; edges.size() < limit; edge -= hour) {
            edges.prepend(core::Timestamp::fromMicroseconds(edge));
            if (edge <= from.microseconds())
                break;
        }
        return edges;
    }
    for (QDate day = to.local().date().addDays(1); edges.size() < limit; day = day.addDays(-1)) {
        const core::Timestamp edge = core::Timestamp::fromDateTime(day.startOfDay());
        edges.prepend(edge);
        if (edge <= from)
            break;
    }
    return edges;
}

} // namespace history

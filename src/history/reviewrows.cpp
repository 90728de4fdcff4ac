// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "history/reviewrows.h"

#include "history/indexlooks.h"
#include "history/rows.h"
#include "history/schema.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace history {

namespace {

constexpr int slice = 5000;       // records in one transaction: others write to the file, too
constexpr qint64 unreadState = 1;
constexpr qint64 lastMoment = std::numeric_limits<qint64>::max();

//! The row of a store.
struct Kept
{
    qint64 store = 0;
    bool begun = false;
    qint64 since = 0;
    qint64 downTo = lastMoment;
    QByteArray downToId;
    qint64 steps = 0;

    [[nodiscard]] bool isPrepared() const { return downTo < since || (downTo == since && downToId.isEmpty()); }
    [[nodiscard]] ReviewState state() const
    {
        if (!begun)
            return {};
        return {core::Timestamp::fromMicroseconds(since), isPrepared()}; // the beginning of time is a moment, too
    }
};

core::Result<std::optional<Kept>> keptOf(db::Connection &connection, const core::StoreId &store)
{
    db::Statement select = connection.prepare("SELECT s.key, r.since, r.down_to, r.down_to_id, r.steps FROM store s"
                                              " LEFT JOIN review r ON r.store = s.key WHERE s.id = ?");
    if (!select.text(store.value.toUtf8()).row())
        return select.failed() ? core::Result<std::optional<Kept>>(select.error()) : std::optional<Kept>();
    Kept kept;
    kept.store = select.integerAt(0);
    kept.begun = !select.isNullAt(1);
    if (kept.begun) {
        kept.since = select.integerAt(1);
        kept.downTo = select.integerAt(2);
        kept.downToId = select.bytesAt(3);
        kept.steps = select.integerAt(4);
    }
    return std::optional(kept);
}

struct Found
{
    qint64 key = 0;
    qint64 at = 0;
    QByteArray id;
    std::optional<qint64> unread;
    bool here = false;
};

//! Part of the list from a place down to a moment.
struct Stretch
{
    qint64 store = 0;
    qint64 belowAt = lastMoment; //!< exclusive
    QByteArray belowId;
    qint64 from = std::numeric_limits<qint64>::min(); //!< inclusive
};

core::Result<std::vector<Found>> nextSlice(db::Connection &connection, const char *sql, const Stretch &stretch)
{
    db::Statement select = connection.prepare(sql);
    select.integer(stretch.store).integer(stretch.belowAt).blob(stretch.belowId).integer(stretch.from).integer(slice);
    std::vector<Found> rows;
    while (select.row()) {
        rows.push_back({select.integerAt(0), select.integerAt(1), select.bytesAt(2), optionalAt(select, 3),
                        select.integerAt(4) != 0});
    }
    if (select.failed())
        return select.error();
    return rows;
}

constexpr const char *allSql =
    "SELECT key, at, id, unread, here FROM version INDEXED BY version_feed WHERE store = ? AND (at, id) < (?, ?) AND at >= ?"
    " ORDER BY at DESC, id DESC LIMIT ?";
constexpr const char *unreadSql =
    "SELECT key, at, id, unread, here FROM version INDEXED BY version_unread WHERE store = ? AND unread = 1"
    " AND (at, id) < (?, ?) AND at >= ? ORDER BY at DESC, id DESC LIMIT ?";

core::Result<core::Done> setState(db::Connection &connection, qint64 key, qint64 state)
{
    db::Statement update = connection.prepare("UPDATE version SET unread = ? WHERE key = ?");
    return outcomeOf(update.integer(state).integer(key));
}

core::Result<core::Done> keep(db::Connection &connection, const Kept &kept)
{
    db::Statement update = connection.prepare(
        "INSERT INTO review (store, since, down_to, down_to_id, steps) VALUES (?, ?, ?, ?, ?) ON CONFLICT (store) DO UPDATE"
        " SET since = excluded.since, down_to = excluded.down_to, down_to_id = excluded.down_to_id, steps = excluded.steps");
    update.integer(kept.store).integer(kept.since).integer(kept.downTo).blob(kept.downToId);
    return outcomeOf(update.integer(kept.steps));
}

Position positionOf(const Found &row)
{
    return {momentOf(row.at), {unpackVersion(row.id)}};
}

void count(ReviewStep &step, const Position &position)
{
    if (step.versions == 0 || step.newest < position)
        step.newest = position;
    if (step.versions == 0 || position < step.oldest)
        step.oldest = position;
    ++step.versions;
}

//! Its number is taken for good, even when nothing comes of it.
core::Result<Kept> openStep(db::Connection &connection, const core::StoreId &store)
{
    const auto found = keptOf(connection, store);
    if (!found)
        return found.error();
    Kept kept = found->value_or(Kept());
    if (!kept.begun)
        return kept;
    ++kept.steps;
    if (const auto noted = keep(connection, kept); !noted)
        return noted.error();
    return kept;
}

core::Result<core::Done> markEach(db::Connection &connection, const Kept &kept, const QList<core::VersionId> &versions,
                                  ReviewStep &step)
{
    for (const core::VersionId &version : versions) {
        db::Statement update = connection.prepare(
            "UPDATE version SET unread = ? WHERE store = ? AND id = ? AND unread = 1 RETURNING at");
        update.integer(-kept.steps).integer(kept.store).blob(packVersion(version));
        const bool marked = update.row();
        const qint64 at = marked ? update.integerAt(0) : 0;
        if (!update.run())
            return update.error();
        if (marked)
            count(step, {momentOf(at), version});
    }
    return core::Done{};
}

core::Result<core::Done> markEntry(db::Connection &connection, const Kept &kept, const core::EntryId &entry, bool ownToo,
                                   ReviewStep &step)
{
    const auto key = entryKey(connection, kept.store, entry);
    if (!key)
        return core::Done{};
    db::Statement update = connection.prepare("UPDATE version SET unread = ? WHERE entry = ? AND unread = 1 AND at >= ?"
                                              " AND (here = 0 OR ?) RETURNING at, id");
    update.integer(-kept.steps).integer(*key).integer(kept.since).integer(ownToo);
    while (update.row())
        count(step, {momentOf(update.integerAt(0)), {unpackVersion(update.bytesAt(1))}});
    if (update.failed())
        return update.error();
    return core::Done{};
}

} // namespace

core::Result<ReviewState> reviewState(db::Connection &connection, const core::StoreId &store)
{
    const auto kept = keptOf(connection, store);
    if (!kept)
        return kept.error();
    return kept->value_or(Kept()).state();
}

core::Result<ReviewState> beginReview(db::Connection &connection, const core::StoreId &store, const core::Timestamp &since,
                                      const Stop &stop)
{
    db::Statement make = connection.prepare("INSERT INTO store (id, records, walk) VALUES (?, 0, '') ON CONFLICT DO NOTHING");
    if (!make.text(store.value.toUtf8()).run())
        return make.error();
    for (bool first = true;; first = false) {
        db::Transaction transaction(connection, db::Transaction::Write);
        if (!transaction.started())
            return transaction.started().error();
        const auto found = keptOf(connection, store);
        if (!found || !*found)
            return found ? cancelled() : found.error();
        Kept kept = **found;
        if (first)
            kept.since = since.microseconds();
        kept.begun = true;
        bool done = kept.isPrepared();
        if (!done) {
            const auto rows = nextSlice(connection, allSql, {kept.store, kept.downTo, kept.downToId, kept.since});
            if (!rows)
                return rows.error();
            for (const Found &row : *rows) {
                if (row.unread)
                    continue;
                if (const auto set = setState(connection, row.key, unreadState); !set)
                    return set.error();
            }
            done = rows->size() < size_t(slice);
            kept.downTo = done ? kept.since : rows->back().at;
            kept.downToId = done ? QByteArray() : rows->back().id;
        }
        if (const auto noted = keep(connection, kept); !noted)
            return noted.error();
        if (const auto committed = transaction.commit(); !committed)
            return committed.error();
        if (done || stop.isSet())
            return kept.state();
    }
}

core::Result<ReviewBlock> reviewFeed(db::Connection &connection, const ReviewQuery &query)
{
    db::Transaction transaction(connection, db::Transaction::Read);
    if (!transaction.started())
        return transaction.started().error();
    const auto kept = keptOf(connection, query.store);
    if (!kept)
        return kept.error();
    ReviewBlock answer;
    if (!*kept || !(*kept)->begun)
        return answer;
    db::Statement select = connection.prepare(
        query.unreadOnly
            ? "SELECT " HISTORY_COLUMNS ", v.unread FROM version v INDEXED BY version_unread WHERE store = ? AND unread = 1"
              " AND (at, id) < (?, ?) AND at >= ? AND (here = 0 OR ?) ORDER BY at DESC, id DESC LIMIT ?"
            : "SELECT " HISTORY_COLUMNS ", v.unread FROM version v INDEXED BY version_feed WHERE store = ?"
              " AND (at, id) < (?, ?) AND at >= ? AND (here = 0 OR ?) ORDER BY at DESC, id DESC LIMIT ?");
    select.integer((*kept)->store);
    select.integer(query.from ? query.from->at.microseconds() : lastMoment);
    select.blob(query.from ? packVersion(query.from->id) : QByteArray());
    select.integer((*kept)->since).integer(query.ownToo).integer(query.limit + 1);
    Rows rows(connection);
    while (select.row()) {
        if (answer.block.records.size() == query.limit) {
            answer.block.more = true;
            break;
        }
        const Record record = rows.record(select);
        if (optionalAt(select, ExtraColumn + 1) == unreadState)
            answer.unread.insert(record.version.id);
        answer.block.records.append(record);
    }
    if (select.failed())
        return select.error();
    return answer;
}

core::Result<ReviewCount> countReview(db::Connection &connection, const core::StoreId &store, bool ownToo)
{
    db::Transaction transaction(connection, db::Transaction::Read); // both numbers of one state
    if (!transaction.started())
        return transaction.started().error();
    const auto kept = keptOf(connection, store);
    if (!kept)
        return kept.error();
    ReviewCount answer;
    if (!*kept || !(*kept)->begun)
        return answer;
    const auto counted = [&](const char *sql, bool own) -> core::Result<qint64> {
        db::Statement select = connection.prepare(sql);
        select.integer((*kept)->store).integer((*kept)->since);
        if (own)
            select.integer(ownToo);
        if (!select.row())
            return select.error();
        return select.integerAt(0);
    };
    const auto all = counted("SELECT count(*) FROM version INDEXED BY version_feed WHERE store = ? AND at >= ?", false);
    const auto own = counted("SELECT count(*) FROM version INDEXED BY version_here WHERE store = ? AND at >= ? AND here = 1", false);
    const auto unread = counted(
        "SELECT count(*) FROM version INDEXED BY version_unread WHERE store = ? AND at >= ? AND unread = 1 AND (here = 0 OR ?)", true);
    if (!all || !own || !unread)
        return !all ? all.error() : !own ? own.error() : unread.error();
    answer.writes = ownToo ? *all : *all - *own;
    answer.unread = *unread;
    return answer;
}

core::Result<ReviewStep> markReviewed(db::Connection &connection, const core::StoreId &store, const ReviewTarget &target)
{
    ReviewStep step;
    Stretch stretch;
    for (bool first = true, done = false; !done; first = false) {
        db::Transaction transaction(connection, db::Transaction::Write);
        if (!transaction.started())
            return transaction.started().error();
        const auto opened = first ? openStep(connection, store) : core::Result<Kept>(Kept());
        if (!opened)
            return opened.error();
        if (first) {
            if (!opened->begun)
                return step;
            step.number = opened->steps;
            stretch.store = opened->store;
            stretch.from = opened->since;
            if (target.upTo) {
                stretch.belowAt = target.upTo->at.microseconds();
                stretch.belowId = packVersion(target.upTo->id) + '\0'; // itself, too
            }
        }
        if (!target.upTo) {
            const auto marked = target.entry.isEmpty() ? markEach(connection, *opened, target.versions, step)
                                                       : markEntry(connection, *opened, target.entry, target.ownToo, step);
            if (!marked)
                return marked.error();
            done = true;
        } else {
            const auto rows = nextSlice(connection, unreadSql, stretch);
            if (!rows)
                return rows.error();
            for (const Found &row : *rows) {
                if (row.here && !target.ownToo)
                    continue;
                if (const auto set = setState(connection, row.key, -step.number); !set)
                    return set.error();
                count(step, positionOf(row));
            }
            done = rows->size() < size_t(slice);
            if (!rows->empty()) {
                stretch.belowAt = rows->back().at;
                stretch.belowId = rows->back().id;
            }
        }
        if (const auto committed = transaction.commit(); !committed)
            return committed.error();
    }
    return step;
}

core::Result<core::Done> undoReview(db::Connection &connection, const core::StoreId &store, const ReviewStep &step)
{
    const auto key = storeKey(connection, store);
    if (!key || step.number == 0 || step.versions == 0)
        return core::Done{};
    Stretch stretch{*key, step.newest.at.microseconds(), packVersion(step.newest.id) + '\0', step.oldest.at.microseconds()};
    for (bool done = false; !done;) {
        db::Transaction transaction(connection, db::Transaction::Write);
        if (!transaction.started())
            return transaction.started();
        const auto rows = nextSlice(connection, allSql, stretch);
        if (!rows)
            return rows.error();
        for (const Found &row : *rows) {
            if (row.unread != -step.number)
                continue;
            if (const auto set = setState(connection, row.key, unreadState); !set)
                return set;
        }
        done = rows->size() < size_t(slice);
        if (!rows->empty()) {
            stretch.belowAt = rows->back().at;
            stretch.belowId = rows->back().id;
        }
        if (const auto committed = transaction.commit(); !committed)
            return committed;
    }
    return core::Done{};
}

core::Result<core::Done> markUnread(db::Connection &connection, const core::StoreId &store,
                                    const QList<core::VersionId> &versions)
{
    const auto key = storeKey(connection, store);
    if (!key)
        return core::Done{};
    db::Transaction transaction(connection, db::Transaction::Write);
    if (!transaction.started())
        return transaction.started();
    for (const core::VersionId &version : versions) {
        db::Statement update = connection.prepare("UPDATE version SET unread = 1 WHERE store = ? AND id = ? AND unread < 0");
        if (!update.integer(*key).blob(packVersion(version)).run())
            return update.error();
    }
    return transaction.commit();
}

core::Result<QList<qint64>> momentsOf(db::Connection &connection, const core::StoreId &store, int limit, const Stop &stop)
{
    QList<qint64> moments;
    const auto key = storeKey(connection, store);
    if (!key)
        return moments;
    db::Statement select = connection.prepare(
        "SELECT at FROM version INDEXED BY version_feed WHERE store = ? ORDER BY at DESC, id DESC LIMIT ?");
    select.integer(*key).integer(limit);
    while (select.row()) {
        moments.append(select.integerAt(0));
        if (moments.size() % 1024 == 0 && stop.isSet())
            return cancelled();
    }
    if (select.failed())
        return select.error();
    return moments;
}

core::Result<core::Done> forgetReview(db::Connection &connection, qint64 store)
{
    db::Statement remove = connection.prepare("DELETE FROM review WHERE store = ?");
    return outcomeOf(remove.integer(store));
}

} // namespace history

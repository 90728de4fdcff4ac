// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "history/indexlooks.h"

#include "history/packing.h"
#include "history/rows.h"
#include "history/scan.h"

#include <algorithm>

namespace history {

namespace {

using Direction = FeedQuery::Direction;

//! The first `limit` rows of the answer; `more` when there was another one.
core::Result<Block> blockFrom(db::Statement &select, Rows &rows, int limit)
{
    Block block;
    while (select.row()) {
        if (block.records.size() == limit) {
            block.more = true;
            return block;
        }
        block.records.append(rows.record(select));
    }
    if (select.failed())
        return select.error();
    return block;
}

core::Result<Block> readBlock(db::Connection &connection, qint64 store, const Filter &filter, const Bounds &bounds,
                              Direction direction, int limit, const Stop &stop)
{
    Rows rows(connection);
    Block block;
    const auto scanned = scan(connection, store, filter, bounds, direction, rows, stop, [&](const db::Statement &row) {
        block.more = block.records.size() == limit;
        if (!block.more)
            block.records.append(rows.record(row));
        return !block.more;
    });
    if (!scanned)
        return scanned.error();
    if (direction == Direction::Newer)
        std::reverse(block.records.begin(), block.records.end());
    return block;
}

core::Result<std::optional<Record>> firstOf(db::Statement &select, db::Connection &connection)
{
    if (select.row())
        return std::optional(Rows(connection).record(select));
    if (select.failed())
        return select.error();
    return std::optional<Record>();
}

core::Result<QList<Record>> allByPath(db::Statement &select, db::Connection &connection, const Stop &stop)
{
    QList<Record> records;
    Rows rows(connection);
    while (select.row()) {
        records.append(rows.record(select));
        if (records.size() % 256 == 0 && stop.isSet())
            return cancelled();
    }
    if (select.failed())
        return select.error();
    std::sort(records.begin(), records.end(), [](const Record &a, const Record &b) {
        return a.version.path == b.version.path ? a.version.entry < b.version.entry : a.version.path < b.version.path;
    });
    return records;
}

//! The newest record of an entry up to a moment.
core::Result<std::optional<Record>> standingAt(db::Connection &connection, Rows &rows, qint64 entry, qint64 moment)
{
    db::Statement select = connection.prepare(
        "SELECT " HISTORY_COLUMNS " FROM version v WHERE entry = ? AND at <= ? ORDER BY at DESC, id DESC LIMIT 1");
    if (select.integer(entry).integer(moment).row())
        return std::optional(rows.record(select));
    if (select.failed())
        return select.error();
    return std::optional<Record>();
}

std::optional<Record> unlessDeleted(std::optional<Record> record)
{
    return record && record->version.action == core::Action::Deleted ? std::nullopt : record;
}

struct Touched
{
    int versions = 0;
    int here = 0;
    bool oldestCreates = false;
};

} // namespace

core::Error cancelled()
{
    core::Error error;
    error.kind = core::ErrorKind::Cancelled;
    error.delivery = core::Delivery::NotSent;
    return error;
}

bool isQuick(const Filter &filter)
{
    Filter rest = filter;
    rest.from.reset();
    rest.to.reset();
    return rest.isEmpty();
}

core::Result<Block> historyOf(db::Connection &connection, const core::StoreId &store, const core::EntryId &entry,
                              const std::optional<Position> &before, int limit)
{
    const auto storeOf = storeKey(connection, store);
    const auto key = storeOf ? entryKey(connection, *storeOf, entry) : std::nullopt;
    if (!key)
        return Block{};
    Bounds bounds;
    if (before)
        bounds.below(*before);
    db::Statement select = connection.prepare("SELECT " HISTORY_COLUMNS " FROM version v WHERE entry = ? AND at <= ?"
                                              " AND (at, id) < (?, ?) ORDER BY at DESC, id DESC LIMIT ?");
    select.integer(*key).integer(bounds.upperAt).integer(bounds.upperAt).blob(bounds.upperId).integer(limit + 1);
    Rows rows(connection);
    return blockFrom(select, rows, limit);
}

core::Result<std::optional<Record>> findRecord(db::Connection &connection, const core::StoreId &store,
                                               const core::VersionId &version)
{
    const auto key = storeKey(connection, store);
    if (!key)
        return std::optional<Record>();
    db::Statement select = connection.prepare("SELECT " HISTORY_COLUMNS " FROM version v WHERE store = ? AND id = ?");
    select.integer(*key).blob(packVersion(version));
    return firstOf(select, connection);
}

core::Result<Block> feedOf(db::Connection &connection, const FeedQuery &query, const Stop &stop)
{
    const auto key = storeKey(connection, query.store);
    if (!key)
        return Block{};
    Bounds bounds = Bounds::of(query.filter);
    if (query.from && query.direction == Direction::Older)
        bounds.below(*query.from);
    else if (query.from)
        bounds.above(*query.from);
    return readBlock(connection, *key, query.filter, bounds, query.direction, query.limit, stop);
}

core::Result<Surroundings> around(db::Connection &connection, const core::StoreId &store, const Filter &filter,
                                  const Position &position, int newer, int older, const Stop &stop)
{
    const auto key = storeKey(connection, store);
    if (!key)
        return Surroundings{};
    Bounds up = Bounds::of(filter);
    up.above(position);
    const auto above = readBlock(connection, *key, filter, up, Direction::Newer, newer, stop);
    if (!above)
        return above.error();
    Bounds down = Bounds::of(filter);
    down.upTo(position);
    const auto below = readBlock(connection, *key, filter, down, Direction::Older, older, stop);
    if (!below)
        return below.error();
    return Surroundings{above->records + below->records, above->more, below->more};
}

core::Result<Block> twinsOf(db::Connection &connection, const QString &sha256, int limit)
{
    const QByteArray packed = packHash(sha256);
    if (packed.isEmpty())
        return Block{};
    db::Statement select = connection.prepare("SELECT " HISTORY_COLUMNS " FROM version v WHERE substr(sha, 1, 6) = substr(?, 1, 6)"
                                              " AND sha = ? ORDER BY at DESC, id DESC LIMIT ?");
    select.blob(packed).blob(packed).integer(limit + 1);
    Rows rows(connection);
    return blockFrom(select, rows, limit);
}

core::Result<Summary> summaryOf(db::Connection &connection, const core::StoreId &store)
{
    Summary summary;
    db::Statement select = connection.prepare("SELECT key, records FROM store WHERE id = ?");
    if (!select.text(store.value.toUtf8()).row())
        return select.failed() ? core::Result<Summary>(select.error()) : summary;
    summary.records = select.integerAt(1);
    db::Statement newest = connection.prepare(
        "SELECT " HISTORY_COLUMNS " FROM version v WHERE store = ? ORDER BY at DESC, id DESC LIMIT 1");
    const auto first = firstOf(newest.integer(select.integerAt(0)), connection);
    if (!first)
        return first.error();
    db::Statement oldest = connection.prepare(
        "SELECT " HISTORY_COLUMNS " FROM version v WHERE store = ? ORDER BY at, id LIMIT 1");
    const auto last = firstOf(oldest.integer(select.integerAt(0)), connection);
    if (!last)
        return last.error();
    summary.newest = *first;
    summary.oldest = *last;
    return summary;
}

core::Result<Count> countOf(db::Connection &connection, const core::StoreId &store, const Filter &filter, qint64 atMost,
                            const Stop &stop)
{
    Count count;
    const auto key = storeKey(connection, store);
    if (!key)
        return count;
    const auto scanned = scanMoments(connection, *key, filter, stop, [&](qint64, qint64) {
        count.exact = count.count < atMost;
        count.count += count.exact;
        return count.exact;
    });
    if (!scanned)
        return scanned.error();
    return count;
}

core::Result<QList<Bucket>> histogramOf(db::Connection &connection, const core::StoreId &store, const Filter &filter,
                                        const QList<core::Timestamp> &edges, const Stop &stop)
{
    QList<Bucket> buckets(std::max<qsizetype>(0, edges.size() - 1));
    const auto key = storeKey(connection, store);
    if (!key || buckets.isEmpty())
        return buckets;
    Filter within = filter;
    within.from = within.from ? std::max(*within.from, edges.constFirst()) : edges.constFirst();
    within.to = within.to ? std::min(*within.to, edges.constLast()) : edges.constLast();
    qsizetype at = 0; // neighbours usually fall into the same bucket
    const auto scanned = scanMoments(connection, *key, within, stop, [&](qint64 moment, qint64 action) {
        if (moment < edges[at].microseconds() || moment >= edges[at + 1].microseconds()) {
            const auto above = std::upper_bound(edges.cbegin(), edges.cend(), moment, [](qint64 m, const core::Timestamp &edge) {
                return m < edge.microseconds();
            });
            at = std::clamp<qsizetype>(above - edges.cbegin() - 1, 0, buckets.size() - 1);
        }
        ++buckets[at].writes[size_t(actionOf(action))];
        return true;
    });
    if (!scanned)
        return scanned.error();
    return buckets;
}

//! Deletions are few among the records and known by the index of the feed: each is looked at, and not each entry.
core::Result<QList<Record>> deletedIn(db::Connection &connection, const core::StoreId &store, const Stop &stop)
{
    const auto key = storeKey(connection, store);
    if (!key)
        return QList<Record>();
    db::Statement select = connection.prepare(
        "SELECT " HISTORY_COLUMNS " FROM version v INDEXED BY version_feed WHERE v.store = ? AND (v.action & 3) = 2"
        " AND NOT EXISTS (SELECT 1 FROM version w INDEXED BY version_entry WHERE w.entry = v.entry AND w.at >= v.at"
        " AND (w.at, w.id) > (v.at, v.id))");
    select.integer(*key);
    return allByPath(select, connection, stop);
}

//! Of each entry the newest record up to the moment, unless that is its deletion.
core::Result<QList<Record>> stateOf(db::Connection &connection, const core::StoreId &store, const core::Timestamp &moment,
                                    const Stop &stop)
{
    const auto key = storeKey(connection, store);
    if (!key)
        return QList<Record>();
    db::Statement select = connection.prepare(
        "SELECT " HISTORY_COLUMNS " FROM entry e CROSS JOIN version v ON v.key = (SELECT key FROM version WHERE entry = e.key"
        " AND at <= ? ORDER BY at DESC, id DESC LIMIT 1) WHERE e.store = ? AND (v.action & 3) <> 2");
    select.integer(moment.microseconds()).integer(*key);
    return allByPath(select, connection, stop);
}

core::Result<QList<EntryChange>> changesIn(db::Connection &connection, const core::StoreId &store,
                                           const core::Timestamp &from, const core::Timestamp &to,
                                           const Stop &stop)
{
    const auto key = storeKey(connection, store);
    QHash<qint64, Touched> touched;
    if (key) {
        db::Statement select = connection.prepare("SELECT entry, action, here FROM version INDEXED BY version_feed WHERE store = ?"
                                                  " AND at <= ? AND at > ? ORDER BY at DESC, id DESC");
        select.integer(*key).integer(to.microseconds()).integer(from.microseconds());
        for (int looked = 0; select.row(); ++looked) {
            if (looked % 256 == 0 && stop.isSet())
                return cancelled();
            Touched &entry = touched[select.integerAt(0)];
            ++entry.versions;
            entry.here += select.integerAt(2) != 0;
            entry.oldestCreates = actionOf(select.integerAt(1)) == core::Action::Created;
        }
        if (select.failed())
            return select.error();
    }
    QList<EntryChange> changes;
    Rows rows(connection);
    for (auto entry = touched.cbegin(); entry != touched.cend(); ++entry) {
        if (changes.size() % 256 == 0 && stop.isSet())
            return cancelled();
        const auto before = standingAt(connection, rows, entry.key(), from.microseconds());
        const auto after = standingAt(connection, rows, entry.key(), to.microseconds());
        if (!before || !after)
            return before ? after.error() : before.error();
        EntryChange change;
        if (!after->has_value())
            continue; // it went while we looked
        change.entry = (*after)->version.entry;
        change.path = (*after)->version.path;
        change.before = unlessDeleted(*before);
        change.after = unlessDeleted(*after);
        change.versions = entry->versions;
        change.writtenHere = entry->here;
        change.beforeKnown = before->has_value() || entry->oldestCreates;
        changes.append(change);
    }
    std::sort(changes.begin(), changes.end(), [](const EntryChange &a, const EntryChange &b) {
        return a.path == b.path ? a.entry < b.entry : a.path < b.path;
    });
    return changes;
}

} // namespace history

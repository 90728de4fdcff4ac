// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "history/scan.h"

#include "history/indexlooks.h"
#include "history/packing.h"

#include <algorithm>
#include <tuple>
#include <vector>

namespace history {

namespace {

constexpr int rowsBetweenLooks = 256;       // at the cancel flag
constexpr qsizetype mostHashesByIndex = 5000; // beyond, going through everything is quicker

using Direction = FeedQuery::Direction;

#define FEED_FROM(index) "SELECT " HISTORY_COLUMNS " FROM version v INDEXED BY " index \
                         " WHERE store = ? AND (at, id) < (?, ?) AND (at, id) > (?, ?)"
#define OLDER " ORDER BY at DESC, id DESC"
#define NEWER " ORDER BY at, id"

const char *sqlFor(const Filter &filter, Direction direction)
{
    const bool older = direction == Direction::Older;
    if (filter.redactedOnly) {
        return older ? FEED_FROM("version_redacted") " AND redacted_at IS NOT NULL" OLDER
                     : FEED_FROM("version_redacted") " AND redacted_at IS NOT NULL" NEWER;
    }
    if (filter.writtenHereOnly)
        return older ? FEED_FROM("version_here") " AND here = 1" OLDER : FEED_FROM("version_here") " AND here = 1" NEWER;
    return older ? FEED_FROM("version_feed") OLDER : FEED_FROM("version_feed") NEWER;
}

#undef FEED_FROM
#undef OLDER
#undef NEWER

struct Found
{
    qint64 at = 0;
    QByteArray id;
    qint64 key = 0;

    friend bool operator<(const Found &a, const Found &b) { return std::tie(a.at, a.id) < std::tie(b.at, b.id); }
};

bool isWithin(const Found &found, const Bounds &bounds)
{
    return found < Found{bounds.upperAt, bounds.upperId, 0} && Found{bounds.lowerAt, bounds.lowerId, 0} < found;
}

//! Few hashes among many records: looked up one by one, then put in order.
core::Result<core::Done> scanHashes(db::Connection &connection, qint64 store, const Filter &filter, const Bounds &bounds,
                                    Direction direction, Matcher &matcher, const Stop &stop,
                                    const std::function<bool(const db::Statement &)> &take)
{
    std::vector<Found> all;
    for (const QString &hash : *filter.hashes) {
        const QByteArray packed = packHash(hash);
        db::Statement select = connection.prepare(
            "SELECT " HISTORY_COLUMNS " FROM version v WHERE substr(sha, 1, 6) = substr(?, 1, 6) AND sha = ? AND store = ?");
        select.blob(packed).blob(packed).integer(store);
        while (select.row()) {
            Found found{select.integerAt(AtColumn), select.bytesAt(IdColumn), select.integerAt(KeyColumn)};
            if (isWithin(found, bounds) && matcher.matches(select))
                all.push_back(std::move(found));
        }
        if (select.failed())
            return select.error();
        if (stop.isSet())
            return cancelled();
    }
    std::sort(all.begin(), all.end());
    if (direction == Direction::Older)
        std::reverse(all.begin(), all.end());
    for (const Found &found : all) {
        db::Statement select = connection.prepare("SELECT " HISTORY_COLUMNS " FROM version v WHERE key = ?");
        if (!select.integer(found.key).row())
            return select.error();
        if (!take(select))
            break;
    }
    return core::Done{};
}

//! The rows of a question that the filter lets through, until `take` has enough.
core::Result<core::Done> takeMatching(db::Statement &select, Matcher &matcher, const Stop &stop,
                                      const std::function<bool(const db::Statement &)> &take)
{
    for (int looked = 0; select.row(); ++looked) {
        if (looked % rowsBetweenLooks == 0 && stop.isSet())
            return cancelled();
        if (matcher.matches(select) && !take(select))
            return core::Done{};
    }
    if (select.failed())
        return select.error();
    return core::Done{};
}

//! All of it, in the order of the table: no record is looked up through an index. For answers that have no order.
core::Result<core::Done> scanTable(db::Connection &connection, qint64 store, const Filter &filter, Rows &rows, const Stop &stop,
                                   const std::function<bool(const db::Statement &)> &take)
{
    Matcher matcher(filter, rows);
    db::Statement select = connection.prepare("SELECT " HISTORY_COLUMNS " FROM version v NOT INDEXED WHERE store = ?");
    select.integer(store);
    return takeMatching(select, matcher, stop, take);
}

} // namespace

Bounds Bounds::of(const Filter &filter)
{
    Bounds bounds;
    if (filter.to)
        bounds.upperAt = filter.to->microseconds();
    if (filter.from)
        bounds.lowerAt = filter.from->microseconds();
    return bounds;
}

void Bounds::below(const Position &position)
{
    lowerUpper(position.at.microseconds(), packVersion(position.id));
}

void Bounds::upTo(const Position &position)
{
    lowerUpper(position.at.microseconds(), packVersion(position.id) + '\0'); // the very next one
}

void Bounds::lowerUpper(qint64 at, const QByteArray &id)
{
    if (std::tie(at, id) < std::tie(upperAt, upperId)) {
        upperAt = at;
        upperId = id;
    }
}

void Bounds::above(const Position &position)
{
    const qint64 at = position.at.microseconds();
    const QByteArray id = packVersion(position.id);
    if (std::tie(lowerAt, lowerId) < std::tie(at, id)) {
        lowerAt = at;
        lowerId = id;
    }
}

core::Result<core::Done> scan(db::Connection &connection, qint64 store, const Filter &filter, const Bounds &bounds,
                              Direction direction, Rows &rows, const Stop &stop,
                              const std::function<bool(const db::Statement &)> &take)
{
    Matcher matcher(filter, rows);
    if (filter.hashes && filter.hashes->size() <= mostHashesByIndex)
        return scanHashes(connection, store, filter, bounds, direction, matcher, stop, take);
    db::Statement select = connection.prepare(sqlFor(filter, direction));
    select.integer(store).integer(bounds.upperAt).blob(bounds.upperId).integer(bounds.lowerAt).blob(bounds.lowerId);
    return takeMatching(select, matcher, stop, take);
}

core::Result<core::Done> scanMoments(db::Connection &connection, qint64 store, const Filter &filter,
                                     const Stop &stop, const std::function<bool(qint64 at, qint64 action)> &take)
{
    const Bounds bounds = Bounds::of(filter);
    Rows rows(connection);
    Filter rest = filter;
    rest.actions.clear();
    rest.from.reset();
    rest.to.reset();
    if (!rest.isEmpty()) {
        const auto takeRow = [&take](const db::Statement &row) { return take(row.integerAt(AtColumn), row.integerAt(ActionColumn)); };
        const bool byIndex = filter.redactedOnly || filter.writtenHereOnly || filter.from || filter.to
            || (filter.hashes && filter.hashes->size() <= mostHashesByIndex);
        return byIndex ? scan(connection, store, filter, bounds, Direction::Older, rows, stop, takeRow)
                       : scanTable(connection, store, filter, rows, stop, takeRow);
    }
    // Answered by the index alone.
    const Matcher matcher(filter, rows);
    db::Statement select = connection.prepare(
        "SELECT at, action FROM version INDEXED BY version_feed WHERE store = ? AND at < ? AND at >= ?"
        " ORDER BY at DESC, id DESC");
    select.integer(store).integer(bounds.upperAt).integer(bounds.lowerAt);
    for (int looked = 0; select.row(); ++looked) {
        if (looked % rowsBetweenLooks == 0 && stop.isSet())
            return cancelled();
        if (matcher.matchesAction(select.integerAt(1)) && !take(select.integerAt(0), select.integerAt(1)))
            return core::Done{};
    }
    if (select.failed())
        return select.error();
    return core::Done{};
}

} // namespace history

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "service/queryparameters.h"

#include "service/pagecursor.h"

#include "core/timestamp.h"
#include "core/utf8.h"

#include <algorithm>

namespace service {

namespace {

QByteArray decode(QByteArray text)
{
    return QByteArray::fromPercentEncoding(text.replace('+', ' '));
}

//! Nothing when it is no positive number; a number that fits nowhere is just very large.
std::optional<int> readPositive(const QByteArray &text)
{
    const bool digits = !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!digits)
        return std::nullopt;
    bool fits = false;
    const int value = text.toInt(&fits);
    if (!fits)
        return std::numeric_limits<int>::max();
    return value > 0 ? std::optional(value) : std::nullopt;
}

qint64 floorTo(qint64 unit, qint64 value)
{
    const qint64 rest = value % unit;
    return value - (rest < 0 ? rest + unit : rest);
}

//! RFC 3339. A plus sign that the caller forgot to encode arrives as a space.
std::optional<qint64> readMoment(const QByteArray &text)
{
    const auto decoded = core::decodeUtf8(text);
    if (!decoded)
        return std::nullopt;
    auto moment = core::Timestamp::parse(*decoded);
    if (!moment) {
        QString repaired = *decoded;
        if (const auto space = repaired.lastIndexOf(u' '); space > 10)
            repaired[space] = u'+';
        moment = core::Timestamp::parse(repaired);
    }
    return moment ? std::optional(moment->microseconds()) : std::nullopt;
}

} // namespace

Query readQuery(const QByteArray &encoded)
{
    Query query;
    for (const QByteArray &pair : encoded.split('&')) {
        const auto equals = pair.indexOf('=');
        const QByteArray name = decode(equals < 0 ? pair : pair.left(equals));
        if (!name.isEmpty() && !query.contains(name))
            query.insert(name, equals < 0 ? QByteArray("") : decode(pair.mid(equals + 1)));
    }
    return query;
}

Checked<PageRequest> readPage(const Query &query, const wire::Dialect &dialect)
{
    PageRequest page;
    page.limit = dialect.limits.defaultPage;
    if (query.contains("limit")) {
        const auto limit = readPositive(query.value("limit"));
        if (!limit)
            return BadRequest{"Parameter 'limit' must be a positive integer.", "limit"};
        if (*limit > dialect.limits.page && !dialect.limitClamped)
            return BadRequest{"Parameter 'limit' must be between 1 and " + QByteArray::number(dialect.limits.page) + '.', "limit"};
        page.limit = std::min(*limit, dialect.limits.page);
    }
    page.afterId = query.value("after_id");
    page.beforeId = query.value("before_id");
    const QByteArray cursor = dialect.pageCursor ? query.value("page") : QByteArray();
    if (int(!page.afterId.isEmpty()) + int(!page.beforeId.isEmpty()) + int(!cursor.isEmpty()) > 1)
        return BadRequest{"Only one cursor may be given.", "after_id"};
    if (!cursor.isEmpty() && !readCursor(cursor, page))
        return BadRequest{"Parameter 'page' is not a cursor of this list.", "page"};
    return page;
}

Checked<StoreFilter> readStoreFilter(const Query &query, const wire::Dialect &dialect)
{
    StoreFilter filter;
    filter.includeArchived = query.value("include_archived") == "true";
    if (query.contains("name")) {
        const auto name = core::decodeUtf8(query.value("name"));
        if (!name || name->contains(QChar(0)))
            return BadRequest{"Parameter 'name' must be valid UTF-8.", "name"};
        filter.foldedNamePrefix = name->toCaseFolded().toUtf8();
    }
    struct Bound
    {
        const char *name;
        std::optional<qint64> StoreFilter::*member;
    };
    for (const Bound &bound : {Bound{"created_at[gte]", &StoreFilter::createdFrom}, Bound{"created_at[lte]", &StoreFilter::createdTo}}) {
        if (!query.contains(bound.name))
            continue;
        filter.*bound.member = readMoment(query.value(bound.name));
        if (!(filter.*bound.member))
            return BadRequest{QByteArray("Parameter '") + bound.name + "' must be an RFC 3339 timestamp.", bound.name};
    }
    qint64 unit = 1;
    for (int digit = dialect.timeDigits; digit < 6; ++digit)
        unit *= 10;
    if (filter.createdFrom)
        filter.createdFrom = floorTo(unit, *filter.createdFrom + unit - 1);
    if (filter.createdTo)
        filter.createdTo = floorTo(unit, *filter.createdTo) + unit - 1;
    return filter;
}

} // namespace service

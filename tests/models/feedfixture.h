// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "history/records.h"

#include <QMap>
#include <QSet>

#include <functional>

//! Feeds without a database, of any length: record n was written n seconds after the beginning.
namespace feeds {

inline history::Record record(qint64 n)
{
    history::Record made;
    made.version.id.value = QStringLiteral("memver_%1").arg(n, 32, 16, QChar(u'0'));
    made.version.store.value = QStringLiteral("memstore_1");
    made.version.entry.value = QStringLiteral("mem_%1").arg(n % 97);
    made.version.path = QStringLiteral("notes/%1.md").arg(n % 97);
    made.version.action = core::Action(n % 3);
    made.version.size = 100 + n % 1000;
    made.version.sha256 = QString(64, QChar(u'a' + char16_t(n % 6)));
    made.version.createdAt = core::Timestamp::fromMicroseconds(1'700'000'000'000'000 + n * 1'000'000);
    made.change = n % 50 - 25;
    return made;
}

inline qint64 numberOf(const history::Position &position)
{
    return (position.at.microseconds() - 1'700'000'000'000'000) / 1'000'000;
}

inline history::Position position(qint64 n)
{
    return history::positionOf(record(n).version);
}

//! Answers as history::Index does, from the event loop.
struct Shelf
{
    qint64 count = 0;           //!< records 0 to count - 1
    qint64 first = 0;           //!< those below are not known yet
    QSet<qint64> missing;       //!< not known yet
    QMap<qint64, history::Record> other; //!< records that are otherwise
    std::optional<core::Error> error;
    QList<history::FeedQuery> asked;
    bool held = false;          //!< answers wait for release()
    std::function<void()> waiting;

    core::Call<history::Block> ask(const history::FeedQuery &query)
    {
        asked.append(query);
        core::Promise<history::Block> promise;
        const std::function<void()> answer = [promise, result = look(query)]() mutable { promise.resolve(result); };
        if (held)
            waiting = answer;
        else
            answer();
        return promise.call();
    }
    void release()
    {
        if (const auto answer = std::exchange(waiting, {}))
            answer();
    }
    [[nodiscard]] core::Result<history::Block> look(const history::FeedQuery &query) const
    {
        if (error)
            return *error;
        history::Block block;
        for (qint64 n = query.from ? numberOf(*query.from) - 1 : count - 1; n >= first; --n) {
            const history::Record one = other.value(n, record(n));
            if (missing.contains(n) || (!query.filter.actions.empty() && !query.filter.actions.contains(one.version.action))
                || (query.filter.redactedOnly && !one.version.redacted))
                continue;
            if (block.records.size() == query.limit) {
                block.more = true;
                break;
            }
            block.records.append(one);
        }
        return block;
    }
};

} // namespace feeds

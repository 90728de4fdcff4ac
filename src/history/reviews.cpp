// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "history/reviews.h"

#include "db/worker.h"
#include "history/indexlooks.h"
#include "history/reviewrows.h"
#include "history/schema.h"

namespace history {

Reviews::Reviews(const QString &file) : m_worker(std::make_unique<db::Worker>(indexOptions(file), prepareIndex)) { }

//! What a person did is written; preparing goes on another time.
Reviews::~Reviews()
{
    m_end.set();
}

template<typename T>
core::Call<T> Reviews::ask(std::function<core::Result<T>(db::Connection &, const Stop &)> function)
{
    core::Promise<T> promise;
    const Stop stop{{}, m_end};
    promise.onCancel([flag = stop.call]() mutable { flag.set(); });
    m_worker->run<T>(promise, [stop, function = std::move(function)](db::Connection &connection) -> core::Result<T> {
        if (stop.isSet())
            return cancelled();
        return function(connection, stop);
    });
    return promise.call();
}

core::Call<ReviewState> Reviews::state(const core::StoreId &store)
{
    return ask<ReviewState>([store](db::Connection &connection, const Stop &) { return reviewState(connection, store); });
}

core::Call<ReviewState> Reviews::begin(const core::StoreId &store, const core::Timestamp &since)
{
    return ask<ReviewState>(
        [=](db::Connection &connection, const Stop &stop) { return beginReview(connection, store, since, stop); });
}

core::Call<ReviewBlock> Reviews::feed(const ReviewQuery &query)
{
    return ask<ReviewBlock>([query](db::Connection &connection, const Stop &) { return reviewFeed(connection, query); });
}

core::Call<ReviewCount> Reviews::count(const core::StoreId &store, bool ownToo)
{
    return ask<ReviewCount>([=](db::Connection &connection, const Stop &) { return countReview(connection, store, ownToo); });
}

core::Call<ReviewStep> Reviews::markReviewed(const core::StoreId &store, const ReviewTarget &target)
{
    return m_worker->run<ReviewStep>(
        [=](db::Connection &connection) { return history::markReviewed(connection, store, target); });
}

core::Call<core::Done> Reviews::undo(const core::StoreId &store, const ReviewStep &step)
{
    return m_worker->run<core::Done>([=](db::Connection &connection) { return undoReview(connection, store, step); });
}

core::Call<core::Done> Reviews::markUnread(const core::StoreId &store, const QList<core::VersionId> &versions)
{
    return m_worker->run<core::Done>(
        [=](db::Connection &connection) { return history::markUnread(connection, store, versions); });
}

core::Call<QList<qint64>> Reviews::moments(const core::StoreId &store, int limit)
{
    return ask<QList<qint64>>(
        [=](db::Connection &connection, const Stop &stop) { return momentsOf(connection, store, limit, stop); });
}

} // namespace history

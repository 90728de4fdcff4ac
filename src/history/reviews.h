// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/background.h"
#include "core/call.h"
#include "history/records.h"

#include <QList>
#include <QSet>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace db {
class Connection;
class Worker;
}

namespace history {

struct Stop;

//! From when on the writes of a store are reviewed.
struct ReviewState
{
    core::Timestamp since;  //!< inclusive; null: reviewing has not begun
    bool prepared = false;  //!< every record since then that is in the index is either unread or reviewed

    [[nodiscard]] bool hasBegun() const { return !since.isNull(); }
    friend bool operator==(const ReviewState &, const ReviewState &) = default;
};

//! Records in the index since reviewing began.
struct ReviewCount
{
    qint64 writes = 0;
    qint64 unread = 0; //!< of these

    //! Rounded down, so that 100 means all of them. Of nothing all was looked at.
    [[nodiscard]] int percent() const { return writes <= 0 ? 100 : int((writes - unread) * 100 / writes); }
    friend bool operator==(const ReviewCount &, const ReviewCount &) = default;
};

struct ReviewQuery
{
    core::StoreId store;
    bool unreadOnly = true;
    bool ownToo = false;                         //!< those written from this computer, too
    std::optional<Position> from = std::nullopt; //!< goes on below it
    int limit = 200;
};

struct ReviewBlock
{
    Block block;
    QSet<core::VersionId> unread; //!< among its records
};

//! What is to become reviewed: exactly one of the three is set.
struct ReviewTarget
{
    QList<core::VersionId> versions = {};
    core::EntryId entry = {};                      //!< all of its unread versions
    std::optional<Position> upTo = std::nullopt;   //!< all that is unread in the store, from this one down
    bool ownToo = false;                           //!< heeded by the latter two
};

//! One thing that a person did, to be taken back by undo().
struct ReviewStep
{
    qint64 number = 0;
    qint64 versions = 0; //!< that were unread and are not any more
    Position newest;     //!< of these
    Position oldest;
};

//! Which version records of one connection's stores a person has looked at, beside the records in the file of
//! history::Index. Kept for each record as a number in its row, and the unread ones in an index of their own: a list of
//! unread ones costs what is unread, whatever the store holds. A record that becomes known late is unread, too, however
//! much around it was reviewed. Every function returns at once; the work is done on one thread of its own, and the Error is
//! Storage where the file cannot be used. An unknown store is an empty answer.
class Reviews
{
public:
    static constexpr int mostMoments = 200'000;

    //! `file`: that of history::Index.
    explicit Reviews(const QString &file);
    ~Reviews();
    Reviews(const Reviews &) = delete;
    Reviews &operator=(const Reviews &) = delete;

    core::Call<ReviewState> state(const core::StoreId &store);
    //! Begins, or begins elsewhere: what was reviewed stays so. Takes a few microseconds for each record that was not
    //! within before; a stop in the middle goes on with the next begin().
    core::Call<ReviewState> begin(const core::StoreId &store, const core::Timestamp &since);
    core::Call<ReviewBlock> feed(const ReviewQuery &query);
    core::Call<ReviewCount> count(const core::StoreId &store, bool ownToo);
    core::Call<ReviewStep> markReviewed(const core::StoreId &store, const ReviewTarget &target);
    core::Call<core::Done> undo(const core::StoreId &store, const ReviewStep &step);
    core::Call<core::Done> markUnread(const core::StoreId &store, const QList<core::VersionId> &versions);
    //! When the newest records were written, microseconds since 1970, newest first.
    core::Call<QList<qint64>> moments(const core::StoreId &store, int limit = mostMoments);

private:
    template<typename T>
    core::Call<T> ask(std::function<core::Result<T>(db::Connection &, const Stop &)> function);

    core::CancelFlag m_end;
    const std::unique_ptr<db::Worker> m_worker;
};

} // namespace history

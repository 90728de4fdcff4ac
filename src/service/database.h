// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/connection.h"
#include "service/rows.h"

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace service {

//! One transaction that changes things. Gives out ids, and remembers what has to happen when it is committed.
struct WriteContext
{
    db::Connection &connection;
    qint64 now = 0;          //!< microseconds since 1970
    QByteArray lastId = {};  //!< the digits that were given out last
    bool erase = false;      //!< bytes were removed that must leave the files too (promise J10)

    //! An id above every one that this file has ever given out, of the moment `at`.
    QByteArray issueId(const char *prefix, qint64 at);
};

//! The database of one data folder, for any number of threads: one connection writes, some read. Other processes may
//! use the same folder at the same time.
class Database
{
public:
    using Clock = std::function<qint64()>; //!< microseconds since 1970

    static core::Result<std::unique_ptr<Database>> open(const QString &dataDirectory, Clock clock = {});

    //! `work` sees one state of the database.
    template<typename T>
    Outcome<T> read(const std::function<Outcome<T>(db::Connection &)> &work)
    {
        auto connection = takeReader();
        if (!connection)
            return failureOf(connection.error());
        Outcome<T> outcome = readWith(**connection, work);
        giveReader(std::move(*connection));
        return outcome;
    }

    //! What `work` changes is on disk when this returns, all of it or, if it fails, nothing.
    template<typename T>
    Outcome<T> write(const std::function<Outcome<T>(WriteContext &)> &work)
    {
        const std::lock_guard lock(m_writerMutex);
        db::Transaction transaction(*m_writer, db::Transaction::Write);
        if (!transaction.started())
            return failureOf(transaction.started().error());
        WriteContext context{*m_writer};
        if (auto failure = begin(context))
            return *std::move(failure);
        Outcome<T> outcome = work(context);
        if (!outcome)
            return outcome;
        if (auto failure = finish(context, transaction))
            return *std::move(failure);
        return outcome;
    }

    //! Called in the writing thread after each commit of ours, with the number of writes that the file has seen.
    //! To be set before the first write.
    void onCommit(std::function<void(qint64 changes)> callback) { m_onCommit = std::move(callback); }

    //! Writes that the file has seen, also those of other processes.
    Outcome<qint64> changes();
    //! Carries on an erasure that a reader was in the way of. True when nothing is left to do.
    bool finishPendingErase();
    //! Looks for damage in the file's structure: nothing when there is none, or when stopCheck() ended it.
    core::Result<core::Done> check();
    void stopCheck();

    static Failure failureOf(const core::Error &error);

private:
    explicit Database(db::OpenOptions options, Clock clock);

    core::Result<std::unique_ptr<db::Connection>> takeReader();
    void giveReader(std::unique_ptr<db::Connection> connection);
    std::optional<Failure> begin(WriteContext &context);
    std::optional<Failure> finish(WriteContext &context, db::Transaction &transaction);
    bool erase(qint64 upTo, std::chrono::milliseconds patience);

    template<typename T>
    static Outcome<T> readWith(db::Connection &connection, const std::function<Outcome<T>(db::Connection &)> &work)
    {
        const db::Transaction transaction(connection, db::Transaction::Read);
        if (!transaction.started())
            return failureOf(transaction.started().error());
        return work(connection);
    }

    const db::OpenOptions m_options;
    const Clock m_clock;
    std::function<void(qint64)> m_onCommit;
    std::mutex m_writerMutex;
    std::unique_ptr<db::Connection> m_writer;
    std::mutex m_readersMutex;
    std::vector<std::unique_ptr<db::Connection>> m_readers;
    std::mutex m_checkMutex;
    db::Connection *m_checking = nullptr;
    bool m_checkStopped = false;
};

} // namespace service

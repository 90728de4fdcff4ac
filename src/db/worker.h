// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "db/connection.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace db {

//! The one thread on which a local database file is used, so that none of it happens on the window's. Functions run in
//! the order in which they were given; their results come back as Calls. The destructor finishes what was given and
//! joins.
class Worker
{
public:
    //! Opens the file and runs `prepare` (migrations) on the worker's thread. When that fails, it is tried again with each
    //! function, which gets the error of that.
    Worker(OpenOptions options, std::function<core::Result<core::Done>(Connection &)> prepare);
    ~Worker();
    Worker(const Worker &) = delete;
    Worker &operator=(const Worker &) = delete;

    template<typename T>
    core::Call<T> run(std::function<core::Result<T>(Connection &)> function)
    {
        core::Promise<T> promise;
        run(promise, std::move(function));
        return promise.call();
    }
    //! For a promise that the caller wants to hear a cancel() of.
    template<typename T>
    void run(const core::Promise<T> &promise, std::function<core::Result<T>(Connection &)> function)
    {
        enqueue([promise, function = std::move(function)](const core::Result<core::Done> &opened, Connection *connection) {
            promise.resolve(opened ? function(*connection) : core::Result<T>(opened.error()));
        });
    }

private:
    using Job = std::function<void(const core::Result<core::Done> &opened, Connection *connection)>;
    void enqueue(Job job);
    void work(const OpenOptions &options, const std::function<core::Result<core::Done>(Connection &)> &prepare);

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_jobs;
    bool m_ending = false;
    std::thread m_thread;
};

} // namespace db

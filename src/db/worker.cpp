// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "db/worker.h"

namespace db {

Worker::Worker(OpenOptions options, std::function<core::Result<core::Done>(Connection &)> prepare)
    : m_thread([this, options = std::move(options), prepare = std::move(prepare)] { work(options, prepare); })
{
}

Worker::~Worker()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void Worker::enqueue(Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_one();
}

namespace {

core::Result<core::Done> open(const OpenOptions &options,
                              const std::function<core::Result<core::Done>(Connection &)> &prepare,
                              std::unique_ptr<Connection> &connection)
{
    connection.reset();
    auto opened = Connection::open(options);
    if (!opened)
        return opened.error();
    connection = std::move(opened.value());
    return prepare ? prepare(*connection) : core::Result<core::Done>(core::Done{});
}

} // namespace

void Worker::work(const OpenOptions &options, const std::function<core::Result<core::Done>(Connection &)> &prepare)
{
    std::unique_ptr<Connection> connection;
    core::Result<core::Done> opened = open(options, prepare, connection);
    for (;;) {
        Job job;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_ending || !m_jobs.empty(); });
            if (m_jobs.empty())
                return;
            job = std::move(m_jobs.front());
            m_jobs.pop_front();
        }
        // The reason may have gone: a full disk, a folder that was in the way.
        if (!opened)
            opened = open(options, prepare, connection);
        job(opened, connection.get());
    }
}

} // namespace db

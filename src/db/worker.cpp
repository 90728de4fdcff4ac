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

void Worker::work(const OpenOptions &options, const std::function<core::Result<core::Done>(Connection &)> &prepare)
{
    auto connection = Connection::open(options);
    core::Result<core::Done> opened = connection ? core::Result<core::Done>(core::Done{}) : connection.error();
    if (connection && prepare)
        opened = prepare(**connection);
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
        job(opened, connection ? connection->get() : nullptr);
    }
}

} // namespace db

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "service/changewatch.h"

#include <QLoggingCategory>

namespace service {

namespace {

Q_LOGGING_CATEGORY(lcWatch, "palimpsest.service.watch")

using namespace std::chrono_literals;

constexpr auto Interval = 300ms;

} // namespace

ChangeWatch::ChangeWatch(Database &database, std::function<void()> onDamage)
    : m_database(database)
    , m_onDamage(std::move(onDamage))
{
    m_database.onCommit([this](qint64 changes) { saw(changes); });
}

ChangeWatch::~ChangeWatch()
{
    stop();
}

void ChangeWatch::start()
{
    if (const auto changes = m_database.changes())
        m_seen = *changes;
    m_thread = std::thread([this] { run(); });
}

void ChangeWatch::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    m_database.stopCheck();
    if (m_thread.joinable())
        m_thread.join();
}

void ChangeWatch::onChange(std::function<void()> callback)
{
    const std::lock_guard lock(m_callbackMutex);
    m_callback = std::move(callback);
}

//! From the thread that wrote and from ours: each count is told once.
void ChangeWatch::saw(qint64 changes)
{
    qint64 seen = m_seen;
    do {
        if (changes <= seen)
            return;
    } while (!m_seen.compare_exchange_weak(seen, changes));
    const std::lock_guard lock(m_callbackMutex);
    if (m_callback)
        m_callback();
}

void ChangeWatch::run()
{
    if (const auto checked = m_database.check(); !checked && !checked.error().retryable) {
        qCCritical(lcWatch).noquote() << checked.error().detail;
        m_onDamage();
    }
    for (;;) {
        {
            std::unique_lock lock(m_mutex);
            if (m_wake.wait_for(lock, Interval, [this] { return m_stopping; }))
                return;
        }
        if (const auto changes = m_database.changes())
            saw(*changes);
        m_database.finishPendingErase();
    }
}

} // namespace service

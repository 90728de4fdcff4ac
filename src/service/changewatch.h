// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/database.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <thread>

namespace service {

//! A thread that notices what other processes write, tells a listener of all writes, finishes pending erasures and
//! looks for damage once after the start.
class ChangeWatch
{
public:
    ChangeWatch(Database &database, std::function<void()> onDamage);
    ~ChangeWatch();

    void start();
    void stop();
    void onChange(std::function<void()> callback);
    [[nodiscard]] quint64 dataVersion() const { return m_seen; }

private:
    void run();
    void saw(qint64 changes);

    Database &m_database;
    const std::function<void()> m_onDamage;
    std::mutex m_callbackMutex;
    std::function<void()> m_callback;
    std::atomic<qint64> m_seen = 0;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace service

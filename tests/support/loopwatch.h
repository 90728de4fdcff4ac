// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/sanitizer.h"

#include <QElapsedTimer>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <unistd.h>

namespace support {

//! Processor time of this thread, in milliseconds: a busy machine does not count.
inline double threadCpuMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1000 + double(time.tv_nsec) / 1e6;
}

//! How much slower than a quiet machine of 2026 our code is here and now, at least 1: a processor that is shared, slower
//! or throttled, a sanitizer. Limits on processor time are multiplied with it. Does a known piece of work to find out.
inline double slowness()
{
    constexpr double usualMs = 3.3;
    const double before = threadCpuMs();
    QStringList words;
    for (int i = 0; i < 12'000; ++i)
        words.append(QString::number(i * 7919 % 12'007));
    words.sort(); // in Qt's library: no sanitizer in it
    const double here = (threadCpuMs() - before) / usualMs;
    return (isSanitized ? 6 : 1) * (here > 1 ? here : 1);
}

//! How long the thread in which it was made stayed away from its event loop at most while it lived, in milliseconds.
//! A thread that works and a thread that is blocked both stay away; one that only waits for a processor does not.
class LoopWatch : public QObject
{
public:
    LoopWatch() : m_schedule(open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC))
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, &LoopWatch::note);
        start();
        m_timer.start(5);
    }
    ~LoopWatch() override
    {
        if (m_schedule >= 0)
            close(m_schedule);
    }
    Q_DISABLE_COPY_MOVE(LoopWatch)

    //! Processor time between two looks at the loop.
    [[nodiscard]] double longestWorkMs() const { return m_longestWork; }
    //! Time between two looks at the loop, without what the thread waited for a processor; up to now.
    [[nodiscard]] double longestAwayMs()
    {
        note();
        return m_longestAway;
    }

private:
    void start()
    {
        m_work = threadCpuMs();
        m_queued = queuedMs();
        m_clock.start();
    }
    void note()
    {
        m_longestWork = std::max(m_longestWork, threadCpuMs() - m_work);
        m_longestAway = std::max(m_longestAway, double(m_clock.nsecsElapsed()) / 1e6 - (queuedMs() - m_queued));
        start();
    }
    //! How long the thread has waited for a processor so far; 0 where the kernel does not tell.
    [[nodiscard]] double queuedMs() const
    {
        char text[96] = {};
        if (m_schedule < 0 || pread(m_schedule, text, sizeof text - 1, 0) <= 0)
            return 0;
        char *second = nullptr;
        (void)std::strtoull(text, &second, 10);
        return double(std::strtoull(second, nullptr, 10)) / 1e6;
    }

    QTimer m_timer;
    QElapsedTimer m_clock;
    int m_schedule;
    double m_work = 0;
    double m_queued = 0;
    double m_longestWork = 0;
    double m_longestAway = 0;
};

} // namespace support

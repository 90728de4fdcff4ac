// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/pacer.h"

#include "api/retrypolicy.h"

#include <algorithm>

namespace api {

namespace {

constexpr qint64 second = 1000;
//! However long the service wants to be left alone, after this we ask again.
constexpr qint64 longestClosed = 3600 * second;

//! Starts of the last second; the window is a little longer, since clocks are read before things happen.
qint64 waitForWindow(const std::deque<qint64> &starts, int limit, qint64 now)
{
    if (limit <= 0 || qint64(starts.size()) < limit)
        return 0;
    return std::max<qint64>(0, starts[starts.size() - size_t(limit)] + second + 20 - now);
}

void remember(std::deque<qint64> &starts, int limit, qint64 now)
{
    if (limit <= 0)
        return;
    starts.push_back(now);
    while (qint64(starts.size()) > limit)
        starts.pop_front();
}

} // namespace

Pacer::Pacer(const Pace &pace, std::function<double()> random) : m_pace(pace), m_random(std::move(random)) { }

std::optional<qint64> Pacer::waitFor(Effect effect, qint64 now, Urgency urgency) const
{
    if (m_pace.parallel > 0 && m_inFlight >= m_pace.parallel)
        return std::nullopt;
    const bool asked = urgency == Urgency::Asked;
    const qint64 pause = std::max<qint64>(0, (asked ? m_wantedUntil : m_pausedUntil) - now);
    if (pause == 0 && m_careful && (asked ? m_askedInFlight : m_inFlight) > 0)
        return std::nullopt;
    const qint64 window = effect == Effect::Read ? waitForWindow(m_reads, m_pace.readsPerSecond, now)
                                                 : waitForWindow(m_writes, m_pace.writesPerSecond, now);
    return std::max(pause, window);
}

void Pacer::started(Effect effect, qint64 now, Urgency urgency)
{
    ++m_inFlight;
    if (urgency == Urgency::Asked)
        ++m_askedInFlight;
    if (effect == Effect::Read)
        remember(m_reads, m_pace.readsPerSecond, now);
    else
        remember(m_writes, m_pace.writesPerSecond, now);
}

void Pacer::endedWell(qint64 startedAt, Urgency urgency)
{
    --m_inFlight;
    if (urgency == Urgency::Asked)
        --m_askedInFlight;
    if (startedAt < m_pausedAt)
        return; // it says nothing about the time after the pause
    m_level = 0;
    m_careful = false;
    m_pausedUntil = 0;
    m_wantedUntil = 0;
    m_closedUntil = 0;
}

void Pacer::endedBadly(qint64 startedAt, qint64 now, const BadEnd &end, Urgency urgency)
{
    --m_inFlight;
    if (urgency == Urgency::Asked)
        --m_askedInFlight;
    const qint64 floor = end.floor ? end.floor->count() : 0;
    if (floor > longestWait.count())
        m_closedUntil = std::max(m_closedUntil, now + std::min(floor, longestClosed));
    else if (floor > 0)
        m_wantedUntil = std::max(m_wantedUntil, now + floor);
    m_pausedUntil = std::max(m_pausedUntil, m_wantedUntil);
    m_careful = true;
    if (startedAt < m_pausedAt)
        return; // one of those that were under way when the pause began: not a new reason
    m_pausedUntil = std::max(m_pausedUntil, now + backoff(m_level, m_random()).count());
    if (end.tooMany)
        m_wantedUntil = m_pausedUntil;
    m_pausedAt = now;
    ++m_level;
}

} // namespace api

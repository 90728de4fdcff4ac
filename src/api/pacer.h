// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/clientconfig.h"
#include "api/request.h"

#include <chrono>
#include <deque>
#include <functional>
#include <optional>

namespace api {

//! Whether a request waits for the end of a pause that we chose ourselves. Somebody who clicks wants to know how it is now.
enum class Urgency { Patient, Asked };

//! When the next request of a connection may start (promise C3): parallel requests, requests in any second, and one
//! back-off that all share. After a pause one request goes ahead to see whether the service is well. Pure but for its
//! memory: it is told the time and asks for none. Whoever is Asked goes ahead, one at a time, but never into a pause that the
//! service wants (Retry-After, 429).
class Pacer
{
public:
    Pacer(const Pace &pace, std::function<double()> random);

    //! Milliseconds until it may start, 0 for now; nothing while that depends on another one's end.
    [[nodiscard]] std::optional<qint64> waitFor(Effect effect, qint64 now, Urgency urgency = Urgency::Patient) const;
    void started(Effect effect, qint64 now, Urgency urgency = Urgency::Patient);
    //! It ended well, or in a way that says nothing about the service's health. `startedAt` as given to started().
    void endedWell(qint64 startedAt, Urgency urgency = Urgency::Patient);
    //! How a request ended that calls for a pause.
    struct BadEnd
    {
        std::optional<std::chrono::milliseconds> floor = {}; //!< what the service asked for
        bool tooMany = false;                                //!< it asked for a pause, with a floor or without
    };
    void endedBadly(qint64 startedAt, qint64 now, const BadEnd &end, Urgency urgency = Urgency::Patient);

    //! The end of the pause under way, or 0.
    [[nodiscard]] qint64 pausedUntil() const { return m_pausedUntil; }
    //! While the service wants a longer pause than we wait for: when that ends, else 0.
    [[nodiscard]] qint64 closedUntil() const { return m_closedUntil; }
    [[nodiscard]] int inFlight() const { return m_inFlight; }

private:
    Pace m_pace;
    std::function<double()> m_random;
    std::deque<qint64> m_reads;
    std::deque<qint64> m_writes;
    int m_inFlight = 0;
    int m_askedInFlight = 0;
    int m_level = 0;           //!< pauses in a row
    bool m_careful = false;    //!< one at a time until one ends well
    qint64 m_pausedAt = -1;
    qint64 m_pausedUntil = 0;
    qint64 m_wantedUntil = 0;  //!< the part of it that the service wants
    qint64 m_closedUntil = 0;
};

} // namespace api

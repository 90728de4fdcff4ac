// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/attempt.h"

#include <chrono>
#include <optional>

//! Whether and when a request is sent again (reliability 2.C, rule R10). Pure.
namespace api {

//! The table: reads after trouble on the way, 408, 429, 500, 502, 503 and 504, three times; writes where certainly
//! nothing was sent, twice; delete and redact never.
bool mayRepeat(Effect effect, const Failure &failure, int repeatsSoFar);

//! Full jitter: random in [0, min(30 s, 0.5 s * 2^n)], `random` in [0, 1).
std::chrono::milliseconds backoff(int n, double random);

//! A longer Retry-After is shown, not waited for.
inline constexpr std::chrono::milliseconds longestWait{120'000};

//! Whether the failure says that the service wants to be asked less, or cannot be reached: then the whole connection
//! pauses.
bool callsForPause(const Failure &failure);

} // namespace api

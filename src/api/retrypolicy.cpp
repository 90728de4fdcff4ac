// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/retrypolicy.h"

#include <algorithm>
#include <array>

namespace api {

namespace {

bool isPassing(int status)
{
    static constexpr std::array statuses{408, 429, 500, 502, 503, 504};
    return std::find(statuses.begin(), statuses.end(), status) != statuses.end();
}

} // namespace

bool mayRepeat(Effect effect, const Failure &failure, int repeatsSoFar)
{
    if (failure.error.retryAfter && *failure.error.retryAfter > longestWait)
        return false;
    switch (effect) {
    case Effect::Read:
        return repeatsSoFar < 3
            && (failure.cause == Cause::NotConnected || failure.cause == Cause::Cut
                || (failure.cause == Cause::Status && isPassing(failure.error.httpStatus)));
    case Effect::Write:
        return repeatsSoFar < 2 && failure.error.delivery == core::Delivery::NotSent
            && (failure.cause == Cause::NotConnected || failure.cause == Cause::Handshake);
    case Effect::Erase: return false;
    }
    return false;
}

std::chrono::milliseconds backoff(int n, double random)
{
    constexpr double cap = 30'000;
    const double most = std::min(cap, 500.0 * double(1 << std::clamp(n, 0, 10)));
    return std::chrono::milliseconds(qint64(random * most));
}

bool callsForPause(const Failure &failure)
{
    return failure.cause == Cause::NotConnected || failure.cause == Cause::Cut || failure.cause == Cause::Handshake
        || (failure.cause == Cause::Status && isPassing(failure.error.httpStatus));
}

} // namespace api

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/token.h"
#include "core/result.h"

#include <QDateTime>
#include <QList>
#include <QSslCertificate>
#include <QUrl>

#include <chrono>
#include <functional>

namespace api {

//! Every request ends (promise C4).
struct Timeouts
{
    std::chrono::milliseconds connect{10'000};
    std::chrono::milliseconds idle{15'000};  //!< without a sign of life
    std::chrono::milliseconds total{30'000};
    std::chrono::milliseconds upload{60'000}; //!< the whole, of a request with a body
};

//! How hard a service is asked (promise C3). 0 is no limit.
struct Pace
{
    int parallel = 4;
    int readsPerSecond = 10;
    int writesPerSecond = 4;
    std::chrono::milliseconds pageGap{100}; //!< for WalkOptions::gap
};

//! What is read of a reply at most (promise N5), in bytes.
struct Caps
{
    qint64 page = 8 * 1024 * 1024;
    qint64 object = 2 * 1024 * 1024;
    qint64 error = 64 * 1024;
    qint64 headers = 64 * 1024;
};

//! Time and chance, replaced in tests. The defaults are the real ones.
struct Timing
{
    std::function<qint64()> monotonicMs;
    std::function<QDateTime()> wallClock;
    std::function<double()> random; //!< in [0, 1)
    static Timing real();
};

//! Everything that an ApiClient is told once.
struct ClientConfig
{
    QUrl baseUrl; //!< without a trailing slash; https, or http to a literal loopback address
    Token token;
    Timeouts timeouts;
    Pace pace;
    Caps caps;
    Timing timing = Timing::real();
    //! Trusted instead of the system's authorities. Only for tests: see reliability 0.2.
    QList<QSslCertificate> onlyTrusted;

    //! Checks the URL as it was typed (promise N3), before anything is normalised. Refusals are Error{Invalid, field
    //! "base_url"} with the reason in `detail`. Loopback gets no pace.
    static core::Result<ClientConfig> make(const QString &baseUrl, const Token &token = {});

    [[nodiscard]] bool isLoopback() const;
};

} // namespace api

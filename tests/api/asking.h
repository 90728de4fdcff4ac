// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/apiclient.h"
#include "api/clientconfig.h"
#include "core/call.h"

#include <QSignalSpy>
#include <QTest>

#include <optional>

//! What the tests of the client share: a configuration for a test server and waiting for a Call.
namespace support {

//! A client's configuration for a local test server: a canary token, short times, no random waits.
inline api::ClientConfig testConfig(const QString &baseUrl)
{
    const auto token = api::Token::make(QByteArray("pt-canary-7f3a"));
    auto config = api::ClientConfig::make(baseUrl, *token);
    if (!config)
        qFatal("the test's base URL was refused");
    config->timing.random = [] { return 0.0; };
    return *config;
}

//! Waits in the event loop for the call's end, at most `ms`.
template<typename T>
std::optional<core::Result<T>> waitFor(core::Call<T> call, int ms = 10'000)
{
    QObject context;
    std::optional<core::Result<T>> result;
    call.then(&context, [&result](const core::Result<T> &value) { result.emplace(value); });
    const bool came = QTest::qWaitFor([&result] { return result.has_value(); }, ms);
    return came ? result : std::nullopt;
}

} // namespace support

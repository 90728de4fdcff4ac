// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/apiclient.h"
#include "api/clientconfig.h"
#include "core/call.h"
#include "support/waiting.h"

#include <QEventLoop>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <optional>

//! What the tests of the client share: a configuration for a test server, and waiting for a Call.
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

} // namespace support

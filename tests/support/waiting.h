// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"

#include <QEventLoop>
#include <QTimer>

#include <optional>

namespace support {

//! Waits in the event loop for the end of a call, at most `ms`; nothing: it never ended. A loop of its own, because
//! QTest::qWaitFor sleeps 10 ms between two looks.
template<typename T>
std::optional<core::Result<T>> waitFor(core::Call<T> call, int ms = 60'000)
{
    QEventLoop loop;
    std::optional<core::Result<T>> result;
    call.then(&loop, [&](const core::Result<T> &value) {
        result.emplace(value);
        loop.quit();
    });
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    if (!result)
        loop.exec();
    return result;
}

} // namespace support

//! The same where a call that never ends is a failure like others.
template<typename T>
core::Result<T> wait(core::Call<T> call, int ms = 60'000)
{
    if (const auto result = support::waitFor(std::move(call), ms))
        return *result;
    core::Error never;
    never.detail = QStringLiteral("the call never ended");
    return never;
}

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"

#include <QEventLoop>
#include <QTimer>

#include <optional>

//! Waits in the event loop for the end of a call.
template<typename T>
core::Result<T> wait(core::Call<T> call, int ms = 60'000)
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
    if (result)
        return *result;
    core::Error never;
    never.detail = QStringLiteral("the call never ended");
    return never;
}

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"

#include <QThreadPool>

#include <atomic>
#include <memory>

namespace core {

//! Says to a long pure function that nobody wants its result any more.
class CancelFlag
{
public:
    [[nodiscard]] bool isSet() const { return m_flag->load(std::memory_order_relaxed); }
    void set() { m_flag->store(true, std::memory_order_relaxed); }

private:
    std::shared_ptr<std::atomic_bool> m_flag = std::make_shared<std::atomic_bool>(false);
};

//! Runs a pure function (values in, values out) on `pool`; cancel() of the call sets the flag that the function polls.
template<typename T, typename Function>
Call<T> inBackground(QThreadPool &pool, Function function)
{
    Promise<T> promise;
    CancelFlag cancel;
    promise.onCancel([cancel]() mutable { cancel.set(); });
    pool.start([promise, cancel, function = std::move(function)] { promise.resolve(function(cancel)); });
    return promise.call();
}

} // namespace core

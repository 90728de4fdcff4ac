// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"

#include <QObject>

#include <functional>
#include <memory>

namespace api {

//! Several calls one after the other that look like one from outside; cancel() reaches the one under way and keeps later
//! ones from being started. Lives as long as a step of it is pending.
template<typename T>
class Flow
{
public:
    static std::shared_ptr<Flow> create()
    {
        auto flow = std::make_shared<Flow>();
        flow->m_promise.onCancel([weak = std::weak_ptr(flow)] {
            if (const auto self = weak.lock())
                self->cancel();
        });
        return flow;
    }

    [[nodiscard]] core::Call<T> call() const { return m_promise.call(); }
    void resolve(core::Result<T> result) const { m_promise.resolve(std::move(result)); }

    //! The next step. Whoever goes on after it asks endIfCancelled() first.
    template<typename U>
    void await(QObject *context, core::Call<U> step, std::function<void(const core::Result<U> &)> next,
               const std::shared_ptr<Flow> &self)
    {
        m_stop = [step]() mutable { step.cancel(); };
        step.then(context, [self, next = std::move(next)](const core::Result<U> &result) {
            self->m_stop = {};
            next(result);
        });
    }

    //! Ends a cancelled flow before its next request; answers whether it did.
    bool endIfCancelled() const
    {
        if (!m_cancelled)
            return false;
        core::Error error;
        error.kind = core::ErrorKind::Cancelled;
        error.delivery = core::Delivery::NotSent;
        m_promise.resolve(error);
        return true;
    }

private:
    void cancel()
    {
        m_cancelled = true;
        if (m_stop)
            std::exchange(m_stop, {})();
        else // between two steps, or waiting for one that others wait for too
            endIfCancelled();
    }

    core::Promise<T> m_promise;
    std::function<void()> m_stop;
    bool m_cancelled = false;
};

} // namespace api

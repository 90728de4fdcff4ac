// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <QCoreApplication>
#include <QMetaObject>
#include <QPointer>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace core {

//! A result that is still to come (rule R8): delivered exactly once, always from the event loop of the application's
//! thread, and never when the context is gone. cancel() reaches the work behind it. A Call that is dropped lets the
//! work go on. May be resolved from any thread.
template<typename T>
class [[nodiscard]] Call
{
public:
    using Handler = std::function<void(const Result<T> &)>;

    Call() = default;

    //! Where the result goes. `context` lives in the application's thread; without it there is no delivery.
    void then(QObject *context, Handler handler)
    {
        std::unique_lock lock(m_state->mutex);
        m_state->context = context;
        m_state->handler = std::move(handler);
        if (m_state->result)
            State::post(m_state);
    }

    //! Asks the work to stop. The result is then usually Error{Cancelled}; it is delivered all the same.
    void cancel()
    {
        if (!m_state)
            return;
        std::function<void()> onCancel;
        {
            std::unique_lock lock(m_state->mutex);
            if (m_state->result)
                return;
            onCancel = std::exchange(m_state->onCancel, {});
        }
        if (onCancel)
            onCancel();
    }

    //! Nobody listens any more, and the work stops. For a panel that changes its subject.
    void abandon()
    {
        if (!m_state)
            return;
        {
            std::unique_lock lock(m_state->mutex);
            m_state->handler = {};
            m_state->context.clear();
        }
        cancel();
        m_state.reset();
    }

    [[nodiscard]] bool isValid() const { return m_state != nullptr; }
    [[nodiscard]] bool isPending() const
    {
        if (!m_state)
            return false;
        std::unique_lock lock(m_state->mutex);
        return !m_state->result;
    }

private:
    struct State
    {
        std::mutex mutex;
        std::optional<Result<T>> result;
        std::function<void()> onCancel;
        QPointer<QObject> context;
        Handler handler;

        bool isResolved()
        {
            std::unique_lock lock(mutex);
            return result.has_value();
        }

        //! Whatever handler and stop hold may hold this state again: a circle that somebody has to open.
        void letGo()
        {
            Handler oldHandler;
            std::function<void()> oldStop;
            std::unique_lock lock(mutex);
            oldHandler.swap(handler);
            oldStop.swap(onCancel);
            lock.unlock(); // what they hold is destroyed without the lock
        }

        //! Posted to the application, not to the context: a context may die while a worker posts. A delivery that never
        //! ran, because the application ended, lets go all the same.
        static void post(const std::shared_ptr<State> &state)
        {
            if (!state->handler || !QCoreApplication::instance())
                return;
            const std::shared_ptr<State> delivered(state.get(), [state](State *) { state->letGo(); });
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [delivered] {
                    Handler handler;
                    {
                        std::unique_lock lock(delivered->mutex);
                        handler.swap(delivered->handler);
                        if (!delivered->context)
                            return;
                    }
                    if (handler)
                        handler(*delivered->result);
                },
                Qt::QueuedConnection);
        }
    };

    std::shared_ptr<State> m_state;

    template<typename>
    friend class Promise;
};

//! The other end of a Call, kept by whoever does the work. Copies are one promise; when the last one goes without a
//! result, there will be none, and the call lets its handler go.
template<typename T>
class Promise
{
public:
    Promise()
        : m_state(std::make_shared<typename Call<T>::State>())
        , m_owner(nullptr, [state = m_state](void *) {
            if (!state->isResolved())
                state->letGo();
        })
    {
    }

    [[nodiscard]] Call<T> call() const
    {
        Call<T> call;
        call.m_state = m_state;
        return call;
    }

    //! The first one counts, later ones are ignored.
    void resolve(Result<T> result) const
    {
        std::unique_lock lock(m_state->mutex);
        if (m_state->result)
            return;
        m_state->result.emplace(std::move(result));
        m_state->onCancel = {};
        Call<T>::State::post(m_state);
    }

    [[nodiscard]] bool isResolved() const { return m_state->isResolved(); }

    //! What cancel() of the call does. Runs in the thread that cancels.
    void onCancel(std::function<void()> stop) const
    {
        std::unique_lock lock(m_state->mutex);
        m_state->onCancel = std::move(stop);
    }

private:
    std::shared_ptr<typename Call<T>::State> m_state;
    std::shared_ptr<void> m_owner; //!< shared by the copies
};

//! A call whose result is already known.
template<typename T>
Call<T> ready(Result<T> result)
{
    Promise<T> promise;
    promise.resolve(std::move(result));
    return promise.call();
}

} // namespace core

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <utility>

namespace session {

//! Goes through items that each write, one by one, and stops at the first whose fate is unknown (promise K4). An item has
//! a `state` with the value `Unknown`. Owned by the session, and by itself once it is done; cancel() of its call lets the
//! one on its way come to its end. Private to the functions that use it.
template<typename Item>
class InOrder : public QObject
{
public:
    //! Does the item and calls `next` when its state is final.
    using Step = std::function<void(Item &item, const std::function<void()> &next)>;
    using Progress = std::function<void(int done)>;

    InOrder(Session &session, QList<Item> items, Step step, Progress progress)
        : QObject(&session), m_items(std::move(items)), m_step(std::move(step)), m_progress(std::move(progress))
    {
        m_promise.onCancel([self = QPointer(this)] {
            if (self)
                self->m_cancelled = true;
        });
    }

    core::Call<QList<Item>> start()
    {
        auto call = m_promise.call();
        next();
        return call;
    }

private:
    void next()
    {
        if (m_progress)
            m_progress(int(m_at));
        const bool unknown = m_at > 0 && m_items.at(m_at - 1).state == Item::State::Unknown;
        if (m_cancelled || unknown || m_at == m_items.size()) {
            m_promise.resolve(std::exchange(m_items, {}));
            deleteLater();
            return;
        }
        m_step(m_items[m_at++], [this] { next(); });
    }

    QList<Item> m_items;
    qsizetype m_at = 0;
    bool m_cancelled = false;
    const Step m_step;
    const Progress m_progress;
    core::Promise<QList<Item>> m_promise;
};

} // namespace session

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/flow.h"
#include "core/call.h"
#include "core/entry.h"
#include "core/page.h"
#include "core/store.h"
#include "core/version.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>

namespace api {

struct WalkOptions
{
    std::chrono::milliseconds gap{100}; //!< between pages; 0 on loopback
    int maxPages = 100'000;
    int maxEmptyPages = 100;            //!< in a row (promise D2)
    core::Cursor start;
};

struct WalkSummary
{
    int pages = 0;
    qint64 items = 0;    //!< after deduplication by id
    bool stopped = false; //!< onPage asked to stop; `next` goes on from here
    core::Cursor next;
};

//! Where a walk goes on and when it must not: the part that does not depend on what is listed (contract 2.6, D2).
class WalkGuard
{
public:
    explicit WalkGuard(const WalkOptions &options);

    //! What a page says about the rest.
    struct PageFacts
    {
        QString nextPage;
        QString lastId;
        bool hasMore = false;
        bool lastIdIsThere = false; //!< among the page's items, or it has items that we do not know
        qint64 newItems = 0;
    };
    //! The next cursor, nothing at the end, or the reason why the list cannot be trusted.
    core::Result<std::optional<core::Cursor>> next(const PageFacts &page);

private:
    WalkOptions m_options;
    QSet<QString> m_used;
    int m_pages = 0;
    int m_emptyPages = 0;
};

//! Whether `later` may come after `earlier` in its list: stores by descending id, versions newest first (contract 2.6).
bool isInOrder(const core::Store &earlier, const core::Store &later);
bool isInOrder(const core::Entry &earlier, const core::Entry &later);
bool isInOrder(const core::Version &earlier, const core::Version &later);
core::Error notInOrder(const QString &id);

//! One walk under way. Kept alive by its pending step.
template<typename T>
class Walk : public std::enable_shared_from_this<Walk<T>>
{
public:
    using Fetch = std::function<core::Call<core::Page<T>>(const core::Cursor &)>;
    using OnPage = std::function<bool(const QList<T> &)>;

    Walk(QObject *context, Fetch fetch, OnPage onPage, const WalkOptions &options)
        : m_context(context)
        , m_fetch(std::move(fetch))
        , m_onPage(std::move(onPage))
        , m_gap(options.gap)
        , m_guard(options)
        , m_flow(Flow<WalkSummary>::create())
    {
    }

    [[nodiscard]] core::Call<WalkSummary> call() const { return m_flow->call(); }

    void step(const core::Cursor &from)
    {
        if (m_flow->endIfCancelled())
            return;
        m_flow->template await<core::Page<T>>(
            m_context, m_fetch(from),
            [self = this->shared_from_this()](const core::Result<core::Page<T>> &page) {
                if (page)
                    self->take(*page);
                else
                    self->m_flow->resolve(page.error());
            },
            m_flow);
    }

private:
    void take(const core::Page<T> &page)
    {
        ++m_summary.pages;
        WalkGuard::PageFacts facts{page.nextPage, page.lastId, page.hasMore, page.foreignItems > 0, 0};
        QList<T> fresh;
        std::optional<core::Error> problem;
        for (const T &item : page.items) {
            facts.lastIdIsThere = facts.lastIdIsThere || item.id.value == page.lastId;
            if (m_seen.contains(item.id.value))
                continue;
            if (m_last && !isInOrder(*m_last, item)) {
                problem = notInOrder(item.id.value);
                break;
            }
            m_seen.insert(item.id.value);
            m_last = item;
            fresh.append(item);
        }
        facts.newItems = fresh.size();
        m_summary.items += fresh.size();
        const bool goOn = fresh.isEmpty() || m_onPage(fresh);
        if (problem) {
            m_flow->resolve(*problem);
            return;
        }
        follow(m_guard.next(facts), goOn);
    }

    void follow(const core::Result<std::optional<core::Cursor>> &next, bool goOn)
    {
        if (!next) {
            m_flow->resolve(next.error());
            return;
        }
        m_summary.next = next->value_or(core::Cursor());
        m_summary.stopped = !goOn && next->has_value();
        if (!next->has_value() || !goOn) {
            m_flow->resolve(m_summary);
            return;
        }
        QTimer::singleShot(m_gap, m_context, [self = this->shared_from_this()] { self->step(self->m_summary.next); });
    }

    QObject *m_context;
    Fetch m_fetch;
    OnPage m_onPage;
    std::chrono::milliseconds m_gap;
    WalkGuard m_guard;
    std::shared_ptr<Flow<WalkSummary>> m_flow;
    WalkSummary m_summary;
    QSet<QString> m_seen;
    std::optional<T> m_last;
};

//! Walks a list as contract 2.6 says: next_page, else has_more and last_id; the same filters and limit all along; ids seen
//! before are dropped; a cursor that repeats or a pager that never ends is Error{Protocol}, after which what was
//! delivered stays valid. `onPage` gets new items only, never an empty list, and answers whether to go on. Runs in the
//! application's thread; cancel() of the call stops the request under way.
template<typename T>
core::Call<WalkSummary> walkPages(QObject *context, std::function<core::Call<core::Page<T>>(const core::Cursor &)> fetch,
                                  std::function<bool(const QList<T> &)> onPage, WalkOptions options = {})
{
    const auto walk = std::make_shared<Walk<T>>(context, std::move(fetch), std::move(onPage), options);
    const core::Call<WalkSummary> call = walk->call();
    walk->step(options.start);
    return call;
}

} // namespace api

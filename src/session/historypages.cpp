// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
//! The keeper's way through the pages of a list: what of a page is believed, what it leads to, what a failure does.
#include "session/historykeeper.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace session {

namespace {

constexpr int mostFailures = 3; // other cursors that are tried

core::Error protocolError(const QString &detail)
{
    core::Error error;
    error.kind = core::ErrorKind::Protocol;
    error.detail = detail;
    return error;
}

//! Whether the same question may be answered later.
bool mayPass(const core::Error &error)
{
    switch (error.kind) {
    case core::ErrorKind::Offline:
    case core::ErrorKind::Timeout:
    case core::ErrorKind::RateLimited:
    case core::ErrorKind::Server:
        return true;
    default:
        return error.retryable;
    }
}

} // namespace

void HistoryKeeper::read(const Step &step)
{
    m_busy = true;
    m_reading = step.store;
    m_request = m_service.listVersions(step.store, {.background = true}, step.at);
    m_request.then(this, [this, step](const core::Result<core::Page<core::Version>> &page) {
        m_reading.reset();
        if (page)
            keep(step, *page);
        else
            fail(step, page.error());
    });
}

//! What of the page is new to its walk, and where it goes on; or why the list cannot be trusted (contract 2.6, promise D2).
core::Result<history::WalkPage> HistoryKeeper::checked(const Step &step, const core::Page<core::Version> &page, Work &work) const
{
    if (!work.guard || work.guarded != step.kind || !step.from) {
        api::WalkOptions options;
        options.start = step.at;
        work.guard = std::make_shared<api::WalkGuard>(options);
        work.guarded = step.kind;
        work.lastIds.clear();
    }
    history::WalkPage result{step.store, step.from, {}, false, {}, step.kind == Kind::Sweep,
                             core::Timestamp::fromDateTime(m_clock.now())};
    api::WalkGuard::PageFacts facts{page.nextPage, page.lastId, page.hasMore, page.foreignItems > 0, 0};
    core::Version last;
    if (step.from)
        last.createdAt = step.from->at;
    QSet<QString> ids;
    for (const core::Version &item : page.items) {
        facts.lastIdIsThere = facts.lastIdIsThere || item.id.value == page.lastId;
        const bool again = work.lastIds.contains(item.id.value) || ids.contains(item.id.value);
        ids.insert(item.id.value);
        if (again || item.id.isEmpty())
            continue;
        if (item.createdAt.isNull())
            return protocolError(u"$.data: %1 has no created_at"_s.arg(item.id.value));
        if (!api::isInOrder(last, item))
            return api::notInOrder(item.id.value);
        last = item;
        result.items.append(item);
    }
    facts.newItems = result.items.size();
    const auto next = work.guard->next(facts);
    if (!next)
        return next.error();
    work.lastIds = ids;
    result.end = !next->has_value();
    result.next = next->value_or(core::Cursor());
    return result;
}

void HistoryKeeper::keep(const Step &step, const core::Page<core::Version> &page)
{
    if (!m_work.contains(step.store)) {
        m_busy = false;
        wakeUp();
        return;
    }
    const auto result = checked(step, page, m_work[step.store]);
    if (!result) {
        emit recordsRefused(step.store, page.items);
        fail(step, result.error());
        return;
    }
    m_index.takePage(*result).then(this, [this, step, result = *result](const core::Result<history::WalkOutcome> &outcome) {
        if (outcome) {
            finish(step, result, *outcome);
            return;
        }
        m_busy = false;
        noteProblem(outcome.error());
        giveUp(step.store, outcome.error());
        wakeUp();
    });
}

void HistoryKeeper::finish(const Step &step, const history::WalkPage &page, const history::WalkOutcome &outcome)
{
    m_busy = false;
    m_gap.setRemainingTime(step.kind == Kind::Sweep ? m_pace.sweepGap : m_pace.gap);
    bool swept = false;
    if (m_work.contains(step.store)) {
        Work &work = m_work[step.store];
        const bool first = work.state.runs.isEmpty();
        work.state = outcome.state;
        work.records += outcome.put.added.size();
        work.error.reset();
        work.failures = 0;
        work.byId = false;
        if (step.kind == Kind::Newest) {
            const bool through = !work.downTo || (!work.state.runs.isEmpty() && work.state.runs.constFirst().oldest < *work.downTo);
            if (page.end || (through && (first || outcome.headWalkEnds))) {
                endNewest(work);
                sweepIfDue(work);
            } else if (work.newest || work.backwards) {
                work.newest = true;
                work.from = page.items.isEmpty() ? page.from : std::optional(history::positionOf(page.items.constLast()));
                work.at = page.next;
            }
        } else if (step.kind == Kind::Backwards && !history::wayBack(work.state)) {
            sweepIfDue(work);
        } else if (step.kind == Kind::Sweep && !work.state.sweep.running) {
            swept = true;
            work.sweep = false;
        }
    }
    if (m_problem) {
        m_problem.reset();
        emit problemChanged();
    }
    announce(step.store, outcome.put);
    if (!outcome.missing.isEmpty())
        emit recordsMissing(step.store, outcome.missing);
    if (swept)
        emit sweepCompleted(step.store);
    wakeUp();
}

void HistoryKeeper::endNewest(Work &work)
{
    work.newest = false;
    work.from.reset();
    work.at = {};
    work.downTo.reset();
    if (work.guarded == Kind::Newest)
        work.guard.reset();
}

void HistoryKeeper::fail(const Step &step, const core::Error &error)
{
    m_busy = false;
    if (!m_work.contains(step.store)) {
        wakeUp();
        return;
    }
    if (tryAnotherCursor(step, error)) {
        wakeUp();
        return;
    }
    if (!mayPass(error)) {
        giveUp(step.store, error);
        wakeUp();
        return;
    }
    Work &work = m_work[step.store];
    work.error = error;
    auto pause = std::min(m_pace.longestPause, m_pace.firstPause * (1 << std::min(work.failures, 10)));
    ++work.failures;
    if (error.retryAfter)
        pause = std::max(pause, *error.retryAfter);
    work.notBefore.setRemainingTime(pause);
    emit coverageChanged(step.store);
    wakeUp();
}

//! A cursor may be no longer good (contract 5, 3): then the id of the last record, then the list from its top.
bool HistoryKeeper::tryAnotherCursor(const Step &step, const core::Error &error)
{
    const bool refused = error.kind == core::ErrorKind::Invalid || error.kind == core::ErrorKind::NotFound;
    Work &work = m_work[step.store];
    if (!refused || step.at.isStart() || work.failures >= mostFailures)
        return false;
    work.guard.reset();
    if (!work.byId && !step.at.page.isEmpty() && step.from) {
        work.byId = true;
        return true;
    }
    ++work.failures;
    work.byId = false;
    if (step.kind == Kind::Sweep) {
        work.state.sweep.next = {};
        work.state.sweep.reached.reset();
        return true;
    }
    const auto downTo = step.kind == Kind::Backwards ? step.from : work.downTo;
    endNewest(work);
    work.newest = true;
    work.downTo = downTo;
    return true;
}

void HistoryKeeper::giveUp(const core::StoreId &store, const core::Error &error)
{
    if (!m_work.contains(store))
        return;
    Work &work = m_work[store];
    endNewest(work);
    work.guard.reset();
    work.backwards = false;
    work.sweep = false;
    work.error = error;
    emit coverageChanged(store);
}

} // namespace session

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/historykeeper.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace session {

HistoryKeeper::HistoryKeeper(api::MemoryStores &service, const QString &file, const Pace &pace, const core::Clock &clock,
                             std::function<core::Timestamp(const core::StoreId &)> storeCreatedAt, QObject *parent)
    : QObject(parent), m_service(service), m_pace(pace), m_clock(clock), m_storeCreatedAt(std::move(storeCreatedAt)), m_index(file)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &HistoryKeeper::next);
}

HistoryKeeper::~HistoryKeeper()
{
    m_request.abandon();
}

HistoryKeeper::Work &HistoryKeeper::workOf(const core::StoreId &store)
{
    if (!m_order.contains(store))
        m_order.prepend(store);
    return m_work[store];
}

void HistoryKeeper::learn(const core::StoreId &store)
{
    Work &work = workOf(store);
    if (std::exchange(work.asked, true))
        return;
    m_index.walk(store).then(this, [this, store](const core::Result<history::WalkReport> &report) {
        if (!m_work.contains(store))
            return;
        if (!report) {
            m_work[store].asked = false;
            noteProblem(report.error());
            giveUp(store, report.error());
            return;
        }
        Work &learned = m_work[store];
        learned.known = true;
        learned.state = report->state;
        learned.records = report->records;
        sweepIfDue(learned);
        emit coverageChanged(store);
        wakeUp();
    });
}

void HistoryKeeper::follow(const core::StoreId &store)
{
    Work &work = workOf(store);
    m_order.move(m_order.indexOf(store), 0);
    work.backwards = true;
    work.error.reset();
    work.failures = 0;
    work.notBefore.setRemainingTime(0);
    if (work.known)
        sweepIfDue(work);
    learn(store);
    emit coverageChanged(store);
    wakeUp();
}

void HistoryKeeper::readNewest(const core::StoreId &store)
{
    Work &work = workOf(store);
    endNewest(work); // from the top
    work.newest = true;
    work.error.reset();
    work.failures = 0;
    work.notBefore.setRemainingTime(0);
    learn(store);
    emit coverageChanged(store);
    wakeUp();
}

void HistoryKeeper::sweep(const core::StoreId &store)
{
    workOf(store).sweep = true;
    follow(store);
}

void HistoryKeeper::stop(const core::StoreId &store)
{
    if (!m_work.contains(store))
        return;
    Work &work = m_work[store];
    endNewest(work);
    work.backwards = false;
    work.sweep = false;
    if (m_reading == store) {
        m_request.abandon();
        m_reading.reset();
        m_busy = false;
    }
    emit coverageChanged(store);
    wakeUp();
}

void HistoryKeeper::forget(const core::StoreId &store)
{
    stop(store);
    m_work.remove(store);
    m_order.removeOne(store);
    m_index.forgetStore(store).then(this, [](const core::Result<core::Done> &) {});
}

void HistoryKeeper::put(const core::StoreId &store, const QList<core::Version> &versions)
{
    if (versions.isEmpty())
        return;
    m_index.put(store, versions, core::Timestamp::fromDateTime(m_clock.now()))
        .then(this, [this, store](const core::Result<history::PutOutcome> &outcome) {
            if (!outcome) {
                noteProblem(outcome.error());
                return;
            }
            if (m_work.contains(store))
                m_work[store].records += outcome->added.size();
            announce(store, *outcome);
        });
}

void HistoryKeeper::adopt(const history::WalkPage &stretch)
{
    const bool dated = std::none_of(stretch.items.cbegin(), stretch.items.cend(),
                                    [](const core::Version &version) { return version.createdAt.isNull(); });
    if (!dated) {
        put(stretch.store, stretch.items); // without moments there is no place in the list
        return;
    }
    history::WalkPage page = stretch;
    std::sort(page.items.begin(), page.items.end(), [](const core::Version &a, const core::Version &b) {
        return history::positionOf(b) < history::positionOf(a);
    });
    m_index.takePage(page).then(this, [this, store = page.store](const core::Result<history::WalkOutcome> &outcome) {
        if (!outcome) {
            noteProblem(outcome.error());
            return;
        }
        if (m_work.contains(store)) {
            Work &work = m_work[store];
            work.state = outcome->state;
            work.records += outcome->put.added.size();
        }
        announce(store, outcome->put);
        wakeUp();
    });
}

void HistoryKeeper::noteOwnWrites(const core::StoreId &store, const QList<history::OwnWrite> &writes)
{
    m_index.noteOwnWrites(store, writes).then(this, [this](const core::Result<core::Done> &noted) {
        if (!noted)
            noteProblem(noted.error());
    });
}

history::Coverage HistoryKeeper::coverage(const core::StoreId &store) const
{
    const auto work = m_work.constFind(store);
    return work == m_work.constEnd() ? history::Coverage()
                                     : history::coverageOf(work->state, work->records, m_storeCreatedAt(store));
}

bool HistoryKeeper::isReading(const core::StoreId &store) const
{
    const auto work = m_work.constFind(store);
    return work != m_work.constEnd()
        && (!work->known ? work->newest || work->backwards || work->sweep
                         : wants(*work, Kind::Newest) || wants(*work, Kind::Backwards) || wants(*work, Kind::Sweep));
}

std::optional<core::Error> HistoryKeeper::errorOf(const core::StoreId &store) const
{
    const auto work = m_work.constFind(store);
    return work == m_work.constEnd() ? std::nullopt : work->error;
}

void HistoryKeeper::wakeUp()
{
    if (!m_busy)
        m_timer.start(int(std::max<qint64>(0, m_gap.remainingTime())));
}

bool HistoryKeeper::wants(const Work &work, Kind kind)
{
    switch (kind) {
    case Kind::Newest:
        return work.newest || (work.backwards && work.state.runs.isEmpty());
    case Kind::Backwards:
        return work.backwards && history::wayBack(work.state);
    case Kind::Sweep:
        break;
    }
    return work.sweep;
}

void HistoryKeeper::next()
{
    if (m_busy)
        return;
    const std::optional<Step> step = choose();
    if (!step)
        return;
    if (step->kind == Kind::Sweep && !m_work[step->store].state.sweep.running)
        startSweep(step->store);
    else
        read(*step);
}

//! The newest pages of any store before the past of any, and both before a sweep.
std::optional<HistoryKeeper::Step> HistoryKeeper::choose()
{
    qint64 pause = -1;
    for (const Kind kind : {Kind::Newest, Kind::Backwards, Kind::Sweep}) {
        for (const core::StoreId &store : std::as_const(m_order)) {
            const Work &work = m_work[store];
            if (!work.known || !wants(work, kind))
                continue;
            if (work.notBefore.hasExpired())
                return stepFor(store, kind, work);
            pause = pause < 0 ? work.notBefore.remainingTime() : std::min(pause, work.notBefore.remainingTime());
        }
    }
    if (pause >= 0)
        m_timer.start(int(pause + 1));
    return std::nullopt;
}

HistoryKeeper::Step HistoryKeeper::stepFor(const core::StoreId &store, Kind kind, const Work &work)
{
    Step step{store, kind, work.from, work.at};
    if (kind == Kind::Backwards) {
        const auto way = history::wayBack(work.state);
        step.from = way->from;
        step.at = way->start;
    } else if (kind == Kind::Sweep) {
        step.from = work.state.sweep.reached;
        step.at = work.state.sweep.next;
    }
    if (work.byId && step.from)
        step.at = {{}, step.from->id.value};
    return step;
}

void HistoryKeeper::startSweep(const core::StoreId &store)
{
    m_busy = true;
    m_index.startSweep(store, core::Timestamp::fromDateTime(m_clock.now()))
        .then(this, [this, store](const core::Result<history::WalkState> &state) {
            m_busy = false;
            if (!state) {
                noteProblem(state.error());
                giveUp(store, state.error());
            } else if (m_work.contains(store)) {
                m_work[store].state = *state;
                emit coverageChanged(store);
            }
            wakeUp();
        });
}

void HistoryKeeper::announce(const core::StoreId &store, const history::PutOutcome &outcome)
{
    if (!outcome.redacted.isEmpty())
        emit recordsRedacted(store, outcome.redacted); // first of all: texts have to go
    if (!outcome.added.isEmpty())
        emit recordsAdded(store, outcome.added);
    if (!outcome.changed.isEmpty())
        emit recordsChanged(store, outcome.changed);
    if (m_work.contains(store))
        emit coverageChanged(store);
}

void HistoryKeeper::noteProblem(const core::Error &error)
{
    if (error.kind != core::ErrorKind::Storage || m_problem)
        return;
    m_problem = error;
    emit problemChanged();
}

//! A sweep that was begun goes on; one is due when everything was last read long ago.
void HistoryKeeper::sweepIfDue(Work &work) const
{
    if (!work.backwards || work.sweep)
        return;
    const history::Coverage coverage = history::coverageOf(work.state, work.records, {});
    const QDateTime due = m_clock.now().addSecs(-std::chrono::seconds(m_pace.sweepAfter).count());
    work.sweep = work.state.sweep.running
        || (coverage.complete && !coverage.readSince.isNull() && coverage.readSince < core::Timestamp::fromDateTime(due));
}

} // namespace session

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "history/walks.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace history {

namespace {

bool meet(const Run &a, const Run &b)
{
    return !(a.newest < b.oldest) && !(b.newest < a.oldest);
}

//! `later` was read later: where both reach the same place, its way on is the fresh one.
Run joined(const Run &earlier, const Run &later)
{
    Run run = earlier.oldest < later.oldest ? earlier : later;
    run.newest = std::max(earlier.newest, later.newest);
    run.since = earlier.since.isNull() || later.since.isNull() ? run.since : std::min(earlier.since, later.since);
    return run;
}

WalkState withRun(WalkState state, Run run)
{
    QList<Run> others;
    for (const Run &known : std::as_const(state.runs)) {
        if (meet(known, run))
            run = joined(known, run);
        else
            others.append(known);
    }
    // What was joined may have grown over runs that were looked at before.
    const bool grown = others.size() < state.runs.size() && std::any_of(others.cbegin(), others.cend(), [&run](const Run &other) {
        return meet(other, run);
    });
    state.runs = others;
    if (grown)
        return withRun(state, run);
    const auto place = std::find_if(state.runs.begin(), state.runs.end(),
                                    [&run](const Run &other) { return other.newest < run.newest; });
    state.runs.insert(place, run);
    return state;
}

QJsonObject written(const Position &position)
{
    return {{u"at"_s, position.at.text()}, {u"id"_s, position.id.value}};
}

QJsonObject written(const core::Cursor &cursor)
{
    return {{u"page"_s, cursor.page}, {u"after"_s, cursor.afterId}};
}

core::Timestamp timeIn(const QJsonObject &object, const QString &key)
{
    return core::Timestamp::parse(object.value(key).toString()).value_or(core::Timestamp());
}

Position positionIn(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    return {timeIn(object, u"at"_s), {object.value(u"id"_s).toString()}};
}

core::Cursor cursorIn(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    return {object.value(u"page"_s).toString(), object.value(u"after"_s).toString()};
}

} // namespace

WalkState withPage(WalkState state, const PageFacts &page)
{
    if (!page.from)
        state.headAt = std::max(state.headAt, page.readAt); // a walk that began earlier may be told of later
    if (page.items == 0 && !page.end) {
        // Legal (contract 2.6): only the way on is new.
        for (Run &run : state.runs) {
            if (page.from && run.oldest == *page.from)
                run.next = page.next;
        }
        return state;
    }
    Run run;
    run.newest = page.from ? *page.from : page.items > 0 ? page.newest : Position();
    run.oldest = page.end ? Position() : page.oldest;
    run.ended = page.end;
    run.next = page.end ? core::Cursor() : page.next;
    run.since = page.readAt;
    run.backTo = page.items > 0 ? page.oldest.at : page.from ? page.from->at : core::Timestamp();
    return withRun(std::move(state), run);
}

WalkState withSweepStarted(WalkState state, const core::Timestamp &now)
{
    ++state.sweep.number;
    state.sweep.running = true;
    state.sweep.next = {};
    state.sweep.reached.reset();
    state.sweep.read = 0;
    state.sweep.startedAt = now;
    return state;
}

WalkState withSweepPage(WalkState state, const PageFacts &page)
{
    state = withPage(std::move(state), page);
    Sweep &sweep = state.sweep;
    if (!sweep.running)
        return state; // another copy of the program completed it
    if (!page.from)
        sweep.read = 0; // from the top once more
    sweep.read += page.items;
    sweep.next = page.next;
    if (page.items > 0)
        sweep.reached = page.oldest;
    if (page.end) {
        sweep.running = false;
        sweep.next = {};
        sweep.reached.reset();
        sweep.completedSince = sweep.startedAt;
        sweep.completedAt = page.readAt;
    }
    return state;
}

bool endsHeadWalk(const WalkState &state, const PageFacts &page)
{
    if (page.end)
        return true;
    if (page.items == 0 || page.known < page.items)
        return false;
    return std::any_of(state.runs.cbegin(), state.runs.cend(), [&page](const Run &run) {
        return !(run.newest < page.newest) && (run.ended || run.oldest < page.oldest);
    });
}

std::optional<WayOn> wayBack(const WalkState &state)
{
    if (state.runs.isEmpty() || state.runs.constFirst().ended)
        return std::nullopt;
    return WayOn{state.runs.constFirst().oldest, state.runs.constFirst().next};
}

Coverage coverageOf(const WalkState &state, qint64 records, const core::Timestamp &storeCreatedAt)
{
    Coverage coverage;
    coverage.records = records;
    coverage.headAt = state.headAt;
    coverage.complete = state.isComplete();
    coverage.lastSweepAt = state.sweep.completedAt;
    coverage.sweeping = state.sweep.running;
    coverage.sweptRecords = state.sweep.running ? state.sweep.read : 0;
    coverage.sweepStartedAt = state.sweep.running ? state.sweep.startedAt : core::Timestamp();
    if (state.runs.isEmpty())
        return coverage;
    const Run &top = state.runs.constFirst();
    coverage.gaps = int(state.runs.size()) - 1;
    coverage.backTo = top.backTo;
    if (coverage.complete) {
        coverage.pastShare = 1.0;
        coverage.readSince = std::max(top.since, state.sweep.completedSince);
    } else if (!storeCreatedAt.isNull() && storeCreatedAt < top.newest.at) {
        const double past = double(top.newest.at.microseconds() - storeCreatedAt.microseconds());
        const double read = double(top.newest.at.microseconds() - top.backTo.microseconds());
        coverage.pastShare = std::clamp(read / past, 0.0, 0.99); // not all of it, whatever the clocks say
    }
    return coverage;
}

QByteArray toJson(const WalkState &state)
{
    QJsonArray runs;
    for (const Run &run : state.runs) {
        runs.append(QJsonObject{{u"newest"_s, written(run.newest)},
                                {u"oldest"_s, written(run.oldest)},
                                {u"next"_s, written(run.next)},
                                {u"ended"_s, run.ended},
                                {u"since"_s, run.since.text()},
                                {u"backTo"_s, run.backTo.text()}});
    }
    QJsonObject sweep{{u"number"_s, state.sweep.number},
                      {u"running"_s, state.sweep.running},
                      {u"next"_s, written(state.sweep.next)},
                      {u"read"_s, double(state.sweep.read)},
                      {u"startedAt"_s, state.sweep.startedAt.text()},
                      {u"completedSince"_s, state.sweep.completedSince.text()},
                      {u"completedAt"_s, state.sweep.completedAt.text()}};
    if (state.sweep.reached)
        sweep.insert(u"reached"_s, written(*state.sweep.reached));
    const QJsonObject all{{u"runs"_s, runs}, {u"sweep"_s, sweep}, {u"headAt"_s, state.headAt.text()}};
    return QJsonDocument(all).toJson(QJsonDocument::Compact);
}

WalkState walkStateFromJson(const QByteArray &json)
{
    const QJsonObject all = QJsonDocument::fromJson(json).object();
    WalkState state;
    state.headAt = timeIn(all, u"headAt"_s);
    for (const QJsonValue &value : all.value(u"runs"_s).toArray()) {
        const QJsonObject run = value.toObject();
        state.runs.append({positionIn(run.value(u"newest"_s)), positionIn(run.value(u"oldest"_s)),
                           cursorIn(run.value(u"next"_s)), run.value(u"ended"_s).toBool(), timeIn(run, u"since"_s),
                           timeIn(run, u"backTo"_s)});
    }
    const QJsonObject sweep = all.value(u"sweep"_s).toObject();
    state.sweep.number = sweep.value(u"number"_s).toInt();
    state.sweep.running = sweep.value(u"running"_s).toBool();
    state.sweep.next = cursorIn(sweep.value(u"next"_s));
    if (sweep.contains(u"reached"_s))
        state.sweep.reached = positionIn(sweep.value(u"reached"_s));
    state.sweep.read = qint64(sweep.value(u"read"_s).toDouble());
    state.sweep.startedAt = timeIn(sweep, u"startedAt"_s);
    state.sweep.completedSince = timeIn(sweep, u"completedSince"_s);
    state.sweep.completedAt = timeIn(sweep, u"completedAt"_s);
    return state;
}

} // namespace history

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/align.h"

#include "text/gitdiff.h"

#include <QByteArray>

#include <algorithm>

namespace text {

namespace {

QByteArray encoded(const QList<QStringView> &lines, qsizetype first, qsizetype last)
{
    QByteArray bytes;
    for (qsizetype i = first; i < last; ++i)
        bytes += lines[i].toUtf8() + '\n';
    return bytes;
}

struct Run
{
    qsizetype then;
    qsizetype thenCount;
    qsizetype now;
    qsizetype nowCount;
};

bool endAlike(QStringView a, QStringView b)
{
    return a.isEmpty() ? b.isEmpty() : !b.isEmpty() && a.back() == b.back();
}

//! A replaced run: from the top by position. But where lines were split or joined, the last one now ends as the last
//! one then did, and so does what follows it.
void alignRun(QList<qsizetype> &source, const QList<QStringView> &then, const QList<QStringView> &now, const Run &run)
{
    const qsizetype shorter = std::min(run.thenCount, run.nowCount);
    if (shorter == 0)
        return;
    for (qsizetype i = 0; i < shorter; ++i)
        source[run.now + i] = run.then + i;
    const qsizetype lastThen = run.then + run.thenCount - 1;
    const qsizetype lastNow = run.now + run.nowCount - 1;
    if (run.thenCount != run.nowCount && endAlike(then[lastThen], now[lastNow])) {
        source[run.now + shorter - 1] = -1;
        source[lastNow] = lastThen;
    }
}

} // namespace

QList<qsizetype> alignLines(const QList<QStringView> &then, const QList<QStringView> &now)
{
    QList<qsizetype> source(now.size(), -1);
    const qsizetype shorter = std::min(then.size(), now.size());
    qsizetype head = 0;
    while (head < shorter && then[head] == now[head]) {
        source[head] = head;
        ++head;
    }
    qsizetype tail = 0;
    while (tail < shorter - head && then[then.size() - 1 - tail] == now[now.size() - 1 - tail]) {
        ++tail;
        source[now.size() - tail] = then.size() - tail;
    }
    const qsizetype thenCount = then.size() - head - tail;
    const qsizetype nowCount = now.size() - head - tail;
    if (std::min(thenCount, nowCount) <= 1) {
        alignRun(source, then, now, {head, thenCount, head, nowCount});
        return source;
    }
    const std::optional<Hunks> hunks
        = lineHunks(encoded(then, head, head + thenCount), encoded(now, head, head + nowCount));
    if (!hunks) {
        alignRun(source, then, now, {head, thenCount, head, nowCount});
        return source;
    }
    qsizetype i = head;
    qsizetype j = head;
    const auto same = [&](qsizetype end) {
        while (i < end)
            source[j++] = i++;
    };
    for (const Hunk &hunk : hunks->list) {
        same(head + hunk.beforeStart);
        alignRun(source, then, now, {i, hunk.beforeCount, j, hunk.afterCount});
        i += hunk.beforeCount;
        j += hunk.afterCount;
    }
    same(head + thenCount);
    return source;
}

} // namespace text

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

//! A replaced run: from the top by position, but the last one to the last one.
void alignRun(QList<qsizetype> &source, qsizetype then, qsizetype thenCount, qsizetype now, qsizetype nowCount)
{
    if (thenCount == 0 || nowCount == 0)
        return;
    for (qsizetype i = 0; i + 1 < std::min(thenCount, nowCount); ++i)
        source[now + i] = then + i;
    source[now + nowCount - 1] = then + thenCount - 1;
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
        alignRun(source, head, thenCount, head, nowCount);
        return source;
    }
    const std::optional<Hunks> hunks
        = lineHunks(encoded(then, head, head + thenCount), encoded(now, head, head + nowCount));
    if (!hunks) {
        alignRun(source, head, thenCount, head, nowCount);
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
        alignRun(source, i, hunk.beforeCount, j, hunk.afterCount);
        i += hunk.beforeCount;
        j += hunk.afterCount;
    }
    same(head + thenCount);
    return source;
}

} // namespace text

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/linefollower.h"

#include "text/gitdiff.h"

#include <QSet>

#include <algorithm>

namespace text {

namespace {

constexpr int TellingLetters = 4;
constexpr qsizetype LookAhead = 8;
constexpr int FewSteps = 50;   //!< without leaving out first what cannot be common
constexpr int MostSteps = 600; //!< of the search for common lines; it keeps about as many integers squared

bool isTelling(QByteArrayView line)
{
    int letters = 0;
    for (const char c : line) {
        if (uchar(c) >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
            ++letters;
        if (letters >= TellingLetters)
            return true;
    }
    return false;
}

//! Lines of one side that are still without a partner, by their index in the whole.
struct Part
{
    QList<int> numbers;
    QList<int> places;
};

Part all(const QList<LineNumber> &lines, qsizetype from, qsizetype to)
{
    Part part;
    part.numbers.reserve(to - from);
    part.places.reserve(to - from);
    for (qsizetype i = from; i < to; ++i) {
        part.numbers.append(lines[i].number);
        part.places.append(int(i));
    }
    return part;
}

//! Of `lines` from `from` to `to`, those that the other side has, too: the others cannot be common.
Part shared(const QList<LineNumber> &lines, qsizetype from, qsizetype to, const QSet<int> &others)
{
    Part part;
    for (qsizetype i = from; i < to; ++i) {
        if (others.contains(lines[i].number)) {
            part.numbers.append(lines[i].number);
            part.places.append(int(i));
        }
    }
    return part;
}

QSet<int> numbersOf(const QList<LineNumber> &lines, qsizetype from, qsizetype to)
{
    QSet<int> numbers;
    for (qsizetype i = from; i < to; ++i)
        numbers.insert(lines[i].number);
    return numbers;
}

//! The furthest lines of `then` that were reached on each diagonal before a step; diagonals `-step` to `step`.
using Reached = QList<int>;

//! From the end back to the start, along the way that was found.
void noteWay(const Part &then, const Part &now, const QList<Reached> &steps, QList<int> &sources)
{
    auto x = int(then.numbers.size());
    auto y = int(now.numbers.size());
    for (auto step = int(steps.size()) - 1; step >= 0; --step) {
        const auto at = [&reached = steps[step], step](int diagonal) { return reached.value(diagonal + step, -1); };
        const int diagonal = x - y;
        const bool down = diagonal == -step || (diagonal != step && at(diagonal - 1) < at(diagonal + 1));
        const int from = down ? diagonal + 1 : diagonal - 1;
        const int start = step == 0 ? 0 : down ? at(from) : at(from) + 1; // of the common lines behind the change
        for (; x > start; --x, --y)
            sources[now.places[y - 1]] = then.places[x - 1];
        x = at(from);
        y = x - from;
    }
}

//! Myers' greedy search (1986), which costs the lines times the changes. False when there are too many changes.
bool matchFewChanges(const Part &then, const Part &now, int mostSteps, QList<int> &sources, const core::CancelFlag &cancel)
{
    const auto thenCount = int(then.numbers.size());
    const auto nowCount = int(now.numbers.size());
    const int most = std::min(mostSteps, thenCount + nowCount);
    QList<int> ends(2 * most + 2, 0); // by diagonal, from the middle
    QList<Reached> steps;
    for (int d = 0; d <= most; ++d) {
        if (cancel.isSet())
            return true;
        steps.append(ends.mid(most - d, 2 * d + 1));
        for (int k = -d; k <= d; k += 2) {
            int *end = ends.data() + most + k;
            const bool down = k == -d || (k != d && end[-1] < end[1]);
            int x = d == 0 ? 0 : down ? end[1] : end[-1] + 1;
            int y = x - k;
            while (x < thenCount && y < nowCount && then.numbers[x] == now.numbers[y]) {
                ++x;
                ++y;
            }
            *end = x;
            if (x >= thenCount && y >= nowCount) {
                noteWay(then, now, steps, sources);
                return true;
            }
        }
    }
    return false;
}

QByteArray spelled(const Part &part)
{
    QByteArray bytes;
    for (const int number : part.numbers)
        bytes += QByteArray::number(number) + '\n';
    return bytes;
}

void matchManyChanges(const Part &then, const Part &now, QList<int> &sources)
{
    const std::optional<Hunks> hunks = lineHunks(spelled(then), spelled(now));
    if (!hunks)
        return;
    int i = 0;
    int j = 0;
    const auto same = [&](int end) {
        while (i < end)
            sources[now.places[j++]] = then.places[i++];
    };
    for (const Hunk &hunk : hunks->list) {
        same(hunk.beforeStart);
        i += hunk.beforeCount;
        j += hunk.afterCount;
    }
    same(int(then.numbers.size()));
}

void matchMoves(const QList<LineNumber> &then, const QList<LineNumber> &now, qsizetype head, qsizetype thenEnd, qsizetype nowEnd,
                QList<int> &sources)
{
    QList<bool> taken(then.size(), false);
    for (const int source : std::as_const(sources)) {
        if (source >= 0)
            taken[source] = true;
    }
    struct Places
    {
        int thenCount = 0;
        int nowCount = 0;
        int then = 0;
    };
    QHash<int, Places> loose;
    for (qsizetype i = head; i < thenEnd; ++i) {
        if (!taken[i] && then[i].isTelling) {
            Places &places = loose[then[i].number];
            ++places.thenCount;
            places.then = int(i);
        }
    }
    if (loose.isEmpty())
        return;
    QList<int> anchors;
    for (qsizetype j = head; j < nowEnd; ++j) {
        if (const auto found = loose.find(now[j].number); sources[j] < 0 && found != loose.end())
            ++found->nowCount;
    }
    for (qsizetype j = head; j < nowEnd; ++j) {
        const auto found = loose.constFind(now[j].number);
        if (sources[j] >= 0 || found == loose.cend() || found->thenCount != 1 || found->nowCount != 1)
            continue;
        sources[j] = found->then;
        taken[found->then] = true;
        anchors.append(int(j));
    }
    for (const int anchor : std::as_const(anchors)) {
        for (const int step : {-1, 1}) {
            qsizetype j = anchor + step;
            qsizetype i = sources[anchor] + step;
            for (; j >= head && j < nowEnd && i >= head && i < thenEnd && sources[j] < 0 && !taken[i]
                 && then[i].number == now[j].number;
                 j += step, i += step) {
                sources[j] = int(i);
                taken[i] = true;
            }
        }
    }
}

} // namespace

QList<QByteArrayView> splitLines(QByteArrayView bytes)
{
    QList<QByteArrayView> lines;
    const bool onlyLf = !bytes.contains('\r') && !bytes.contains("\xE2\x80\xA9");
    qsizetype start = 0;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        if (onlyLf) { // nearly always
            i = bytes.indexOf('\n', i);
            if (i < 0)
                break;
        }
        qsizetype end = 0; // length of the line end
        if (bytes[i] == '\n')
            end = 1;
        else if (bytes[i] == '\r')
            end = i + 1 < bytes.size() && bytes[i + 1] == '\n' ? 2 : 1;
        else if (uchar(bytes[i]) == 0xE2 && bytes.sliced(i).startsWith("\xE2\x80\xA9"))
            end = 3;
        if (end == 0)
            continue;
        lines.append(bytes.sliced(start, i - start));
        start = i + end;
        i = start - 1;
    }
    if (start < bytes.size())
        lines.append(bytes.sliced(start));
    return lines;
}

QList<LineNumber> LineFollower::read(const QByteArray &bytes)
{
    const QList<QByteArrayView> split = splitLines(bytes);
    QList<LineNumber> lines;
    lines.reserve(split.size());
    qsizetype expected = 0; // in the last text; comparing costs a tenth of hashing
    const auto find = [&](QByteArrayView line) {
        const qsizetype end = std::min(expected + LookAhead, m_lastLines.size());
        for (qsizetype i = expected; i < end; ++i) {
            if (m_lastLines[i] == line)
                return i;
        }
        return qsizetype(-1);
    };
    for (const QByteArrayView line : split) {
        if (const qsizetype at = find(line); at >= 0) {
            lines.append(m_lastNumbers[at]);
            expected = at + 1;
            continue;
        }
        const auto known = m_numbers.constFind(QByteArray::fromRawData(line.data(), line.size()));
        if (known != m_numbers.cend()) {
            lines.append(*known);
            continue;
        }
        const LineNumber made{m_next++, isTelling(line)};
        m_numbers.insert(line.toByteArray(), made);
        lines.append(made);
    }
    m_last = bytes;
    m_lastLines = split;
    m_lastNumbers = lines;
    return lines;
}

void LineFollower::keepOnly(const QList<LineNumber> &lines)
{
    const QSet<int> kept = numbersOf(lines, 0, lines.size());
    m_numbers.removeIf([&kept](const auto &entry) { return !kept.contains(entry.value().number); });
}

QList<int> LineFollower::follow(const QList<LineNumber> &then, const QList<LineNumber> &now, const core::CancelFlag &cancel)
{
    QList<int> sources(now.size(), -1);
    const qsizetype shorter = std::min(then.size(), now.size());
    qsizetype head = 0;
    while (head < shorter && then[head].number == now[head].number) {
        sources[head] = int(head);
        ++head;
    }
    qsizetype thenEnd = then.size();
    qsizetype nowEnd = now.size();
    while (thenEnd > head && nowEnd > head && then[thenEnd - 1].number == now[nowEnd - 1].number)
        sources[--nowEnd] = int(--thenEnd);
    if (thenEnd == head || nowEnd == head)
        return sources;
    if (!matchFewChanges(all(then, head, thenEnd), all(now, head, nowEnd), FewSteps, sources, cancel)) {
        const Part before = shared(then, head, thenEnd, numbersOf(now, head, nowEnd));
        const Part after = shared(now, head, nowEnd, numbersOf(then, head, thenEnd));
        if (before.numbers.isEmpty())
            return sources;
        if (!matchFewChanges(before, after, MostSteps, sources, cancel))
            matchManyChanges(before, after, sources);
    }
    matchMoves(then, now, head, thenEnd, nowEnd, sources);
    return sources;
}

} // namespace text

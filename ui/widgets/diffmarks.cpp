// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/diffmarks.h"

#include <QCoreApplication>

#include <algorithm>

namespace widgets {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(widgets::DiffMarks)
};

//! A mark and the row where it begins.
struct Placed
{
    const TextMark *mark = nullptr;
    qsizetype row = -1;
    MarkChange change = MarkChange::Same;
};

using Spot = std::pair<QString, QByteArray>; // what, and of which bytes

Spot spotOf(const QByteArray &text, const TextMark &mark)
{
    return {mark.words, text.mid(mark.from, mark.length)};
}

const text::Line &lineOf(const text::Row &row, bool isOld)
{
    return isOld ? row.before : row.after;
}

//! Calls visit(mark, row, part) for each part of a mark in a line, in order.
template<typename Visit>
void walk(const text::Diff &diff, const TextMarks &marks, bool isOld, Visit visit)
{
    qsizetype first = 0; // marks rise, and so do lines
    for (const TextMark &mark : marks) {
        while (first < diff.rows.size()) {
            const text::Line &line = lineOf(diff.rows[first], isOld);
            if (line.number > 0 && line.offset + line.length + text::bytesOf(line.end).size() > mark.from)
                break;
            ++first;
        }
        for (qsizetype row = first; row < diff.rows.size(); ++row) {
            const text::Line &line = lineOf(diff.rows[row], isOld);
            if (line.number == 0)
                continue;
            if (line.offset >= mark.from + mark.length)
                break;
            const qsizetype from = std::max<qsizetype>(mark.from - line.offset, 0);
            const qsizetype to = std::min(mark.from + mark.length - line.offset, line.length);
            if (from <= to)
                visit(mark, row, text::Range{from, to - from});
        }
    }
}

QList<Placed> placed(const text::Diff &diff, const TextMarks &marks, bool isOld)
{
    QList<Placed> all;
    walk(diff, marks, isOld, [&](const TextMark &mark, qsizetype row, const text::Range &) {
        if (all.isEmpty() || all.last().mark != &mark)
            all.append({&mark, row});
    });
    return all;
}

//! Those that the other text does not have as often. Marks in rows that did not change come first.
void judge(QList<Placed> &marks, const text::Diff &diff, const QByteArray &text, const QList<Placed> &others, const QByteArray &otherText,
           MarkChange change)
{
    QHash<Spot, int> left;
    for (const Placed &other : others)
        ++left[spotOf(otherText, *other.mark)];
    for (const bool same : {true, false}) {
        for (Placed &mark : marks) {
            if ((diff.rows[mark.row].kind == text::RowKind::Same) != same)
                continue;
            int &count = left[spotOf(text, *mark.mark)];
            mark.change = count > 0 ? MarkChange::Same : change;
            count = std::max(count - 1, 0);
        }
    }
}

} // namespace

DiffMarks::DiffMarks(const text::Diff &diff, const TextMarks &before, const TextMarks &after, Missing missing)
{
    QList<Placed> old = placed(diff, before, true);
    QList<Placed> now = placed(diff, after, false);
    if (missing == Missing::Nothing) {
        judge(old, diff, diff.beforeText, now, diff.afterText, MarkChange::Went);
        judge(now, diff, diff.afterText, old, diff.beforeText, MarkChange::Came);
    } else if (missing == Missing::NeverWas) {
        for (Placed &mark : now)
            mark.change = MarkChange::Came;
    }
    const auto add = [&diff](ByLine &lines, const QList<Placed> &marks, const TextMarks &all, bool isOld) {
        qsizetype next = 0;
        walk(diff, all, isOld, [&](const TextMark &mark, qsizetype row, const text::Range &range) {
            while (next < marks.size() && marks[next].mark != &mark)
                ++next;
            const MarkChange change = next < marks.size() ? marks[next].change : MarkChange::Same;
            lines[lineOf(diff.rows[row], isOld).number].append({range, mark.words, change, mark.isDrawn});
        });
    };
    add(m_before, old, before, true);
    add(m_after, now, after, false);
    const auto count = [](const QList<Placed> &marks) {
        return int(std::count_if(marks.cbegin(), marks.cend(), [](const Placed &mark) { return mark.change != MarkChange::Same; }));
    };
    m_went = count(old);
    m_came = count(now);
    if (m_before.isEmpty() && m_after.isEmpty())
        return;
    const auto isChanged = [](const QList<LineMark> &marks) {
        return std::any_of(marks.cbegin(), marks.cend(), [](const LineMark &mark) { return mark.change != MarkChange::Same; });
    };
    for (qsizetype row = 0; row < diff.rows.size(); ++row) {
        const text::Row &at = diff.rows[row];
        const auto left = m_before.constFind(at.before.number);
        const auto right = m_after.constFind(at.after.number);
        if (left != m_before.cend() && at.before.number > 0 && (at.kind != text::RowKind::Same || right == m_after.cend()))
            m_lines.append({row, true, isChanged(*left)});
        if (right != m_after.cend() && at.after.number > 0)
            m_lines.append({row, false, isChanged(*right)});
    }
}

QString markWords(const QList<LineMark> &marks)
{
    QStringList lines;
    for (const LineMark &mark : marks) {
        //: %1 is what the scan found: "GitHub personal access token (github-pat)"
        QString words = mark.change == MarkChange::Came ? Words::tr("Found by the scan, came in with this change: %1")
            : mark.change == MarkChange::Went           ? Words::tr("Found by the scan, gone with this change: %1")
                                                        : Words::tr("Found by the scan: %1");
        words = words.arg(mark.words);
        if (!lines.contains(words))
            lines.append(words);
    }
    return lines.join(u'\n');
}

QStringList sentencesOfMarks(const DiffMarks &marks, const text::Diff &diff)
{
    QStringList all;
    for (const MarkedLine &line : marks.lines()) {
        const int number = lineOf(diff.rows[line.row], line.isOld).number;
        const QString words = markWords(marks.of(number, line.isOld)).replace(u'\n', u' ');
        all.append((line.isOld ? Words::tr("Line %L1 of the older text. %2") : Words::tr("Line %L1. %2")).arg(number).arg(words));
    }
    return all;
}

} // namespace widgets

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/sentences.h"

#include <QHash>

#include <algorithm>

namespace text {

namespace {

constexpr qsizetype LongestSpan = 200; //!< bytes between the first and the last differing word that are told as one

struct Spans
{
    Range before;
    Range after;
};

bool isBlank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

Spans wholeLines(const Row &row)
{
    return {{0, row.before.length}, {0, row.after.length}};
}

//! From the first to the last byte that differs: what comes before and behind is the same on both sides.
Spans spansOf(const Diff &diff, const Row &row)
{
    const QList<Range> &before = row.before.words;
    const QList<Range> &after = row.after.words;
    if (before.isEmpty() && after.isEmpty())
        return wholeLines(row);
    if (diff.blanksIgnored) { // the same blanks need not stand before both
        if (before.size() > 1 || after.size() > 1)
            return wholeLines(row);
        const auto trimmed = [](Range range, QByteArrayView line) {
            while (range.length > 0 && isBlank(line[range.from + range.length - 1]))
                --range.length;
            for (; range.length > 0 && isBlank(line[range.from]); ++range.from)
                --range.length;
            return range;
        };
        return {trimmed(before.value(0), diff.before(row)), trimmed(after.value(0), diff.after(row))};
    }
    qsizetype head = std::min(row.before.length, row.after.length);
    qsizetype tail = head;
    const auto narrow = [&](const QList<Range> &words, qsizetype length) {
        if (words.isEmpty())
            return;
        head = std::min(head, words.first().from);
        tail = std::min(tail, length - words.last().from - words.last().length);
    };
    narrow(before, row.before.length);
    narrow(after, row.after.length);
    tail = std::min({tail, row.before.length - head, row.after.length - head});
    return {{head, row.before.length - head - tail}, {head, row.after.length - head - tail}};
}

class Teller
{
public:
    Teller(const Diff &diff, const QList<Move> &moves, qsizetype limit) : m_diff(diff), m_limit(limit)
    {
        for (const Move &move : moves) {
            m_moves.insert(move.before, move);
            m_arrivals.insert(move.after, move);
            for (int i = 0; i < move.lines; ++i) {
                m_away.insert(move.before + i, true);
                m_here.insert(move.after + i, true);
            }
        }
    }

    Facts tell()
    {
        for (qsizetype i = 0; i < m_diff.rows.size() && !m_facts.more; ++i) {
            const Row &row = m_diff.rows[i];
            if (row.kind == RowKind::Same)
                continue;
            const bool away = m_away.contains(row.before.number);
            const bool here = m_here.contains(row.after.number);
            if (row.kind == RowKind::Changed && !away && !here) {
                tellChanged(row, i);
                continue;
            }
            if (away && m_moves.contains(row.before.number)) {
                const Move move = m_moves.value(row.before.number);
                add({Fact::Kind::Moved, i, move.before, move.lines, move.after});
            } else if (row.before.number > 0 && !away) {
                extend(Fact::Kind::Removed, i, row.before.number);
            }
            if (here && m_arrivals.contains(row.after.number)) {
                const Move move = m_arrivals.value(row.after.number);
                add({Fact::Kind::Arrived, i, move.after, move.lines, move.before});
            } else if (row.after.number > 0 && !here) {
                extend(Fact::Kind::Added, i, row.after.number);
            }
        }
        return m_facts;
    }

private:
    void add(const Fact &fact)
    {
        if (m_facts.list.size() < m_limit)
            m_facts.list.append(fact);
        else
            m_facts.more = true;
    }

    //! Goes on with the last fact when that is about the line before.
    void extend(Fact::Kind kind, qsizetype row, int line)
    {
        for (qsizetype i = m_facts.list.size(); i > 0 && i > m_facts.list.size() - 2; --i) {
            Fact &last = m_facts.list[i - 1];
            if (last.kind == kind && last.line + last.lines == line) {
                ++last.lines;
                return;
            }
        }
        add({kind, row, line});
    }

    void tellChanged(const Row &row, qsizetype at)
    {
        Spans spans = spansOf(m_diff, row);
        if (spans.before.length > LongestSpan || spans.after.length > LongestSpan)
            spans = wholeLines(row);
        Fact fact{Fact::Kind::Became, at, row.after.number, 1, 0, spans.before, spans.after};
        if (m_diff.before(row) == m_diff.after(row))
            fact = {Fact::Kind::LineEnd, at, row.after.number};
        else if (spans.before.length == 0)
            fact.kind = Fact::Kind::WordAdded;
        else if (spans.after.length == 0)
            fact.kind = Fact::Kind::WordRemoved;
        add(fact);
    }

    const Diff &m_diff;
    const qsizetype m_limit;
    QHash<int, Move> m_moves;  //!< by their first line in the older text
    QHash<int, Move> m_arrivals;
    QHash<int, bool> m_away;   //!< lines of the older text
    QHash<int, bool> m_here;   //!< of the newer one
    Facts m_facts;
};

} // namespace

Facts factsOf(const Diff &diff, const QList<Move> &moves, qsizetype limit)
{
    return Teller(diff, moves, limit).tell();
}

} // namespace text

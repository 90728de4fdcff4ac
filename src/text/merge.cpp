// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/merge.h"

#include "text/gitdiff.h"

#include <algorithm>

namespace text {

namespace {

//! A text and where its lines begin.
class Lines
{
public:
    explicit Lines(const QByteArray &bytes) : m_bytes(bytes)
    {
        for (qsizetype at = 0; at < bytes.size();) {
            m_starts.append(at);
            const qsizetype newline = bytes.indexOf('\n', at);
            at = newline < 0 ? bytes.size() : newline + 1;
        }
        m_starts.append(bytes.size());
    }

    [[nodiscard]] int count() const { return int(m_starts.size()) - 1; }
    [[nodiscard]] QByteArrayView line(int index) const
    {
        return QByteArrayView(m_bytes).sliced(m_starts[index], m_starts[index + 1] - m_starts[index]);
    }
    [[nodiscard]] Span span(int line, int lines) const
    {
        return {line, lines, m_starts[line], m_starts[line + lines] - m_starts[line]};
    }

private:
    QByteArray m_bytes;
    QList<qsizetype> m_starts;
};

//! Lines [from, end) of one text.
struct Run
{
    int from = 0;
    int end = 0;

    [[nodiscard]] int count() const { return end - from; }
};

struct Change
{
    RegionKind kind = RegionKind::Unchanged;
    Run base;
    Run mine;
    Run theirs;
};

//! One side's differences from the base, walked from the top.
class Side
{
public:
    Side(const QList<Hunk> &hunks, int baseCount, int count) : m_hunks(hunks), m_tail(count - baseCount) {}

    [[nodiscard]] bool atEnd() const { return m_next == m_hunks.size(); }
    [[nodiscard]] const Hunk &hunk() const { return m_hunks[m_next]; }
    [[nodiscard]] int baseEnd() const { return hunk().beforeStart + hunk().beforeCount; }
    [[nodiscard]] int ownEnd() const { return hunk().afterStart + hunk().afterCount; }
    void advance() { ++m_next; }
    //! How many lines this side is ahead of the base just before its next difference.
    [[nodiscard]] int lead() const { return atEnd() ? m_tail : hunk().afterStart - hunk().beforeStart; }

private:
    const QList<Hunk> &m_hunks;
    int m_tail;
    qsizetype m_next = 0;
};

Change ofOneSide(RegionKind kind, const Side &side, const Side &other)
{
    const Hunk &hunk = side.hunk();
    const Run base{hunk.beforeStart, side.baseEnd()};
    const Run own{hunk.afterStart, side.ownEnd()};
    const Run unchanged{base.from + other.lead(), base.end + other.lead()};
    return kind == RegionKind::Mine ? Change{kind, base, own, unchanged} : Change{kind, base, unchanged, own};
}

//! Two differences that touch, widened to the same lines of the base.
Change ofBoth(const Side &mine, const Side &theirs)
{
    Change change;
    change.kind = RegionKind::Conflict;
    change.base = {std::min(mine.hunk().beforeStart, theirs.hunk().beforeStart), std::max(mine.baseEnd(), theirs.baseEnd())};
    const auto widened = [&change](const Side &side) {
        return Run{side.hunk().afterStart - (side.hunk().beforeStart - change.base.from),
                   side.ownEnd() + (change.base.end - side.baseEnd())};
    };
    change.mine = widened(mine);
    change.theirs = widened(theirs);
    return change;
}

bool areEqual(const Lines &a, const Run &inA, const Lines &b, const Run &inB)
{
    if (inA.count() != inB.count())
        return false;
    for (int i = 0; i < inA.count(); ++i) {
        if (a.line(inA.from + i) != b.line(inB.from + i))
            return false;
    }
    return true;
}

class Merger
{
public:
    Merger(const Lines &base, const Lines &mine, const Lines &theirs) : m_base(base), m_mine(mine), m_theirs(theirs) {}

    //! As xdl_do_merge of git walks two scripts: what touches belongs together.
    bool walk(const Hunks &mineHunks, const Hunks &theirsHunks, const core::CancelFlag &cancel)
    {
        Side mine(mineHunks.list, m_base.count(), m_mine.count());
        Side theirs(theirsHunks.list, m_base.count(), m_theirs.count());
        while (!mine.atEnd() || !theirs.atEnd()) {
            if (cancel.isSet())
                return false;
            if (theirs.atEnd() || (!mine.atEnd() && mine.baseEnd() < theirs.hunk().beforeStart)) {
                add(ofOneSide(RegionKind::Mine, mine, theirs));
                mine.advance();
            } else if (mine.atEnd() || theirs.baseEnd() < mine.hunk().beforeStart) {
                add(ofOneSide(RegionKind::Theirs, theirs, mine));
                theirs.advance();
            } else {
                add(touching(mine, theirs));
                const int mineEnd = mine.baseEnd();
                const int theirsEnd = theirs.baseEnd();
                if (mineEnd <= theirsEnd)
                    mine.advance();
                if (theirsEnd <= mineEnd)
                    theirs.advance();
            }
        }
        return true;
    }

    [[nodiscard]] QList<Region> regions() const
    {
        QList<Region> regions;
        Change last;
        const auto addSame = [&](const Change &next) {
            if (next.base.from > last.base.end) {
                append(regions, {RegionKind::Unchanged, {last.base.end, next.base.from}, {last.mine.end, next.mine.from},
                                 {last.theirs.end, next.theirs.from}});
            }
        };
        for (const Change &change : m_changes) {
            addSame(change);
            if (change.kind == RegionKind::Conflict)
                addConflict(regions, change);
            else
                append(regions, change);
            last = change;
        }
        addSame({RegionKind::Unchanged, {m_base.count(), 0}, {m_mine.count(), 0}, {m_theirs.count(), 0}});
        return regions;
    }

private:
    [[nodiscard]] Change touching(const Side &mine, const Side &theirs) const
    {
        Change change = ofBoth(mine, theirs);
        const Hunk &a = mine.hunk();
        const Hunk &b = theirs.hunk();
        const bool sameLines = a.beforeStart == b.beforeStart && a.beforeCount == b.beforeCount;
        if (sameLines && areEqual(m_mine, change.mine, m_theirs, change.theirs))
            change.kind = RegionKind::Both;
        return change;
    }

    //! A difference of one side may touch several of the other: what was one conflict already grows.
    void add(const Change &change)
    {
        Change *last = m_changes.isEmpty() ? nullptr : &m_changes.last();
        if (last && change.base.from <= last->base.end) {
            last->kind = RegionKind::Conflict;
            last->base.end = change.base.end;
            last->mine.end = change.mine.end;
            last->theirs.end = change.theirs.end;
        } else {
            m_changes.append(change);
        }
    }

    //! Without the equal lines at its rim.
    void addConflict(QList<Region> &regions, const Change &conflict) const
    {
        Change inner = conflict;
        Change head{RegionKind::Both, {conflict.base.from, conflict.base.from}, {}, {}};
        Change tail{RegionKind::Both, {conflict.base.end, conflict.base.end}, {}, {}};
        while (inner.mine.count() > 0 && inner.theirs.count() > 0
               && m_mine.line(inner.mine.from) == m_theirs.line(inner.theirs.from)) {
            ++inner.mine.from;
            ++inner.theirs.from;
        }
        while (inner.mine.count() > 0 && inner.theirs.count() > 0
               && m_mine.line(inner.mine.end - 1) == m_theirs.line(inner.theirs.end - 1)) {
            --inner.mine.end;
            --inner.theirs.end;
        }
        if (inner.mine.count() == 0 && inner.theirs.count() == 0) {
            Change same = conflict;
            same.kind = RegionKind::Both;
            append(regions, same);
            return;
        }
        head.mine = {conflict.mine.from, inner.mine.from};
        head.theirs = {conflict.theirs.from, inner.theirs.from};
        tail.mine = {inner.mine.end, conflict.mine.end};
        tail.theirs = {inner.theirs.end, conflict.theirs.end};
        if (head.mine.count() > 0)
            append(regions, head);
        append(regions, inner);
        if (tail.mine.count() > 0)
            append(regions, tail);
    }

    void append(QList<Region> &regions, const Change &change) const
    {
        regions.append({change.kind, m_base.span(change.base.from, change.base.count()),
                        m_mine.span(change.mine.from, change.mine.count()),
                        m_theirs.span(change.theirs.from, change.theirs.count())});
    }

    const Lines &m_base;
    const Lines &m_mine;
    const Lines &m_theirs;
    QList<Change> m_changes;
};

QByteArrayView bytesIn(const QByteArray &text, const Span &span)
{
    return QByteArrayView(text).sliced(span.offset, span.length);
}

bool isJoined(QByteArrayView first, QByteArrayView second)
{
    return first.isEmpty() || second.isEmpty() || first.back() == '\n';
}

QByteArray inOrder(QByteArrayView first, QByteArrayView second, QByteArrayView whole)
{
    QByteArray both = first.toByteArray();
    if (!isJoined(first, second)) {
        const qsizetype newline = whole.indexOf('\n');
        both += newline > 0 && whole[newline - 1] == '\r' ? "\r\n" : "\n";
    }
    return both += second;
}

} // namespace

int Merge::conflictCount() const
{
    return int(std::count_if(regions.cbegin(), regions.cend(),
                             [](const Region &region) { return region.kind == RegionKind::Conflict; }));
}

QByteArray Merge::piece(const Region &region, Take take) const
{
    const QByteArrayView ours = bytesIn(mine, region.mine);
    const QByteArrayView others = bytesIn(theirs, region.theirs);
    switch (take) {
    case Take::Nothing:
        return (region.kind == RegionKind::Theirs ? others : ours).toByteArray();
    case Take::Mine:
        return ours.toByteArray();
    case Take::Theirs:
        return others.toByteArray();
    case Take::MineThenTheirs:
        return inOrder(ours, others, mine);
    case Take::TheirsThenMine:
        return inOrder(others, ours, theirs);
    case Take::Base:
        return bytesIn(base, region.base).toByteArray();
    }
    return {};
}

QByteArray Merge::result(const QList<Take> &decisions) const
{
    QByteArray bytes;
    for (qsizetype i = 0; i < regions.size(); ++i)
        bytes += piece(regions[i], decisions.value(i, Take::Nothing));
    return bytes;
}

Merge merge(const QByteArray &base, const QByteArray &mine, const QByteArray &theirs, const core::CancelFlag &cancel,
            const MergeLimits &limits)
{
    Merge result{MergeState::Ready, base, mine, theirs, {}};
    const QList<Lines> lines{Lines(base), Lines(mine), Lines(theirs)};
    const auto allInOne = [&](MergeState state) {
        result.state = state;
        const RegionKind kind = mine == theirs ? RegionKind::Both : RegionKind::Conflict;
        if (state != MergeState::Cancelled)
            result.regions = {{kind, lines[0].span(0, lines[0].count()), lines[1].span(0, lines[1].count()),
                               lines[2].span(0, lines[2].count())}};
        return result;
    };
    if (cancel.isSet())
        return allInOne(MergeState::Cancelled);
    const bool tooLarge = std::any_of(lines.cbegin(), lines.cend(), [&limits](const Lines &text) {
        return text.count() > limits.maxLines || text.span(0, text.count()).length > limits.maxBytes;
    });
    if (tooLarge)
        return allInOne(MergeState::TooLarge);
    const std::optional<Hunks> mineHunks = lineHunks(base, mine);
    if (cancel.isSet())
        return allInOne(MergeState::Cancelled);
    const std::optional<Hunks> theirsHunks = lineHunks(base, theirs);
    if (!mineHunks || !theirsHunks)
        return allInOne(MergeState::TooLarge);
    Merger merger(lines[0], lines[1], lines[2]);
    if (!merger.walk(*mineHunks, *theirsHunks, cancel))
        return allInOne(MergeState::Cancelled);
    result.regions = merger.regions();
    return result;
}

} // namespace text

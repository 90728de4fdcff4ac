// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/diff.h"

#include "text/gitdiff.h"
#include "text/pairing.h"

#include <algorithm>

namespace text {

namespace {

QList<Line> linesOf(const QByteArray &bytes)
{
    QList<Line> lines;
    for (qsizetype at = 0; at < bytes.size();) {
        const qsizetype newline = bytes.indexOf('\n', at);
        Line line;
        line.number = int(lines.size()) + 1;
        line.offset = at;
        if (newline < 0) {
            line.length = bytes.size() - at;
            at = bytes.size();
        } else {
            const bool crlf = newline > at && bytes[newline - 1] == '\r';
            line.end = crlf ? LineEnd::CrLf : LineEnd::Lf;
            line.length = newline - at - (crlf ? 1 : 0);
            at = newline + 1;
        }
        lines.append(line);
    }
    return lines;
}

void dropBlanks(QList<Range> &marks, QByteArrayView line)
{
    marks.removeIf([line](const Range &mark) { return line.sliced(mark.from, mark.length).trimmed().isEmpty(); });
}

class Builder
{
public:
    explicit Builder(Diff &diff)
        : m_diff(diff), m_before(linesOf(diff.beforeText)), m_after(linesOf(diff.afterText))
    {
        m_diff.rows.reserve(std::max(m_before.size(), m_after.size()));
    }

    [[nodiscard]] qsizetype lineCount() const { return std::max(m_before.size(), m_after.size()); }

    bool build(const Hunks &hunks, const core::CancelFlag &cancel)
    {
        for (const Hunk &hunk : hunks.list) {
            if (cancel.isSet())
                return false;
            addSame(hunk.beforeStart);
            addChanges(hunk);
        }
        addSame(int(m_before.size()));
        return !cancel.isSet();
    }

private:
    void addSame(int beforeEnd)
    {
        for (; m_nextBefore < beforeEnd; ++m_nextBefore, ++m_nextAfter)
            m_diff.rows.append({RowKind::Same, m_before[m_nextBefore], m_after[m_nextAfter]});
    }

    void addChanges(const Hunk &hunk)
    {
        const auto textsOf = [](const QByteArray &bytes, const QList<Line> &lines, int start, int count) {
            QList<QByteArrayView> texts;
            for (int i = start; i < start + count; ++i)
                texts.append(QByteArrayView(bytes).sliced(lines[i].offset, lines[i].length));
            return texts;
        };
        const auto removed = textsOf(m_diff.beforeText, m_before, hunk.beforeStart, hunk.beforeCount);
        const auto added = textsOf(m_diff.afterText, m_after, hunk.afterStart, hunk.afterCount);
        const QList<Pair> pairs = pairLines(removed, added);
        for (const Pair &pair : pairs) {
            Row row;
            if (pair.before >= 0)
                row.before = m_before[hunk.beforeStart + pair.before];
            if (pair.after >= 0)
                row.after = m_after[hunk.afterStart + pair.after];
            row.kind = pair.after < 0 ? RowKind::Removed : pair.before < 0 ? RowKind::Added : RowKind::Changed;
            if (row.kind == RowKind::Changed && similarity(removed[pair.before], added[pair.after]) >= Alike) {
                WordMarks marks = differingWords(removed[pair.before], added[pair.after]);
                if (m_diff.blanksIgnored) {
                    dropBlanks(marks.before, removed[pair.before]);
                    dropBlanks(marks.after, added[pair.after]);
                }
                row.before.words = std::move(marks.before);
                row.after.words = std::move(marks.after);
            }
            m_diff.rows.append(row);
        }
        m_nextBefore = hunk.beforeStart + hunk.beforeCount;
        m_nextAfter = hunk.afterStart + hunk.afterCount;
    }

    Diff &m_diff;
    QList<Line> m_before;
    QList<Line> m_after;
    int m_nextBefore = 0;
    int m_nextAfter = 0;
};

} // namespace

Diff diff(const QByteArray &before, const QByteArray &after, const core::CancelFlag &cancel, const DiffOptions &options)
{
    Diff result;
    result.beforeText = before;
    result.afterText = after;
    result.blanksIgnored = options.ignoreBlanks;
    const auto failed = [&result](DiffState state) {
        result.rows.clear();
        result.state = state;
        return result;
    };
    if (cancel.isSet())
        return failed(DiffState::Cancelled);
    if (before.size() > options.maxBytes || after.size() > options.maxBytes)
        return failed(DiffState::TooLarge);
    Builder builder(result);
    if (builder.lineCount() > options.maxLines)
        return failed(DiffState::TooLarge);
    const std::optional<Hunks> hunks = lineHunks(before, after, options.ignoreBlanks);
    if (!hunks)
        return failed(DiffState::TooLarge);
    result.added = hunks->added;
    result.removed = hunks->removed;
    if (!builder.build(*hunks, cancel))
        return failed(DiffState::Cancelled);
    return result;
}

} // namespace text

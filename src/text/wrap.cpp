// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/wrap.h"

#include <QTextBoundaryFinder>

#include <algorithm>

namespace text {

namespace {

//! Laying a grapheme out takes time with the square of its length.
constexpr qsizetype EndlessPiece = 60;
constexpr int OrdinaryMarks = 3; //!< on one letter

bool isBlockEnd(QChar c)
{
    return c == u'\n' || c == QChar::ParagraphSeparator;
}

//! Counts the characters of a line that are slow to lay out, one after the other.
class SlowCount
{
public:
    void add(QChar c)
    {
        if (c.unicode() < 0x7F) {
            m_marks = 0;
            m_count += c.unicode() < 0x20 && c != u'\t' ? 1 : 0;
            return;
        }
        m_marks = c.isMark() ? m_marks + 1 : 0;
        const QChar::Category category = c.category();
        m_count += c.isHighSurrogate() || m_marks > OrdinaryMarks || category == QChar::Other_Control
                || category == QChar::Other_NotAssigned
            ? 1 : 0;
    }
    [[nodiscard]] qsizetype count() const { return m_count; }

private:
    qsizetype m_count = 0;
    int m_marks = 0;
};

//! Where to break at about `length`.
qsizetype breakAt(QStringView line, qsizetype length)
{
    const qsizetype nearby = std::max<qsizetype>(length - 100, 1);
    for (qsizetype i = length; i > nearby; --i) {
        if (line[i - 1] == u' ' && !line[i].isMark())
            return i;
    }
    const QStringView window = line.first(std::min(line.size(), length + 64));
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, window.data(), window.size());
    finder.setPosition(length);
    const qsizetype boundary = finder.isAtBoundary() ? length : finder.toPreviousBoundary();
    if (boundary > length / 2)
        return boundary;
    const qsizetype cut = std::min(length, EndlessPiece);
    return line[cut].isLowSurrogate() && line[cut - 1].isHighSurrogate() && cut > 1 ? cut - 1 : cut;
}

} // namespace

bool isLongLine(QStringView line, const WrapLimits &limits)
{
    if (line.size() > limits.longLine)
        return true;
    if (line.size() <= limits.slowLine)
        return false;
    SlowCount slow;
    for (const QChar c : line)
        slow.add(c);
    return slow.count() > limits.slowLine;
}

qsizetype pieceOf(QStringView line, const WrapLimits &limits)
{
    SlowCount slow;
    const qsizetype most = std::min(line.size(), limits.piece);
    qsizetype length = 0;
    while (length < most && slow.count() < limits.slowPiece)
        slow.add(line[length++]);
    return length == line.size() ? length : breakAt(line, length);
}

QString wrapLine(QStringView line, char16_t mark, const WrapLimits &limits)
{
    QString result;
    result.reserve(line.size() + line.size() / 100);
    while (!line.isEmpty()) {
        const qsizetype length = pieceOf(line, limits);
        result += line.first(length);
        line = line.sliced(length);
        if (!line.isEmpty()) {
            result += QChar(mark);
            result += u'\n';
        }
    }
    return result;
}

Unwrapped::Unwrapped(QStringView display, char16_t mark, const std::function<QChar(QChar)> &meaning)
{
    m_text.reserve(display.size());
    qsizetype left = 0;
    for (qsizetype i = 0; i < display.size(); ++i) {
        const QChar c = display[i];
        if (c == QChar(mark)) {
            // A mark alone stands for nothing, too.
            const qsizetype width = i + 1 < display.size() && isBlockEnd(display[i + 1]) ? 2 : 1;
            left += width;
            m_gaps.append({m_text.size(), i});
            m_left.append(left);
            i += width - 1;
        } else {
            m_text += isBlockEnd(c) ? QChar(u'\n') : meaning && c.unicode() >= 0xFDD0 ? meaning(c) : c;
        }
    }
}

qsizetype Unwrapped::shownStart(qsizetype position) const
{
    const auto gap = std::upper_bound(m_gaps.cbegin(), m_gaps.cend(), position,
                                      [](qsizetype at, const Gap &g) { return at < g.at; });
    return gap == m_gaps.cbegin() ? position : position + m_left[gap - m_gaps.cbegin() - 1];
}

qsizetype Unwrapped::shownEnd(qsizetype position) const
{
    const auto gap = std::lower_bound(m_gaps.cbegin(), m_gaps.cend(), position,
                                      [](const Gap &g, qsizetype at) { return g.at < at; });
    return gap == m_gaps.cbegin() ? position : position + m_left[gap - m_gaps.cbegin() - 1];
}

qsizetype Unwrapped::fromShown(qsizetype shown) const
{
    const auto gap = std::upper_bound(m_gaps.cbegin(), m_gaps.cend(), shown,
                                      [](qsizetype at, const Gap &g) { return at < g.shown; });
    if (gap == m_gaps.cbegin())
        return std::min(shown, m_text.size());
    const qsizetype index = gap - m_gaps.cbegin() - 1;
    return std::min(std::max(shown - m_left[index], m_gaps[index].at), m_text.size());
}

} // namespace text

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/excerpt.h"

#include <algorithm>

namespace text {

namespace {

constexpr int maxLineText = 400;
constexpr int contextBefore = 120;

bool isLineEnd(QChar c)
{
    return c == u'\n' || c == u'\r' || c == QChar::ParagraphSeparator;
}

//! Moves a cut off the middle of a surrogate pair.
qsizetype evened(const QString &text, qsizetype at)
{
    return at > 0 && at < text.size() && text.at(at).isLowSurrogate() ? at - 1 : at;
}

} // namespace

void LineStart::advance(const QString &text, qsizetype to)
{
    for (; passed < to; ++passed) {
        const QChar c = text.at(passed);
        const bool firstHalf = c == u'\r' && passed + 1 < text.size() && text.at(passed + 1) == u'\n';
        if (isLineEnd(c) && !firstHalf) {
            ++line;
            from = passed + 1;
        }
    }
}

//! Without the line's end, cut around the place when the line is long.
Excerpt excerptAt(const QString &text, const LineStart &start, qsizetype at, qsizetype length)
{
    qsizetype lineEnd = at;
    const qsizetype farthest = std::min(text.size(), at + maxLineText);
    while (lineEnd < farthest && !isLineEnd(text.at(lineEnd)))
        ++lineEnd;
    const qsizetype from = at - start.from > contextBefore ? evened(text, at - contextBefore) : start.from;
    const qsizetype to = evened(text, std::min(lineEnd, from + maxLineText));
    Excerpt excerpt;
    excerpt.line = start.line;
    excerpt.lineText = text.mid(from, to - from);
    excerpt.column = int(at - from);
    excerpt.length = int(std::clamp<qsizetype>(length, 0, to - at));
    return excerpt;
}

} // namespace text

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/indent.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace text {

namespace {

constexpr int MaxLines = 10'000;
constexpr qsizetype MaxStep = 8;

} // namespace

QString IndentStyle::step(int column) const
{
    return tabs ? QString(u'\t') : QString(width - column % width, u' ');
}

QStringView indentOf(QStringView line)
{
    qsizetype length = 0;
    while (length < line.size() && (line[length] == u' ' || line[length] == u'\t'))
        ++length;
    return line.first(length);
}

qsizetype outdentLength(QStringView line, const IndentStyle &style)
{
    if (line.startsWith(u'\t'))
        return 1;
    qsizetype length = 0;
    while (length < line.size() && length < style.width && line[length] == u' ')
        ++length;
    return length;
}

IndentStyle detectIndent(QStringView text, const IndentStyle &fallback)
{
    int tabs = 0;
    int indented = 0;
    qsizetype before = 0;
    std::array<int, size_t(MaxStep) + 1> steps{};
    qsizetype from = 0;
    while (from < text.size() && indented < MaxLines) {
        qsizetype end = from;
        while (end < text.size() && text[end] != u'\n' && text[end] != QChar::ParagraphSeparator)
            ++end;
        const QStringView line = text.sliced(from, end - from);
        from = end + 1;
        const QStringView indent = indentOf(line);
        if (indent.size() == line.size())
            continue; // an empty line says nothing
        if (indent.startsWith(u'\t')) {
            ++tabs;
            ++indented;
            continue;
        }
        indented += indent.isEmpty() ? 0 : 1;
        const qsizetype step = std::abs(indent.size() - before);
        if (step >= 2 && step <= MaxStep)
            ++steps[size_t(step)];
        before = indent.size();
    }
    if (indented == 0)
        return fallback;
    if (2 * tabs > indented)
        return {true, 4};
    const auto most = std::max_element(steps.begin(), steps.end());
    return {false, *most > 0 ? int(most - steps.begin()) : fallback.width};
}

} // namespace text

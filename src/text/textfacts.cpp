// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/textfacts.h"

#include "text/visible.h"

#include <algorithm>

namespace text {

namespace {

constexpr qsizetype MaxPart = 1'024;

bool isPlain(QChar c)
{
    return c.unicode() < 0x300; // composes with nothing before it, and is composed itself
}

} // namespace

bool TextFacts::mixed() const
{
    return std::count_if(ends.begin() + 1, ends.end(), [](qsizetype count) { return count > 0; }) > 1;
}

bool isComposed(QStringView text)
{
    if (std::all_of(text.begin(), text.end(), isPlain))
        return true;
    int before = 0;
    for (const QChar c : text) {
        const int order = c.isSurrogate() ? 0 : c.combiningClass();
        if (order != 0 && order < before)
            return false;
        before = order;
    }
    while (!text.isEmpty()) {
        qsizetype length = std::min(MaxPart, text.size());
        if (length < text.size()) {
            while (length > MaxPart / 2 && !isPlain(text[length]))
                --length;
            if (text[length].isLowSurrogate())
                --length;
        }
        const QString part = text.first(length).toString();
        if (part.normalized(QString::NormalizationForm_C) != part)
            return false;
        text = text.sliced(length);
    }
    return true;
}

TextFacts factsOf(const QByteArray &bytes)
{
    TextFacts facts;
    facts.bytes = bytes.size();
    facts.bom = bytes.startsWith("\xEF\xBB\xBF");
    const QString text = QString::fromUtf8(bytes); // only to be counted; drops the BOM
    qsizetype start = 0;
    const auto endLine = [&](qsizetype at) {
        facts.trailingBlanks += at > start && (text[at - 1] == u' ' || text[at - 1] == u'\t') ? 1 : 0;
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        LineEnd end = LineEnd::None;
        const qsizetype at = i;
        if (text[i] == u'\n')
            end = LineEnd::Lf;
        else if (text[i] == QChar::ParagraphSeparator)
            end = LineEnd::Paragraph;
        else if (text[i] == u'\r')
            end = i + 1 < text.size() && text[i + 1] == u'\n' ? LineEnd::CrLf : LineEnd::Cr;
        facts.tabs += text[i] == u'\t' ? 1 : 0;
        if (end == LineEnd::None)
            continue;
        i += end == LineEnd::CrLf ? 1 : 0;
        ++facts.ends[size_t(end)];
        ++facts.lines;
        endLine(at);
        start = i + 1;
        facts.finalEnd = start == text.size();
    }
    endLine(text.size());
    facts.oddCharacters = oddMarks(text).size() - facts.count(LineEnd::Paragraph);
    facts.composed = isComposed(text);
    return facts;
}

} // namespace text

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/words.h"

#include "text/gitdiff.h"

#include <QChar>
#include <QHash>

#include <algorithm>

namespace text {

namespace {

constexpr qsizetype MaxWords = 20'000;

enum class Class { Word, Blank, Sign, Joined };

struct CodePoint
{
    char32_t value = 0;
    int length = 1;
};

//! Lenient: a byte that starts nothing stands for itself.
CodePoint codePointAt(QByteArrayView line, qsizetype at)
{
    const auto byte = [&](qsizetype i) { return i < line.size() ? uchar(line[i]) : uchar(0); };
    const uchar lead = byte(at);
    const int length = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 1;
    if (length == 1)
        return {lead, 1};
    char32_t value = lead & (0x7F >> length);
    for (int i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xC0) != 0x80)
            return {0xFFFD, 1};
        value = (value << 6) | (byte(at + i) & 0x3F);
    }
    return {value, length};
}

bool isIdeographic(char32_t c)
{
    switch (QChar::script(c)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Bopomofo:
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
        return true; // written without blanks between words
    default:
        return false;
    }
}

Class classOf(char32_t c)
{
    if (c < 0x80) {
        if (c == ' ' || c == '\t')
            return Class::Blank;
        const bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        return word ? Class::Word : Class::Sign;
    }
    switch (QChar::category(c)) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_SpacingCombining:
    case QChar::Mark_Enclosing:
        return Class::Joined;
    case QChar::Separator_Space:
        return Class::Blank;
    default:
        break;
    }
    if (c == 0x200C || c == 0x200D)
        return Class::Joined;
    if (QChar::isLetterOrNumber(c))
        return isIdeographic(c) ? Class::Sign : Class::Word;
    return Class::Sign;
}

//! One word a line, as the line engine wants it.
QByteArray asLines(QByteArrayView line, const QList<Range> &words, qsizetype first, qsizetype last)
{
    QByteArray lines;
    lines.reserve(line.size() + words.size());
    for (qsizetype i = first; i < last; ++i) {
        lines += line.sliced(words[i].from, words[i].length);
        lines += '\n';
    }
    return lines;
}

void mark(QList<Range> &marks, const QList<Range> &words, qsizetype first, qsizetype count)
{
    if (count == 0)
        return;
    const qsizetype from = words[first].from;
    const Range &last = words[first + count - 1];
    if (!marks.isEmpty() && marks.last().from + marks.last().length == from)
        marks.last().length = last.from + last.length - marks.last().from;
    else
        marks.append({from, last.from + last.length - from});
}

QHash<QByteArrayView, qsizetype> bagOf(QByteArrayView line, qsizetype &weight)
{
    QHash<QByteArrayView, qsizetype> bag;
    const QList<Range> words = wordsOf(line);
    for (const Range &word : words) {
        const QByteArrayView bytes = line.sliced(word.from, word.length);
        if (classOf(codePointAt(bytes, 0).value) == Class::Blank)
            continue;
        bag[bytes] += word.length;
        weight += word.length;
    }
    return bag;
}

} // namespace

QList<Range> wordsOf(QByteArrayView line)
{
    QList<Range> words;
    Class open = Class::Sign;
    for (qsizetype at = 0; at < line.size();) {
        const CodePoint c = codePointAt(line, at);
        const Class now = classOf(c.value);
        const bool goesOn = !words.isEmpty()
            && (now == Class::Joined || (now == open && (now == Class::Word || now == Class::Blank)));
        if (goesOn)
            words.last().length += c.length;
        else
            words.append({at, c.length});
        if (now != Class::Joined)
            open = now;
        at += c.length;
    }
    return words;
}

WordMarks differingWords(QByteArrayView before, QByteArrayView after)
{
    WordMarks marks;
    const QList<Range> from = wordsOf(before);
    const QList<Range> to = wordsOf(after);
    const auto same = [&](qsizetype i, qsizetype j) {
        return before.sliced(from[i].from, from[i].length) == after.sliced(to[j].from, to[j].length);
    };
    qsizetype head = 0;
    while (head < from.size() && head < to.size() && same(head, head))
        ++head;
    qsizetype fromEnd = from.size();
    qsizetype toEnd = to.size();
    while (fromEnd > head && toEnd > head && same(fromEnd - 1, toEnd - 1)) {
        --fromEnd;
        --toEnd;
    }

    std::optional<Hunks> hunks;
    if (fromEnd - head <= MaxWords && toEnd - head <= MaxWords)
        hunks = lineHunks(asLines(before, from, head, fromEnd), asLines(after, to, head, toEnd));
    if (!hunks) {
        hunks.emplace();
        hunks->list.append({0, int(fromEnd - head), 0, int(toEnd - head)});
    }
    for (const Hunk &hunk : std::as_const(hunks->list)) {
        mark(marks.before, from, head + hunk.beforeStart, hunk.beforeCount);
        mark(marks.after, to, head + hunk.afterStart, hunk.afterCount);
    }
    return marks;
}

double similarity(QByteArrayView before, QByteArrayView after)
{
    if (before == after)
        return 1;
    qsizetype weight = 0;
    const QHash<QByteArrayView, qsizetype> from = bagOf(before, weight);
    const QHash<QByteArrayView, qsizetype> to = bagOf(after, weight);
    if (weight == 0)
        return 1; // blanks only, on both sides
    qsizetype shared = 0;
    for (auto it = from.cbegin(); it != from.cend(); ++it)
        shared += std::min(it.value(), to.value(it.key()));
    return 2.0 * double(shared) / double(weight);
}

} // namespace text

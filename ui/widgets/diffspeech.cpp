// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/diffspeech.h"

#include "ui/widgets/diffline.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace widgets {

namespace {

constexpr int MaxSpokenFacts = 200; //!< of one change
constexpr int MaxSpokenChanges = 1'000;
constexpr int MaxQuotedLines = 5;
constexpr qsizetype MaxQuoted = 160; //!< characters of a line

struct DiffSpeech
{
    Q_DECLARE_TR_FUNCTIONS(widgets::DiffSpeech)
};

QString shown(QByteArrayView bytes)
{
    const DiffLine line = diffLine(bytes, {}, 1);
    return line.text.trimmed().isEmpty() ? DiffSpeech::tr("blank line") : line.text;
}

bool isBlank(QByteArrayView bytes)
{
    return bytes.trimmed().isEmpty();
}

//! In quotation marks, bounded.
QString quoted(QByteArrayView bytes)
{
    QString words = diffLine(bytes, {}, 1).text.trimmed();
    if (words.size() > MaxQuoted) {
        const qsizetype end = words.at(MaxQuoted - 1).isHighSurrogate() ? MaxQuoted - 1 : MaxQuoted;
        words = words.left(end) + u'…';
    }
    //: Words of a text, in quotation marks
    return DiffSpeech::tr("“%1”").arg(words);
}

QString number(int line)
{
    return QLocale().toString(line);
}

//! The first of some lines in a row, one after the other.
QString quotedLines(const text::Diff &diff, const text::Fact &fact)
{
    const bool isOld = fact.kind == text::Fact::Kind::Removed;
    QStringList lines;
    for (qsizetype i = fact.row; i < diff.rows.size() && lines.size() < std::min(fact.lines, MaxQuotedLines); ++i) {
        const text::Row &row = diff.rows[i];
        const text::Line &line = isOld ? row.before : row.after;
        if (line.number < fact.line || line.number >= fact.line + fact.lines)
            continue;
        const QByteArrayView bytes = isOld ? diff.before(row) : diff.after(row);
        lines.append(isBlank(bytes) ? DiffSpeech::tr("a blank line") : quoted(bytes));
    }
    //: Between two lines of a text that are read out
    const QString joined = lines.join(DiffSpeech::tr(", "));
    const int more = fact.lines - int(lines.size());
    return more > 0 ? DiffSpeech::tr("%1, and %2 more").arg(joined, number(more)) : joined;
}

QString runOfLines(const text::Diff &diff, const text::Fact &fact)
{
    const QString first = number(fact.line);
    const QString last = number(fact.line + fact.lines - 1);
    const QString lines = quotedLines(diff, fact);
    if (fact.kind == text::Fact::Kind::Removed)
        return fact.lines == 1 ? DiffSpeech::tr("Line %1 of the older text was removed: %2.").arg(first, lines)
                               : DiffSpeech::tr("Lines %1 to %2 of the older text were removed: %3.").arg(first, last, lines);
    return fact.lines == 1 ? DiffSpeech::tr("Line %1 was added: %2.").arg(first, lines)
                           : DiffSpeech::tr("Lines %1 to %2 were added: %3.").arg(first, last, lines);
}

QString lineEnd(const text::Row &row)
{
    const QString line = number(row.after.number);
    if (row.before.end == text::LineEnd::None)
        return DiffSpeech::tr("Line %1 ends with %2 now; it had no line end.").arg(line, lineEndName(row.after.end));
    if (row.after.end == text::LineEnd::None)
        return DiffSpeech::tr("Line %1 has no line end any more.").arg(line);
    return DiffSpeech::tr("Line %1 ends with %2 now, not with %3.")
        .arg(line, lineEndName(row.after.end), lineEndName(row.before.end));
}

QString factsOfChange(const text::Diff &diff, const text::Facts &facts, qsizetype first)
{
    qsizetype end = first;
    while (end < diff.rows.size() && diff.rows[end].kind != text::RowKind::Same)
        ++end;
    auto at = std::lower_bound(facts.list.cbegin(), facts.list.cend(), first,
                               [](const text::Fact &fact, qsizetype row) { return fact.row < row; });
    QStringList sentences;
    for (; at != facts.list.cend() && at->row < end; ++at) {
        if (sentences.size() >= MaxSpokenFacts) {
            sentences.append(DiffSpeech::tr("And more."));
            break;
        }
        sentences.append(sentence(diff, *at));
    }
    return sentences.join(u'\n');
}

} // namespace

QString sentence(const text::Diff &diff, const text::Fact &fact)
{
    using Kind = text::Fact::Kind;
    const text::Row &row = diff.rows[fact.row];
    const QString line = number(fact.line);
    const QByteArrayView before = fact.before.length > 0 ? diff.before(row).sliced(fact.before.from, fact.before.length)
                                                         : QByteArrayView();
    const QByteArrayView after = fact.after.length > 0 ? diff.after(row).sliced(fact.after.from, fact.after.length)
                                                       : QByteArrayView();
    switch (fact.kind) {
    case Kind::Became:
        if (isBlank(before) && isBlank(after))
            return DiffSpeech::tr("Line %1: only its blanks are others.").arg(line);
        if (isBlank(before))
            return DiffSpeech::tr("Line %1: blanks became %2.").arg(line, quoted(after));
        if (isBlank(after))
            return DiffSpeech::tr("Line %1: %2 became blanks.").arg(line, quoted(before));
        return DiffSpeech::tr("Line %1: %2 became %3.").arg(line, quoted(before), quoted(after));
    case Kind::WordAdded:
        return isBlank(after) ? DiffSpeech::tr("Line %1: blanks were added.").arg(line)
                              : DiffSpeech::tr("Line %1: %2 was added.").arg(line, quoted(after));
    case Kind::WordRemoved:
        return isBlank(before) ? DiffSpeech::tr("Line %1: blanks were removed.").arg(line)
                               : DiffSpeech::tr("Line %1: %2 was removed.").arg(line, quoted(before));
    case Kind::Added:
    case Kind::Removed:
        return runOfLines(diff, fact);
    case Kind::Moved:
        return DiffSpeech::tr("Lines %1 to %2 of the older text moved to line %3.")
            .arg(line, number(fact.line + fact.lines - 1), number(fact.otherLine));
    case Kind::Arrived:
        return DiffSpeech::tr("Lines %1 to %2 moved here from line %3 of the older text.")
            .arg(line, number(fact.line + fact.lines - 1), number(fact.otherLine));
    case Kind::LineEnd:
        return lineEnd(row);
    }
    return {};
}

QString speechOf(const text::Diff &diff, const text::Facts &facts, const QList<qsizetype> &changes, int only)
{
    QStringList all;
    for (int i = 0; i < changes.size() && i < MaxSpokenChanges; ++i) {
        if (only >= 0 && i != only)
            continue;
        all.append(DiffSpeech::tr("Change %1 of %2").arg(i + 1).arg(changes.size()) + u'\n'
                   + factsOfChange(diff, facts, changes[i]));
    }
    return all.join(u"\n\n");
}

QString speechOf(const text::Diff &diff, const MovedBlocks &moved, const DiffItem &item)
{
    if (item.kind == DiffItem::Kind::Fold)
        return item.count == 1 ? DiffSpeech::tr("1 unchanged line, folded")
                               : DiffSpeech::tr("%n unchanged lines, folded", nullptr, int(item.count));
    const text::Row &row = diff.rows[item.row];
    const MovedBlock *away = moved.ofBefore(row.before.number);
    const MovedBlock *here = moved.ofAfter(row.after.number);
    if (item.kind == DiffItem::Kind::MovedAway && away)
        return movedWords(*away, true);
    if (item.kind == DiffItem::Kind::MovedHere && here)
        return movedWords(*here, false);
    if (row.kind == text::RowKind::Same)
        return DiffSpeech::tr("Line %1: %2").arg(row.after.number).arg(shown(diff.after(row)));
    QStringList lines;
    if (row.before.number > 0 && item.kind != DiffItem::Kind::After)
        lines.append((away ? DiffSpeech::tr("Moved away, line %1: %2") : DiffSpeech::tr("Removed line %1: %2"))
                         .arg(row.before.number)
                         .arg(shown(diff.before(row))));
    if (row.after.number > 0 && item.kind != DiffItem::Kind::Before)
        lines.append((here ? DiffSpeech::tr("Moved here, line %1: %2") : DiffSpeech::tr("Added line %1: %2"))
                         .arg(row.after.number)
                         .arg(shown(diff.after(row))));
    return lines.join(u'\n');
}

QString movedWords(const MovedBlock &block, bool away)
{
    const text::Move &move = block.move;
    return (away ? DiffSpeech::tr("%n lines moved to line %1", nullptr, move.lines).arg(number(move.after))
                 : DiffSpeech::tr("%n lines moved from line %1", nullptr, move.lines).arg(number(move.before)));
}

QString lineEndName(text::LineEnd end)
{
    switch (end) {
    case text::LineEnd::Lf:
        return u"LF"_s;
    case text::LineEnd::CrLf:
        return u"CRLF"_s;
    case text::LineEnd::Cr:
        return u"CR"_s;
    case text::LineEnd::None:
        //: Behind the last line of a text
        return DiffSpeech::tr("no line end");
    case text::LineEnd::Paragraph:
        break;
    }
    return {};
}

} // namespace widgets

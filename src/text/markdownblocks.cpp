// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/markdownblocks.h"

#include "text/visible.h"
#include "text/wrap.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace text {

namespace {

constexpr qsizetype MaxBlocks = 5'000;
constexpr qsizetype MaxCost = 200'000;
constexpr qsizetype SlowCost = 200;   //!< laying out and drawing an emoji takes about so much longer than a letter
constexpr qsizetype MaxInBlock = 1'000;
constexpr qsizetype MaxRuns = 100;    //!< in one block
constexpr qsizetype MaxAllRuns = 10'000;
constexpr int MaxDepth = 12;          //!< of lists and quotes; deeper ones look like this
constexpr qsizetype MaxCells = 50;    //!< in one row
constexpr qsizetype MaxCell = 40;     //!< units that are padded to a common width

qsizetype costOf(QStringView text)
{
    qsizetype cost = text.size();
    for (const QChar c : text)
        cost += c.isSurrogate() ? SlowCost / 2 : 0;
    return cost;
}

//! What a person cannot see, named.
QString named(const QString &shown)
{
    const QList<OddMark> marks = oddMarks(shown, shown.size());
    if (marks.isEmpty())
        return shown;
    QString result;
    qsizetype at = 0;
    for (const OddMark &mark : marks) {
        if (mark.kind == OddKind::Blank || mark.character == U'\n')
            continue;
        result += QStringView(shown).sliced(at, mark.from - at);
        result += u'\u2039' + codePointName(mark.character) + u'\u203A';
        at = mark.from + mark.length;
    }
    result += QStringView(shown).sliced(at);
    return result;
}

} // namespace

MarkdownBlock MarkdownBlocks::fresh(MarkdownKind kind) const
{
    MarkdownBlock block;
    block.kind = kind;
    block.indent = std::min(m_indent, MaxDepth);
    block.quote = std::min(m_quote, MaxDepth);
    block.line = m_line;
    return block;
}

void MarkdownBlocks::setMarker(const QString &marker)
{
    end();
    m_marker = marker;
}

void MarkdownBlocks::endItem()
{
    end();
    if (!m_marker.isEmpty()) { // an empty item
        begin(MarkdownKind::Paragraph);
        end();
    }
}

void MarkdownBlocks::begin(MarkdownKind kind, int level)
{
    end();
    m_block = fresh(kind);
    m_block.level = level;
    m_block.marker = std::exchange(m_marker, {});
    m_open = true;
    if (kind == MarkdownKind::Rule)
        end();
}

void MarkdownBlocks::end()
{
    if (!std::exchange(m_open, false))
        return;
    // Each line of code is a block, and each of a paragraph with hard breaks.
    MarkdownBlock line = m_block;
    line.runs.clear();
    bool first = true;
    const auto finish = [&](int lines) {
        line.goesOn = !first;
        addLine(std::exchange(line, fresh(m_block.kind)));
        line.level = m_block.level;
        line.line = m_block.line + lines;
        first = false;
    };
    int lines = 0;
    const bool verbatim = m_block.kind == MarkdownKind::Code || m_block.kind == MarkdownKind::Html;
    for (qsizetype r = 0; r < m_block.runs.size() && !m_full; ++r) {
        const MarkdownRun &run = m_block.runs[r];
        const QStringList parts = run.text.split(u'\n');
        for (qsizetype i = 0; i < parts.size() && !m_full; ++i) {
            if (i > 0)
                finish(++lines);
            if (!parts[i].isEmpty())
                line.runs.append({parts[i], run.styles, run.target});
        }
    }
    if (!line.runs.isEmpty() || (first && (!verbatim || !line.marker.isEmpty())))
        finish(lines);
}

//! Divided where it is long.
void MarkdownBlocks::addLine(MarkdownBlock block)
{
    const QList<MarkdownRun> runs = std::exchange(block.runs, {});
    qsizetype length = 0;
    const auto next = [&] {
        append(block);
        block.runs.clear();
        block.marker.clear();
        block.goesOn = true;
        length = 0;
    };
    for (const MarkdownRun &run : runs) {
        QStringView rest = run.text;
        while (!rest.isEmpty() && !m_full) {
            const qsizetype piece = pieceOf(rest);
            if (!block.runs.isEmpty() && (length + piece > MaxInBlock || block.runs.size() >= MaxRuns))
                next();
            block.runs.append({rest.first(piece).toString(), run.styles, run.target});
            length += piece;
            rest = rest.sliced(piece);
            if (!rest.isEmpty())
                next();
        }
    }
    append(block);
}

void MarkdownBlocks::append(const MarkdownBlock &block)
{
    m_runs += block.runs.size();
    if (m_done.size() >= MaxBlocks || m_runs > MaxAllRuns)
        m_full = true;
    if (!m_full)
        m_done.append(block);
}

void MarkdownBlocks::add(const MarkdownRun &run, int line)
{
    m_line = line;
    const QString shown = named(run.text);
    m_cost += costOf(shown);
    if (m_cost > MaxCost) {
        m_full = true;
        return;
    }
    if (m_inTable) {
        if (m_rows.isEmpty() || m_rows.last().cells.isEmpty())
            return;
        m_rows.last().line = line;
        m_rows.last().cells.last() += QString(shown).replace(u'\n', u' ');
        return;
    }
    if (!m_open)
        begin(MarkdownKind::Paragraph);
    if (m_block.runs.isEmpty())
        m_block.line = line;
    if (!m_block.runs.isEmpty() && m_block.runs.last().styles == run.styles && m_block.runs.last().target == run.target)
        m_block.runs.last().text += shown;
    else
        m_block.runs.append({shown, run.styles, run.target});
}

void MarkdownBlocks::addImage(MarkdownStyles styles, const QString &target)
{
    add({u"\u25A7 "_s, styles, target}, m_line);
}

void MarkdownBlocks::beginTable()
{
    end();
    m_inTable = true;
    m_rows = {Row()};
}

void MarkdownBlocks::beginCell(bool heading)
{
    Row &row = m_rows.last();
    row.heading = heading;
    if (row.cells.size() < MaxCells)
        row.cells.append(QString());
    m_cost += 4; // a row has as many cells as the table has columns, written or not
    m_full = m_full || m_cost > MaxCost;
}

void MarkdownBlocks::endRow()
{
    m_rows.append(Row());
}

//! As lines of text with cells of one width: a table for laying out takes time with the square of its rows.
void MarkdownBlocks::endTable()
{
    m_inTable = false;
    const QList<Row> rows = std::exchange(m_rows, {});
    QList<qsizetype> widths;
    for (const Row &row : rows) {
        widths.resize(std::max(widths.size(), row.cells.size()));
        for (qsizetype i = 0; i < row.cells.size(); ++i)
            widths[i] = std::max(widths[i], std::min(row.cells[i].size(), MaxCell));
    }
    bool first = true;
    for (const Row &row : rows) {
        if (row.cells.isEmpty() || m_full)
            continue;
        MarkdownBlock block = fresh(MarkdownKind::TableRow);
        block.line = row.line;
        block.goesOn = !std::exchange(first, false);
        QString line;
        for (qsizetype i = 0; i < row.cells.size(); ++i)
            line += (i > 0 ? u" \u2502 "_s : QString()) + row.cells[i].leftJustified(widths[i]);
        m_cost += line.size();
        m_full = m_full || m_cost > MaxCost;
        block.runs = {{line, row.heading ? MarkdownStyles(MarkdownStyle::Strong) : MarkdownStyles(), {}}};
        addLine(block);
    }
}

MarkdownPage MarkdownBlocks::take()
{
    const bool cut = m_full;
    m_full = false; // what was begun is still shown
    if (m_inTable)
        endTable();
    else
        end();
    return {std::exchange(m_done, {}), cut || m_full};
}

QString textOfEntity(const QString &entity)
{
    static const QList<std::pair<QString, QString>> names = {
        {u"&amp;"_s, u"&"_s}, {u"&lt;"_s, u"<"_s}, {u"&gt;"_s, u">"_s}, {u"&quot;"_s, u"\""_s}, {u"&apos;"_s, u"'"_s},
        {u"&nbsp;"_s, u"\u00A0"_s}, {u"&copy;"_s, u"\u00A9"_s}, {u"&reg;"_s, u"\u00AE"_s}, {u"&hellip;"_s, u"\u2026"_s},
        {u"&ndash;"_s, u"\u2013"_s}, {u"&mdash;"_s, u"\u2014"_s}, {u"&euro;"_s, u"\u20AC"_s}, {u"&rarr;"_s, u"\u2192"_s},
        {u"&larr;"_s, u"\u2190"_s}, {u"&times;"_s, u"\u00D7"_s}, {u"&deg;"_s, u"\u00B0"_s}};
    if (entity.startsWith(u"&#"_s) && entity.size() > 3) {
        const bool hex = entity[2] == u'x' || entity[2] == u'X';
        const qsizetype from = hex ? 3 : 2;
        bool good = false;
        const uint code = QStringView(entity).sliced(from, entity.size() - from - 1).toUInt(&good, hex ? 16 : 10);
        if (!good || code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
            return QChar(QChar::ReplacementCharacter);
        const char32_t character = code;
        return QString::fromUcs4(&character, 1);
    }
    for (const auto &[name, meaning] : names) {
        if (entity == name)
            return meaning;
    }
    return entity;
}

} // namespace text

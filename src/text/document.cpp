// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/document.h"

#include "core/utf8.h"
#include "text/align.h"

#include <QTextBoundaryFinder>

#include <algorithm>

namespace text {

namespace {

constexpr QByteArrayView Bom = "\xEF\xBB\xBF";

QList<QStringView> linesOf(QStringView text)
{
    QList<QStringView> lines;
    qsizetype start = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'\n' || text[i] == QChar::ParagraphSeparator) {
            lines.append(text.sliced(start, i - start));
            start = i + 1;
        }
    }
    lines.append(text.sliced(start));
    return lines;
}

bool isDisplayed(QStringView edited, QStringView display)
{
    if (edited.size() != display.size())
        return false;
    return std::equal(edited.begin(), edited.end(), display.begin(), [](QChar a, QChar b) {
        return a == b || (a == QChar::ParagraphSeparator && b == u'\n');
    });
}

//! Characters that are slow to lay out which a line may have and still be edited in one piece.
constexpr qsizetype MaxSlow = 2'000;
constexpr qsizetype SlowPiece = 120;

//! Qt lays out a line anew at every key: with 25,000 emoji or 100,000 control characters that takes seconds.
bool isSlow(QStringView line)
{
    const auto slow = [](QChar c) {
        if (c.unicode() < 0x7F)
            return c.unicode() < 0x20;
        const QChar::Category category = c.category();
        return c.isHighSurrogate() || c.isMark() || category == QChar::Other_Control
            || category == QChar::Other_Format || category == QChar::Other_NotAssigned;
    };
    return std::count_if(line.begin(), line.end(), slow) > MaxSlow;
}

//! Laying a grapheme out takes time with the square of its length.
constexpr qsizetype EndlessPiece = 60;

//! Where to wrap a long line at about `length`: behind a blank when one is near, never within a grapheme unless that
//! is endless, never within a surrogate pair.
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
    return line[cut].isLowSurrogate() && line[cut - 1].isHighSurrogate() ? cut - 1 : cut;
}

} // namespace

Document::Document()
{
    m_ends = {LineEnd::None};
}

Document Document::load(const QByteArray &bytes, const DocumentOptions &options)
{
    Document document;
    document.m_bytes = bytes;
    document.m_bom = bytes.startsWith(Bom);
    const QByteArrayView body = QByteArrayView(bytes).sliced(document.m_bom ? Bom.size() : 0);
    const std::optional<QString> text = core::decodeUtf8(body);
    if (!text) {
        document.m_reason = ReadOnlyReason::InvalidUtf8;
        document.m_reasonAt = core::firstInvalidUtf8(bytes);
    }
    // The lenient decoder is good enough for what can only be read.
    const QString shown = text ? *text : QString::fromUtf8(body);
    if (!document.chooseStandIns(shown) && document.m_reason == ReadOnlyReason::None) {
        document.m_reason = ReadOnlyReason::NoStandIn;
        document.m_reasonAt = 0;
    }
    document.setText(shown, options);
    return document;
}

bool Document::endsWithLineEnd() const
{
    return !m_display.isEmpty() && m_display.back() == u'\n';
}

bool Document::isWrappedAfter(qsizetype block) const
{
    return block >= 0 && block < m_ends.size() && m_ends[block] == LineEnd::Display;
}

bool Document::chooseStandIns(QStringView text)
{
    std::array<bool, 32> used{}; // U+FDD0 to U+FDEF
    for (const QChar c : text) {
        if (c.unicode() >= 0xFDD0 && c.unicode() <= 0xFDEF)
            used[size_t(c.unicode() - 0xFDD0)] = true;
    }
    size_t next = 2; // the first two are Qt's own marks
    for (char16_t &standIn : m_standIns) {
        while (next < used.size() && used[next])
            ++next;
        if (next == used.size())
            return false;
        standIn = char16_t(0xFDD0 + next++);
    }
    return true;
}

char16_t Document::standIn(char16_t c) const
{
    for (size_t i = 0; i < Troublesome.size(); ++i) {
        if (c == Troublesome[i])
            return m_standIns[i];
    }
    return c;
}

char16_t Document::meaning(char16_t shown) const
{
    if (shown < 0xFDD0 || shown > 0xFDEF || m_reason == ReadOnlyReason::NoStandIn)
        return shown;
    for (size_t i = 0; i < m_standIns.size(); ++i) {
        if (shown == m_standIns[i])
            return Troublesome[i];
    }
    return shown;
}

void Document::setText(const QString &text, const DocumentOptions &options)
{
    m_ends.clear();
    m_display.reserve(text.size());
    qsizetype start = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        LineEnd end = LineEnd::None;
        qsizetype length = 1;
        switch (text[i].unicode()) {
        case u'\n':
            end = LineEnd::Lf;
            break;
        case u'\r':
            end = i + 1 < text.size() && text[i + 1] == u'\n' ? LineEnd::CrLf : LineEnd::Cr;
            length = end == LineEnd::CrLf ? 2 : 1;
            break;
        case 0x2029:
            end = LineEnd::Paragraph;
            break;
        default:
            continue;
        }
        addLine(QStringView(text).sliced(start, i - start), end, options);
        i += length - 1;
        start = i + 1;
    }
    addLine(QStringView(text).sliced(start), LineEnd::None, options);
    countEnds();
}

void Document::addText(QStringView text)
{
    for (const QChar c : text)
        m_display += QChar(standIn(c.unicode()));
}

void Document::addLine(QStringView line, LineEnd end, const DocumentOptions &options)
{
    if (!m_ends.isEmpty())
        m_display += u'\n';
    const bool slow = line.size() > options.longLine && isSlow(line);
    if (slow || (line.size() > options.longLine && !options.keepLongLines))
        wrapLine(line, slow ? ReadOnlyReason::SlowLine : ReadOnlyReason::LongLine, options);
    else
        addText(line);
    m_ends.append(end);
}

void Document::wrapLine(QStringView line, ReadOnlyReason reason, const DocumentOptions &options)
{
    const bool worse = m_reason == ReadOnlyReason::LongLine && reason == ReadOnlyReason::SlowLine;
    if (m_reason == ReadOnlyReason::None || worse) {
        m_reason = reason;
        // Only told to people, so the bytes of the lines before are counted in the display.
        m_reasonAt = QStringView(m_display).toUtf8().size() + (m_bom ? Bom.size() : 0);
    }
    const qsizetype piece = reason == ReadOnlyReason::SlowLine ? std::min(options.piece, SlowPiece) : options.piece;
    while (line.size() > piece) {
        const qsizetype at = breakAt(line, piece);
        addText(line.first(at));
        m_display += u'\n';
        m_ends.append(LineEnd::Display);
        line = line.sliced(at);
    }
    addText(line);
}

void Document::countEnds()
{
    std::array<qsizetype, size_t(LineEnd::Display) + 1> counts{};
    for (const LineEnd end : std::as_const(m_ends))
        ++counts[size_t(end)];
    counts[size_t(LineEnd::None)] = 0;
    counts[size_t(LineEnd::Display)] = 0;
    const auto most = std::max_element(counts.begin(), counts.end());
    if (*most > 0)
        m_dominant = LineEnd(most - counts.begin());
    m_mixed = std::count_if(counts.begin(), counts.end(), [](qsizetype count) { return count > 0; }) > 1;
}

QList<LineEnd> Document::endsFor(const QList<QStringView> &lines) const
{
    QList<LineEnd> ends(lines.size(), m_dominant);
    ends.last() = LineEnd::None;
    if (!m_mixed)
        return ends;
    const QList<qsizetype> source = alignLines(linesOf(m_display), lines);
    for (qsizetype i = 0; i + 1 < lines.size(); ++i) {
        const LineEnd own = source[i] >= 0 ? m_ends[source[i]] : LineEnd::None;
        if (own != LineEnd::None) {
            ends[i] = own;
            continue;
        }
        // A new line is ended like the line before.
        ends[i] = i > 0 ? ends[i - 1] : m_dominant;
    }
    return ends;
}

QByteArray Document::save(QStringView edited) const
{
    if (m_reason != ReadOnlyReason::None || isDisplayed(edited, m_display))
        return m_bytes;
    const QList<QStringView> lines = linesOf(edited);
    const QList<LineEnd> ends = endsFor(lines);
    QByteArray bytes;
    bytes.reserve(m_bytes.size() + 1024);
    if (m_bom)
        bytes += Bom;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        bytes += fromDisplay(lines[i]).toUtf8();
        bytes += bytesOf(ends[i]);
    }
    return bytes;
}

QString Document::toDisplay(QStringView foreign) const
{
    QString display;
    display.reserve(foreign.size());
    for (qsizetype i = 0; i < foreign.size(); ++i) {
        const QChar c = foreign[i];
        if (c == u'\r') {
            if (i + 1 == foreign.size() || foreign[i + 1] != u'\n')
                display += u'\n';
        } else if (c == QChar::ParagraphSeparator) {
            display += u'\n';
        } else if (c.isHighSurrogate() && i + 1 < foreign.size() && foreign[i + 1].isLowSurrogate()) {
            display += c;
            display += foreign[++i];
        } else if (c.isSurrogate() || meaning(c.unicode()) != c.unicode()) {
            display += QChar::ReplacementCharacter;
        } else {
            display += QChar(standIn(c.unicode()));
        }
    }
    return display;
}

QString Document::fromDisplay(QStringView shown) const
{
    QString text = shown.toString();
    for (QChar &c : text) {
        if (c == QChar::ParagraphSeparator)
            c = u'\n';
        else if (c.unicode() >= 0xFDD0 && c.unicode() <= 0xFDEF)
            c = QChar(meaning(c.unicode()));
    }
    return text;
}

} // namespace text

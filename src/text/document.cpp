// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/document.h"

#include "core/utf8.h"
#include "text/align.h"

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

} // namespace

Document::Document()
{
    m_ends = {LineEnd::None};
}

Document Document::load(const QByteArray &bytes, const WrapLimits &limits)
{
    Document document;
    document.m_limits = limits;
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
    document.setText(shown);
    return document;
}

bool Document::endsWithLineEnd() const
{
    return !m_display.isEmpty() && m_display.back() == u'\n';
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
    for (size_t i = 0; i < Troublesome.size(); ++i) {
        if (shown == m_standIns[i])
            return Troublesome[i];
    }
    return shown;
}

void Document::setText(const QString &text)
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
        addLine(QStringView(text).sliced(start, i - start), end);
        i += length - 1;
        start = i + 1;
    }
    addLine(QStringView(text).sliced(start), LineEnd::None);
    countEnds();
}

void Document::addLine(QStringView line, LineEnd end)
{
    if (!m_ends.isEmpty())
        m_display += u'\n';
    m_ends.append(end);
    const qsizetype from = m_display.size();
    if (isLongLine(line, m_limits))
        m_display += wrapLine(line, m_standIns.back(), m_limits);
    else
        m_display += line;
    for (qsizetype i = from; i < m_display.size(); ++i)
        m_display[i] = QChar(standIn(m_display[i].unicode()));
}

void Document::countEnds()
{
    std::array<qsizetype, size_t(LineEnd::Paragraph) + 1> counts{};
    for (const LineEnd end : std::as_const(m_ends))
        ++counts[size_t(end)];
    counts[size_t(LineEnd::None)] = 0;
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
    const QString loaded = Unwrapped(m_display, wrapMark().unicode()).text();
    const QList<qsizetype> source = alignLines(linesOf(loaded), lines);
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

bool Document::shows(QStringView edited) const
{
    return isDisplayed(edited, m_display);
}

QByteArray Document::save(QStringView edited) const
{
    if (m_reason != ReadOnlyReason::None || shows(edited))
        return m_bytes;
    const QString text = Unwrapped(edited, wrapMark().unicode()).text();
    const QList<QStringView> lines = linesOf(text);
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

Document Document::rebased(QStringView edited) const
{
    if (m_reason != ReadOnlyReason::None || isDisplayed(edited, m_display))
        return *this;
    const QString text = Unwrapped(edited, wrapMark().unicode()).text();
    Document document = *this;
    document.m_bytes = save(edited);
    document.m_ends = endsFor(linesOf(text));
    document.m_display = edited.toString();
    document.m_display.replace(QChar::ParagraphSeparator, u'\n');
    document.countEnds();
    return document;
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
        } else if (c.isSurrogate() || meaning(c.unicode()) != c.unicode() || c == wrapMark()) {
            display += QChar::ReplacementCharacter;
        } else {
            display += QChar(standIn(c.unicode()));
        }
    }
    return wrapped(display);
}

QString Document::wrapped(const QString &display) const
{
    const QList<QStringView> lines = linesOf(display);
    if (std::none_of(lines.begin(), lines.end(), [this](QStringView line) { return isLongLine(line, m_limits); }))
        return display;
    QString result;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (i > 0)
            result += u'\n';
        if (isLongLine(lines[i], m_limits))
            result += wrapLine(lines[i], m_standIns.back(), m_limits);
        else
            result += lines[i];
    }
    return result;
}

QString Document::fromDisplay(QStringView shown) const
{
    QString text = shown.contains(wrapMark()) ? Unwrapped(shown, wrapMark().unicode()).text() : shown.toString();
    for (QChar &c : text) {
        if (c == QChar::ParagraphSeparator)
            c = u'\n';
        else if (c.unicode() >= 0xFDD0 && c.unicode() <= 0xFDEF)
            c = QChar(meaning(c.unicode()));
    }
    return text;
}

} // namespace text

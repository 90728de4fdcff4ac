// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/diffline.h"

#include "core/utf8.h"
#include "text/visible.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace widgets {

namespace {

constexpr qsizetype LongLine = 4'000;  //!< bytes
constexpr qsizetype Around = 150;      //!< bytes shown on either side of a difference
constexpr qsizetype MaxPlaces = 20;

bool isTail(QByteArrayView bytes, qsizetype at)
{
    return at < bytes.size() && (uchar(bytes[at]) & 0xC0) == 0x80;
}

//! What of a long line is shown: the surroundings of its marks, or its beginning.
QList<text::Range> excerpts(QByteArrayView bytes, const QList<text::Range> &marks)
{
    if (bytes.size() <= LongLine)
        return {{0, bytes.size()}};
    QList<text::Range> places;
    const auto add = [&](qsizetype from, qsizetype to) {
        from = std::max<qsizetype>(from, 0);
        to = std::min(to, bytes.size());
        while (from > 0 && isTail(bytes, from))
            --from;
        while (isTail(bytes, to))
            ++to;
        if (!places.isEmpty() && from <= places.last().from + places.last().length)
            places.last().length = std::max(to, places.last().from + places.last().length) - places.last().from;
        else
            places.append({from, to - from});
    };
    for (const text::Range &mark : marks) {
        if (places.size() == MaxPlaces)
            break;
        const qsizetype shown = std::min(mark.length, LongLine / 4);
        add(mark.from - Around, mark.from + shown + Around);
    }
    if (places.isEmpty())
        add(0, LongLine);
    return places;
}

//! Turns pieces of a line into the text to paint and carries the marks over.
class Writer
{
public:
    Writer(DiffLine &line, int tabWidth, const QList<text::Range> &spots)
        : m_line(line), m_tabWidth(std::max(tabWidth, 1)), m_spots(spots)
    {
        m_line.spots.resize(spots.size());
    }

    void ellipsis()
    {
        writeOut(u" … "_s);
    }

    void piece(QByteArrayView bytes, qsizetype offset, const QList<text::Range> &marks)
    {
        // Strict where possible: the lenient decoder swallows a BOM, which may be all that differs.
        const QString decoded = core::decodeUtf8(bytes).value_or(QString::fromUtf8(bytes));
        const QList<text::OddMark> odd = text::oddMarks(decoded);
        auto nextOdd = odd.cbegin();
        for (qsizetype i = 0; i < decoded.size();) {
            const qsizetype length = decoded[i].isHighSurrogate() && i + 1 < decoded.size() ? 2 : 1;
            const bool isOdd = nextOdd != odd.cend() && nextOdd->from == i;
            const qsizetype from = m_line.text.size();
            if (isOdd)
                writeOut(u'\u2039' + text::codePointName(nextOdd++->character) + u'\u203A');
            else if (decoded[i] == u'\r')
                writeOut(u'\u2039' + text::codePointName('\r') + u'\u203A');
            else if (decoded[i] == u'\t')
                m_line.text += QString(m_tabWidth - m_line.text.size() % m_tabWidth, u' ');
            else
                m_line.text += QStringView(decoded).sliced(i, length);
            mark(offset, from, marks);
            markSpots(offset, from);
            offset += utf8Length(QStringView(decoded).sliced(i, length));
            i += length;
        }
    }

private:
    static qsizetype utf8Length(QStringView character)
    {
        if (character.size() == 2)
            return 4;
        const char16_t c = character[0].unicode();
        return c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
    }

    void writeOut(const QString &words)
    {
        m_line.written.append({m_line.text.size(), words.size()});
        m_line.text += words;
    }

    void mark(qsizetype byte, qsizetype from, const QList<text::Range> &marks)
    {
        while (m_nextMark < marks.size() && marks[m_nextMark].from + marks[m_nextMark].length <= byte)
            ++m_nextMark;
        if (m_nextMark == marks.size() || byte < marks[m_nextMark].from)
            return;
        const qsizetype length = m_line.text.size() - from;
        if (!m_line.marks.isEmpty() && m_line.marks.last().from + m_line.marks.last().length == from)
            m_line.marks.last().length += length;
        else
            m_line.marks.append({from, length});
    }

    void markSpots(qsizetype byte, qsizetype from)
    {
        for (qsizetype i = 0; i < m_spots.size() && m_spots[i].from <= byte; ++i) {
            if (byte >= m_spots[i].from + m_spots[i].length)
                continue;
            text::Range &spot = m_line.spots[i];
            spot = spot.length == 0 ? text::Range{from, m_line.text.size() - from} : text::Range{spot.from, m_line.text.size() - spot.from};
        }
    }

    DiffLine &m_line;
    int m_tabWidth;
    const QList<text::Range> &m_spots;
    qsizetype m_nextMark = 0;
};

} // namespace

DiffLine diffLine(QByteArrayView bytes, const QList<text::Range> &marks, int tabWidth, const QList<text::Range> &spots)
{
    DiffLine line;
    const QList<text::Range> heeded = spots.first(std::min(spots.size(), MaxPlaces));
    Writer writer(line, tabWidth, heeded);
    qsizetype end = 0;
    QList<text::Range> shown = marks;
    if (bytes.size() > LongLine && !heeded.isEmpty()) {
        shown += heeded;
        std::stable_sort(shown.begin(), shown.end(), [](const text::Range &a, const text::Range &b) { return a.from < b.from; });
    }
    const QList<text::Range> places = excerpts(bytes, shown);
    for (const text::Range &place : places) {
        if (place.from > end)
            writer.ellipsis();
        writer.piece(bytes.sliced(place.from, place.length), place.from, marks);
        end = place.from + place.length;
    }
    if (end < bytes.size())
        writer.ellipsis();
    line.spots.resize(spots.size());
    return line;
}

int columnsOf(QByteArrayView bytes, int tabWidth)
{
    qsizetype columns = 0;
    for (const char c : bytes.first(std::min(bytes.size(), 2 * LongLine))) {
        const uchar byte = uchar(c);
        if (byte == '\t')
            columns += std::max(tabWidth, 1);
        else if (byte < 0x80)
            ++columns;
        else if (byte >= 0xE0)
            columns += 2; // most of these are wide
        else if (byte >= 0xC0)
            ++columns;
    }
    return int(columns);
}

} // namespace widgets

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0

// The half of Document that tells which byte stands where in the display.
#include "text/document.h"

namespace text {

namespace {

constexpr qsizetype BomLength = 3;

//! UTF-8 bytes of one UTF-16 unit; a pair has its four at the first half.
qsizetype bytesOfUnit(char16_t unit)
{
    if (unit < 0x80)
        return 1;
    if (unit < 0x800)
        return 2;
    if (QChar::isSurrogate(unit))
        return QChar::isHighSurrogate(unit) ? 4 : 0;
    return 3;
}

} // namespace

//! Calls visit(position, offset) for each place of the display in order, the end included; it returns false to stop.
template<typename Visit>
void Document::walk(Visit visit) const
{
    qsizetype offset = m_bom ? BomLength : 0;
    qsizetype block = 0; // m_ends has one a line, and a break for display ends none
    for (qsizetype position = 0; position < m_display.size(); ++position) {
        const QChar unit = m_display[position];
        if (!unit.isLowSurrogate() && !visit(position, offset))
            return;
        if (isBreak(position, offset)) {
            if (++position < m_display.size() && m_display[position] != u'\n')
                --position; // a mark alone
            continue;
        }
        if (unit == u'\n')
            offset += block < m_ends.size() ? bytesOf(m_ends[block++]).size() : 0;
        else
            offset += bytesOfUnit(meaning(unit.unicode()));
    }
    visit(m_display.size(), offset);
}

//! Whether a mark stands here, and not, in a text that left no character to stand for it, the character itself.
bool Document::isBreak(qsizetype position, qsizetype offset) const
{
    const QChar mark = wrapMark();
    if (m_display[position] != mark)
        return false;
    return m_reason != ReadOnlyReason::NoStandIn || !QByteArrayView(m_bytes).sliced(offset).startsWith(QString(mark).toUtf8());
}

QList<qsizetype> Document::positionsOf(const QList<qsizetype> &offsets) const
{
    QList<qsizetype> positions;
    positions.reserve(offsets.size());
    walk([&](qsizetype position, qsizetype offset) {
        while (positions.size() < offsets.size() && offsets[positions.size()] <= offset)
            positions.append(position);
        return positions.size() < offsets.size();
    });
    positions.resize(offsets.size(), m_display.size());
    return positions;
}

QList<qsizetype> Document::offsetsOf(const QList<qsizetype> &positions) const
{
    QList<qsizetype> offsets;
    offsets.reserve(positions.size());
    walk([&](qsizetype position, qsizetype offset) {
        while (offsets.size() < positions.size() && positions[offsets.size()] <= position)
            offsets.append(position == 0 ? 0 : offset); // a byte order mark belongs to what follows
        return offsets.size() < positions.size();
    });
    offsets.resize(positions.size(), m_bytes.size());
    return offsets;
}

} // namespace text

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0

// The part of DiffView that goes from change to change, to the other end of what moved, and to a given spot.
#include "ui/widgets/diffline.h"
#include "ui/widgets/diffpainter.h"
#include "ui/widgets/diffspeech.h"
#include "ui/widgets/diffview.h"
#include "ui/widgets/plainlabel.h"

#include <QScrollBar>

#include <algorithm>

namespace widgets {

bool DiffView::activate(qsizetype item)
{
    if (item < 0 || item >= m_items.size())
        return false;
    if (m_items[item].kind == DiffItem::Kind::Fold) {
        m_expanded.append(m_items[item].row);
        rebuild();
        return true;
    }
    bool away = false;
    const MovedBlock *block = blockOf(m_items[item], &away);
    if (block)
        goToRow(away ? block->afterRow : block->beforeRow, away ? Side::New : Side::Old);
    return block;
}

//! The block that the line is part of; where both sides moved, that of the side at hand.
const MovedBlock *DiffView::blockOf(const DiffItem &item, bool *away) const
{
    using Kind = DiffItem::Kind;
    if (item.kind == Kind::Fold)
        return nullptr;
    const text::Row &row = m_diff.rows[item.row];
    const bool oldSide = item.kind != Kind::After && item.kind != Kind::MovedHere;
    const bool newSide = item.kind != Kind::Before && item.kind != Kind::MovedAway;
    const MovedBlock *before = oldSide ? m_moved.ofBefore(row.before.number) : nullptr;
    const MovedBlock *after = newSide ? m_moved.ofAfter(row.after.number) : nullptr;
    *away = before && (!after || m_side == Side::Old);
    return *away ? before : after;
}

bool DiffView::hasOtherEnd() const
{
    bool away = false;
    return m_current >= 0 && m_current < m_items.size() && blockOf(m_items[m_current], &away);
}

void DiffView::goToOtherEnd()
{
    if (hasOtherEnd())
        activate(m_current);
    else if (!m_moved.list().isEmpty())
        goToRow(m_moved.list().first().beforeRow, Side::Old);
}

//! The line of a changed row, on that side, with the change that it is in.
void DiffView::goToRow(qsizetype row, Side side)
{
    qsizetype item = itemOfRow(m_items, row);
    const DiffItem::Kind hidden = side == Side::Old ? DiffItem::Kind::After : DiffItem::Kind::Before;
    while (item >= 0 && item < m_items.size() && m_items[item].kind == hidden) { // inline each side has its own line
        do
            ++item;
        while (item < m_items.size() && m_items[item].row != row);
    }
    if (item < 0 || item >= m_items.size())
        return;
    m_side = side;
    m_spot.reset();
    const auto last = std::upper_bound(m_changes.cbegin(), m_changes.cend(), row);
    m_currentChange = int(last - m_changes.cbegin()) - 1;
    bringIntoView(item);
    showFirstMark(m_diff.rows[row]);
    m_summaryLabel->showText(summary());
    setAccessibleDescription(speechOfLine(m_current));
    viewport()->update();
    emit currentChangeChanged(m_currentChange, changeCount());
}

void DiffView::nextChange()
{
    if (!m_changes.isEmpty())
        goToChange(m_currentChange + 1 < changeCount() ? m_currentChange + 1 : 0);
}

void DiffView::previousChange()
{
    if (!m_changes.isEmpty())
        goToChange(m_currentChange > 0 ? m_currentChange - 1 : changeCount() - 1);
}

void DiffView::goToChange(int index)
{
    m_currentChange = index;
    m_spot.reset();
    bringIntoView(itemOfRow(m_items, m_changes[index]));
    showFirstMark(m_diff.rows[m_changes[index]]);
    m_summaryLabel->showText(summary());
    updateDescription();
    viewport()->update();
    emit currentChangeChanged(m_currentChange, changeCount());
}

void DiffView::bringIntoView(qsizetype item)
{
    m_current = item;
    m_anchor = item;
    const auto top = int(item);
    const int value = verticalScrollBar()->value();
    if (top < value || top >= value + visibleLines() - 2)
        verticalScrollBar()->setValue(top - visibleLines() / 3);
}

void DiffView::setSpot(const text::Range &before, const text::Range &after)
{
    m_spot = {before, after};
    showSpot();
}

void DiffView::clearSpot()
{
    m_spot.reset();
    viewport()->update();
}

void DiffView::showSpot()
{
    if (!m_spot || m_diff.rows.isEmpty())
        return;
    const text::Range rows = markedRows();
    // Of a change the view knows by number, so that next and previous go on from here.
    const auto last = std::upper_bound(m_changes.cbegin(), m_changes.cend(), rows.from);
    m_currentChange = int(last - m_changes.cbegin()) - 1;
    const qsizetype row = std::min(rows.from, m_diff.rows.size() - 1);
    bringIntoView(itemOfRow(m_items, row));
    showFirstMark(m_diff.rows[row]);
    m_summaryLabel->showText(summary());
    viewport()->update();
}

text::Range DiffView::markedRows() const
{
    const qsizetype count = m_diff.rows.size();
    if (!m_spot) {
        if (m_currentChange < 0)
            return {};
        const qsizetype first = m_changes[m_currentChange];
        qsizetype end = first;
        while (end < count && m_diff.rows[end].kind != text::RowKind::Same)
            ++end;
        return {first, end - first};
    }
    const auto isIn = [](const text::Line &line, const text::Range &lines) {
        return line.number > lines.from && line.number <= lines.from + lines.length;
    };
    qsizetype first = -1;
    qsizetype last = -1;
    qsizetype behind = count; // the first row that comes after lines that neither side has
    for (qsizetype i = 0; i < count; ++i) {
        const text::Row &row = m_diff.rows[i];
        if (isIn(row.before, m_spot->first) || isIn(row.after, m_spot->second)) {
            first = first < 0 ? i : first;
            last = i;
        }
        if (row.before.number > m_spot->first.from && row.after.number > m_spot->second.from)
            behind = std::min(behind, i);
    }
    return first < 0 ? text::Range{behind, 0} : text::Range{first, last - first + 1};
}

//! Scrolls sideways when what differs would be out of sight.
void DiffView::showFirstMark(const text::Row &row)
{
    const DiffLine line = row.after.words.isEmpty() ? diffLine(m_diff.before(row), row.before.words, m_tabWidth)
                                                    : diffLine(m_diff.after(row), row.after.words, m_tabWidth);
    bringColumnIntoView(line.marks.isEmpty() ? 0 : line.marks.first().from);
}

void DiffView::bringColumnIntoView(qsizetype column)
{
    const DiffPainter painting = look();
    const int x = int(column) * painting.columnWidth();
    QScrollBar *bar = horizontalScrollBar();
    if (x < bar->value() || x + 10 * painting.columnWidth() > bar->value() + painting.textWidth())
        bar->setValue(x < painting.textWidth() / 2 ? 0 : x - painting.textWidth() / 3);
}

} // namespace widgets

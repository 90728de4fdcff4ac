// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0

// The part of DiffView that knows marks: where they stand in the rows, how they are told, the way from one to the next.
#include "ui/widgets/diffline.h"
#include "ui/widgets/diffspeech.h"
#include "ui/widgets/diffview.h"
#include "ui/widgets/plaintooltip.h"

#include <QHelpEvent>
#include <QScrollBar>
#include <QToolTip>

namespace widgets {

QByteArray DiffView::text(Side side) const
{
    const DiffSide &shown = side == Side::Old ? m_before : m_after;
    return shown.gap.isEmpty() ? shown.bytes : QByteArray();
}

void DiffView::setMarks(const TextMarks &before, const TextMarks &after)
{
    if (m_marksBefore == before && m_marksAfter == after)
        return;
    m_marksBefore = before;
    m_marksAfter = after;
    if (isBusy())
        return; // adopt() places them
    placeMarks();
    updateScrollBars();
    updateDescription();
    viewport()->update();
    emit marksChanged();
}

void DiffView::placeMarks()
{
    using Missing = DiffMarks::Missing;
    const Missing missing = m_before.gap.isEmpty() ? (m_after.gap.isEmpty() ? Missing::Nothing : Missing::Old)
                                                   : (m_before.absent ? Missing::NeverWas : Missing::Old);
    m_marks = m_diff.rows.isEmpty() ? DiffMarks() : DiffMarks(m_diff, m_marksBefore, m_marksAfter, missing);
    m_currentMark = -1;
}

QString DiffView::marksOfItem(const DiffItem &item, std::optional<Side> only) const
{
    using Kind = DiffItem::Kind;
    if (item.kind == Kind::Fold || item.isMove() || item.row >= m_diff.rows.size())
        return {};
    const text::Row &row = m_diff.rows[item.row];
    const bool same = row.kind == text::RowKind::Same && m_after.gap.isEmpty() && !only; // told once
    const bool oldSide = item.kind != Kind::After && only != Side::New && !same;
    const bool newSide = item.kind != Kind::Before && only != Side::Old;
    QList<LineMark> marks;
    if (oldSide && row.before.number > 0)
        marks += m_marks.of(row.before.number, true);
    if (newSide && row.after.number > 0)
        marks += m_marks.of(row.after.number, false);
    return markWords(marks);
}

QString DiffView::speechOfLine(qsizetype item) const
{
    const QString marks = marksOfItem(m_items[item]);
    const QString line = speechOf(m_diff, m_moved, m_items[item]);
    return marks.isEmpty() ? line : line + u'\n' + marks;
}

//! With a line end in front of each.
QString DiffView::marksIn(const text::Range &rows) const
{
    QString words;
    for (const MarkedLine &line : m_marks.lines()) {
        if (line.row < rows.from || line.row >= rows.from + rows.length)
            continue;
        const text::Row &row = m_diff.rows[line.row];
        words += u'\n' + markWords(m_marks.of(line.isOld ? row.before.number : row.after.number, line.isOld));
    }
    return words;
}

//! Opens the fold that it is in.
void DiffView::goToMark(qsizetype index)
{
    if (index < 0 || index >= m_marks.lines().size())
        return;
    const MarkedLine line = m_marks.lines()[index];
    const qsizetype item = itemOfRow(m_items, line.row);
    if (item >= 0 && m_items[item].kind == DiffItem::Kind::Fold) {
        m_expanded.append(m_items[item].row);
        rebuild();
    }
    goToRow(line.row, line.isOld ? Side::Old : Side::New);
    m_currentMark = index;
    const text::Row &row = m_diff.rows[line.row];
    const QList<LineMark> marks = m_marks.of(line.isOld ? row.before.number : row.after.number, line.isOld);
    const DiffLine shown = diffLine(line.isOld ? m_diff.before(row) : m_diff.after(row),
                                    line.isOld ? row.before.words : row.after.words, m_tabWidth, {marks.first().range});
    bringColumnIntoView(shown.spots.first().from);
}

void DiffView::nextMark()
{
    const QList<MarkedLine> &lines = m_marks.lines();
    const qsizetype row = m_current >= 0 && m_current < m_items.size() ? m_items[m_current].row : 0;
    qsizetype next = m_currentMark + 1;
    if (m_currentMark < 0 || lines[m_currentMark].row != row) { // somebody went elsewhere meanwhile
        next = 0;
        while (next < lines.size() && lines[next].row < row)
            ++next;
    }
    goToMark(next < lines.size() ? next : 0);
}

void DiffView::previousMark()
{
    const QList<MarkedLine> &lines = m_marks.lines();
    const qsizetype row = m_current >= 0 && m_current < m_items.size() ? m_items[m_current].row : 0;
    qsizetype before = m_currentMark - 1;
    if (m_currentMark < 0 || lines[m_currentMark].row != row) {
        before = lines.size() - 1;
        while (before >= 0 && lines[before].row >= row)
            --before;
    }
    goToMark(before >= 0 ? before : lines.size() - 1);
}

bool DiffView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const qsizetype item = itemAt(help->pos().y());
    const bool below = help->pos().y() / lineHeight() + verticalScrollBar()->value() >= m_items.size();
    std::optional<Side> side;
    if (!m_wasInline)
        side = help->pos().x() < viewport()->width() / 2 ? Side::Old : Side::New;
    QToolTip::showText(help->globalPos(), item < 0 || below ? QString() : plainToolTip(marksOfItem(m_items[item], side)), viewport());
    return true;
}

} // namespace widgets

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0

// The half of DiffView that answers events: painting, keys, mouse.
#include "ui/widgets/diffpainter.h"
#include "ui/widgets/diffspeech.h"
#include "ui/widgets/diffview.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace widgets {

DiffPainter DiffView::look() const
{
    DiffPainter::Setting setting;
    setting.font = font();
    setting.palette = palette();
    setting.tabWidth = m_tabWidth;
    setting.scrolled = horizontalScrollBar()->value();
    setting.width = viewport()->width();
    setting.isInline = m_wasInline;
    setting.gapBefore = !m_before.gap.isEmpty();
    setting.gapAfter = !m_after.gap.isEmpty();
    setting.marks = &m_marks;
    return {m_diff, m_moved, setting};
}

int DiffView::lineHeight() const
{
    return std::max(look().lineHeight(), 1);
}

int DiffView::visibleLines() const
{
    return std::max(viewport()->height() / lineHeight(), 1);
}

void DiffView::updateScrollBars()
{
    const DiffPainter painting = look();
    verticalScrollBar()->setRange(0, std::max(int(m_items.size()) - visibleLines(), 0));
    verticalScrollBar()->setPageStep(visibleLines());
    const int width = (m_columns + 2) * painting.columnWidth();
    horizontalScrollBar()->setRange(0, std::max(width - painting.textWidth(), 0));
    horizontalScrollBar()->setPageStep(painting.textWidth());
    horizontalScrollBar()->setSingleStep(painting.columnWidth() * 4);
}

void DiffView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    const DiffPainter painting = look();
    const int height = painting.lineHeight();
    const qsizetype first = verticalScrollBar()->value();
    const qsizetype selectionFirst = std::min(m_current, m_anchor);
    const qsizetype selectionLast = std::max(m_current, m_anchor);
    const text::Range marked = markedRows();
    for (qsizetype i = first; i < m_items.size(); ++i) {
        const int y = int(i - first) * height;
        if (y > event->rect().bottom())
            break;
        DiffItemState state;
        const bool selected = m_current != m_anchor && i >= selectionFirst && i <= selectionLast;
        state.selectedBefore = selected && m_side == Side::Old;
        state.selectedAfter = selected && m_side == Side::New;
        state.current = hasFocus() && i == m_current;
        state.inCurrentChange = m_items[i].kind != DiffItem::Kind::Fold && m_items[i].row >= marked.from
            && m_items[i].row < marked.from + marked.length;
        painting.paint(painter, y, m_items[i], state);
    }
    painter.setFont(m_header->font());
    const QRect area = viewport()->rect();
    if (!m_before.gap.isEmpty() && !m_after.gap.isEmpty() && m_wasInline) {
        painting.paintGap(painter, area, m_before.gap == m_after.gap ? m_before.gap : m_before.gap + u'\n' + m_after.gap);
    } else if (!m_wasInline) {
        if (!m_before.gap.isEmpty())
            painting.paintGap(painter, painting.beforeRect(0, area.height()), m_before.gap);
        if (!m_after.gap.isEmpty())
            painting.paintGap(painter, painting.afterRect(0, area.height()), m_after.gap);
    }
    if (m_items.isEmpty() && m_before.gap.isEmpty() && m_after.gap.isEmpty()) {
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(area.adjusted(12, 12, -12, -12), Qt::AlignCenter | Qt::TextWordWrap, summary());
    }
}

void DiffView::scrollContentsBy(int, int)
{
    viewport()->update();
}

void DiffView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    if (isInline() != m_wasInline) {
        rebuild();
    } else {
        updateHeader();
        updateScrollBars();
    }
}

void DiffView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        rebuild();
    else if (event->type() == QEvent::PaletteChange)
        viewport()->update();
}

void DiffView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    if (m_current < 0 && !m_items.isEmpty())
        m_current = m_anchor = verticalScrollBar()->value();
    viewport()->update();
}

void DiffView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

qsizetype DiffView::itemAt(int y) const
{
    const qsizetype item = verticalScrollBar()->value() + (y < 0 ? -1 : y / lineHeight());
    return std::clamp<qsizetype>(item, -1, m_items.size() - 1);
}

void DiffView::moveTo(qsizetype item, bool extend)
{
    if (m_items.isEmpty())
        return;
    m_current = std::clamp<qsizetype>(item, 0, m_items.size() - 1);
    if (!extend || m_anchor < 0)
        m_anchor = m_current;
    const auto line = int(m_current);
    if (line < verticalScrollBar()->value())
        verticalScrollBar()->setValue(line);
    else if (line >= verticalScrollBar()->value() + visibleLines())
        verticalScrollBar()->setValue(line - visibleLines() + 1);
    setAccessibleDescription(speechOfLine(m_current));
    viewport()->update();
}

void DiffView::keyPressEvent(QKeyEvent *event)
{
    const bool extend = event->modifiers().testFlag(Qt::ShiftModifier);
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    if (event->matches(QKeySequence::Copy)) {
        copy();
        return;
    }
    if (event->matches(QKeySequence::SelectAll)) {
        m_anchor = 0;
        moveTo(m_items.size() - 1, true);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Up:
        return moveTo(m_current - 1, extend);
    case Qt::Key_Down:
        return moveTo(m_current + 1, extend);
    case Qt::Key_PageUp:
        return moveTo(m_current - visibleLines(), extend);
    case Qt::Key_PageDown:
        return moveTo(m_current + visibleLines(), extend);
    case Qt::Key_Home:
        return moveTo(0, extend);
    case Qt::Key_End:
        return moveTo(m_items.size() - 1, extend);
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (control) {
            m_side = event->key() == Qt::Key_Left ? Side::Old : Side::New;
            viewport()->update();
        } else {
            horizontalScrollBar()->triggerAction(event->key() == Qt::Key_Left ? QScrollBar::SliderSingleStepSub
                                                                              : QScrollBar::SliderSingleStepAdd);
        }
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (activate(m_current))
            return;
        break;
    default:
        break;
    }
    QAbstractScrollArea::keyPressEvent(event);
}

void DiffView::mousePressEvent(QMouseEvent *event)
{
    const qsizetype item = itemAt(event->position().toPoint().y());
    if (event->button() != Qt::LeftButton || item < 0)
        return;
    const bool extend = event->modifiers().testFlag(Qt::ShiftModifier);
    if ((m_items[item].kind == DiffItem::Kind::Fold || m_items[item].isMove()) && !extend) {
        activate(item);
        return;
    }
    if (!extend) {
        const bool left = event->position().x() < viewport()->width() / 2.0;
        const bool isOld = m_wasInline ? m_items[item].kind == DiffItem::Kind::Before : left;
        m_side = isOld ? Side::Old : Side::New;
    }
    moveTo(item, extend);
}

void DiffView::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons().testFlag(Qt::LeftButton) && m_anchor >= 0)
        moveTo(itemAt(event->position().toPoint().y()), true);
}

void DiffView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [this, menu](const QString &text, bool enabled, void (DiffView::*slot)()) {
        QAction *action = menu->addAction(text);
        action->setEnabled(enabled);
        connect(action, &QAction::triggered, this, slot);
    };
    const bool selected = m_current != m_anchor;
    add(selected ? tr("Copy the selected lines") : tr("Copy all changes as text"),
        selected || !m_changes.isEmpty(), &DiffView::copy);
    add(tr("Next change"), !m_changes.isEmpty(), &DiffView::nextChange);
    add(tr("Previous change"), !m_changes.isEmpty(), &DiffView::previousChange);
    add(tr("Next finding of the scan"), !m_marks.isEmpty(), &DiffView::nextMark);
    add(tr("Previous finding of the scan"), !m_marks.isEmpty(), &DiffView::previousMark);
    const bool folds = std::any_of(m_items.cbegin(), m_items.cend(),
                                   [](const DiffItem &item) { return item.kind == DiffItem::Kind::Fold; });
    add(tr("Go to the other end of the moved lines"), hasOtherEnd(), &DiffView::goToOtherEnd);
    add(tr("Show all unchanged lines"), folds, &DiffView::expandAll);
    menu->popup(event->globalPos());
}

} // namespace widgets

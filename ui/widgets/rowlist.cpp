// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/rowlist.h"

#include <QAccessible>
#include <QMouseEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <algorithm>

namespace widgets {

RowList::RowList(QWidget *parent) : QListView(parent)
{
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setUniformItemSizes(true);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        askForMore();
        emit visibleRowsChanged();
    });
}

void RowList::setModel(QAbstractItemModel *model)
{
    if (this->model())
        disconnect(this->model(), &QAbstractItemModel::rowsRemoved, this, nullptr);
    m_rowHeight = 0;
    QListView::setModel(model);
    if (model)
        connect(model, &QAbstractItemModel::rowsRemoved, this,
                [this](const QModelIndex &, int start, int end) { takeRemoved(start, end); });
}

int RowList::rows() const
{
    return model() ? model()->rowCount(rootIndex()) : 0;
}

//! Of the first row; the same for all.
int RowList::rowHeight() const
{
    if (m_rowHeight == 0 && rows() > 0) {
        QStyleOptionViewItem option;
        initViewItemOption(&option);
        const QModelIndex first = model()->index(0, 0, rootIndex());
        if (const QAbstractItemDelegate *delegate = itemDelegateForIndex(first))
            m_rowHeight = delegate->sizeHint(option, first).height();
    }
    return m_rowHeight > 0 ? m_rowHeight : std::max(1, fontMetrics().height());
}

int RowList::firstVisibleRow() const
{
    return std::min(verticalOffset() / rowHeight(), std::max(0, rows() - 1));
}

int RowList::lastVisibleRow() const
{
    return std::min((verticalOffset() + std::max(0, viewport()->height() - 1)) / rowHeight(), rows() - 1);
}

int RowList::verticalOffset() const
{
    return verticalScrollBar()->value();
}

QRect RowList::visualRect(const QModelIndex &index) const
{
    if (!index.isValid() || index.model() != model())
        return {};
    return {0, index.row() * rowHeight() - verticalOffset(), viewport()->width(), rowHeight()};
}

QModelIndex RowList::indexAt(const QPoint &point) const
{
    const int row = (point.y() + verticalOffset()) / rowHeight();
    return point.y() + verticalOffset() < 0 || row >= rows() ? QModelIndex() : model()->index(row, 0, rootIndex());
}

void RowList::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    const int top = index.row() * rowHeight();
    const int height = viewport()->height();
    const int offset = verticalOffset();
    int wanted = offset;
    if (hint == PositionAtTop)
        wanted = top;
    else if (hint == PositionAtBottom)
        wanted = top + rowHeight() - height;
    else if (hint == PositionAtCenter)
        wanted = top - (height - rowHeight()) / 2;
    else if (top < offset || rowHeight() > height)
        wanted = top;
    else if (top + rowHeight() > offset + height)
        wanted = top + rowHeight() - height;
    verticalScrollBar()->setValue(wanted);
}

void RowList::doItemsLayout()
{
    QAbstractItemView::doItemsLayout(); // not QListView's, which goes through all rows
}

void RowList::reset()
{
    m_rowHeight = 0;
    QAbstractItemView::reset();
    verticalScrollBar()->setValue(0);
}

void RowList::updateGeometries()
{
    const int height = viewport()->height();
    verticalScrollBar()->setSingleStep(rowHeight());
    verticalScrollBar()->setPageStep(height);
    verticalScrollBar()->setRange(0, std::max(0, rows() * rowHeight() - height));
    QAbstractItemView::updateGeometries();
    askForMore();
    emit visibleRowsChanged();
}

//! Two pages ahead, so that whoever scrolls evenly never comes to an end that is none.
void RowList::askForMore()
{
    if (m_asking || !model() || !isVisible() || !model()->canFetchMore(rootIndex()))
        return;
    const int page = std::max(1, viewport()->height() / rowHeight());
    if (lastVisibleRow() + 2 * page < rows() - 1)
        return;
    const QScopedValueRollback asking(m_asking, true);
    model()->fetchMore(rootIndex());
}

void RowList::rowsInserted(const QModelIndex &parent, int start, int end)
{
    QAbstractItemView::rowsInserted(parent, start, end);
    if (parent != rootIndex())
        return;
    const int offset = verticalOffset();
    const bool above = start * rowHeight() <= offset && (offset > 0 || currentIndex().isValid());
    const bool all = end - start + 1 == rows();
    updateGeometries();
    if (above && !all)
        verticalScrollBar()->setValue(offset + (end - start + 1) * rowHeight());
    viewport()->update();
}

void RowList::takeRemoved(int start, int end)
{
    const int offset = verticalOffset();
    const int first = offset / rowHeight();
    updateGeometries();
    if (start < first)
        verticalScrollBar()->setValue(offset - (std::min(end, first - 1) - start + 1) * rowHeight());
    viewport()->update();
}

void RowList::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles)
{
    QAbstractItemView::dataChanged(topLeft, bottomRight, roles);
}

QModelIndex RowList::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    if (rows() == 0)
        return {};
    const int page = std::max(1, viewport()->height() / rowHeight() - 1);
    const int now = currentIndex().row();
    int row = now < 0 ? 0 : now;
    switch (action) {
    case MoveUp:
    case MovePrevious: row = now < 0 ? 0 : now - 1; break;
    case MoveDown:
    case MoveNext: row = now < 0 ? 0 : now + 1; break;
    case MovePageUp: row -= page; break;
    case MovePageDown: row += page; break;
    case MoveHome: row = 0; break;
    case MoveEnd: row = rows() - 1; break;
    default: break;
    }
    return model()->index(std::clamp(row, 0, rows() - 1), 0, rootIndex());
}

void RowList::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command)
{
    if (!selectionModel() || rows() == 0)
        return;
    const QRect area = rect.normalized();
    const int first = std::max(0, (area.top() + verticalOffset()) / rowHeight());
    const int last = std::min(rows() - 1, (area.bottom() + verticalOffset()) / rowHeight());
    QItemSelection selection;
    if (first <= last)
        selection.select(model()->index(first, 0, rootIndex()), model()->index(last, 0, rootIndex()));
    selectionModel()->select(selection, command);
}

QRegion RowList::visualRegionForSelection(const QItemSelection &selection) const
{
    QRegion region;
    for (const QItemSelectionRange &range : selection) {
        const QRect rows = visualRect(range.topLeft()).united(visualRect(range.bottomRight()));
        region += rows.intersected(viewport()->rect());
    }
    return region;
}

QModelIndexList RowList::selectedIndexes() const
{
    return selectionModel() ? selectionModel()->selectedIndexes() : QModelIndexList();
}

void RowList::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    const QRect area = event->rect();
    const int first = std::max(0, (area.top() + verticalOffset()) / rowHeight());
    const int last = std::min(rows() - 1, (area.bottom() + verticalOffset()) / rowHeight());
    for (int row = first; row <= last; ++row) {
        const QModelIndex index = model()->index(row, 0, rootIndex());
        QStyleOptionViewItem item = option;
        item.rect = visualRect(index);
        item.state.setFlag(QStyle::State_Selected, selectionModel() && selectionModel()->isSelected(index));
        item.state.setFlag(QStyle::State_HasFocus, index == currentIndex() && hasFocus());
        item.state.setFlag(QStyle::State_MouseOver, false);
        if (const QAbstractItemDelegate *delegate = itemDelegateForIndex(index))
            delegate->paint(&painter, item, index);
    }
}

void RowList::resizeEvent(QResizeEvent *event)
{
    QAbstractItemView::resizeEvent(event);
    updateGeometries();
}

void RowList::mouseMoveEvent(QMouseEvent *event)
{
    QAbstractItemView::mouseMoveEvent(event);
}

void RowList::changeEvent(QEvent *event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        m_rowHeight = 0;
        updateGeometries();
    }
}

void RowList::scrollContentsBy(int dx, int dy)
{
    QAbstractItemView::scrollContentsBy(dx, dy);
    viewport()->update();
}

//! QListView would tell a row of its own layout.
void RowList::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QAbstractItemView::currentChanged(current, previous);
    if (QAccessible::isActive() && current.isValid() && hasFocus()) {
        QAccessibleEvent focus(this, QAccessible::Focus);
        focus.setChild(current.row());
        QAccessible::updateAccessibility(&focus);
    }
}

void RowList::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QAbstractItemView::selectionChanged(selected, deselected);
    if (QAccessible::isActive() && !selected.isEmpty()) {
        QAccessibleEvent chosen(this, QAccessible::Selection);
        chosen.setChild(selected.first().top());
        QAccessible::updateAccessibility(&chosen);
    }
}

} // namespace widgets

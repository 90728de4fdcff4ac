// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/tallbody.h"

#include <QEvent>
#include <QScreen>
#include <QScrollBar>

namespace dialogs {

TallBody::TallBody(QWidget *parent) : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus); // the fields inside scroll it into view as they get the focus
}

int TallBody::heightFor(int width) const
{
    return widget()->hasHeightForWidth() ? widget()->heightForWidth(width) : widget()->sizeHint().height();
}

QSize TallBody::sizeHint() const
{
    if (!widget())
        return QScrollArea::sizeHint();
    const int width = qMax(qMax(widget()->sizeHint().width(), minimumSizeHint().width()), window()->minimumWidth());
    return {width, heightFor(width)};
}

QSize TallBody::minimumSizeHint() const
{
    if (!widget())
        return QScrollArea::minimumSizeHint();
    const int bar = verticalScrollBar()->sizeHint().width();
    return {widget()->minimumSizeHint().width() + bar, qMin(widget()->minimumSizeHint().height(),
                                                            fontMetrics().lineSpacing() * 8)};
}

bool TallBody::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest) {
        updateGeometry();
        growLater();
    }
    return QScrollArea::eventFilter(watched, event);
}

void TallBody::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    growLater();
}

void TallBody::growLater()
{
    if (std::exchange(m_pending, true))
        return;
    QMetaObject::invokeMethod(this, &TallBody::grow, Qt::QueuedConnection);
}

void TallBody::grow()
{
    m_pending = false;
    QWidget *top = window();
    if (!widget() || !isVisible() || top->isMaximized() || top->isFullScreen())
        return;
    const int missing = heightFor(viewport()->width()) - viewport()->height();
    const int room = top->screen()->availableGeometry().height() - (top->frameGeometry().height() - top->height());
    if (missing > 0 && top->height() < room)
        top->resize(top->width(), qMin(top->height() + missing, room));
}

} // namespace dialogs

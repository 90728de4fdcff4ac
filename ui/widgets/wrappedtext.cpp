// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/wrappedtext.h"

#include <QEvent>
#include <QWheelEvent>

#include <cmath>

namespace widgets {

WrappedText::WrappedText(QWidget *parent) : QTextEdit(parent)
{
    setReadOnly(true);
    setAcceptRichText(false);
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    document()->setDocumentMargin(2);
    fitHeight();
}

void WrappedText::showText(const QString &text)
{
    m_text = text;
    setPlainText(text);
    fitHeight();
}

QSize WrappedText::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 24, height()};
}

QSize WrappedText::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 12, height()};
}

void WrappedText::resizeEvent(QResizeEvent *event)
{
    QTextEdit::resizeEvent(event);
    fitHeight();
}

void WrappedText::changeEvent(QEvent *event)
{
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitHeight();
}

void WrappedText::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

void WrappedText::fitHeight()
{
    document()->setTextWidth(viewport()->width());
    const int needed = int(std::ceil(document()->size().height()));
    if (needed != height() || needed != minimumHeight())
        setFixedHeight(needed);
}

} // namespace widgets

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/plainlabel.h"

#include "text/visible.h"
#include "ui/widgets/plaintooltip.h"

#include <QPainter>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace widgets {

PlainLabel::PlainLabel(QWidget *parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
}

void PlainLabel::showText(const QString &text)
{
    m_text = text;
    setText(text);
    updateToolTip();
}

void PlainLabel::showName(const QString &untrusted)
{
    showText(text::visible(untrusted));
}

void PlainLabel::setElideMode(Qt::TextElideMode mode)
{
    m_elide = mode;
    updateGeometry();
    updateToolTip();
    update();
}

QString PlainLabel::elided() const
{
    return fontMetrics().elidedText(m_text, m_elide, contentsRect().width());
}

void PlainLabel::updateToolTip()
{
    if (m_elide != Qt::ElideNone)
        setToolTip(elided() == m_text ? QString() : plainToolTip(m_text));
}

QSize PlainLabel::minimumSizeHint() const
{
    const QSize hint = QLabel::minimumSizeHint();
    if (m_elide == Qt::ElideNone)
        return hint;
    const int few = fontMetrics().horizontalAdvance(u"mmm…"_s);
    return {std::min(few, sizeHint().width()), hint.height()};
}

QSize PlainLabel::sizeHint() const
{
    return QLabel::sizeHint();
}

void PlainLabel::resizeEvent(QResizeEvent *event)
{
    QLabel::resizeEvent(event);
    updateToolTip();
}

void PlainLabel::paintEvent(QPaintEvent *event)
{
    if (m_elide == Qt::ElideNone) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    drawFrame(&painter);
    style()->drawItemText(&painter, contentsRect(), int(alignment()) | Qt::TextSingleLine, palette(), isEnabled(),
                          elided(), foregroundRole());
}

} // namespace widgets

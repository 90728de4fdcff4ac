// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/presentation/housestyle.h"

#include "ui/presentation/icons.h"
#include "ui/presentation/theme.h"

#include <QPainter>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace presentation {

namespace {

//! Of our family of icons, in the colour of the text; Fusion's own is a red box.
void drawTabClose(const QStyleOption &option, QPainter &painter)
{
    if (option.state & QStyle::State_MouseOver && option.state & QStyle::State_Enabled) {
        QColor ground = option.palette.color(QPalette::WindowText);
        ground.setAlphaF(0.15F);
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(ground);
        painter.drawRoundedRect(option.rect, 3, 3);
        painter.restore();
    }
    icon(u"close"_s, option.palette).paint(&painter, option.rect);
}

} // namespace

HouseStyle::HouseStyle() : QProxyStyle(u"fusion"_s) { }

void HouseStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                               const QWidget *widget) const
{
    if (element == PE_IndicatorTabClose) {
        drawTabClose(*option, *painter);
        return;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    const bool outlined = element == PE_IndicatorCheckBox || element == PE_IndicatorRadioButton
        || (element == PE_FrameLineEdit && !(option->state & State_HasFocus));
    if (!outlined || !isDark(option->palette))
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    // Half way between text and ground: more than 3 : 1, what WCAG asks of the edge of a control.
    QColor line = option->palette.color(QPalette::WindowText);
    line.setAlphaF(option->state & State_Enabled ? 0.5F : 0.25F);
    painter->setPen(line);
    painter->setBrush(Qt::NoBrush);
    const QRectF edge = QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5);
    if (element == PE_IndicatorRadioButton)
        painter->drawEllipse(edge);
    else
        painter->drawRoundedRect(edge, 2, 2);
    painter->restore();
}

} // namespace presentation

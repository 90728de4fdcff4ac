// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/presentation/painting.h"

#include "ui/presentation/theme.h"

#include <QApplication>
#include <QFontMetrics>
#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace presentation {

namespace {

QStyle *styleOf(const QStyleOptionViewItem &option)
{
    return option.widget ? option.widget->style() : QApplication::style();
}

} // namespace

RowColours rowColours(const QStyleOptionViewItem &option)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    if (option.state & QStyle::State_Selected) {
        const QPalette::ColorGroup group = !enabled ? QPalette::Disabled
            : option.state & QStyle::State_Active   ? QPalette::Active
                                                    : QPalette::Inactive;
        const QColor text = option.palette.color(group, QPalette::HighlightedText);
        return {text, text, text};
    }
    if (!enabled) {
        const QColor text = option.palette.color(QPalette::Disabled, QPalette::Text);
        return {text, text, text};
    }
    const Colours colours = coloursFor(option.palette);
    return {option.palette.color(QPalette::Active, QPalette::Text), colours.quiet, colours.accent};
}

void paintRowGround(QPainter *painter, const QStyleOptionViewItem &option)
{
    styleOf(option)->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
    if (!(option.state & QStyle::State_HasFocus))
        return;
    QStyleOptionFocusRect focus;
    focus.QStyleOption::operator=(option);
    focus.state |= QStyle::State_KeyboardFocusChange | QStyle::State_Item;
    focus.backgroundColor = option.palette.color(option.state & QStyle::State_Selected ? QPalette::Highlight
                                                                                       : QPalette::Base);
    styleOf(option)->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, painter, option.widget);
}

int paintLine(QPainter *painter, const QRect &rect, const QString &text, const QColor &colour, const QFont &font,
              Qt::Alignment alignment, Qt::TextElideMode elide)
{
    if (rect.width() <= 0 || text.isEmpty())
        return 0;
    const QFontMetrics metrics(font);
    const QString shown = metrics.elidedText(text, elide, rect.width());
    painter->setFont(font);
    painter->setPen(colour);
    // Direction is the row's, not that of the first letter of a text from outside.
    painter->drawText(rect, int(alignment) | Qt::TextSingleLine | Qt::TextForceLeftToRight, shown);
    return metrics.horizontalAdvance(shown);
}

QRect paintBadge(QPainter *painter, const QRect &rect, const QString &word, const QColor &colour, const QFont &font)
{
    if (word.isEmpty())
        return rect;
    const QFontMetrics metrics(font);
    const int padding = metrics.height() / 3;
    const int width = metrics.horizontalAdvance(word) + 2 * padding;
    if (width > rect.width() * 2 / 3)
        return rect;
    const int height = metrics.height() + 2;
    const QRect frame(rect.right() - width, rect.top() + (rect.height() - height) / 2, width, height);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QColor line = colour;
    line.setAlphaF(0.55F);
    painter->setPen(QPen(line, 1));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(QRectF(frame).adjusted(0.5, 0.5, -0.5, -0.5), height / 3.0, height / 3.0);
    painter->restore();
    paintLine(painter, frame, word, colour, font, Qt::AlignCenter);
    return rect.adjusted(0, 0, -width - padding, 0);
}

QFont smaller(const QFont &font)
{
    QFont result = font;
    if (font.pointSizeF() > 0)
        result.setPointSizeF(std::max(font.pointSizeF() * 0.9, 7.0));
    return result;
}

void paintIcon(QPainter *painter, const QStyleOptionViewItem &option, const QRect &rect)
{
    const QIcon::Mode mode = !(option.state & QStyle::State_Enabled) ? QIcon::Disabled
        : option.state & QStyle::State_Selected                      ? QIcon::Selected
                                                                     : QIcon::Normal;
    option.icon.paint(painter, rect, Qt::AlignCenter, mode);
}

} // namespace presentation

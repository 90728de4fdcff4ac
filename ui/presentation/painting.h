// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QPalette>
#include <QRect>
#include <QString>
#include <QStyleOptionViewItem>

class QPainter;

//! What the delegates have in common.
namespace presentation {

//! Colours of a row, by whether it is selected.
struct RowColours
{
    QColor text;
    QColor quiet;
    QColor accent;
};
RowColours rowColours(const QStyleOptionViewItem &option);

//! Background, selection and focus as the style draws them, without any text.
void paintRowGround(QPainter *painter, const QStyleOptionViewItem &option);
//! One line of text, cut with an ellipsis; answers its width.
int paintLine(QPainter *painter, const QRect &rect, const QString &text, const QColor &colour, const QFont &font,
              Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter, Qt::TextElideMode elide = Qt::ElideRight);
//! A word in a rounded frame, at the right end of `rect`; answers the rectangle that is left.
QRect paintBadge(QPainter *painter, const QRect &rect, const QString &word, const QColor &colour, const QFont &font);
QFont smaller(const QFont &font);
//! The icon of the option in `rect`, in the state of the row.
void paintIcon(QPainter *painter, const QStyleOptionViewItem &option, const QRect &rect);

} // namespace presentation

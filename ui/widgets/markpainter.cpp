// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/markpainter.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace widgets {

namespace {

constexpr qreal Tooth = 2;   //!< width of a tooth of the line
constexpr qreal Height = 1.2; //!< flat, and at the very bottom: an underscore above it can be read
constexpr int MostTeeth = 2'000;

} // namespace

void paintMark(QPainter &painter, const QRectF &place, const QColor &ink, bool standsOut)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const qreal bottom = place.bottom() - 0.4;
    QPainterPath line(QPointF(place.left(), bottom));
    for (int i = 1; i <= MostTeeth && place.left() + i * Tooth <= place.right(); ++i)
        line.lineTo(place.left() + i * Tooth, bottom - (i % 2 == 1 ? Height : 0));
    painter.setPen(QPen(ink, 1));
    painter.drawPath(line);
    if (standsOut) {
        painter.setPen(QPen(ink, 1));
        painter.drawRoundedRect(place.adjusted(-1.5, 0.5, 1.5, -0.5), 2, 2);
    }
    painter.restore();
}

void paintMarkFlag(QPainter &painter, const QRectF &place, const QColor &ink, bool standsOut)
{
    const qreal side = std::min(place.width(), place.height() * 0.7);
    const QRectF box(place.left() + (place.width() - side) / 2, place.center().y() - side / 2, side, side);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ink, 1.3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawLine(QPointF(box.left() + side * 0.15, box.top()), QPointF(box.left() + side * 0.15, box.bottom()));
    painter.setBrush(standsOut ? QBrush(ink) : QBrush(Qt::NoBrush));
    const QPointF pennant[] = {QPointF(box.left() + side * 0.15, box.top()), QPointF(box.right(), box.top() + side * 0.3),
                               QPointF(box.left() + side * 0.15, box.top() + side * 0.6)};
    painter.drawPolygon(pennant, 3);
    painter.restore();
}

} // namespace widgets

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QRectF>

class QPainter;

namespace widgets {

//! Over a marked place of a text: a jagged line below it, and a frame around what stands out.
void paintMark(QPainter &painter, const QRectF &place, const QColor &ink, bool standsOut);

//! In the margin of a line with such a place: a pennant, filled for what stands out.
void paintMarkFlag(QPainter &painter, const QRectF &place, const QColor &ink, bool standsOut);

} // namespace widgets

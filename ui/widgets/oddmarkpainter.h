// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "text/document.h"
#include "text/visible.h"
#include "ui/widgets/colors.h"

#include <QTextBlock>

#include <optional>

class QPainter;

namespace widgets {

//! Marks the characters of one block that a person cannot see, over its text. `origin` is the block's top left. A
//! `wrapMark` at its end is covered with `ground` and an arrow.
void paintOddMarks(QPainter &painter, const QTextBlock &block, const QPointF &origin, const Colors &colors,
                   QChar wrapMark, const QColor &ground);

//! Tabs, and blanks at the end of the line.
void paintBlanks(QPainter &painter, const QTextBlock &block, const QPointF &origin, const Colors &colors, QChar wrapMark);

//! The mark under a point, with stand-ins of the document resolved.
std::optional<text::OddMark> oddMarkAt(const QTextBlock &block, const QPointF &origin, const QPointF &point,
                                       const text::Document &document);

} // namespace widgets

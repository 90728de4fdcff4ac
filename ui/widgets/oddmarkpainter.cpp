// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/oddmarkpainter.h"

#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace widgets {

namespace {

constexpr qsizetype MaxMarks = 300; //!< in one block

//! Where the character stands; at least wide enough to be seen and hit.
QRectF rectOf(const QTextBlock &block, const text::OddMark &mark, const QPointF &origin)
{
    const QTextLine line = block.layout()->lineForTextPosition(int(mark.from));
    if (!line.isValid())
        return {};
    const qreal from = line.cursorToX(int(mark.from));
    const qreal to = line.cursorToX(int(mark.from + mark.length));
    const QRectF rect(origin.x() + std::min(from, to), origin.y() + line.y(), std::abs(to - from), line.height());
    return rect.width() >= 3 ? rect : rect.adjusted(-1.5 + rect.width() / 2, 0, 1.5 - rect.width() / 2, 0);
}

QColor colorOf(text::OddKind kind, const Colors &colors)
{
    switch (kind) {
    case text::OddKind::Bidi:
    case text::OddKind::Control:
        return colors.error;
    case text::OddKind::Invisible:
        return colors.warning;
    case text::OddKind::Blank:
        break;
    }
    return colors.muted;
}

} // namespace

void paintOddMarks(QPainter &painter, const QTextBlock &block, const QPointF &origin, const Colors &colors)
{
    const QList<text::OddMark> marks = text::oddMarks(block.text(), MaxMarks);
    for (const text::OddMark &mark : marks) {
        const QRectF rect = rectOf(block, mark, origin);
        if (rect.isEmpty())
            continue;
        QColor color = colorOf(mark.kind, colors);
        if (mark.kind == text::OddKind::Blank) {
            painter.fillRect(QRectF(rect.left(), rect.bottom() - 2, rect.width(), 1.5), color);
            continue;
        }
        // A bar with a flag: seen even where the character has no width.
        painter.fillRect(rect.adjusted(0, 1, 0, -1), QColor(color.red(), color.green(), color.blue(), 90));
        painter.fillRect(QRectF(rect.center().x() - 0.75, rect.top(), 1.5, rect.height()), color);
        painter.fillRect(QRectF(rect.center().x() - 2.5, rect.top(), 5, 3), color);
    }
}

std::optional<text::OddMark> oddMarkAt(const QTextBlock &block, const QPointF &origin, const QPointF &point,
                                       const text::Document &document)
{
    const QList<text::OddMark> marks = text::oddMarks(block.text(), MaxMarks);
    for (text::OddMark mark : marks) {
        if (!rectOf(block, mark, origin).adjusted(-2, 0, 2, 0).contains(point))
            continue;
        if (mark.character <= 0xFFFF)
            mark.character = document.meaning(char16_t(mark.character));
        return mark;
    }
    return std::nullopt;
}

} // namespace widgets

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

void paintOddMarks(QPainter &painter, const QTextBlock &block, const QPointF &origin, const Colors &colors,
                   QChar wrapMark, const QColor &ground)
{
    QString shown = block.text();
    if (shown.endsWith(wrapMark)) {
        shown.chop(1);
        const QRectF rect = rectOf(block, {shown.size(), 1, text::OddKind::Control, 0}, origin);
        painter.fillRect(rect, ground);
        painter.setPen(colors.muted);
        painter.drawText(rect.adjusted(0, 0, rect.height(), 0), Qt::AlignLeft | Qt::AlignVCenter, QString(u'\u21B5'));
    }
    const QList<text::OddMark> marks = text::oddMarks(shown, MaxMarks);
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

void paintBlanks(QPainter &painter, const QTextBlock &block, const QPointF &origin, const Colors &colors, QChar wrapMark)
{
    const QString shown = block.text();
    if (shown.endsWith(wrapMark))
        return; // the line has not ended
    qsizetype end = shown.size();
    while (end > 0 && shown[end - 1] == u' ')
        --end;
    painter.setPen(QPen(colors.muted, 1));
    for (qsizetype i = 0, drawn = 0; i < shown.size() && drawn < MaxMarks; ++i) {
        const bool tab = shown[i] == u'\t';
        if (!tab && i < end)
            continue;
        ++drawn;
        const QRectF rect = rectOf(block, {i, 1, text::OddKind::Blank, 0}, origin);
        const QPointF middle = rect.center();
        if (!tab) {
            painter.fillRect(QRectF(middle.x() - 1, middle.y() - 1, 2, 2), colors.muted);
            continue;
        }
        const QPointF tip(rect.right() - 2, middle.y());
        painter.drawLine(QPointF(rect.left() + 2, middle.y()), tip);
        painter.drawLine(tip, tip + QPointF(-3, -3));
        painter.drawLine(tip, tip + QPointF(-3, 3));
    }
}

std::optional<text::OddMark> oddMarkAt(const QTextBlock &block, const QPointF &origin, const QPointF &point,
                                       const text::Document &document)
{
    const QList<text::OddMark> marks = text::oddMarks(block.text(), MaxMarks);
    for (text::OddMark mark : marks) {
        if (mark.character == document.wrapMark().unicode())
            continue;
        if (!rectOf(block, mark, origin).adjusted(-2, 0, 2, 0).contains(point))
            continue;
        if (mark.character <= 0xFFFF)
            mark.character = document.meaning(char16_t(mark.character));
        return mark;
    }
    return std::nullopt;
}

} // namespace widgets

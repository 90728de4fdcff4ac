// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
//! What the editor paints beside the letters: grounds, marks, line numbers.
#include "ui/widgets/texteditor.h"

#include "text/visible.h"
#include "ui/widgets/editorgutter.h"
#include "ui/widgets/markpainter.h"
#include "ui/widgets/oddmarkpainter.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/widgets/wrapkeeper.h"

#include <QHelpEvent>
#include <QPainter>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolTip>

#include <algorithm>

namespace widgets {

namespace {

QString sentenceFor(const text::OddMark &mark)
{
    const QString name = text::codePointName(mark.character);
    switch (mark.kind) {
    case text::OddKind::Bidi:
        return TextEditor::tr("%1: changes the direction of the text beside it").arg(name);
    case text::OddKind::Invisible:
        return TextEditor::tr("%1: an invisible character").arg(name);
    case text::OddKind::Control:
        return TextEditor::tr("%1: a control character").arg(name);
    case text::OddKind::Blank:
        break;
    }
    return TextEditor::tr("%1: looks like a space, but is none").arg(name);
}

} // namespace

void TextEditor::paintEvent(QPaintEvent *event)
{
    const Colors colors = colorsFor(palette());
    const auto visit = [&](const auto &paint) {
        QPointF origin = contentOffset();
        for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
            const QRectF rect = blockBoundingRect(block).translated(origin);
            if (rect.top() > event->rect().bottom())
                break;
            if (rect.bottom() >= event->rect().top())
                paint(block, rect);
            origin.ry() += rect.height();
        }
    };
    {
        QPainter painter(viewport());
        visit([&](const QTextBlock &block, const QRectF &rect) { paintGrounds(painter, block, rect, colors); });
    }
    QPlainTextEdit::paintEvent(event);
    QPainter painter(viewport());
    visit([&](const QTextBlock &block, const QRectF &rect) {
        const QColor ground = block == m_currentLine.block() ? colors.currentLine : palette().color(viewport()->backgroundRole());
        paintMarks(painter, block, rect.topLeft(), colors);
        paintOddMarks(painter, block, rect.topLeft(), colors, m_document.wrapMark(), ground);
        if (m_showBlanks)
            paintBlanks(painter, block, rect.topLeft(), colors, m_document.wrapMark());
    });
}

//! Under the letters; QPlainTextEdit itself would look through all matches for every block.
void TextEditor::paintGrounds(QPainter &painter, const QTextBlock &block, const QRectF &rect, const Colors &colors) const
{
    if (block == m_currentLine.block())
        painter.fillRect(QRectF(0, rect.top(), viewport()->width(), rect.height()), colors.currentLine);
    const int end = block.position() + block.length();
    if (m_scope.from < end && m_scope.to > block.position())
        paintRange(painter, block, rect.topLeft(), m_scope, colors.gap);
    auto match = std::lower_bound(m_matches.cbegin(), m_matches.cend(), block.position(),
                                  [](const Shown &range, int at) { return range.to <= at; });
    for (; match != m_matches.cend() && match->from < end; ++match)
        paintRange(painter, block, rect.topLeft(), *match, colors.match);
}

void TextEditor::paintRange(QPainter &painter, const QTextBlock &block, const QPointF &origin, const Shown &range,
                            const QColor &color) const
{
    for (const QRectF &place : placesOf(block, origin, range))
        painter.fillRect(place, color);
}

//! One rectangle for each line of the screen.
QList<QRectF> TextEditor::placesOf(const QTextBlock &block, const QPointF &origin, const Shown &range) const
{
    QList<QRectF> places;
    const int from = std::max(range.from - block.position(), 0);
    const int to = std::min(range.to - block.position(), block.length() - 1);
    const QTextLayout &layout = *block.layout();
    for (int i = 0; i < layout.lineCount(); ++i) {
        const QTextLine line = layout.lineAt(i);
        const int first = std::max(from, line.textStart());
        const int last = std::min(to, line.textStart() + line.textLength());
        if (first >= last)
            continue;
        const qreal a = line.cursorToX(first);
        const qreal b = line.cursorToX(last);
        places.append(QRectF(origin.x() + std::min(a, b), origin.y() + line.y(), std::abs(b - a), line.height()));
    }
    return places;
}

void TextEditor::updateCurrentLine()
{
    const QTextCursor now = textCursor();
    for (const QTextBlock &block : {std::exchange(m_currentLine, now).block(), now.block()}) {
        if (!block.isValid())
            continue;
        const QRectF rect = blockBoundingGeometry(block).translated(contentOffset());
        viewport()->update(QRectF(0, rect.top(), viewport()->width(), rect.height()).toAlignedRect());
    }
    m_gutter->update();
}

bool TextEditor::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), toolTipAt(help->pos()), viewport());
        return true;
    }
    return QPlainTextEdit::viewportEvent(event);
}

QString TextEditor::toolTipAt(const QPoint &viewportPosition) const
{
    const QTextBlock block = cursorForPosition(viewportPosition).block();
    const QPointF origin = blockBoundingGeometry(block).translated(contentOffset()).topLeft();
    const auto mark = oddMarkAt(block, origin, viewportPosition, m_document);
    QStringList words;
    if (mark)
        words.append(sentenceFor(*mark));
    if (const QString marked = marksAt(block, origin, viewportPosition); !marked.isEmpty())
        words.append(marked);
    return plainToolTip(words.join(u'\n'));
}

int TextEditor::gutterWidth() const
{
    int digits = 2;
    for (int lines = blockCount(); lines >= 100; lines /= 10)
        ++digits;
    return fontMetrics().horizontalAdvance(u'9') * digits + fontMetrics().horizontalAdvance(u' ') * (m_marks.isEmpty() ? 2 : 3);
}

void TextEditor::updateGutter()
{
    const int width = gutterWidth();
    const int beside = m_margin ? m_margin->sizeHint().width() : 0;
    const QRect rect = contentsRect();
    const bool mirrored = isRightToLeft();
    setViewportMargins(mirrored ? QMargins(0, 0, beside + width, 0) : QMargins(beside + width, 0, 0, 0));
    m_gutter->setGeometry(mirrored ? rect.right() - beside - width + 1 : rect.left() + beside, rect.top(), width, rect.height());
    m_gutter->update();
    if (m_margin) {
        m_margin->setGeometry(mirrored ? rect.right() - beside + 1 : rect.left(), rect.top(), beside, rect.height());
        m_margin->update();
    }
}

void TextEditor::setMargin(QWidget *margin)
{
    m_margin = margin;
    updateGutter();
}

void TextEditor::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    updateGutter();
}

void TextEditor::paintGutter(QPaintEvent *event)
{
    QPainter painter(m_gutter);
    painter.setFont(font());
    const Colors colors = colorsFor(palette());
    painter.fillRect(event->rect(), colors.gutter);
    const int inset = fontMetrics().horizontalAdvance(u' ');
    for (const SeenLine &seen : seenLines(event->rect().bottom())) {
        if (seen.top + seen.height < event->rect().top())
            continue;
        painter.setPen(seen.isCurrent ? colors.ink : colors.muted);
        const QRectF rect(0, seen.top + seen.base, m_gutter->width() - inset, fontMetrics().height());
        if (seen.isMarked)
            paintMarkFlag(painter, QRectF(0, rect.top(), 2 * inset, rect.height()), readable(colors.warning, colors.gutter, 3), true);
        painter.drawText(rect, Qt::AlignRight, seen.isPiece ? QString(u'\u21AA') : QString::number(seen.line));
    }
}

QList<SeenLine> TextEditor::seenLines(int bottom) const
{
    const QChar mark = m_document.wrapMark();
    const int current = textCursor().blockNumber();
    QTextBlock block = firstVisibleBlock();
    SeenLine seen;
    seen.line = block.blockNumber() + 1;
    for (QTextBlock before = document()->begin(); before.isValid() && before != block; before = before.next())
        seen.line -= goesOn(before, mark) ? 1 : 0;
    seen.isPiece = goesOn(block.previous(), mark);
    seen.top = contentOffset().y();
    QList<SeenLine> lines;
    for (; block.isValid() && seen.top <= bottom; block = block.next()) {
        seen.height = blockBoundingRect(block).height();
        const qreal ascent = block.layout()->lineCount() > 0 ? block.layout()->lineAt(0).ascent() : 0;
        seen.base = std::max<qreal>(ascent - fontMetrics().ascent(), 0);
        seen.isCurrent = block.blockNumber() == current;
        seen.isMarked = isMarked(block);
        if (block.isVisible())
            lines.append(seen);
        seen.isPiece = goesOn(block, mark);
        seen.line += seen.isPiece ? 0 : 1;
        seen.top += seen.height;
    }
    return lines;
}

} // namespace widgets

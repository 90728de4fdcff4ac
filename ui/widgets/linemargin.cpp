// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/linemargin.h"

#include "ui/widgets/colors.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/widgets/texteditor.h"

#include <QCoreApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace widgets {

namespace {

constexpr int BarWidth = 4;
constexpr int MostLetters = 30;  //!< wider words are cut
constexpr double LeastBar = 0.15;
constexpr double MostGround = 0.16;

} // namespace

LineMargin::LineMargin(TextEditor *editor) : QWidget(editor), m_editor(editor)
{
    setFocusPolicy(Qt::NoFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Line origin"));
    hide();
}

void LineMargin::setNotes(const QList<LineNote> &notes)
{
    if (notes == m_notes)
        return;
    m_notes = notes;
    measure();
    update();
}

void LineMargin::setShown(bool shown)
{
    setVisible(shown);
    m_editor->setMargin(shown ? this : nullptr);
    if (shown)
        measure();
}

QSize LineMargin::sizeHint() const
{
    return {m_width, 0};
}

//! As wide as its widest words, so that nothing jumps while one scrolls.
void LineMargin::measure()
{
    const QFontMetrics metrics(m_editor->font());
    const int blank = metrics.horizontalAdvance(u' ');
    int name = 0;
    int words = 0;
    QString last; // many lines say the same
    for (const LineNote &note : std::as_const(m_notes)) {
        if (note.name + note.words == last)
            continue;
        last = note.name + note.words;
        name = std::max(name, metrics.horizontalAdvance(note.name));
        words = std::max(words, metrics.horizontalAdvance(note.words));
    }
    m_nameWidth = name == 0 ? 0 : name + 2 * blank;
    const int width = BarWidth + blank + std::min(m_nameWidth + words, metrics.averageCharWidth() * MostLetters) + blank;
    if (width == m_width)
        return;
    m_width = width;
    if (isVisibleTo(m_editor))
        m_editor->setMargin(this);
}

const LineNote *LineMargin::noteOf(int line) const
{
    return line >= 1 && line <= m_notes.size() ? &m_notes[line - 1] : nullptr;
}

int LineMargin::lineAt(qreal y) const
{
    for (const SeenLine &seen : m_editor->seenLines(height())) {
        if (y >= seen.top && y < seen.top + seen.height)
            return noteOf(seen.line) ? seen.line : 0;
    }
    return 0;
}

void LineMargin::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.setFont(m_editor->font());
    const QFontMetrics metrics(m_editor->font());
    const Colors colors = colorsFor(palette());
    painter.fillRect(event->rect(), colors.gutter);
    const int blank = metrics.horizontalAdvance(u' ');
    const bool mirrored = isRightToLeft();
    int lastGroup = -1; // what is seen first has its words, even where its group began further up
    for (const SeenLine &seen : m_editor->seenLines(event->rect().bottom())) {
        const LineNote *note = noteOf(seen.line);
        const bool begins = note && note->group != lastGroup;
        lastGroup = note ? note->group : -1;
        if (!note || seen.top + seen.height < event->rect().top())
            continue;
        const LineNote *hovered = noteOf(m_hovered);
        const bool raised = hovered && hovered->group == note->group;
        const QColor ground = blend(colors.gutter, colors.accent, MostGround * note->heat + (raised ? 0.10 : 0));
        painter.fillRect(QRectF(0, seen.top, width(), seen.height), ground);
        const QRectF bar(mirrored ? width() - BarWidth : 0, seen.top, BarWidth, seen.height);
        painter.fillRect(bar, note->isUnsaved ? colors.ink : blend(colors.gutter, colors.accent, LeastBar + (1 - LeastBar) * note->heat));
        if (seen.isPiece)
            continue;
        const auto draw = [&](int from, int room, const QString &words, const QColor &ink) {
            const qreal left = mirrored ? width() - from - room : from;
            painter.setPen(readable(ink, ground));
            painter.drawText(QRectF(left, seen.top + seen.base, room, metrics.height()), mirrored ? Qt::AlignRight : Qt::AlignLeft,
                             metrics.elidedText(words, Qt::ElideRight, room));
        };
        const int start = BarWidth + blank;
        draw(start, std::max(m_nameWidth, 1), note->name, begins ? colors.ink : colors.muted);
        if (begins)
            draw(start + m_nameWidth, std::max(width() - start - m_nameWidth - blank / 2, 1), note->words, colors.muted);
    }
}

bool LineMargin::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const LineNote *note = noteOf(lineAt(help->pos().y()));
        QToolTip::showText(help->globalPos(), note ? plainToolTip(note->explanation) : QString(), this);
        return true;
    }
    return QWidget::event(event);
}

void LineMargin::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        measure();
}

void LineMargin::mouseMoveEvent(QMouseEvent *event)
{
    const int line = lineAt(event->position().y());
    if (std::exchange(m_hovered, line) == line)
        return;
    setCursor(line > 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void LineMargin::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    m_hovered = 0;
    update();
}

void LineMargin::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->button() == Qt::LeftButton ? lineAt(event->position().y()) : 0;
}

void LineMargin::mouseReleaseEvent(QMouseEvent *event)
{
    const int pressed = std::exchange(m_pressed, 0);
    if (pressed > 0 && event->button() == Qt::LeftButton && rect().contains(event->position().toPoint())
        && lineAt(event->position().y()) == pressed)
        emit activated(pressed);
}

void LineMargin::wheelEvent(QWheelEvent *event)
{
    QCoreApplication::sendEvent(m_editor->viewport(), event);
}

} // namespace widgets

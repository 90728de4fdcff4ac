// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/diffpainter.h"

#include "ui/widgets/diffline.h"
#include "ui/widgets/diffspeech.h"
#include "ui/widgets/markpainter.h"

#include <QCoreApplication>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace widgets {

DiffPainter::DiffPainter(const text::Diff &diff, const MovedBlocks &moved, const Setting &setting)
    : m_diff(diff), m_moved(moved), m_setting(setting), m_colors(colorsFor(setting.palette)), m_metrics(setting.font)
{
    int lines = 0;
    for (auto row = diff.rows.crbegin(); row != diff.rows.crend() && row - diff.rows.crbegin() < 1'000; ++row)
        lines = std::max({lines, row->before.number, row->after.number});
    for (; lines >= 100; lines /= 10)
        ++m_digits;
}

int DiffPainter::lineHeight() const
{
    return m_metrics.height() + 2;
}

int DiffPainter::columnWidth() const
{
    return std::max(m_metrics.horizontalAdvance(u'0'), 1);
}

int DiffPainter::numberWidth() const
{
    const bool flags = m_setting.marks && !m_setting.marks->isEmpty();
    return columnWidth() * (m_digits + (flags ? 2 : 1));
}

int DiffPainter::signWidth() const
{
    return columnWidth() * (m_moved.list().isEmpty() ? 2 : 3); // a moved line has two signs
}

int DiffPainter::textWidth() const
{
    return m_setting.isInline ? m_setting.width - 2 * numberWidth() - signWidth()
                              : m_setting.width / 2 - numberWidth() - signWidth();
}

QRect DiffPainter::beforeRect(int y, int height) const
{
    return {0, y, m_setting.width / 2, height};
}

QRect DiffPainter::afterRect(int y, int height) const
{
    const int left = m_setting.width / 2 + 1;
    return {left, y, m_setting.width - left, height};
}

DiffPainter::SideLook DiffPainter::look(bool isOld, const text::Row &row, bool selected) const
{
    SideLook look{m_colors.ground, m_colors.ground, m_colors.muted, {}};
    if (row.kind != text::RowKind::Same) {
        look = isOld ? SideLook{m_colors.removed, m_colors.removedStrong, m_colors.removedInk, QString(u'\u2212')}
                     : SideLook{m_colors.added, m_colors.addedStrong, m_colors.addedInk, QString(u'+')};
        const MovedBlock *block = isOld ? m_moved.ofBefore(row.before.number) : m_moved.ofAfter(row.after.number);
        if (block) // the arrow points to its other end
            look = {m_colors.moved, m_colors.moved, m_colors.movedInk,
                    look.sign + QChar(block->wentDown() == isOld ? u'\u2193' : u'\u2191'), true};
    }
    if (selected) {
        look.ground = blend(look.ground, m_setting.palette.color(QPalette::Highlight), 0.25);
        look.ink = readable(look.ink, look.ground);
    }
    return look;
}

void DiffPainter::paint(QPainter &painter, int y, const DiffItem &item, const DiffItemState &state) const
{
    const QRect line(0, y, m_setting.width, lineHeight());
    if (item.kind == DiffItem::Kind::Fold) {
        paintFold(painter, line, item);
    } else if (item.isMove()) {
        paintMove(painter, line, item, state.inCurrentChange);
    } else if (m_setting.isInline) {
        paintInline(painter, line, item, state);
    } else {
        const text::Row &row = m_diff.rows[item.row];
        if (!m_setting.gapBefore)
            paintHalf(painter, beforeRect(y, line.height()), row, true, state.selectedBefore, state.inCurrentChange);
        if (!m_setting.gapAfter)
            paintHalf(painter, afterRect(y, line.height()), row, false, state.selectedAfter, state.inCurrentChange);
        painter.fillRect(m_setting.width / 2, y, 1, line.height(), m_colors.gap);
    }
    if (state.current) {
        painter.setPen(QPen(m_colors.accent, 1, Qt::DotLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(line.adjusted(0, 0, -1, -1));
    }
}

void DiffPainter::paintHalf(QPainter &painter, const QRect &rect, const text::Row &row, bool isOld, bool selected,
                            bool inCurrentChange) const
{
    const text::Line &line = isOld ? row.before : row.after;
    const QRect number(rect.left(), rect.top(), numberWidth(), rect.height());
    const QRect body = rect.adjusted(numberWidth(), 0, 0, 0);
    paintNumber(painter, number, line.number);
    if (line.number == 0) {
        paintHatching(painter, body);
    } else {
        paintFlag(painter, number, marksOf(row, isOld));
        const SideLook sideLook = look(isOld, row, selected);
        painter.fillRect(body, sideLook.ground);
        painter.setFont(m_setting.font);
        painter.setPen(sideLook.ink);
        painter.drawText(QRect(body.left(), body.top(), signWidth(), body.height()), Qt::AlignCenter, sideLook.sign);
        paintText(painter, body.adjusted(signWidth(), 0, 0, 0), row, isOld, sideLook);
    }
    if (inCurrentChange)
        painter.fillRect(QRect(number.right() - 2, rect.top(), 3, rect.height()), m_colors.accent);
}

void DiffPainter::paintInline(QPainter &painter, const QRect &rect, const DiffItem &item,
                              const DiffItemState &state) const
{
    const text::Row &row = m_diff.rows[item.row];
    const bool both = item.kind == DiffItem::Kind::Both;
    const bool isOld = both ? m_setting.gapAfter : item.kind == DiffItem::Kind::Before;
    const bool selected = isOld ? state.selectedBefore : state.selectedAfter;
    const SideLook sideLook = look(isOld, row, selected);
    const QRect first(rect.left(), rect.top(), numberWidth(), rect.height());
    const QRect second = first.translated(numberWidth(), 0);
    const QRect body = rect.adjusted(2 * numberWidth(), 0, 0, 0);
    paintNumber(painter, first, (isOld || both) && !m_setting.gapBefore ? row.before.number : 0);
    paintNumber(painter, second, (!isOld || both) && !m_setting.gapAfter ? row.after.number : 0);
    paintFlag(painter, first, marksOf(row, isOld));
    painter.fillRect(body, sideLook.ground);
    painter.setFont(m_setting.font);
    painter.setPen(sideLook.ink);
    painter.drawText(QRect(body.left(), body.top(), signWidth(), body.height()), Qt::AlignCenter, sideLook.sign);
    paintText(painter, body.adjusted(signWidth(), 0, 0, 0), row, isOld, sideLook);
    if (state.inCurrentChange)
        painter.fillRect(QRect(second.right() - 2, rect.top(), 3, rect.height()), m_colors.accent);
}

void DiffPainter::paintNumber(QPainter &painter, const QRect &rect, int number) const
{
    painter.fillRect(rect, m_colors.gutter);
    if (number == 0)
        return;
    painter.setFont(m_setting.font);
    painter.setPen(m_colors.muted);
    painter.drawText(rect.adjusted(0, 0, -columnWidth() / 2 - 2, 0), Qt::AlignRight | Qt::AlignVCenter,
                     QString::number(number));
}

QList<LineMark> DiffPainter::marksOf(const text::Row &row, bool isOld) const
{
    const int number = isOld ? row.before.number : row.after.number;
    return m_setting.marks && number > 0 ? m_setting.marks->of(number, isOld) : QList<LineMark>();
}

//! Left of the number.
void DiffPainter::paintFlag(QPainter &painter, const QRect &numbers, const QList<LineMark> &marks) const
{
    if (marks.isEmpty())
        return;
    const bool changed = std::any_of(marks.cbegin(), marks.cend(), [](const LineMark &mark) { return mark.change == MarkChange::Came; });
    paintMarkFlag(painter, QRectF(numbers.left() + 2, numbers.top(), columnWidth() + 2, numbers.height()),
                  readable(m_colors.warning, m_colors.gutter, 3), changed);
}

void DiffPainter::paintText(QPainter &painter, const QRect &rect, const text::Row &row, bool isOld,
                            const SideLook &sideLook) const
{
    const text::Line &line = isOld ? row.before : row.after;
    // The words of a moved line differ from a line that it has nothing to do with.
    const QList<LineMark> found = marksOf(row, isOld);
    QList<text::Range> spots;
    for (const LineMark &mark : found)
        spots.append(mark.range);
    DiffLine shown = diffLine(isOld ? m_diff.before(row) : m_diff.after(row),
                              sideLook.moved ? QList<text::Range>() : line.words, m_setting.tabWidth, spots);
    if (row.endDiffers()) {
        const QString name = u' ' + (u'\u2039' + lineEndName(line.end) + u'\u203A');
        shown.written.append({shown.text.size() + 1, name.size() - 1});
        shown.marks.append({shown.text.size() + 1, name.size() - 1});
        shown.text += name;
    }

    QList<QTextLayout::FormatRange> formats;
    for (const text::Range &range : std::as_const(shown.marks)) {
        QTextCharFormat format;
        format.setBackground(sideLook.strong);
        format.setFontUnderline(true);
        formats.append({int(range.from), int(range.length), format});
    }
    for (const text::Range &range : std::as_const(shown.written)) {
        QTextCharFormat format;
        format.setForeground(readable(m_colors.warning, sideLook.strong));
        formats.append({int(range.from), int(range.length), format});
    }
    QTextLayout layout(shown.text, m_setting.font);
    QTextOption option;
    option.setTextDirection(Qt::LeftToRight);
    option.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(option);
    layout.setFormats(formats);
    layout.beginLayout();
    layout.createLine();
    layout.endLayout();

    painter.save();
    painter.setClipRect(rect, Qt::IntersectClip);
    painter.setPen(m_colors.ink);
    // All lines on one base line: characters from other fonts may be taller.
    const qreal top = rect.top() + 1 + m_metrics.ascent() - layout.lineAt(0).ascent();
    const QPointF origin(rect.left() - m_setting.scrolled, top);
    layout.draw(&painter, origin);
    for (qsizetype i = 0; i < found.size(); ++i) {
        const text::Range &spot = shown.spots[i];
        if (spot.length == 0 || found[i].isDrawn)
            continue;
        const qreal from = layout.lineAt(0).cursorToX(int(spot.from));
        const qreal to = layout.lineAt(0).cursorToX(int(spot.from + spot.length));
        paintMark(painter, QRectF(origin.x() + from, rect.top(), to - from, rect.height()),
                  readable(m_colors.warning, sideLook.ground, 3), found[i].change == MarkChange::Came);
    }
    painter.restore();
}

void DiffPainter::paintFold(QPainter &painter, const QRect &rect, const DiffItem &item) const
{
    painter.fillRect(rect, m_colors.gutter);
    painter.setFont(m_setting.font);
    painter.setPen(m_colors.muted);
    const QString words = item.count == 1
        ? QCoreApplication::translate("widgets::DiffView", "1 unchanged line")
        : QCoreApplication::translate("widgets::DiffView", "%n unchanged lines", nullptr, int(item.count));
    painter.drawText(rect.adjusted(numberWidth(), 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     QStringLiteral("\u22EF ") + words);
}

void DiffPainter::paintMove(QPainter &painter, const QRect &rect, const DiffItem &item, bool inCurrentChange) const
{
    const bool away = item.kind == DiffItem::Kind::MovedAway;
    const text::Row &row = m_diff.rows[item.row];
    const MovedBlock *block = away ? m_moved.ofBefore(row.before.number) : m_moved.ofAfter(row.after.number);
    if (!block)
        return;
    QRect half = rect;
    int numbers = 2 * numberWidth();
    if (!m_setting.isInline) {
        half = away ? beforeRect(rect.top(), rect.height()) : afterRect(rect.top(), rect.height());
        const QRect other = away ? afterRect(rect.top(), rect.height()) : beforeRect(rect.top(), rect.height());
        numbers = numberWidth();
        painter.fillRect(QRect(other.left(), other.top(), numbers, other.height()), m_colors.gutter);
        paintHatching(painter, other.adjusted(numbers, 0, 0, 0));
        painter.fillRect(m_setting.width / 2, rect.top(), 1, rect.height(), m_colors.gap);
        if (inCurrentChange)
            painter.fillRect(QRect(other.left() + numbers - 3, rect.top(), 3, rect.height()), m_colors.accent);
    }
    painter.fillRect(half, m_colors.moved);
    painter.fillRect(QRect(half.left(), half.top(), numbers, half.height()), m_colors.gutter);
    if (inCurrentChange)
        painter.fillRect(QRect(half.left() + numbers - 3, rect.top(), 3, rect.height()), m_colors.accent);
    painter.setFont(m_setting.font);
    painter.setPen(m_colors.movedInk);
    const QChar arrow(block->wentDown() == away ? u'\u2193' : u'\u2191');
    painter.drawText(half.adjusted(numbers + columnWidth() / 2, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     arrow + (u' ' + movedWords(*block, away)));
}

void DiffPainter::paintHatching(QPainter &painter, const QRect &rect) const
{
    painter.fillRect(rect, m_colors.ground);
    painter.fillRect(rect, QBrush(m_colors.gap, Qt::BDiagPattern));
}

void DiffPainter::paintGap(QPainter &painter, const QRect &rect, const QString &reason) const
{
    paintHatching(painter, rect);
    const int margin = columnWidth() * 2;
    const QRect room = rect.adjusted(margin, margin, -margin, -margin);
    const int flags = Qt::AlignCenter | Qt::TextWordWrap;
    const QRect words = painter.boundingRect(room, flags, reason).adjusted(-margin, -margin / 2, margin, margin / 2);
    painter.fillRect(words, m_colors.gutter);
    painter.setPen(m_colors.ink);
    painter.drawText(words, flags, reason);
}

} // namespace widgets

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
//! How a bar chart looks; what it knows and does is in barchart.cpp.
#include "ui/widgets/barchart.h"
#include "ui/widgets/colors.h"
#include "ui/widgets/smallfont.h"

#include <QPainter>
#include <QStyle>
#include <QStyleOptionFocusRect>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace widgets {

namespace {

constexpr int gap = 6;
constexpr int leastPiece = 2;   // pixels: one deletion among thousands of updates is still seen
constexpr int leastPlot = 40;

struct Tone
{
    QColor ink;
    Qt::BrushStyle pattern;
};

//! Blue, grey and orange are told apart with any colour vision; the patterns need no colour at all.
Tone toneOf(BarTone tone, const Colors &colors)
{
    switch (tone) {
    case BarTone::Solid: return {colors.addedInk, Qt::SolidPattern};
    case BarTone::Striped: return {colors.muted, Qt::BDiagPattern};
    case BarTone::Crossed: return {colors.removedInk, Qt::DiagCrossPattern};
    case BarTone::Dotted: return {colors.ink, Qt::Dense5Pattern};
    }
    return {colors.ink, Qt::SolidPattern};
}

void paintPiece(QPainter &painter, const QRectF &rect, const Tone &tone, const Colors &colors, bool faded)
{
    const double share = faded ? 0.35 : 1.0;
    const QColor ink = blend(colors.ground, tone.ink, share);
    if (tone.pattern == Qt::SolidPattern) {
        painter.fillRect(rect, ink);
        return;
    }
    painter.fillRect(rect, blend(colors.ground, tone.ink, 0.30 * share));
    painter.fillRect(rect, QBrush(ink, tone.pattern));
}

} // namespace

QSize BarChart::sizeHint() const
{
    const int line = QFontMetrics(smallFont(font())).height();
    return {60 * fontMetrics().averageCharWidth(), 2 * line + 2 * gap + 7 * line};
}

QSize BarChart::minimumSizeHint() const
{
    const int line = QFontMetrics(smallFont(font())).height();
    return {24 * fontMetrics().averageCharWidth(), 2 * line + 2 * gap + leastPlot};
}

QRect BarChart::plot() const
{
    const QFontMetrics metrics(smallFont(font()));
    const int left = metrics.horizontalAdvance(m_locale.toString(std::max<qint64>(m_top, 1'000))) + 2 * gap;
    return rect().adjusted(left, metrics.height() + gap, -gap, -metrics.height() - gap);
}

double BarChart::slotWidth() const
{
    return m_last < m_first ? 0 : double(plot().width()) / double(m_last - m_first + 1);
}

QRectF BarChart::barRect(qint64 slot) const
{
    const QRect area = plot();
    return {area.left() + double(slot - m_first) * slotWidth(), double(area.top()), slotWidth(), double(area.height())};
}

qint64 BarChart::slotAt(double x) const
{
    return std::clamp(m_first + qint64(std::floor((x - plot().left()) / slotWidth())), m_first, m_last);
}

void BarChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(smallFont(font()));
    painter.fillRect(rect(), colorsFor(palette()).ground);
    paintLegend(painter);
    if (m_last < m_first)
        return;
    paintGrid(painter);
    paintBars(painter);
    paintAxis(painter);
    if (hasFocus()) {
        QStyleOptionFocusRect option;
        option.initFrom(this);
        option.rect = barRect(m_cursor).toAlignedRect().adjusted(-2, -2, 2, 2);
        painter.setPen(QPen(colorsFor(palette()).accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
}

void BarChart::paintGrid(QPainter &painter) const
{
    const Colors colors = colorsFor(palette());
    const QRect area = plot();
    // What is not known is not the same as what did not happen.
    if (m_knownSince && *m_knownSince > startOfSlot(m_unit, m_first, m_locale)) {
        const qint64 known = std::clamp(slotOf(m_unit, *m_knownSince, m_locale), m_first, m_last + 1);
        QRectF unknown = area;
        unknown.setRight(known > m_last ? double(area.right()) : barRect(known).left());
        painter.fillRect(unknown, colors.gap);
        painter.fillRect(unknown, QBrush(blend(colors.ground, colors.ink, 0.22), Qt::FDiagPattern));
        const QString words = tr("not read yet");
        const int width = painter.fontMetrics().horizontalAdvance(words) + 2 * gap;
        if (unknown.width() > width) {
            const QRectF place(unknown.center().x() - width / 2.0, unknown.center().y() - painter.fontMetrics().height(),
                               width, 2.0 * painter.fontMetrics().height());
            painter.fillRect(place, colors.gap);
            painter.setPen(readable(colors.muted, colors.gap));
            painter.drawText(place, Qt::AlignCenter, words);
        }
    }
    if (const auto range = brushedSlots()) {
        const QRectF chosen = barRect(range->first).united(barRect(range->last));
        painter.fillRect(chosen, blend(colors.ground, colors.accent, 0.14));
        painter.setPen(QPen(colors.accent, 1));
        painter.drawLine(chosen.topLeft(), chosen.bottomLeft());
        painter.drawLine(chosen.topRight(), chosen.bottomRight());
    }
    QList<qint64> lines{m_top};
    if (m_top % 2 == 0)
        lines.append(m_top / 2);
    for (const qint64 count : std::as_const(lines)) {
        const int y = area.bottom() - int(double(area.height()) * double(count) / double(m_top));
        painter.setPen(QPen(blend(colors.ground, colors.ink, 0.16), 1, Qt::DotLine));
        painter.drawLine(area.left(), y, area.right(), y);
        painter.setPen(colors.muted);
        const int height = painter.fontMetrics().height();
        painter.drawText(QRect(0, y - height / 2, area.left() - gap, height), Qt::AlignRight | Qt::AlignVCenter,
                         m_locale.toString(count));
    }
}

void BarChart::paintBars(QPainter &painter) const
{
    const auto range = brushedSlots();
    for (auto at = m_counts.begin(); at != m_counts.end(); ++at)
        paintBar(painter, at.key(), at.value(), range && (at.key() < range->first || at.key() > range->last));
    const Colors colors = colorsFor(palette());
    painter.setPen(blend(colors.ground, colors.ink, 0.45));
    painter.drawLine(plot().bottomLeft() + QPoint(0, 1), plot().bottomRight() + QPoint(0, 1));
}

void BarChart::paintBar(QPainter &painter, qint64 slot, const QList<qint64> &counts, bool faded) const
{
    const Colors colors = colorsFor(palette());
    const QRectF whole = barRect(slot);
    // On whole pixels, with a gap where there is room for one.
    const double left = std::round(whole.left());
    const double wide = std::max(1.0, std::round(whole.right()) - left - (slotWidth() >= 4 ? 1 : 0));
    const double width = std::min(wide, 40.0);
    double bottom = whole.bottom();
    for (qsizetype i = 0; i < counts.size(); ++i) {
        if (counts[i] <= 0)
            continue;
        const double height = std::max<double>(leastPiece, std::round(whole.height() * double(counts[i]) / double(m_top)));
        const QRectF piece(left + (wide - width) / 2, std::max(bottom - height, whole.top()), width,
                           std::min(height, bottom - whole.top()));
        paintPiece(painter, piece, toneOf(m_series[i].tone, colors), colors, faded);
        bottom -= height;
        // A line between the parts, in the colour of the ground.
        painter.fillRect(QRectF(piece.left(), piece.top(), width, slotWidth() >= 4 && height > 4 ? 1 : 0), colors.ground);
    }
}

void BarChart::paintAxis(QPainter &painter) const
{
    const Colors colors = colorsFor(palette());
    const QFontMetrics metrics = painter.fontMetrics();
    const double width = slotWidth();
    const QList<SlotLabel> labels = slotLabels(
        m_unit, m_first, m_last,
        [&](const QString &text) { return (metrics.horizontalAdvance(text) + 2.0 * gap) / width; }, m_locale);
    for (const SlotLabel &label : labels) {
        const QRectF bar = barRect(label.slot);
        const double y = bar.bottom() + 1;
        painter.setPen(blend(colors.ground, colors.ink, 0.45));
        painter.drawLine(QPointF(bar.left(), y), QPointF(bar.left(), y + 3));
        const int advance = metrics.horizontalAdvance(label.text);
        double left = width > advance ? bar.center().x() - advance / 2.0 : bar.left();
        if (left + advance > this->width()) // the last one would be cut
            left = this->width() - advance;
        painter.setPen(colors.muted);
        painter.drawText(QRectF(left, y + 3, advance + 2, metrics.height()), Qt::AlignLeft | Qt::AlignTop, label.text);
    }
}

void BarChart::paintLegend(QPainter &painter) const
{
    const Colors colors = colorsFor(palette());
    const QFontMetrics metrics = painter.fontMetrics();
    const int side = metrics.ascent() - 1;
    int x = plot().left();
    for (const BarSeries &series : m_series) {
        paintPiece(painter, QRectF(x, 2 + metrics.ascent() - side, side, side), toneOf(series.tone, colors), colors, false);
        x += side + gap / 2 + 1;
        painter.setPen(colors.muted);
        painter.drawText(x, 2 + metrics.ascent(), series.name);
        x += metrics.horizontalAdvance(series.name) + 2 * gap;
    }
}

} // namespace widgets

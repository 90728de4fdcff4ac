// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/treemap.h"

#include "ui/widgets/colors.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/widgets/smallfont.h"
#include "ui/widgets/treemaplayout.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace widgets {

namespace {

constexpr int edge = 2;          // pixels between a folder's frame and what is in it
constexpr int leastSide = 4;     // what is smaller stays part of its folder's ground
constexpr qsizetype mostCells = 20'000;

} // namespace

Treemap::Treemap(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::NoFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void Treemap::setNodes(const QList<TreemapNode> &nodes)
{
    m_nodes = nodes;
    m_current = 0;
    layOut();
}

void Treemap::setGone(const std::function<bool(int)> &isGone)
{
    for (int node = 0; node < m_nodes.size(); ++node)
        m_nodes[node].gone = isGone(node);
    update();
}

void Treemap::setCurrent(int node)
{
    if (m_current == node)
        return;
    m_current = node;
    update();
}

void Treemap::setToolTips(const std::function<QString(int)> &words) { m_words = words; }

int Treemap::nodeAt(const QPoint &position) const
{
    const auto cell = std::find_if(m_cells.crbegin(), m_cells.crend(), [&](const Cell &c) { return c.area.contains(position); });
    return cell == m_cells.crend() ? 0 : cell->node;
}

QRect Treemap::areaOf(int node) const
{
    const auto cell = std::find_if(m_cells.cbegin(), m_cells.cend(), [&](const Cell &c) { return c.node == node; });
    return cell == m_cells.cend() ? QRect() : cell->area;
}

QSize Treemap::sizeHint() const { return {fontMetrics().averageCharWidth() * 60, fontMetrics().lineSpacing() * 20}; }
QSize Treemap::minimumSizeHint() const { return {fontMetrics().averageCharWidth() * 20, fontMetrics().lineSpacing() * 8}; }

void Treemap::layOut()
{
    m_cells.clear();
    if (!m_nodes.isEmpty())
        layOutBelow(0, 0, QRectF(rect()));
    update();
}

void Treemap::layOutBelow(int node, int depth, const QRectF &area)
{
    const TreemapNode &folder = m_nodes.at(node);
    QList<double> weights;
    weights.reserve(folder.count);
    for (int child = folder.first; child < folder.first + folder.count; ++child)
        weights.append(m_nodes.at(child).weight);
    const QList<QRectF> areas = squarified(weights, area);
    const int line = QFontMetrics(smallFont(font())).height() + edge;
    for (int i = 0; i < folder.count && m_cells.size() < mostCells; ++i) {
        // Edges are rounded, not sizes: neighbours touch, and nothing is lost at the end.
        const QRectF exact = areas.at(i);
        const QRect place(QPoint(qRound(exact.left()), qRound(exact.top())), QPoint(qRound(exact.right()) - 1, qRound(exact.bottom()) - 1));
        if (place.width() < leastSide || place.height() < leastSide)
            continue;
        const int child = folder.first + i;
        const bool inner = m_nodes.at(child).count > 0;
        const bool titled = inner && place.height() > 3 * line && place.width() > 3 * line;
        m_cells.append({child, depth, place, titled});
        if (inner)
            layOutBelow(child, depth + 1, QRectF(place).adjusted(edge, titled ? line : edge, -edge - 1, -edge - 1));
    }
}

void Treemap::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(smallFont(font()));
    painter.fillRect(rect(), colorsFor(palette()).ground);
    for (const Cell &cell : m_cells)
        paintCell(painter, cell);
    if (const QRect area = areaOf(m_current); !area.isEmpty()) {
        painter.setPen(QPen(colorsFor(palette()).accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(area.adjusted(1, 1, -1, -1));
    }
}

void Treemap::paintCell(QPainter &painter, const Cell &cell) const
{
    const Colors colors = colorsFor(palette());
    const TreemapNode &node = m_nodes.at(cell.node);
    const double tone = node.folder ? 0.05 + 0.04 * std::min(cell.depth, 4) : 0.24;
    const QColor ground = node.gone ? blend(colors.ground, colors.ink, 0.04) : blend(colors.ground, colors.accent, tone);
    painter.fillRect(cell.area, ground);
    if (node.gone)
        painter.fillRect(cell.area, QBrush(blend(colors.ground, colors.ink, 0.22), Qt::BDiagPattern));
    painter.setPen(colors.ground);
    painter.drawRect(cell.area.adjusted(0, 0, -1, -1));
    const QFontMetrics metrics = painter.fontMetrics();
    const QRect inside = cell.area.adjusted(2 * edge, edge, -2 * edge, -edge);
    if ((node.folder && !cell.titled) || inside.height() < metrics.height() || inside.width() < 4 * metrics.averageCharWidth())
        return;
    const QString name = metrics.elidedText(node.name, Qt::ElideMiddle, inside.width());
    const QRect words(inside.topLeft(), QSize(metrics.horizontalAdvance(name), metrics.height()));
    if (node.gone)
        painter.fillRect(words, ground); // letters on a hatching are no letters
    painter.setPen(node.folder ? readable(colors.muted, ground) : readable(colors.ink, ground));
    painter.drawText(inside, Qt::AlignLeft | Qt::AlignTop | Qt::TextSingleLine, name);
}

bool Treemap::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int node = nodeAt(help->pos());
    if (node == 0 || !m_words)
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), plainToolTip(m_words(node)), this, areaOf(node));
    return true;
}

void Treemap::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        layOut();
    else if (event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

void Treemap::mousePressEvent(QMouseEvent *event)
{
    if (const int node = nodeAt(event->position().toPoint()); node != 0 && event->button() == Qt::LeftButton)
        emit chosen(node);
}

void Treemap::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const int node = nodeAt(event->position().toPoint()); node != 0 && event->button() == Qt::LeftButton)
        emit activated(node);
}

void Treemap::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layOut();
}

} // namespace widgets

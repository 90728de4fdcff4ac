// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/stepchart.h"

#include "ui/widgets/colors.h"
#include "ui/widgets/plaintooltip.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace widgets {

namespace {

constexpr int margin = 4;
constexpr int dot = 3;

QFont smallFont(const QFont &font)
{
    QFont small = font;
    small.setPointSizeF(std::max(7.0, font.pointSizeF() * 0.85));
    return small;
}

} // namespace

StepChart::StepChart(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    describe();
}

void StepChart::setSteps(const QList<Step> &steps, const QDateTime &until)
{
    if (steps == m_steps && until == m_until)
        return;
    const QDateTime stood = m_current >= 0 && m_current < m_steps.size() ? m_steps[m_current].at : QDateTime();
    m_steps = steps;
    m_until = until;
    m_top = 1;
    m_current = -1;
    for (int i = 0; i < m_steps.size(); ++i) {
        m_top = std::max(m_top, m_steps[i].value.value_or(0));
        if (stood.isValid() && m_steps[i].at == stood)
            m_current = i;
    }
    describe();
    update();
}

void StepChart::setWords(const QString &summary, const QString &top)
{
    m_summary = summary;
    m_topLabel = top;
    describe();
    update();
}

void StepChart::setCurrent(int step)
{
    const int wanted = step >= 0 && step < m_steps.size() ? step : -1;
    if (wanted == m_current)
        return;
    m_current = wanted;
    describe();
    update();
}

void StepChart::describe()
{
    setAccessibleName(m_summary.isEmpty() ? tr("Size over time") : m_summary);
    setAccessibleDescription(m_current >= 0 ? m_steps[m_current].words
                                            : tr("Left and Right go through the versions."));
}

QSize StepChart::sizeHint() const
{
    return {24 * fontMetrics().averageCharWidth(), 3 * QFontMetrics(smallFont(font())).height() + 2 * margin};
}

QSize StepChart::minimumSizeHint() const
{
    return {12 * fontMetrics().averageCharWidth(), sizeHint().height()};
}

QRectF StepChart::plot() const
{
    const int line = QFontMetrics(smallFont(font())).height();
    return QRectF(rect()).adjusted(margin + dot, line + margin, -margin - dot, -margin);
}

double StepChart::xOf(const QDateTime &moment) const
{
    const QRectF area = plot();
    const qint64 whole = m_steps.isEmpty() ? 0 : m_steps.first().at.msecsTo(m_until);
    if (whole <= 0)
        return area.left();
    const double share = double(m_steps.first().at.msecsTo(moment)) / double(whole);
    return area.left() + area.width() * std::clamp(share, 0.0, 1.0);
}

double StepChart::yOf(qint64 value) const
{
    const QRectF area = plot();
    return area.bottom() - area.height() * double(std::max<qint64>(0, value)) / double(m_top);
}

QPointF StepChart::pointOf(int step) const
{
    return {xOf(m_steps[step].at), yOf(m_steps[step].value.value_or(0))};
}

int StepChart::stepAt(double x) const
{
    int best = -1;
    for (int i = 0; i < m_steps.size(); ++i) {
        if (best < 0 || std::abs(xOf(m_steps[i].at) - x) <= std::abs(xOf(m_steps[best].at) - x))
            best = i;
    }
    return best;
}

void StepChart::goTo(int step)
{
    if (step < 0 || step >= m_steps.size())
        return;
    setCurrent(step);
    emit stepChosen(step);
}

void StepChart::keyPressEvent(QKeyEvent *event)
{
    const int last = int(m_steps.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Left: goTo(m_current < 0 ? last : std::max(0, m_current - 1)); break;
    case Qt::Key_Right: goTo(m_current < 0 ? last : std::min(last, m_current + 1)); break;
    case Qt::Key_Home: goTo(0); break;
    case Qt::Key_End: goTo(last); break;
    default: QWidget::keyPressEvent(event);
    }
}

void StepChart::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        goTo(stepAt(event->position().x()));
    else
        QWidget::mousePressEvent(event);
}

bool StepChart::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int step = stepAt(help->pos().x());
    QToolTip::showText(help->globalPos(), plainToolTip(step < 0 ? m_summary : m_steps[step].words), this);
    return true;
}

void StepChart::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    update();
}

void StepChart::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void StepChart::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

void StepChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(smallFont(font()));
    const Colors colors = colorsFor(palette());
    const QRectF area = plot();
    painter.setPen(colors.muted);
    painter.drawText(QRectF(0, 0, width(), painter.fontMetrics().height()).adjusted(margin, 0, -margin, 0),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip,
                     painter.fontMetrics().elidedText(m_topLabel, Qt::ElideRight, width() - 2 * margin));
    painter.setPen(blend(colors.ground, colors.ink, 0.35));
    painter.drawLine(area.bottomLeft(), area.bottomRight());
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < m_steps.size(); ++i)
        paintStep(painter, i);
    if (m_current >= 0) {
        const QPointF point = pointOf(m_current);
        painter.setPen(QPen(colors.accent, 1));
        painter.drawLine(QPointF(point.x(), area.top()), QPointF(point.x(), area.bottom()));
        painter.setBrush(colors.accent);
        painter.drawEllipse(point, dot, dot);
    }
    if (hasFocus()) {
        painter.setPen(QPen(colors.accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void StepChart::paintStep(QPainter &painter, int step) const
{
    const Colors colors = colorsFor(palette());
    const Step &now = m_steps[step];
    const double left = xOf(now.at);
    const double right = step + 1 < m_steps.size() ? xOf(m_steps[step + 1].at) : plot().right();
    const QPen line(colors.addedInk, 1.5);
    if (now.value) {
        const double top = yOf(*now.value);
        const QRectF below(left, top, right - left, plot().bottom() - top);
        painter.fillRect(below, blend(colors.ground, colors.addedInk, 0.16));
        if (now.hatched)
            painter.fillRect(below, QBrush(blend(colors.ground, colors.ink, 0.35), Qt::BDiagPattern));
        painter.setPen(line);
        painter.drawLine(QPointF(left, top), QPointF(right, top));
        if (step > 0 && m_steps[step - 1].value)
            painter.drawLine(QPointF(left, yOf(*m_steps[step - 1].value)), QPointF(left, top));
    }
    // A dot for each version, as long as they do not run into one another.
    if (m_steps.size() * 2 * dot < int(plot().width())) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors.addedInk);
        painter.drawEllipse(pointOf(step), dot - 1, dot - 1);
    }
}

} // namespace widgets

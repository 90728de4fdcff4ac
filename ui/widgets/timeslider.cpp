// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/timeslider.h"

#include "ui/widgets/colors.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/widgets/smallfont.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <utility>

namespace widgets {

namespace {

constexpr int knob = 6;          // half of it
constexpr int markRoom = 9;      // above the bars
constexpr int leastSlotWidth = 4;
constexpr int nearMark = 5;
constexpr int gap = 4;

} // namespace

TimeSlider::TimeSlider(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMouseTracking(false);
    describe();
}

TimeSlider::~TimeSlider() = default;

void TimeSlider::setSpan(const TimeSpan &span)
{
    if (span == m_span)
        return;
    m_span = span;
    change();
}

void TimeSlider::setCounts(Counts counts)
{
    m_counts = std::move(counts);
    change();
}

void TimeSlider::setKnownSince(const std::optional<QDateTime> &moment)
{
    if (moment == m_knownSince)
        return;
    m_knownSince = moment;
    update();
}

void TimeSlider::setMarks(const QList<TimeMark> &marks)
{
    if (marks == m_marks)
        return;
    m_marks = marks;
    update();
}

void TimeSlider::setMoment(int handle, const std::optional<QDateTime> &moment, const QString &words)
{
    Handle &one = m_handles.at(size_t(handle));
    one.moment = moment;
    one.words = words;
    if (!m_handles.at(size_t(m_active)).moment && m_handles[0].moment)
        setActive(0);
    describe();
    update();
}

void TimeSlider::setActive(int handle)
{
    if (handle == m_active)
        return;
    m_active = handle;
    describe();
    update();
}

void TimeSlider::activate(int handle)
{
    if (handle == m_active || !m_handles.at(size_t(handle)).moment)
        return;
    setActive(handle);
    emit activeChanged(handle);
}

void TimeSlider::describe()
{
    const bool two = m_handles[1].moment.has_value();
    const QString words = m_handles.at(size_t(m_active)).words;
    const QString name = !two ? tr("Moment") : m_active == 0 ? tr("First moment") : tr("Second moment");
    //: read aloud: %1 is "Moment", %2 a moment
    setAccessibleName(words.isEmpty() ? name : tr("%1: %2").arg(name, words));
    const QString keys = tr("Left and Right go from write to write, Page Up and Page Down a day, Home and End to the ends.");
    setAccessibleDescription(two ? keys + QChar(u' ') + tr("Up and Down go to the other moment.") : keys);
}

QSize TimeSlider::sizeHint() const
{
    const int line = QFontMetrics(smallFont(font())).height();
    return {60 * fontMetrics().averageCharWidth(), markRoom + 3 * line + knob + gap + line};
}

QSize TimeSlider::minimumSizeHint() const
{
    return {24 * fontMetrics().averageCharWidth(), sizeHint().height()};
}

QRectF TimeSlider::plot() const
{
    const int line = QFontMetrics(smallFont(font())).height();
    return QRectF(rect()).adjusted(knob + 2, markRoom, -knob - 2, -line - knob - gap);
}

double TimeSlider::xOf(const QDateTime &moment) const
{
    const QRectF area = plot();
    const qint64 whole = m_span.from.isValid() && m_span.to.isValid() ? m_span.from.msecsTo(m_span.to) : 0;
    if (whole <= 0)
        return area.left();
    return area.left() + area.width() * std::clamp(double(m_span.from.msecsTo(moment)) / double(whole), 0.0, 1.0);
}

QPoint TimeSlider::pointOf(const QDateTime &moment) const
{
    return QPointF(xOf(moment), plot().bottom()).toPoint();
}

QDateTime TimeSlider::momentAt(double x) const
{
    const QRectF area = plot();
    const double share = area.width() <= 0 ? 0 : std::clamp((x - area.left()) / area.width(), 0.0, 1.0);
    return m_span.from.addMSecs(qint64(std::llround(share * double(m_span.from.msecsTo(m_span.to)))));
}

int TimeSlider::markAt(const QPointF &position) const
{
    int best = -1;
    for (int i = 0; i < m_marks.size() && position.y() <= markRoom + 2; ++i) {
        const double away = std::abs(xOf(m_marks[i].at) - position.x());
        if (away <= nearMark && (best < 0 || away < std::abs(xOf(m_marks[best].at) - position.x())))
            best = i;
    }
    return best;
}

//! The one that is nearer; of two in one place the one that was moved last.
int TimeSlider::handleAt(double x) const
{
    if (!m_handles[1].moment || !m_handles[0].moment)
        return 0;
    const double first = std::abs(xOf(*m_handles[0].moment) - x);
    const double second = std::abs(xOf(*m_handles[1].moment) - x);
    return std::abs(first - second) < 1 ? m_active : first < second ? 0 : 1;
}

void TimeSlider::keyPressEvent(QKeyEvent *event)
{
    const bool day = event->modifiers() & Qt::ControlModifier;
    switch (event->key()) {
    case Qt::Key_Left: emit stepWanted(m_active, day ? Step::DayBack : Step::WriteBack); break;
    case Qt::Key_Right: emit stepWanted(m_active, day ? Step::DayForward : Step::WriteForward); break;
    case Qt::Key_PageUp: emit stepWanted(m_active, Step::DayBack); break;
    case Qt::Key_PageDown: emit stepWanted(m_active, Step::DayForward); break;
    case Qt::Key_Home: emit stepWanted(m_active, Step::Beginning); break;
    case Qt::Key_End: emit stepWanted(m_active, Step::End); break;
    case Qt::Key_Up:
    case Qt::Key_Down: activate(1 - m_active); break;
    default: QWidget::keyPressEvent(event);
    }
}

void TimeSlider::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_span.from.isValid()) {
        QWidget::mousePressEvent(event);
        return;
    }
    activate(handleAt(event->position().x()));
    if (const int mark = markAt(event->position()); mark >= 0) {
        emit markWanted(m_active, mark);
        return;
    }
    m_dragging = true;
    emit momentWanted(m_active, momentAt(event->position().x()));
}

void TimeSlider::mouseMoveEvent(QMouseEvent *event)
{
    if (m_dragging)
        emit momentWanted(m_active, momentAt(event->position().x()));
}

void TimeSlider::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        m_dragging = false;
    QWidget::mouseReleaseEvent(event);
}

//! A turn is a write; whoever scrolls past without looking moves nothing.
void TimeSlider::wheelEvent(QWheelEvent *event)
{
    if (!hasFocus() || event->angleDelta().y() == 0) {
        event->ignore();
        return;
    }
    emit stepWanted(m_active, event->angleDelta().y() > 0 ? Step::WriteBack : Step::WriteForward);
    event->accept();
}

bool TimeSlider::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int mark = markAt(help->pos());
    QString words = mark >= 0 ? m_marks[mark].words : QString();
    if (words.isEmpty() && m_span.from.isValid()) {
        const TimeUnit unit = unitFor(m_span.from, m_span.to, std::max<qint64>(1, qint64(plot().width() / leastSlotWidth)));
        const qint64 slot = slotOf(unit, momentAt(help->pos().x()));
        const int count = m_counts ? int(m_counts(startOfSlot(unit, slot), startOfSlot(unit, slot + 1))) : 0;
        //: %1 is a day, an hour or a month, %2 "3 writes"
        words = tr("%1: %2").arg(slotWords(unit, slot), count == 1 ? tr("1 write") : tr("%L1 writes", nullptr, count).arg(count));
    }
    QToolTip::showText(help->globalPos(), plainToolTip(words), this);
    return true;
}

void TimeSlider::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    change();
}

void TimeSlider::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    change();
}

void TimeSlider::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void TimeSlider::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

void TimeSlider::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(smallFont(font()));
    const Colors colors = colorsFor(palette());
    const QRectF area = plot();
    if (m_span.from.isValid() && m_span.from < m_span.to) {
        arrange(painter.fontMetrics());
        paintUnknown(painter);
        if (m_handles[0].moment && m_handles[1].moment) {
            const double a = xOf(*m_handles[0].moment);
            const double b = xOf(*m_handles[1].moment);
            painter.fillRect(QRectF(std::min(a, b), area.top(), std::abs(a - b), area.height()), blend(colors.ground, colors.accent, 0.16));
        }
        paintBars(painter);
        paintAxis(painter);
        paintMarks(painter);
    }
    painter.setPen(QPen(blend(colors.ground, colors.ink, 0.55), 2));
    painter.drawLine(area.bottomLeft(), area.bottomRight());
    painter.setRenderHint(QPainter::Antialiasing);
    for (const int handle : {1 - m_active, m_active})
        paintHandle(painter, handle);
}

void TimeSlider::paintUnknown(QPainter &painter) const
{
    if (!m_knownSince || *m_knownSince <= m_span.from)
        return;
    const Colors colors = colorsFor(palette());
    QRectF unknown = plot();
    unknown.setRight(xOf(*m_knownSince));
    painter.fillRect(unknown, colors.gap);
    painter.fillRect(unknown, QBrush(blend(colors.ground, colors.ink, 0.22), Qt::FDiagPattern));
    const QString words = tr("not read yet");
    const int width = painter.fontMetrics().horizontalAdvance(words) + 2 * gap;
    if (unknown.width() > width) {
        const QRectF place(unknown.center().x() - width / 2.0, unknown.center().y() - painter.fontMetrics().height() / 2.0, width,
                           painter.fontMetrics().height());
        painter.fillRect(place, colors.gap);
        painter.setPen(readable(colors.muted, colors.gap));
        painter.drawText(place, Qt::AlignCenter, words);
    }
}

void TimeSlider::change()
{
    m_arranged = false;
    update();
}

//! Days and their labels in the room that there is.
void TimeSlider::arrange(const QFontMetrics &metrics)
{
    if (std::exchange(m_arranged, true))
        return;
    const QRectF area = plot();
    const TimeUnit unit = unitFor(m_span.from, m_span.to, std::max<qint64>(1, qint64(area.width() / leastSlotWidth)));
    const qint64 first = slotOf(unit, m_span.from);
    const qint64 last = slotOf(unit, m_span.to);
    m_bars.clear();
    QDateTime from = startOfSlot(unit, first);
    for (qint64 slot = first; slot <= last && m_counts; ++slot) {
        const QDateTime to = startOfSlot(unit, slot + 1);
        if (const qint64 count = m_counts(from, to); count > 0)
            m_bars.append({xOf(from), xOf(to), count});
        from = to;
    }
    m_labels.clear();
    const double slotWidth = area.width() / double(last - first + 1);
    double free = 0;
    for (const SlotLabel &label : slotLabels(unit, first, last, [&](const QString &text) {
             return (metrics.horizontalAdvance(text) + 3.0 * gap) / slotWidth;
         })) {
        const int advance = metrics.horizontalAdvance(label.text);
        const double tick = xOf(startOfSlot(unit, label.slot));
        const double left = std::min(tick, double(width()) - advance - 1);
        if (left < free)
            continue;
        free = left + advance + gap;
        m_labels.append({tick, left, label.text});
    }
}

void TimeSlider::paintBars(QPainter &painter) const
{
    const Colors colors = colorsFor(palette());
    const QRectF area = plot();
    qint64 highest = 1;
    for (const Bar &bar : m_bars)
        highest = std::max(highest, bar.count);
    for (const Bar &bar : m_bars) {
        const double left = std::round(bar.left);
        const double width = std::clamp(std::round(bar.right) - left - 1, 1.0, 40.0);
        const double height = std::max(2.0, std::round(area.height() * double(bar.count) / double(highest)));
        painter.fillRect(QRectF(left, area.bottom() - height, width, height), blend(colors.ground, colors.addedInk, 0.6));
    }
}

void TimeSlider::paintAxis(QPainter &painter) const
{
    const Colors colors = colorsFor(palette());
    const QFontMetrics metrics = painter.fontMetrics();
    const QRectF area = plot();
    for (const Label &label : m_labels) {
        painter.setPen(blend(colors.ground, colors.ink, 0.45));
        painter.drawLine(QPointF(label.tick, area.bottom()), QPointF(label.tick, area.bottom() + 4));
        painter.setPen(colors.muted);
        painter.drawText(QRectF(label.left, height() - metrics.height(), width(), metrics.height()), Qt::AlignLeft | Qt::AlignTop, label.text);
    }
}

void TimeSlider::paintMarks(QPainter &painter) const
{
    const Colors colors = colorsFor(palette());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    for (const TimeMark &mark : m_marks) {
        if (mark.at < m_span.from || mark.at > m_span.to)
            continue;
        const double x = xOf(mark.at);
        painter.setPen(QPen(colors.removedInk, 1, Qt::DotLine));
        painter.drawLine(QPointF(x, markRoom), QPointF(x, plot().bottom()));
        QPainterPath flag(QPointF(x - nearMark, 1));
        flag.lineTo(x + nearMark, 1);
        flag.lineTo(x, markRoom);
        flag.closeSubpath();
        painter.fillPath(flag, colors.removedInk);
    }
    painter.restore();
}

void TimeSlider::paintHandle(QPainter &painter, int handle) const
{
    const Handle &one = m_handles.at(size_t(handle));
    if (!one.moment)
        return;
    const Colors colors = colorsFor(palette());
    const QPointF point(xOf(*one.moment), plot().bottom());
    painter.setPen(QPen(colors.accent, handle == m_active ? 2 : 1));
    painter.drawLine(QPointF(point.x(), plot().top()), point);
    const bool lit = handle == m_active;
    painter.setBrush(lit ? colors.accent : colors.ground);
    painter.drawEllipse(point, knob, knob);
    if (lit && hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colors.accent, 1));
        painter.drawEllipse(point, knob + 2.5, knob + 2.5);
    }
}

} // namespace widgets

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/barchart.h"

#include "ui/widgets/plaintooltip.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

using namespace Qt::StringLiterals;

namespace widgets {

namespace {

constexpr double leastBarWidth = 4; // a bar that is narrower can neither be seen nor hit

qint64 sum(const QList<qint64> &counts)
{
    return std::accumulate(counts.begin(), counts.end(), qint64(0));
}

} // namespace

BarChart::BarChart(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setAccessibleName(tr("Writes over time"));
    setMouseTracking(false);
    describe();
}

BarChart::~BarChart() = default;

void BarChart::setSeries(const QList<BarSeries> &series)
{
    m_series = series;
    arrange();
}

void BarChart::setSpan(const TimeSpan &span)
{
    if (span == m_span)
        return;
    m_span = span;
    m_top = 1;
    const TimeUnit before = m_unit;
    const bool stood = m_last >= m_first;
    const QDateTime cursor = stood ? startOfSlot(m_unit, m_cursor, m_locale) : QDateTime();
    arrange();
    m_cursor = stood ? std::clamp(slotOf(m_unit, cursor, m_locale), m_first, m_last) : m_last;
    if (before != m_unit)
        m_anchor.reset();
    describe();
}

void BarChart::setBins(const QList<BarBin> &bins)
{
    m_bins = bins;
    arrange();
}

void BarChart::setKnownSince(const std::optional<QDateTime> &moment)
{
    if (moment == m_knownSince)
        return;
    m_knownSince = moment;
    describe();
    update();
}

void BarChart::setLocale(const QLocale &locale)
{
    m_locale = locale;
    QWidget::setLocale(locale);
    arrange();
}

//! Sorts the bins into the slots that there is room for.
void BarChart::arrange()
{
    m_counts.clear();
    if (!m_span.from.isValid() || !m_span.to.isValid() || m_span.to <= m_span.from) {
        m_first = 0;
        m_last = -1;
        m_anchor.reset();
        describe();
        update();
        return;
    }
    const QDateTime end = m_span.to.addMSecs(-1);
    const TimeUnit unit = unitFor(m_span.from, end, std::max<qint64>(1, qint64(plot().width() / leastBarWidth)), m_locale);
    if (unit != m_unit) {
        const QDateTime cursor = startOfSlot(m_unit, m_cursor, m_locale);
        m_unit = unit;
        m_cursor = slotOf(unit, cursor, m_locale);
        m_anchor.reset();
    }
    m_first = slotOf(m_unit, m_span.from, m_locale);
    m_last = slotOf(m_unit, end, m_locale);
    m_cursor = std::clamp(m_cursor, m_first, m_last);
    qint64 highest = 0;
    for (const BarBin &bin : std::as_const(m_bins)) {
        const qint64 slot = slotOf(m_unit, bin.at, m_locale);
        if (slot < m_first || slot > m_last)
            continue;
        QList<qint64> &counts = m_counts[slot];
        counts.resize(m_series.size());
        for (qsizetype i = 0; i < std::min(counts.size(), bin.counts.size()); ++i)
            counts[i] += std::max<qint64>(0, bin.counts[i]);
        highest = std::max(highest, sum(counts));
    }
    // It grows when it must and shrinks when most of it stands empty: what is read shall not jump with every page.
    if (const qint64 wanted = roundCeiling(std::max<qint64>(highest, 1)); wanted > m_top || wanted * 4 <= m_top)
        m_top = wanted;
    describe();
    update();
}

qint64 BarChart::total(qint64 slot) const
{
    return sum(m_counts.value(slot));
}

QString BarChart::countWords(qint64 count) const
{
    const int n = int(std::min<qint64>(count, std::numeric_limits<int>::max()));
    return n == 1 ? tr("1 version") : tr("%L1 versions", nullptr, n).arg(n);
}

QString BarChart::sentenceAt(qint64 slot) const
{
    const QString when = slotWords(m_unit, slot, m_locale);
    const QList<qint64> counts = m_counts.value(slot);
    if (sum(counts) == 0) {
        if (m_knownSince && startOfSlot(m_unit, slot + 1, m_locale) <= *m_knownSince)
            return tr("%1: not read yet.").arg(when);
        return tr("%1: nothing was written.").arg(when);
    }
    QStringList parts;
    for (qsizetype i = 0; i < counts.size(); ++i) {
        if (counts[i] > 0)
            //: %1 a number, %2 a word like "created"
            parts.append(tr("%1 %2").arg(m_locale.toString(counts[i]), m_series[i].name));
    }
    //: %1 a day, %2 "12 versions", %3 "3 created, 9 updated"
    return tr("%1: %2 (%3).").arg(when, countWords(sum(counts)), parts.join(tr(", ", "between parts of a list")));
}

QString BarChart::summary() const
{
    if (m_last < m_first)
        return tr("Nothing to show yet.");
    qint64 all = 0;
    qint64 best = m_first;
    for (auto at = m_counts.begin(); at != m_counts.end(); ++at) {
        all += sum(at.value());
        if (sum(at.value()) > total(best))
            best = at.key();
    }
    const QString from = slotWords(m_unit, m_first, m_locale);
    const QString to = slotWords(m_unit, m_last, m_locale);
    if (all == 0)
        return tr("Nothing was written between %1 and %2.").arg(from, to);
    return tr("%1 between %2 and %3. Most of them: %4")
        .arg(countWords(all), from, to, sentenceAt(best));
}

void BarChart::describe()
{
    QStringList sentences;
    if (m_last >= m_first) {
        sentences.append(sentenceAt(m_cursor));
        if (const auto range = brushedSlots())
            sentences.append(range->first == range->last
                                 ? tr("Chosen: %1.").arg(slotWords(m_unit, range->first, m_locale))
                                 : tr("Chosen: from %1 to %2.")
                                       .arg(slotWords(m_unit, range->first, m_locale),
                                            slotWords(m_unit, range->last, m_locale)));
    }
    sentences.append(summary());
    if (m_knownSince && m_last >= m_first && *m_knownSince > startOfSlot(m_unit, m_first, m_locale))
        sentences.append(tr("What was written before %1 is not read yet.")
                             .arg(m_locale.toString(m_knownSince->toLocalTime().date(), QLocale::ShortFormat)));
    setAccessibleDescription(sentences.join(u' '));
}

TimeSpan BarChart::spanOf(qint64 first, qint64 last) const
{
    return {startOfSlot(m_unit, first, m_locale), startOfSlot(m_unit, last + 1, m_locale)};
}

std::optional<BarChart::Range> BarChart::brushedSlots() const
{
    if (!m_brush || m_last < m_first)
        return std::nullopt;
    const qint64 first = slotOf(m_unit, m_brush->from, m_locale);
    const qint64 last = slotOf(m_unit, m_brush->to.addMSecs(-1), m_locale);
    if (last < m_first || first > m_last)
        return std::nullopt;
    return Range{std::max(first, m_first), std::min(last, m_last)};
}

std::optional<TimeSpan> BarChart::brush() const
{
    return m_brush;
}

void BarChart::setBrush(const std::optional<TimeSpan> &span)
{
    if (span == m_brush)
        return;
    m_brush = span;
    m_anchor.reset();
    describe();
    update();
}

void BarChart::brushTo(qint64 anchor, qint64 slot, bool announce)
{
    m_anchor = anchor;
    m_cursor = slot;
    const TimeSpan span = spanOf(std::min(anchor, slot), std::max(anchor, slot));
    const bool changed = m_brush != span;
    m_brush = span;
    describe();
    update();
    if (announce || (changed && !m_dragging))
        emit brushChanged(m_brush);
}

void BarChart::letGo()
{
    m_anchor.reset();
    if (!m_brush)
        return;
    m_brush.reset();
    describe();
    update();
    emit brushChanged(m_brush);
}

void BarChart::stepTo(qint64 slot, bool extend)
{
    slot = std::clamp(slot, m_first, m_last);
    if (extend) {
        brushTo(m_anchor.value_or(m_cursor), slot, false);
        return;
    }
    m_cursor = slot;
    m_anchor.reset();
    describe();
    update();
}

void BarChart::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && (m_brush || m_anchor)) {
        letGo();
        return;
    }
    const bool extend = event->modifiers() & Qt::ShiftModifier;
    if (m_last < m_first || (event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier))) {
        QWidget::keyPressEvent(event);
        return;
    }
    const int forward = isRightToLeft() ? -1 : 1;
    const qint64 page = std::max<qint64>(1, (m_last - m_first + 1) / 10);
    switch (event->key()) {
    case Qt::Key_Left: stepTo(m_cursor - forward, extend); break;
    case Qt::Key_Right: stepTo(m_cursor + forward, extend); break;
    case Qt::Key_PageUp: stepTo(m_cursor - page, extend); break;
    case Qt::Key_PageDown: stepTo(m_cursor + page, extend); break;
    case Qt::Key_Home: stepTo(m_first, extend); break;
    case Qt::Key_End: stepTo(m_last, extend); break;
    case Qt::Key_Space: brushTo(m_cursor, m_cursor, false); break;
    case Qt::Key_Return:
    case Qt::Key_Enter: emit zoomRequested(m_brush.value_or(spanOf(m_cursor, m_cursor))); break;
    default: QWidget::keyPressEvent(event);
    }
}

void BarChart::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_last < m_first) {
        QWidget::mousePressEvent(event);
        return;
    }
    m_dragging = true;
    const qint64 slot = slotAt(event->position().x());
    const bool extend = event->modifiers() & Qt::ShiftModifier;
    brushTo(extend ? m_anchor.value_or(m_cursor) : slot, slot, false);
}

void BarChart::mouseMoveEvent(QMouseEvent *event)
{
    if (m_dragging)
        brushTo(m_anchor.value_or(m_cursor), slotAt(event->position().x()), false);
}

//! Said once, when the range stands: each announcement is a question to the database.
void BarChart::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_dragging)
        return;
    m_dragging = false;
    brushTo(m_anchor.value_or(m_cursor), slotAt(event->position().x()), true);
}

void BarChart::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && m_last >= m_first)
        emit zoomRequested(spanOf(slotAt(event->position().x()), slotAt(event->position().x())));
}

bool BarChart::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && m_last >= m_first) {
        const auto *help = static_cast<QHelpEvent *>(event);
        if (plot().contains(help->pos()))
            QToolTip::showText(help->globalPos(), plainToolTip(sentenceAt(slotAt(help->pos().x()))), this);
        else
            QToolTip::showText(help->globalPos(), plainToolTip(summary()), this);
        return true;
    }
    // Esc lets go here before a window or a panel takes it for itself.
    if (event->type() == QEvent::ShortcutOverride && m_brush
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

void BarChart::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    update();
}

void BarChart::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void BarChart::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

void BarChart::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace widgets

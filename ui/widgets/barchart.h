// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/timeslots.h"

#include <QDateTime>
#include <QList>
#include <QMap>
#include <QWidget>

#include <optional>

namespace widgets {

//! How a part of a bar looks: a colour and, for those who tell few colours apart, a pattern of its own.
enum class BarTone { Solid, Striped, Crossed, Dotted };

struct BarSeries
{
    QString name; //!< "created"; a word for the legend and the sentences
    BarTone tone = BarTone::Solid;

    friend bool operator==(const BarSeries &, const BarSeries &) = default;
};

//! How much happened in one local hour or day; `counts` in the order of the series.
struct BarBin
{
    QDateTime at; //!< any moment in it
    QList<qint64> counts;
};

//! From the first moment up to, but without, the second.
struct TimeSpan
{
    QDateTime from;
    QDateTime to;

    friend bool operator==(const TimeSpan &, const TimeSpan &) = default;
};

//! Stacked bars over time, own painting. The axis covers what setSpan() says, whatever bins there are: it does not move
//! while more becomes known, and the height only follows when it has to. Each bar is a whole hour, day, week or month,
//! whichever fits.
//!
//! A range is chosen (brushed) by dragging, or by Shift and the arrow keys; a click or Space chooses one bar, Esc lets go,
//! Enter and a double click ask to go into it. What the keyboard stands on is said as a sentence, in the tooltip too.
class BarChart : public QWidget
{
    Q_OBJECT
public:
    explicit BarChart(QWidget *parent = nullptr);
    ~BarChart() override;

    void setSeries(const QList<BarSeries> &series);
    //! The height starts anew, and what was brushed stays where it lies inside.
    void setSpan(const TimeSpan &span);
    void setBins(const QList<BarBin> &bins);
    //! Nothing is known of what lies before: hatched, and said in words. Nothing: all is known.
    void setKnownSince(const std::optional<QDateTime> &moment);
    void setLocale(const QLocale &locale); //!< for tests

    [[nodiscard]] std::optional<TimeSpan> brush() const; //!< whole bars
    //! Announces nothing.
    void setBrush(const std::optional<TimeSpan> &span);

    [[nodiscard]] TimeUnit unit() const { return m_unit; }
    [[nodiscard]] qint64 scaleTop() const { return m_top; } //!< the count at the upper edge
    [[nodiscard]] QString summary() const;                  //!< what all of it shows, as a sentence
    [[nodiscard]] QString sentenceAt(qint64 slot) const;    //!< what one bar says
    [[nodiscard]] QRectF barRect(qint64 slot) const;        //!< the whole height over the slot
    [[nodiscard]] qint64 firstSlot() const { return m_first; }
    [[nodiscard]] qint64 lastSlot() const { return m_last; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    //! By mouse or keyboard. Nothing: let go.
    void brushChanged(const std::optional<widgets::TimeSpan> &span);
    //! To see the brushed range, or the bar under the cursor, alone.
    void zoomRequested(const widgets::TimeSpan &span);

protected:
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Range
    {
        qint64 first = 0;
        qint64 last = 0;
    };

    void arrange();
    void describe();
    void brushTo(qint64 anchor, qint64 slot, bool announce);
    void letGo();
    void stepTo(qint64 slot, bool extend);
    [[nodiscard]] TimeSpan spanOf(qint64 first, qint64 last) const;
    [[nodiscard]] std::optional<Range> brushedSlots() const;
    [[nodiscard]] QRect plot() const;
    [[nodiscard]] double slotWidth() const;
    [[nodiscard]] qint64 slotAt(double x) const;
    [[nodiscard]] qint64 total(qint64 slot) const;
    [[nodiscard]] QString countWords(qint64 count) const;
    void paintGrid(QPainter &painter) const;
    void paintBars(QPainter &painter) const;
    void paintBar(QPainter &painter, qint64 slot, const QList<qint64> &counts, bool faded) const;
    void paintAxis(QPainter &painter) const;
    void paintLegend(QPainter &painter) const;

    QList<BarSeries> m_series;
    QList<BarBin> m_bins;
    TimeSpan m_span;
    std::optional<QDateTime> m_knownSince;
    QLocale m_locale;
    std::optional<TimeSpan> m_brush;

    TimeUnit m_unit = TimeUnit::Day;
    qint64 m_first = 0;
    qint64 m_last = -1;
    QMap<qint64, QList<qint64>> m_counts; //!< by slot
    qint64 m_top = 1;
    qint64 m_cursor = 0;                  //!< slot that the keyboard stands on
    std::optional<qint64> m_anchor;       //!< slot where brushing began
    bool m_dragging = false;
};

} // namespace widgets

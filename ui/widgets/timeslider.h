// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/barchart.h"

#include <QDateTime>
#include <QList>
#include <QWidget>

#include <array>
#include <functional>
#include <optional>

namespace widgets {

//! A moment that has a name.
struct TimeMark
{
    QDateTime at;
    QString words; //!< for the tooltip

    friend bool operator==(const TimeMark &, const TimeMark &) = default;
};

//! A moment, or two, chosen along a line of time, own painting. Above the line stands how much happened when, so that a
//! person sees where it is worth to stop; marks hang from the upper edge. One handle is the one that keys move; Up and Down
//! go to the other one. The slider moves nothing by itself: it asks, and its owner sets the moments.
class TimeSlider : public QWidget
{
    Q_OBJECT
public:
    enum class Step { WriteBack, WriteForward, DayBack, DayForward, Beginning, End };
    Q_ENUM(Step)
    //! How much happened from the first moment up to the second. Asked while painting: it has to be quick.
    using Counts = std::function<qint64(const QDateTime &from, const QDateTime &to)>;

    explicit TimeSlider(QWidget *parent = nullptr);
    ~TimeSlider() override;

    void setSpan(const TimeSpan &span);
    void setCounts(Counts counts); //!< none: no bars
    //! Nothing is known of what lies before: hatched. Nothing: all is known.
    void setKnownSince(const std::optional<QDateTime> &moment);
    void setMarks(const QList<TimeMark> &marks);
    //! `words`: what each is, for tooltip and screen readers. Announces nothing.
    void setMoment(int handle, const std::optional<QDateTime> &moment, const QString &words = {});
    void setActive(int handle);

    [[nodiscard]] int active() const { return m_active; }
    [[nodiscard]] const TimeSpan &span() const { return m_span; }
    [[nodiscard]] QPoint pointOf(const QDateTime &moment) const; //!< on the line
    [[nodiscard]] QDateTime momentAt(double x) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void momentWanted(int handle, const QDateTime &moment);
    void stepWanted(int handle, widgets::TimeSlider::Step step);
    void markWanted(int handle, int mark);
    void activeChanged(int handle);

protected:
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    struct Handle
    {
        std::optional<QDateTime> moment;
        QString words;
    };

    //! Something that happened in one stretch of time, and a label below the line.
    struct Bar
    {
        double left = 0;
        double right = 0;
        qint64 count = 0;
    };
    struct Label
    {
        double tick = 0;
        double left = 0;
        QString text;
    };

    void change();
    void arrange(const QFontMetrics &metrics);
    void describe();
    void activate(int handle);
    [[nodiscard]] QRectF plot() const;
    [[nodiscard]] double xOf(const QDateTime &moment) const;
    [[nodiscard]] int markAt(const QPointF &position) const; //!< -1: none
    [[nodiscard]] int handleAt(double x) const;
    void paintUnknown(QPainter &painter) const;
    void paintBars(QPainter &painter) const;
    void paintAxis(QPainter &painter) const;
    void paintMarks(QPainter &painter) const;
    void paintHandle(QPainter &painter, int handle) const;

    TimeSpan m_span;
    Counts m_counts;
    std::optional<QDateTime> m_knownSince;
    QList<TimeMark> m_marks;
    std::array<Handle, 2> m_handles;
    int m_active = 0;
    bool m_dragging = false;
    QList<Bar> m_bars; //!< days are slow to count, and each pixel of a drag paints
    QList<Label> m_labels;
    bool m_arranged = false;
};

} // namespace widgets

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QList>
#include <QWidget>

#include <optional>

namespace widgets {

//! A value that holds from its moment until the next one comes.
struct Step
{
    QDateTime at;
    std::optional<qint64> value; //!< nothing: not known (the line has a gap)
    QString words;               //!< the step as a sentence: for the tooltip and for screen readers
    bool hatched = false;        //!< redacted: the value is known, what it was about is not

    friend bool operator==(const Step &, const Step &) = default;
};

//! A small picture of one value over time, a step for each change. Left and Right go through the steps, which are said as
//! sentences; a click and Enter choose one. The last value holds until `until`.
class StepChart : public QWidget
{
    Q_OBJECT
public:
    explicit StepChart(QWidget *parent = nullptr);

    //! Oldest first. The step under the cursor stays the one of the same moment.
    void setSteps(const QList<Step> &steps, const QDateTime &until);
    //! The whole as a sentence ("Size over 7 versions, 120 to 1,204 bytes") and the label at the upper edge ("1,204 B").
    void setWords(const QString &summary, const QString &top);
    void setCurrent(int step); //!< the one that is looked at elsewhere; -1: none. Announces nothing.

    [[nodiscard]] int current() const { return m_current; }
    [[nodiscard]] int stepCount() const { return int(m_steps.size()); }
    [[nodiscard]] QPointF pointOf(int step) const; //!< where its line begins
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void stepChosen(int step);

protected:
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void goTo(int step);
    void describe();
    [[nodiscard]] QRectF plot() const;
    [[nodiscard]] double xOf(const QDateTime &moment) const;
    [[nodiscard]] double yOf(qint64 value) const;
    [[nodiscard]] int stepAt(double x) const;
    void paintStep(QPainter &painter, int step) const;

    QList<Step> m_steps;
    QDateTime m_until;
    QString m_summary;
    QString m_topLabel;
    qint64 m_top = 1;
    int m_current = -1;
};

} // namespace widgets

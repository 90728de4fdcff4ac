// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QList>
#include <QLocale>
#include <QString>

#include <functional>

namespace widgets {

enum class TimeUnit { Hour, Day, Week, Month };

//! A moment falls into a slot: a whole local hour, day, week or month, counted from some beginning. Slots are what bars
//! stand for: a day that has 23 or 25 hours is one slot all the same. An hour that comes twice, in autumn, is one.
[[nodiscard]] qint64 slotOf(TimeUnit unit, const QDateTime &moment, const QLocale &locale = QLocale());
//! Its first moment, in local time. The first moment of the next slot is its end.
[[nodiscard]] QDateTime startOfSlot(TimeUnit unit, qint64 slot, const QLocale &locale = QLocale());

//! The finest unit in which the span has at most that many slots; months when none has. Hours only up to three days: whoever
//! looks at a week thinks in days.
[[nodiscard]] TimeUnit unitFor(const QDateTime &from, const QDateTime &to, qint64 mostSlots,
                               const QLocale &locale = QLocale());

//! "Monday, 18 May 2026", "18 May 2026, 14:00 to 15:00", "the week from 18 May 2026", "May 2026".
[[nodiscard]] QString slotWords(TimeUnit unit, qint64 slot, const QLocale &locale = QLocale());

struct SlotLabel
{
    qint64 slot = 0;
    QString text;

    friend bool operator==(const SlotLabel &, const SlotLabel &) = default;
};

//! Labels for the axis below the slots `first` to `last`, as many as fit: at midnights, beginnings of weeks, months and
//! years rather than anywhere. `room(text)` is how many slots the text covers.
[[nodiscard]] QList<SlotLabel> slotLabels(TimeUnit unit, qint64 first, qint64 last,
                                          const std::function<double(const QString &)> &room,
                                          const QLocale &locale = QLocale());

//! The smallest of 1, 2, 5, 10, 20, 50 … that is not below the value: the end of an axis that does not wobble.
[[nodiscard]] qint64 roundCeiling(qint64 value);

} // namespace widgets

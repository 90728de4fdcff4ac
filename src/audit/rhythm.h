// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QTimeZone>
#include <QtGlobal>

#include <array>

namespace audit {

//! Many writes in a short time, by this store's own measure.
struct Burst
{
    qint64 from = 0;  //!< microseconds since 1970, of its first write
    qint64 to = 0;    //!< of its last write
    qint64 writes = 0;

    friend bool operator==(const Burst &, const Burst &) = default;
};

//! When a store is usually written to, from the moments of its writes alone, and what does not fit. Pure values.
//!
//! *Bursts.* The usual pace is the median number of writes over all ten minutes of the clock (00:00, 00:10, …) in which
//! there was one at all. A write is part of a burst when some ten minutes that hold it (from one write up to the last one
//! less than ten minutes after it) have at least 20 writes and at least 8 times the usual pace; two that are less
//! than ten minutes apart are one burst, with what lies between them. Nothing is told of a store with writes in fewer than 30 such slots: it has no usual
//! pace yet.
//!
//! *Unusual hours.* Of each hour of the local week (Monday 0:00 … Sunday 23:00) is counted in how many weeks it, the hour
//! before or the hour after it had a write. An hour is quiet when that were at most one week in 20, and at least one is
//! let pass (the one that is looked at). A write in a quiet hour stands out. Nothing is told when there are fewer than 200
//! writes, when they span less than 8 weeks or touch fewer than 20 different days, or when more than one write in 20
//! would stand out: such a store has no usual hours.
class Rhythm
{
public:
    static constexpr qint64 window = 600'000'000; //!< ten minutes in microseconds
    static constexpr int leastWrites = 20;        //!< in a burst
    static constexpr int timesUsual = 8;
    static constexpr int leastSlots = 30;
    static constexpr int hoursInWeek = 168;

    Rhythm() = default;
    //! In any order. The zone is that of the person who looks.
    Rhythm(QList<qint64> moments, const QTimeZone &zone);

    [[nodiscard]] const QList<Burst> &bursts() const { return m_bursts; } //!< oldest first
    [[nodiscard]] const Burst *burstAt(qint64 moment) const;              //!< null: none
    [[nodiscard]] qint64 usualPace() const { return m_usual; } //!< writes in ten minutes; 0: not known
    [[nodiscard]] bool knowsHours() const { return m_knowsHours; }
    [[nodiscard]] bool isQuietHour(int hourOfWeek) const { return m_knowsHours && m_quiet[size_t(hourOfWeek)]; }
    [[nodiscard]] bool isUnusualHour(qint64 moment) const;
    //! 0 is Monday, 0:00 to 0:59.
    [[nodiscard]] static int hourOfWeek(qint64 moment, const QTimeZone &zone);

private:
    void findBursts(const QList<qint64> &moments);
    void findHours(const QList<qint64> &moments);

    QTimeZone m_zone;
    QList<Burst> m_bursts;
    qint64 m_usual = 0;
    bool m_knowsHours = false;
    std::array<bool, hoursInWeek> m_quiet{};
};

} // namespace audit

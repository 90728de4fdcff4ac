// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "audit/rhythm.h"

#include <QDateTime>
#include <QSet>

#include <algorithm>
#include <optional>

namespace audit {

namespace {

constexpr qint64 second = 1'000'000;
constexpr qint64 hour = 3600 * second;
constexpr qint64 day = 24 * hour;
constexpr qint64 quarter = 900 * second; // zones change their offset at whole quarters of an hour
constexpr int hoursInDay = 24;
constexpr int daysInWeek = 7;
constexpr qsizetype leastForHours = 200;
constexpr qint64 leastSpan = 56 * day;
constexpr int leastDays = 20;
constexpr int oneIn = 20;

qint64 floorDivided(qint64 value, qint64 by)
{
    return value >= 0 ? value / by : -((by - 1 - value) / by);
}

//! Local time as microseconds. Asks the zone once for neighbours: that is what takes the time.
class LocalTime
{
public:
    explicit LocalTime(const QTimeZone &zone) : m_zone(zone) { }

    qint64 operator()(qint64 moment)
    {
        const qint64 part = floorDivided(moment, quarter);
        if (m_part != part) {
            m_part = part;
            m_offset = m_zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(floorDivided(moment, 1000), Qt::UTC)) * second;
        }
        return moment + m_offset;
    }

private:
    const QTimeZone &m_zone;
    std::optional<qint64> m_part;
    qint64 m_offset = 0;
};

int hourOfLocal(qint64 local)
{
    const qint64 hours = floorDivided(local, hour) + 3 * hoursInDay; // 1970 began on a Thursday
    return int(hours - floorDivided(hours, Rhythm::hoursInWeek) * Rhythm::hoursInWeek);
}

qint64 weekOfLocal(qint64 local)
{
    return floorDivided(local + 3 * day, daysInWeek * day);
}

//! Of the paces of the clock that have a write; nothing when they are too few.
std::optional<qint64> medianPace(const QList<qint64> &moments)
{
    QList<qint64> paces;
    std::optional<qint64> last;
    for (const qint64 moment : moments) {
        const qint64 slot = floorDivided(moment, Rhythm::window);
        if (last != slot)
            paces.append(0);
        last = slot;
        ++paces.last();
    }
    if (paces.size() < Rhythm::leastSlots)
        return std::nullopt;
    const auto middle = paces.begin() + (paces.size() - 1) / 2;
    std::nth_element(paces.begin(), middle, paces.end());
    return *middle;
}

} // namespace

Rhythm::Rhythm(QList<qint64> moments, const QTimeZone &zone) : m_zone(zone)
{
    std::sort(moments.begin(), moments.end());
    findBursts(moments);
    findHours(moments);
}

void Rhythm::findBursts(const QList<qint64> &moments)
{
    const auto usual = medianPace(moments);
    if (!usual)
        return;
    m_usual = *usual;
    const qint64 least = std::max<qint64>(leastWrites, timesUsual * m_usual);
    qsizetype taken = 0; // those before it are in a burst or never will be
    for (qsizetype from = 0, end = 0; from < moments.size(); ++from) {
        while (end < moments.size() && moments[end] - moments[from] < window)
            ++end;
        if (end - from < least)
            continue;
        if (!m_bursts.isEmpty() && moments[from] - m_bursts.last().to < window) {
            m_bursts.last().to = moments[end - 1];
            m_bursts.last().writes += end - taken; // with what lies between them
        } else {
            m_bursts.append({moments[from], moments[end - 1], end - from});
        }
        taken = end;
    }
}

void Rhythm::findHours(const QList<qint64> &moments)
{
    if (moments.size() < leastForHours || moments.last() - moments.first() < leastSpan)
        return;
    std::array<qint64, hoursInWeek> writes{};
    std::array<QSet<qint64>, hoursInWeek> weeks;
    QSet<qint64> days;
    LocalTime localTime(m_zone);
    for (const qint64 moment : moments) {
        const qint64 local = localTime(moment);
        const int at = hourOfLocal(local);
        ++writes[size_t(at)];
        days.insert(floorDivided(local, day));
        for (const int beside : {-1, 0, 1}) // the week may end between them
            weeks[size_t((at + beside + hoursInWeek) % hoursInWeek)].insert(weekOfLocal(local + beside * hour));
    }
    if (days.size() < leastDays)
        return;
    const qint64 span = weekOfLocal(localTime(moments.last())) - weekOfLocal(localTime(moments.first())) + 1;
    const qint64 most = std::max<qint64>(1, span / oneIn);
    qint64 quiet = 0;
    for (size_t i = 0; i < hoursInWeek; ++i) {
        m_quiet[i] = weeks[i].size() <= most;
        quiet += m_quiet[i] ? writes[i] : 0;
    }
    m_knowsHours = quiet * oneIn <= moments.size();
}

const Burst *Rhythm::burstAt(qint64 moment) const
{
    const auto after = std::upper_bound(m_bursts.cbegin(), m_bursts.cend(), moment,
                                        [](qint64 at, const Burst &burst) { return at < burst.from; });
    if (after == m_bursts.cbegin() || std::prev(after)->to < moment)
        return nullptr;
    return &*std::prev(after);
}

bool Rhythm::isUnusualHour(qint64 moment) const
{
    return m_knowsHours && m_quiet[size_t(hourOfWeek(moment, m_zone))];
}

int Rhythm::hourOfWeek(qint64 moment, const QTimeZone &zone)
{
    return hourOfLocal(LocalTime(zone)(moment));
}

} // namespace audit

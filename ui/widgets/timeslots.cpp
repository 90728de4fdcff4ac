// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/timeslots.h"

#include <QCoreApplication>

#include <array>

namespace widgets {

namespace {

struct TimeSlots
{
    Q_DECLARE_TR_FUNCTIONS(TimeSlots)
};

constexpr qint64 hoursPerDay = 24;
constexpr qint64 daysPerWeek = 7;
constexpr qint64 monthsPerYear = 12;
constexpr qint64 mostHourSlots = 3 * hoursPerDay;

qint64 floorDivide(qint64 value, qint64 by)
{
    return value >= 0 ? value / by : -((-value + by - 1) / by);
}

//! Julian day 0 was a Monday, which is day 1.
qint64 weekOf(qint64 julianDay, const QLocale &locale)
{
    return floorDivide(julianDay - (locale.firstDayOfWeek() - 1), daysPerWeek);
}

QDate dateOf(TimeUnit unit, qint64 slot, const QLocale &locale)
{
    switch (unit) {
    case TimeUnit::Hour: return QDate::fromJulianDay(floorDivide(slot, hoursPerDay));
    case TimeUnit::Day: return QDate::fromJulianDay(slot);
    case TimeUnit::Week: return QDate::fromJulianDay(slot * daysPerWeek + locale.firstDayOfWeek() - 1);
    case TimeUnit::Month: return QDate(int(floorDivide(slot, monthsPerYear)), int(slot - floorDivide(slot, monthsPerYear) * monthsPerYear) + 1, 1);
    }
    return {};
}

int hourOf(qint64 slot)
{
    return int(slot - floorDivide(slot, hoursPerDay) * hoursPerDay);
}

QString clockText(int hour, const QLocale &locale)
{
    return locale.toString(QTime(hour, 0), QLocale::ShortFormat);
}

//: day and month on an axis, in the letters of QDate::toString()
QString dayText(QDate day, const QLocale &locale) { return locale.toString(day, TimeSlots::tr("d MMM")); }

QString fullDayText(QDate day, const QLocale &locale)
{
    //: a day with its year, in the letters of QDate::toString()
    return locale.toString(day, TimeSlots::tr("d MMM yyyy"));
}

QString monthText(QDate day, const QLocale &locale)
{
    return day.month() == 1 ? QString::number(day.year()) : locale.standaloneMonthName(day.month(), QLocale::ShortFormat);
}

//! Where labels may stand, the densest first.
struct Grid
{
    bool (*takes)(QDate day, int hour, qint64 slot, const QLocale &locale);
    QString (*text)(QDate day, int hour, const QLocale &locale);
};

template<int Hours>
Grid everyHours()
{
    return {[](QDate, int hour, qint64, const QLocale &) { return hour % Hours == 0; },
            [](QDate day, int hour, const QLocale &locale) {
                return hour == 0 ? dayText(day, locale) : clockText(hour, locale);
            }};
}

template<int Months>
bool beginsMonths(QDate day, int hour, qint64, const QLocale &)
{
    return hour == 0 && day.day() == 1 && (day.month() - 1) % Months == 0;
}

template<int Years>
bool beginsYears(QDate day, int hour, qint64, const QLocale &)
{
    return hour == 0 && day.day() == 1 && day.month() == 1 && day.year() % Years == 0;
}

QString textOfMonth(QDate day, int, const QLocale &locale) { return monthText(day, locale); }
QString textOfDay(QDate day, int, const QLocale &locale) { return dayText(day, locale); }

bool always(QDate, int, qint64, const QLocale &) { return true; }
bool beginsWeek(QDate day, int, qint64, const QLocale &locale) { return day.dayOfWeek() == locale.firstDayOfWeek(); }

//! A week is labelled with the month that begins in it.
template<int Months>
bool weekOfMonth(QDate day, int, qint64, const QLocale &)
{
    const QDate end = day.addDays(daysPerWeek - 1);
    return (day.day() == 1 || end.month() != day.month()) && (end.month() - 1) % Months == 0;
}

QString textOfWeeksMonth(QDate day, int, const QLocale &locale)
{
    return monthText(day.addDays(daysPerWeek - 1), locale);
}

QList<Grid> gridsOf(TimeUnit unit)
{
    const auto everySecond = [](QDate, int, qint64 slot, const QLocale &) { return slot % 2 == 0; };
    switch (unit) {
    case TimeUnit::Hour: return {everyHours<1>(), everyHours<3>(), everyHours<6>(), everyHours<12>(), everyHours<24>()};
    case TimeUnit::Day:
        return {{always, textOfDay},        {everySecond, textOfDay},         {beginsWeek, textOfDay},
                {beginsMonths<1>, textOfMonth}, {beginsMonths<3>, textOfMonth}, {beginsYears<1>, textOfMonth},
                {beginsYears<5>, textOfMonth}};
    case TimeUnit::Week:
        return {{always, textOfDay}, {everySecond, textOfDay}, {weekOfMonth<1>, textOfWeeksMonth},
                {weekOfMonth<3>, textOfWeeksMonth}, {weekOfMonth<12>, textOfWeeksMonth}};
    case TimeUnit::Month:
        return {{always, textOfMonth}, {beginsMonths<3>, textOfMonth}, {beginsYears<1>, textOfMonth},
                {beginsYears<5>, textOfMonth}, {beginsYears<25>, textOfMonth}};
    }
    return {};
}

} // namespace

qint64 slotOf(TimeUnit unit, const QDateTime &moment, const QLocale &locale)
{
    const QDateTime local = moment.toLocalTime();
    const qint64 day = local.date().toJulianDay();
    switch (unit) {
    case TimeUnit::Hour: return day * hoursPerDay + local.time().hour();
    case TimeUnit::Day: return day;
    case TimeUnit::Week: return weekOf(day, locale);
    case TimeUnit::Month: return local.date().year() * monthsPerYear + local.date().month() - 1;
    }
    return 0;
}

QDateTime startOfSlot(TimeUnit unit, qint64 slot, const QLocale &locale)
{
    const QDate day = dateOf(unit, slot, locale);
    if (unit != TimeUnit::Hour || hourOf(slot) == 0)
        return day.startOfDay();
    return QDateTime(day, QTime(hourOf(slot), 0)); // an hour that is left out in spring begins with the next
}

TimeUnit unitFor(const QDateTime &from, const QDateTime &to, qint64 mostSlots, const QLocale &locale)
{
    for (const TimeUnit unit : {TimeUnit::Hour, TimeUnit::Day, TimeUnit::Week}) {
        const qint64 count = slotOf(unit, to, locale) - slotOf(unit, from, locale) + 1;
        if (count <= mostSlots && (unit != TimeUnit::Hour || count <= mostHourSlots))
            return unit;
    }
    return TimeUnit::Month;
}

QString slotWords(TimeUnit unit, qint64 slot, const QLocale &locale)
{
    const QDate day = dateOf(unit, slot, locale);
    switch (unit) {
    case TimeUnit::Hour:
        //: %1 is a day, %2 and %3 are times of day
        return TimeSlots::tr("%1, %2 to %3")
            .arg(fullDayText(day, locale), clockText(hourOf(slot), locale),
                 clockText((hourOf(slot) + 1) % int(hoursPerDay), locale));
    case TimeUnit::Day:
        //: %1 is the name of a day of the week, %2 a day like "18 May 2026"
        return TimeSlots::tr("%1, %2").arg(locale.standaloneDayName(day.dayOfWeek()), fullDayText(day, locale));
    case TimeUnit::Week:
        //: %1 is its first day
        return TimeSlots::tr("The week from %1").arg(fullDayText(day, locale));
    case TimeUnit::Month:
        //: month and year, in the letters of QDate::toString()
        return locale.toString(day, TimeSlots::tr("MMMM yyyy"));
    }
    return {};
}

QList<SlotLabel> slotLabels(TimeUnit unit, qint64 first, qint64 last,
                            const std::function<double(const QString &)> &room, const QLocale &locale)
{
    constexpr qint64 mostSlots = 20'000; // nobody sees more, whatever a clock of a service says
    if (last < first || last - first > mostSlots)
        return {};
    for (const Grid &grid : gridsOf(unit)) {
        QList<SlotLabel> labels;
        bool fits = true;
        for (qint64 slot = first; fits && slot <= last; ++slot) {
            const QDate day = dateOf(unit, slot, locale);
            const int hour = unit == TimeUnit::Hour ? hourOf(slot) : 0;
            if (!grid.takes(day, hour, slot, locale))
                continue;
            const SlotLabel label{slot, grid.text(day, hour, locale)};
            fits = labels.isEmpty() || double(slot - labels.last().slot) >= room(labels.last().text);
            labels.append(label);
        }
        if (fits && !labels.isEmpty())
            return labels;
    }
    // Not even one of the coarsest: say where it begins.
    const QDate day = dateOf(unit, first, locale);
    return {{first, unit == TimeUnit::Month ? monthText(day, locale) : fullDayText(day, locale)}};
}

qint64 roundCeiling(qint64 value)
{
    constexpr std::array<qint64, 3> steps = {1, 2, 5};
    for (qint64 power = 1; power < (1LL << 60) / 10; power *= 10) {
        for (const qint64 step : steps) {
            if (step * power >= value)
                return step * power;
        }
    }
    return value;
}

} // namespace widgets

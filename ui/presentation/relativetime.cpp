// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/presentation/relativetime.h"

#include <QCoreApplication>

namespace presentation {

using namespace Qt::StringLiterals;

namespace {

struct Times
{
    Q_DECLARE_TR_FUNCTIONS(Times)
};

QString clockTime(const QDateTime &local)
{
    return local.toString(u"HH:mm"_s);
}

QString dayAndMonth(const QDateTime &local, const QLocale &locale)
{
    //: day and month, in the letters of QDateTime::toString()
    return locale.toString(local, Times::tr("d MMM"));
}

} // namespace

QString ageOf(const core::Timestamp &then, const QDateTime &now, const QLocale &locale)
{
    if (then.isNull())
        //: of a time that the service did not tell
        return Times::tr("unknown");
    const QDateTime local = then.local();
    const QDateTime localNow = now.toLocalTime();
    const qint64 seconds = then.utc().secsTo(now);
    // A minute of disagreement between two clocks is ordinary; more than that is a date, never a negative age.
    if (seconds >= -60 && seconds < 60)
        return Times::tr("just now");
    if (seconds >= 60 && seconds < 3600) {
        const int minutes = int(seconds / 60);
        return minutes == 1 ? Times::tr("1 min ago") : Times::tr("%n min ago", nullptr, minutes);
    }
    if (seconds >= 3600 && (seconds < 6 * 3600 || (seconds < 24 * 3600 && local.date() == localNow.date()))) {
        const int hours = int(seconds / 3600);
        return hours == 1 ? Times::tr("1 h ago") : Times::tr("%n h ago", nullptr, hours);
    }
    if (seconds > 0 && local.date() == localNow.date().addDays(-1))
        return Times::tr("yesterday %1").arg(clockTime(local));
    if (local.date().year() == localNow.date().year())
        //: %1 is a day like "18 May", %2 a time like "15:35"
        return Times::tr("%1 %2").arg(dayAndMonth(local, locale), clockTime(local));
    //: a day with its year, in the letters of QDateTime::toString()
    return locale.toString(local, Times::tr("d MMM yyyy"));
}

QString exactLocal(const core::Timestamp &moment, const QLocale &locale)
{
    if (moment.isNull())
        return Times::tr("unknown");
    //: a moment to the second, in the letters of QDateTime::toString()
    return locale.toString(moment.local(), Times::tr("d MMM yyyy HH:mm:ss"));
}

QString exactUtc(const core::Timestamp &moment)
{
    if (moment.isNull())
        return Times::tr("unknown");
    const qint64 micros = moment.microseconds();
    qint64 fraction = micros % 1'000'000;
    if (fraction < 0)
        fraction += 1'000'000;
    // Digits that the service wrote stay; an offset that it wrote instead of Z is gone, since this says UTC.
    const qsizetype dot = moment.text().indexOf(u'.');
    qsizetype digits = 0;
    while (dot >= 0 && dot + 1 + digits < moment.text().size() && moment.text()[dot + 1 + digits].isDigit())
        ++digits;
    const QString written = dot < 0 ? QString() : moment.text().mid(dot + 1, digits);
    const QString counted = QString::number(fraction).rightJustified(6, u'0');
    const QString shown = digits > 6 ? written : counted.left(digits);
    return moment.utc().toString(u"yyyy-MM-dd HH:mm:ss"_s) + (shown.isEmpty() ? QString() : u'.' + shown) + u" UTC"_s;
}

QString exactTooltip(const core::Timestamp &moment, const QLocale &locale)
{
    return moment.isNull() ? Times::tr("unknown")
                           : Times::tr("%1 local time").arg(exactLocal(moment, locale)) + u'\n' + exactUtc(moment);
}

} // namespace presentation

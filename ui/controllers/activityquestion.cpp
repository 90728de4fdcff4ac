// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/activityquestion.h"

#include "models/displaytext.h"
#include "ui/presentation/relativetime.h"
#include "ui/presentation/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace controllers {

namespace {

using When = panels::ActivityFilterValues::When;

struct ActivityWords
{
    Q_DECLARE_TR_FUNCTIONS(ActivityWords)
};

constexpr int daysOfAWeek = 7;

QString dayText(const core::Timestamp &moment, const QLocale &locale)
{
    //: a day, in the letters of QDate::toString()
    return locale.toString(moment.local().date(), ActivityWords::tr("d MMMM yyyy"));
}

QString versionsText(qint64 count, const QLocale &locale)
{
    return count == 1 ? ActivityWords::tr("1 version") : ActivityWords::tr("%1 versions").arg(locale.toString(count));
}

core::Timestamp stamp(const QDateTime &moment)
{
    return core::Timestamp::fromDateTime(moment.toUTC());
}

} // namespace

TimeLimits limitsOf(const panels::ActivityFilterValues &values, const QDateTime &now, const QList<history::Mark> &marks)
{
    const QDate today = now.toLocalTime().date();
    switch (values.when) {
    case When::Any: return {};
    case When::Today: return {today.startOfDay(), std::nullopt, std::nullopt};
    case When::SinceYesterday: return {today.addDays(-1).startOfDay(), std::nullopt, std::nullopt};
    case When::Week: return {today.addDays(1 - daysOfAWeek).startOfDay(), std::nullopt, std::nullopt};
    case When::Days: {
        TimeLimits limits;
        if (values.days.from)
            limits.from = values.days.from->startOfDay();
        if (values.days.to)
            limits.to = values.days.to->addDays(1).startOfDay();
        return limits;
    }
    case When::SinceMark:
        for (const history::Mark &mark : marks) {
            if (mark.id == values.mark)
                return {mark.moment.utc(), std::nullopt, mark.moment};
        }
        return {};
    }
    return {};
}

history::Filter filterOf(const panels::ActivityFilterValues &values, const TimeLimits &limits,
                         const std::optional<widgets::TimeSpan> &brush, const std::optional<QSet<QString>> &hashes)
{
    history::Filter filter;
    filter.hashes = hashes;
    if (values.action)
        filter.actions.insert(*values.action);
    filter.path = values.path;
    filter.pathMatch = values.isPattern() ? history::Filter::PathMatch::Glob : history::Filter::PathMatch::Prefix;
    filter.redactedOnly = values.redactedOnly;
    filter.writtenHereOnly = values.writtenHereOnly;
    filter.minChange = values.leastChange;
    if (limits.since)
        filter.from = limits.since;
    else if (limits.from)
        filter.from = stamp(*limits.from);
    if (limits.to)
        filter.to = stamp(*limits.to);
    if (brush) {
        filter.from = filter.from ? std::max(*filter.from, stamp(brush->from)) : stamp(brush->from);
        filter.to = filter.to ? std::min(*filter.to, stamp(brush->to)) : stamp(brush->to);
    }
    return filter;
}

widgets::TimeSpan chartSpan(const TimeLimits &limits, const QDateTime &now, const core::Timestamp &storeCreatedAt,
                            const core::Timestamp &oldestKnown)
{
    const QDate today = now.toLocalTime().date();
    widgets::TimeSpan span{today.startOfDay(), today.addDays(1).startOfDay()};
    if (limits.to)
        span.to = limits.to->toLocalTime();
    for (const core::Timestamp &begin : {storeCreatedAt, oldestKnown}) {
        if (!begin.isNull() && begin.local() < span.from)
            span.from = begin.local().date().startOfDay();
    }
    if (limits.from)
        span.from = limits.from->toLocalTime();
    if (span.to <= span.from)
        span.to = span.from.date().addDays(1).startOfDay();
    return span;
}

QString coverageWords(const history::Coverage &coverage, bool reading, const QLocale &locale)
{
    QString words;
    if (coverage.complete) {
        words = coverage.records == 1 ? ActivityWords::tr("The only version.")
                                      : ActivityWords::tr("All %1.").arg(versionsText(coverage.records, locale));
    } else if (coverage.records == 0) {
        return reading ? ActivityWords::tr("Reading the history…") : ActivityWords::tr("The history is not read yet.");
    } else {
        const QString known = versionsText(coverage.records, locale);
        const QString back = coverage.backTo.isNull() ? known
                                                      //: %1 "8,214 versions", %2 a day
                                                      : ActivityWords::tr("%1, back to %2").arg(known, dayText(coverage.backTo, locale));
        words = coverage.pastShare
            //: %1 "8,214 versions, back to 3 March 2026", %2 a number
            ? ActivityWords::tr("%1; %2 % of the store’s past.").arg(back).arg(locale.toString(int(std::floor(*coverage.pastShare * 100))))
            : ActivityWords::tr("%1 so far.").arg(back);
    }
    const QString redaction = redactionWords(coverage, locale);
    return redaction.isEmpty() ? words : words + u' ' + redaction;
}

QString redactionWords(const history::Coverage &coverage, const QLocale &locale)
{
    if (coverage.records == 0)
        return {};
    QStringList sentences;
    const core::Timestamp since = std::max(coverage.readSince, coverage.lastSweepAt);
    if (!since.isNull())
        sentences.append(ActivityWords::tr("Redactions as of %1.").arg(dayText(since, locale)));
    else if (!coverage.sweeping)
        sentences.append(ActivityWords::tr("Later redactions of older versions may not show yet."));
    if (coverage.sweeping)
        sentences.append(ActivityWords::tr("Read again so far: %1.").arg(versionsText(coverage.sweptRecords, locale)));
    return sentences.join(u' ');
}

QString matchWords(const history::Count &count, const history::Coverage &coverage, const QLocale &locale)
{
    const QString shown = count.exact ? locale.toString(count.count)
                                      //: %1 or more
                                      : ActivityWords::tr("%1 or more").arg(locale.toString(count.count));
    return coverage.complete
        ? ActivityWords::tr("%1 of %2 match.").arg(shown, versionsText(coverage.records, locale))
        //: of those that are known
        : ActivityWords::tr("%1 of %2 that are known match.").arg(shown, versionsText(coverage.records, locale));
}

QString selectionWords(const history::Filter &filter, const QString &text, const QLocale &locale)
{
    QStringList parts;
    const auto utc = [](const core::Timestamp &moment) {
        return core::Timestamp::fromMicroseconds(moment.microseconds()).text();
    };
    for (const core::Action action : filter.actions)
        parts.append(presentation::actionWord(action));
    if (!filter.path.isEmpty())
        parts.append((filter.pathMatch == history::Filter::PathMatch::Glob ? ActivityWords::tr("path like “%1”")
                                                                           : ActivityWords::tr("path beginning with “%1”"))
                         .arg(models::displayText(filter.path)));
    if (filter.from)
        //: %1 a moment in UTC
        parts.append(ActivityWords::tr("written at or after %1").arg(utc(*filter.from)));
    if (filter.to)
        //: %1 a moment in UTC
        parts.append(ActivityWords::tr("written before %1").arg(utc(*filter.to)));
    if (filter.minChange > 0)
        parts.append(ActivityWords::tr("size changed by %1 bytes or more").arg(locale.toString(filter.minChange)));
    if (filter.redactedOnly)
        parts.append(ActivityWords::tr("redacted"));
    if (filter.writtenHereOnly)
        parts.append(ActivityWords::tr("written from this computer"));
    if (!text.isEmpty())
        parts.append(text);
    if (parts.isEmpty())
        return ActivityWords::tr("every known version of the store");
    //: %1 conditions that all hold: "updated; path beginning with “notes/”"
    return ActivityWords::tr("versions of the store that are all of this: %1").arg(parts.join(u"; "_s));
}

QString brushWords(const widgets::TimeSpan &span, const QLocale &locale)
{
    const QDateTime from = span.from.toLocalTime();
    const QDateTime last = span.to.toLocalTime().addMSecs(-1);
    const auto day = [&locale](const QDateTime &moment) { return locale.toString(moment.date(), ActivityWords::tr("d MMM")); };
    const bool wholeDays = from == from.date().startOfDay() && span.to.toLocalTime() == span.to.toLocalTime().date().startOfDay();
    if (wholeDays)
        return from.date() == last.date() ? day(from) : ActivityWords::tr("%1 – %2").arg(day(from), day(last));
    const QString start = locale.toString(from.time(), QLocale::ShortFormat);
    const QString end = locale.toString(span.to.toLocalTime().time(), QLocale::ShortFormat);
    if (from.date() == last.date())
        //: %1 a day, %2 and %3 times of day
        return ActivityWords::tr("%1, %2 – %3").arg(day(from), start, end);
    //: two days with a time each
    return ActivityWords::tr("%1, %2 – %3, %4").arg(day(from), start, day(last), end);
}

QString markWords(const history::Mark &mark, const QDateTime &now, const QLocale &locale)
{
    const QString age = presentation::ageOf(mark.madeAt.isNull() ? mark.moment : mark.madeAt, now, locale);
    if (mark.automatic)
        //: %1 is an age or a date
        return ActivityWords::tr("Since I last looked (%1)").arg(age);
    if (mark.name.isEmpty())
        return ActivityWords::tr("Since the mark of %1").arg(age);
    return ActivityWords::tr("Since “%1” (%2)").arg(models::displayText(mark.name), age);
}

QString momentWords(const history::Mark &mark, const QDateTime &now, const QLocale &locale)
{
    const QString age = presentation::ageOf(mark.madeAt.isNull() ? mark.moment : mark.madeAt, now, locale);
    if (mark.automatic)
        //: %1 is an age or a date
        return ActivityWords::tr("When I last looked (%1)").arg(age);
    if (mark.name.isEmpty())
        return ActivityWords::tr("At the mark of %1").arg(age);
    return ActivityWords::tr("At “%1” (%2)").arg(models::displayText(mark.name), age);
}

} // namespace controllers

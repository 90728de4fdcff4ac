// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/inboxwords.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace controllers {

namespace {

struct InboxWords
{
    Q_DECLARE_TR_FUNCTIONS(controllers::InboxWords)
};

QString countWords(const history::ReviewCount &count, const QString &since, bool ownToo, const QLocale &locale)
{
    const QString writes = locale.toString(count.writes);
    if (count.writes == 0)
        return ownToo ? InboxWords::tr("Nothing was written since %1.").arg(since)
                      : InboxWords::tr("Nothing was written by others since %1.").arg(since);
    if (count.unread == 0) {
        if (count.writes == 1)
            return InboxWords::tr("100 % of the one write since %1 was looked at.").arg(since);
        return ownToo ? InboxWords::tr("100 % of the %1 writes since %2 were looked at.").arg(writes, since)
                      : InboxWords::tr("100 % of the %1 writes of others since %2 were looked at.").arg(writes, since);
    }
    const QString percent = locale.toString(count.percent());
    const QString unread = locale.toString(count.unread);
    if (count.writes == 1)
        return InboxWords::tr("The one write since %1 is unread.").arg(since);
    //: %1 is a number from 0 to 99, %2 of all writes, %3 a date, %4 of the unread ones
    return ownToo ? InboxWords::tr("%1 % of the %2 writes since %3 were looked at; unread: %4.").arg(percent, writes, since, unread)
                  : InboxWords::tr("%1 % of the %2 writes of others since %3 were looked at; unread: %4.").arg(percent, writes, since, unread);
}

} // namespace

QString sinceWords(const core::Timestamp &since, const QDateTime &now, const QLocale &locale)
{
    if (since.microseconds() <= 0)
        //: what was written "since the beginning"
        return InboxWords::tr("the beginning");
    const QDateTime local = since.local();
    const bool thisYear = local.date().year() == now.toLocalTime().date().year();
    const QString day = locale.toString(local.date(), thisYear ? u"d MMM"_s : u"d MMM yyyy"_s);
    if (local.time() == QTime(0, 0))
        return day;
    //: %1 is a day, %2 a time of day
    return InboxWords::tr("%1, %2").arg(day, locale.toString(local.time(), QLocale::ShortFormat));
}

bool reachesBack(const history::Coverage &coverage, const core::Timestamp &since)
{
    return coverage.complete || (!coverage.backTo.isNull() && coverage.backTo <= since);
}

bool isFresh(const history::Coverage &coverage, const core::Timestamp &opened)
{
    return !coverage.headAt.isNull() && opened <= coverage.headAt;
}

QString reviewWords(const history::ReviewCount &count, const core::Timestamp &since, bool ownToo,
                    const history::Coverage &coverage, const core::Timestamp &opened, const QDateTime &now,
                    const QLocale &locale)
{
    QString words = countWords(count, sinceWords(since, now, locale), ownToo, locale);
    const bool whole = reachesBack(coverage, since);
    if (coverage.headAt.isNull() || (!whole && coverage.backTo.isNull()))
        //: %1 is a whole sentence
        return InboxWords::tr("%1 What was written is not read yet.").arg(words);
    if (!whole)
        //: %1 is a whole sentence, %2 a date
        words = InboxWords::tr("%1 What was written before %2 is not read yet.").arg(words, sinceWords(coverage.backTo, now, locale));
    if (!isFresh(coverage, opened))
        //: %1 is a whole sentence, %2 a date
        words = InboxWords::tr("%1 What was written after %2 is not read yet.").arg(words, sinceWords(coverage.headAt, now, locale));
    return words;
}

} // namespace controllers

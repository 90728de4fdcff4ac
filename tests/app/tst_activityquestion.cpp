// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/activityquestion.h"

#include <QTest>

using namespace Qt::StringLiterals;
using controllers::TimeLimits;
using panels::ActivityFilterValues;
using When = ActivityFilterValues::When;

//! What the filters mean, and what may honestly be said of the answers.
class TestActivityQuestion : public QObject
{
    Q_OBJECT

    const QLocale m_english{QLocale::English, QLocale::UnitedKingdom};
    QDateTime m_now;

    static core::Timestamp stamp(const QDateTime &moment) { return core::Timestamp::fromDateTime(moment.toUTC()); }
    static QDateTime day(int month, int number, int hour = 0) { return QDateTime(QDate(2026, month, number), QTime(hour, 0)); }
    ActivityFilterValues with(When when) const
    {
        ActivityFilterValues values;
        values.when = when;
        return values;
    }

private slots:
    void initTestCase()
    {
        qputenv("TZ", "Europe/Berlin");
        m_now = day(5, 18, 15).toUTC();
    }

    void daysAreLocalDays()
    {
        QCOMPARE(controllers::limitsOf(with(When::Today), m_now, {}).from, day(5, 18));
        QCOMPARE(controllers::limitsOf(with(When::SinceYesterday), m_now, {}).from, day(5, 17));
        QCOMPARE(controllers::limitsOf(with(When::Week), m_now, {}).from, day(5, 12));
        QVERIFY(!controllers::limitsOf(with(When::Any), m_now, {}).from);
        // Half an hour after midnight it is another day already, whatever UTC says.
        const QDateTime late = QDateTime(QDate(2026, 5, 19), QTime(0, 30)).toUTC();
        QCOMPARE(controllers::limitsOf(with(When::Today), late, {}).from, day(5, 19));
        ActivityFilterValues some = with(When::Days);
        some.days = {QDate(2026, 5, 1), QDate(2026, 5, 3)};
        const TimeLimits limits = controllers::limitsOf(some, m_now, {});
        QCOMPARE(limits.from, day(5, 1));
        QCOMPARE(limits.to, day(5, 4)); // the last day is in it
    }
    void marksAreMomentsOfTheService()
    {
        history::Mark mark;
        mark.id = 3;
        mark.moment = stamp(day(5, 17, 12));
        ActivityFilterValues since = with(When::SinceMark);
        since.mark = 3;
        QCOMPARE(controllers::limitsOf(since, m_now, {mark}).from, day(5, 17, 12));
        mark.moment = core::Timestamp::fromMicroseconds(mark.moment.microseconds() + 1); // just after what is known
        QCOMPARE(controllers::filterOf(since, controllers::limitsOf(since, m_now, {mark})).from, mark.moment);
        since.mark = 4;
        QVERIFY(!controllers::limitsOf(since, m_now, {mark}).from); // gone
    }
    void everyFilterReachesTheIndex()
    {
        ActivityFilterValues values;
        QVERIFY(controllers::filterOf(values, {}).isEmpty());
        values.action = core::Action::Deleted;
        values.path = u"notes/"_s;
        values.leastChange = 100;
        values.redactedOnly = true;
        values.writtenHereOnly = true;
        history::Filter filter = controllers::filterOf(values, {day(5, 1), day(5, 4)});
        QCOMPARE(filter.actions, std::set{core::Action::Deleted});
        QCOMPARE(filter.path, u"notes/"_s);
        QCOMPARE(filter.pathMatch, history::Filter::PathMatch::Prefix);
        QCOMPARE(filter.minChange, 100);
        QVERIFY(filter.redactedOnly && filter.writtenHereOnly);
        QCOMPARE(filter.from, stamp(day(5, 1)));
        QCOMPARE(filter.to, stamp(day(5, 4)));
        values.path = u"notes/*.md"_s;
        QCOMPARE(controllers::filterOf(values, {}).pathMatch, history::Filter::PathMatch::Glob);
    }
    void theBrushNarrowsAndNeverWidens()
    {
        const widgets::TimeSpan brush{day(5, 2), day(5, 6)};
        const history::Filter filter = controllers::filterOf({}, {day(5, 1), day(5, 4)}, brush);
        QCOMPARE(filter.from, stamp(day(5, 2)));
        QCOMPARE(filter.to, stamp(day(5, 4)));
        QCOMPARE(controllers::filterOf({}, {}, brush).to, stamp(day(5, 6)));
    }
    void textsAreKnownByTheirHashes()
    {
        QVERIFY(!controllers::filterOf({}, {}).hashes);
        const auto filter = controllers::filterOf({}, {}, std::nullopt, QSet<QString>{u"aa"_s});
        QCOMPARE(filter.hashes, QSet<QString>{u"aa"_s});
        QVERIFY(controllers::filterOf({}, {}, std::nullopt, QSet<QString>()).hashes); // none match: nothing is shown
    }
    void aSelectionIsSaidInWordsAndUtc()
    {
        QCOMPARE(controllers::selectionWords({}, {}, m_english), u"every known version of the store"_s);
        ActivityFilterValues values;
        values.action = core::Action::Deleted;
        values.path = u"notes/\u202E"_s;
        values.leastChange = 1200;
        values.redactedOnly = true;
        values.writtenHereOnly = true;
        const QString words = controllers::selectionWords(controllers::filterOf(values, {day(5, 1), day(5, 4)}), u"text with “x”"_s, m_english);
        QCOMPARE(words, u"versions of the store that are all of this: deleted; path beginning with “notes/‹U+202E›”; "
                        "written at or after 2026-04-30T22:00:00.000000Z; written before 2026-05-03T22:00:00.000000Z; "
                        "size changed by 1,200 bytes or more; redacted; written from this computer; text with “x”"_s);
    }
    void theChartCoversTheStore()
    {
        const auto span = controllers::chartSpan({}, m_now, stamp(day(4, 3, 9)), {});
        QCOMPARE(span.from, day(4, 3));
        QCOMPARE(span.to, day(5, 19)); // all of today
        QCOMPARE(controllers::chartSpan({}, m_now, stamp(day(4, 3, 9)), stamp(day(2, 1, 5))).from, day(2, 1));
        QCOMPARE(controllers::chartSpan({day(5, 12), {}}, m_now, stamp(day(4, 3)), {}).from, day(5, 12));
        const auto future = controllers::chartSpan({day(6, 1), day(6, 1)}, m_now, {}, {});
        QVERIFY(future.from < future.to);
    }
    void coverageIsHonest()
    {
        history::Coverage coverage;
        const auto words = [&](bool reading = false) { return controllers::coverageWords(coverage, reading, m_english); };
        QCOMPARE(words(), u"The history is not read yet."_s);
        QCOMPARE(words(true), u"Reading the history…"_s);
        coverage.records = 8214;
        coverage.backTo = stamp(day(3, 3, 9));
        coverage.pastShare = 0.619;
        QCOMPARE(words(), u"8,214 versions, back to 3 March 2026; 61 % of the store’s past. "
                          "Later redactions of older versions may not show yet."_s);
        coverage.sweeping = true;
        coverage.sweptRecords = 3000;
        QVERIFY2(words().endsWith(u"Read again so far: 3,000 versions."_s), qPrintable(words()));
        coverage.sweeping = false;
        coverage.complete = true;
        coverage.lastSweepAt = stamp(day(5, 12, 10));
        QCOMPARE(words(), u"All 8,214 versions. Redactions as of 12 May 2026."_s);
        coverage.complete = false;
        coverage.pastShare = std::nullopt;
        QVERIFY(words().startsWith(u"8,214 versions, back to 3 March 2026 so far."_s));
    }
    void matchesSayOfHowMany()
    {
        history::Coverage coverage;
        coverage.records = 8214;
        QCOMPARE(controllers::matchWords({12, true}, coverage, m_english), u"12 of 8,214 versions that are known match."_s);
        coverage.complete = true;
        QCOMPARE(controllers::matchWords({12, true}, coverage, m_english), u"12 of 8,214 versions match."_s);
        QCOMPARE(controllers::matchWords({1000, false}, coverage, m_english), u"1,000 or more of 8,214 versions match."_s);
    }
    void rangesAreNamed()
    {
        QCOMPARE(controllers::brushWords({day(5, 12), day(5, 15)}, m_english), u"12 May – 14 May"_s);
        QCOMPARE(controllers::brushWords({day(5, 12), day(5, 13)}, m_english), u"12 May"_s);
        QCOMPARE(controllers::brushWords({day(5, 18, 14), day(5, 18, 16)}, m_english), u"18 May, 14:00 – 16:00"_s);
    }
    void marksAreNamed()
    {
        history::Mark mark;
        mark.madeAt = stamp(day(5, 17, 15));
        mark.name = u"before the run\u202E"_s;
        QCOMPARE(controllers::markWords(mark, m_now, m_english), u"Since “before the run‹U+202E›” (yesterday 15:00)"_s);
        mark.automatic = true;
        QCOMPARE(controllers::markWords(mark, m_now, m_english), u"Since I last looked (yesterday 15:00)"_s);
    }
};

QTEST_MAIN(TestActivityQuestion)
#include "tst_activityquestion.moc"

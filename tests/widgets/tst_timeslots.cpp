// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/timeslots.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using widgets::SlotLabel;
using widgets::TimeUnit;

//! Local hours, days, weeks and months as slots, and what stands below them.
class TestTimeSlots : public QObject
{
    Q_OBJECT

    const QLocale m_english{QLocale::English, QLocale::UnitedKingdom};
    const QLocale m_german{QLocale::German, QLocale::Germany};

    static QDateTime local(int year, int month, int day, int hour = 0, int minute = 0)
    {
        return QDateTime(QDate(year, month, day), QTime(hour, minute));
    }
    QStringList labels(TimeUnit unit, const QDateTime &from, const QDateTime &to, double slotPixels) const
    {
        QStringList found;
        for (const SlotLabel &label :
             widgets::slotLabels(unit, widgets::slotOf(unit, from, m_english), widgets::slotOf(unit, to, m_english),
                                 [=](const QString &text) { return (double(text.size()) * 8 + 12) / slotPixels; }, m_english))
            found.append(label.text);
        return found;
    }

private slots:
    void initTestCase() { qputenv("TZ", "Europe/Berlin"); }

    void everySlotBeginsWhereTheOneBeforeEnds_data()
    {
        QTest::addColumn<TimeUnit>("unit");
        QTest::newRow("hour") << TimeUnit::Hour;
        QTest::newRow("day") << TimeUnit::Day;
        QTest::newRow("week") << TimeUnit::Week;
        QTest::newRow("month") << TimeUnit::Month;
    }
    void everySlotBeginsWhereTheOneBeforeEnds()
    {
        QFETCH(TimeUnit, unit);
        // Over the change to winter time and a turn of the year.
        const qint64 first = widgets::slotOf(unit, local(2025, 12, 30), m_english);
        for (qint64 slot = first; slot < first + 100; ++slot) {
            const QDateTime start = widgets::startOfSlot(unit, slot, m_english);
            QCOMPARE(widgets::slotOf(unit, start, m_english), slot);
            QCOMPARE(widgets::slotOf(unit, start.addMSecs(-1), m_english), slot - 1);
        }
    }
    void daysOfTwentyThreeAndTwentyFiveHoursAreDays()
    {
        for (const QDate change : {QDate(2026, 3, 29), QDate(2026, 10, 25)}) {
            const QDateTime start = change.startOfDay();
            const qint64 slot = widgets::slotOf(TimeUnit::Day, start);
            QCOMPARE(widgets::slotOf(TimeUnit::Day, change.endOfDay()), slot);
            QCOMPARE(widgets::startOfSlot(TimeUnit::Day, slot + 1), change.addDays(1).startOfDay());
            QVERIFY(start.secsTo(change.addDays(1).startOfDay()) != 24 * 3600); // or this proves nothing
        }
    }
    void utcMomentsFallIntoLocalDays()
    {
        const QDateTime moment(QDate(2026, 5, 17), QTime(22, 30), Qt::UTC); // 00:30 of the 18th in Berlin
        QCOMPARE(widgets::slotOf(TimeUnit::Day, moment), QDate(2026, 5, 18).toJulianDay());
    }
    void weeksBeginWhereTheLocaleSays()
    {
        const QLocale american(QLocale::English, QLocale::UnitedStates);
        const auto start = [](const QLocale &locale) {
            return widgets::startOfSlot(TimeUnit::Week, widgets::slotOf(TimeUnit::Week, local(2026, 5, 20), locale), locale);
        };
        QCOMPARE(start(m_german).date(), QDate(2026, 5, 18)); // Monday
        QCOMPARE(start(american).date(), QDate(2026, 5, 17)); // Sunday
    }
    void theUnitFitsTheRoom()
    {
        using widgets::unitFor;
        QCOMPARE(unitFor(local(2026, 5, 18), local(2026, 5, 18, 23), 150), TimeUnit::Hour);
        QCOMPARE(unitFor(local(2026, 5, 16), local(2026, 5, 18, 23), 150), TimeUnit::Hour);
        QCOMPARE(unitFor(local(2026, 5, 15), local(2026, 5, 18, 23), 150), TimeUnit::Day); // days from the fourth on
        QCOMPARE(unitFor(local(2026, 1, 1), local(2026, 5, 18), 150), TimeUnit::Day);
        QCOMPARE(unitFor(local(2025, 1, 1), local(2026, 5, 18), 150), TimeUnit::Week);
        QCOMPARE(unitFor(local(2010, 1, 1), local(2026, 5, 18), 150), TimeUnit::Month);
    }
    void labelsStandAtSensiblePlaces()
    {
        QCOMPARE(labels(TimeUnit::Hour, local(2026, 5, 18), local(2026, 5, 18, 23), 12),
                 (QStringList{u"18 May"_s, u"06:00"_s, u"12:00"_s, u"18:00"_s}));
        QCOMPARE(labels(TimeUnit::Day, local(2026, 5, 18), local(2026, 5, 22), 100),
                 (QStringList{u"18 May"_s, u"19 May"_s, u"20 May"_s, u"21 May"_s, u"22 May"_s}));
        QCOMPARE(labels(TimeUnit::Day, local(2026, 5, 1), local(2026, 5, 31), 12),
                 (QStringList{u"4 May"_s, u"11 May"_s, u"18 May"_s, u"25 May"_s})); // Mondays
        QCOMPARE(labels(TimeUnit::Day, local(2025, 11, 15), local(2026, 2, 10), 4),
                 (QStringList{u"Dec"_s, u"2026"_s, u"Feb"_s}));
        QCOMPARE(labels(TimeUnit::Month, local(2020, 1, 1), local(2026, 5, 1), 5),
                 (QStringList{u"2020"_s, u"2021"_s, u"2022"_s, u"2023"_s, u"2024"_s, u"2025"_s, u"2026"_s}));
    }
    void labelsNeverOverlap()
    {
        for (const TimeUnit unit : {TimeUnit::Hour, TimeUnit::Day, TimeUnit::Week, TimeUnit::Month}) {
            const qint64 first = widgets::slotOf(unit, local(2024, 2, 27, 5), m_english);
            for (int count = 1; count < 400; count += 3) {
                const double width = 600.0 / count;
                const auto room = [=](const QString &text) { return (double(text.size()) * 8 + 12) / width; };
                const QList<SlotLabel> all = widgets::slotLabels(unit, first, first + count - 1, room, m_english);
                QVERIFY(!all.isEmpty());
                for (qsizetype i = 1; i < all.size(); ++i)
                    QVERIFY(double(all[i].slot - all[i - 1].slot) >= room(all[i - 1].text));
            }
        }
    }
    void wordsFollowTheLocale()
    {
        const qint64 day = widgets::slotOf(TimeUnit::Day, local(2026, 5, 18));
        QCOMPARE(widgets::slotWords(TimeUnit::Day, day, m_english), u"Monday, 18 May 2026"_s);
        QVERIFY(widgets::slotWords(TimeUnit::Day, day, m_german).contains(u"Montag"_s));
        QCOMPARE(widgets::slotWords(TimeUnit::Hour, day * 24 + 23, m_english), u"18 May 2026, 23:00 to 00:00"_s);
        QCOMPARE(widgets::slotWords(TimeUnit::Month, 2026 * 12 + 4, m_english), u"May 2026"_s);
    }
    void theScaleEndsAtRoundNumbers()
    {
        QCOMPARE(widgets::roundCeiling(0), 1);
        QCOMPARE(widgets::roundCeiling(3), 5);
        QCOMPARE(widgets::roundCeiling(5), 5);
        QCOMPARE(widgets::roundCeiling(51), 100);
        QCOMPARE(widgets::roundCeiling(1'000'001), 2'000'000);
    }
};

QTEST_MAIN(TestTimeSlots)
#include "tst_timeslots.moc"

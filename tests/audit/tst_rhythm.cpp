// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "audit/rhythm.h"
#include "support/knownpast.h"

#include <QDateTime>
#include <QTest>

#include <algorithm>
#include <map>
#include <random>
#include <set>

using namespace Qt::StringLiterals;
using audit::Burst;
using audit::Rhythm;

namespace {

constexpr qint64 second = 1'000'000;
constexpr qint64 minute = 60 * second;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;

qint64 at(const QString &text)
{
    return QDateTime::fromString(text, Qt::ISODate).toUTC().toMSecsSinceEpoch() * 1000;
}

//! A write at each of the hours 9 to 16 UTC of the weeks' working days; the first is a Monday.
QList<qint64> office(int weeks)
{
    QList<qint64> moments;
    const qint64 monday = at(u"2026-01-05T00:00:00Z"_s);
    for (int week = 0; week < weeks; ++week) {
        for (int weekday = 0; weekday < 5; ++weekday) {
            for (int h = 9; h <= 16; ++h)
                moments.append(monday + (week * 7 + weekday) * day + h * hour + 5 * minute);
        }
    }
    return moments;
}

//! The rule of the header in the plainest way: each ten minutes that hold enough mark their writes.
QList<Burst> plainBursts(QList<qint64> moments)
{
    std::sort(moments.begin(), moments.end());
    std::map<qint64, qint64> paces;
    for (const qint64 moment : moments)
        ++paces[moment / Rhythm::window];
    if (paces.size() < size_t(Rhythm::leastSlots))
        return {};
    std::multiset<qint64> counts;
    for (const auto &[slot, count] : paces)
        counts.insert(count);
    const qint64 usual = *std::next(counts.begin(), int(counts.size() - 1) / 2);
    std::vector<bool> within(size_t(moments.size()), false);
    for (qsizetype i = 0; i < moments.size(); ++i) {
        qsizetype end = i;
        while (end < moments.size() && moments[end] < moments[i] + Rhythm::window)
            ++end;
        if (end - i >= std::max<qint64>(Rhythm::leastWrites, Rhythm::timesUsual * usual))
            std::fill(within.begin() + i, within.begin() + end, true);
    }
    QList<Burst> bursts;
    for (qsizetype i = 0; i < moments.size(); ++i) {
        if (!within[size_t(i)])
            continue;
        if (bursts.isEmpty() || moments[i] - bursts.last().to >= Rhythm::window)
            bursts.append({moments[i], moments[i], 0});
        bursts.last().to = moments[i];
    }
    for (Burst &burst : bursts) {
        burst.writes = std::count_if(moments.cbegin(), moments.cend(),
                                     [&burst](qint64 moment) { return moment >= burst.from && moment <= burst.to; });
    }
    return bursts;
}

//! Of each hour of the week whether it is quiet; nothing when nothing may be said.
std::optional<std::set<int>> plainQuietHours(const QList<qint64> &moments, const QTimeZone &zone)
{
    const auto [first, last] = std::minmax_element(moments.cbegin(), moments.cend());
    if (moments.size() < 200 || *last - *first < 56 * day)
        return std::nullopt;
    const auto localOf = [&zone](qint64 moment) { return QDateTime::fromMSecsSinceEpoch(moment / 1000, zone); };
    const auto mondayOf = [](const QDateTime &local) { return local.date().addDays(1 - local.date().dayOfWeek()); };
    const auto hourOf = [](const QDateTime &local) { return (local.date().dayOfWeek() - 1) * 24 + local.time().hour(); };
    std::map<int, std::set<QDate>> weeks;
    std::map<int, int> writes;
    std::set<QDate> days;
    for (const qint64 moment : moments) {
        const QDateTime local = localOf(moment);
        days.insert(local.date());
        ++writes[hourOf(local)];
        // On the clock on the wall, whatever the zone does in between.
        const QDateTime wall(local.date(), local.time(), Qt::UTC);
        for (const int beside : {-3600, 0, 3600})
            weeks[hourOf(wall.addSecs(beside))].insert(mondayOf(wall.addSecs(beside)));
    }
    if (days.size() < 20)
        return std::nullopt;
    const qint64 span = mondayOf(localOf(*first)).daysTo(mondayOf(localOf(*last))) / 7 + 1;
    std::set<int> quiet;
    qint64 standingOut = 0;
    for (int h = 0; h < Rhythm::hoursInWeek; ++h) {
        if (qint64(weeks[h].size()) <= std::max<qint64>(1, span / 20)) {
            quiet.insert(h);
            standingOut += writes[h];
        }
    }
    return standingOut * 20 <= moments.size() ? std::optional(quiet) : std::nullopt;
}

} // namespace

class TestRhythm : public QObject
{
    Q_OBJECT
private slots:
    void nothingIsSaidOfASmallStore()
    {
        QVERIFY(Rhythm({}, QTimeZone::utc()).bursts().isEmpty());
        // Sixty writes in a minute, and nothing else: nobody knows what is usual here.
        QList<qint64> moments;
        for (int i = 0; i < 60; ++i)
            moments.append(at(u"2026-05-04T03:00:00Z"_s) + i * second);
        const Rhythm rhythm(moments, QTimeZone::utc());
        QVERIFY(rhythm.bursts().isEmpty());
        QCOMPARE(rhythm.usualPace(), 0);
        QVERIFY(!rhythm.knowsHours());
        QVERIFY(!rhythm.isUnusualHour(moments.first()));
        QVERIFY(!rhythm.burstAt(moments.first()));
    }

    void aBurstIsTwentyInTenMinutes_data()
    {
        QTest::addColumn<int>("writes");
        QTest::addColumn<qint64>("apart");
        QTest::addColumn<bool>("burst");
        QTest::newRow("nineteen in a minute") << 19 << 3 * second << false;
        QTest::newRow("twenty in a minute") << 20 << 3 * second << true;
        QTest::newRow("twenty, the last within") << 20 << 10 * minute / 19 << true;
        QTest::newRow("twenty, the last too late") << 20 << 10 * minute / 19 + second << false;
        QTest::newRow("two hundred, slowly") << 200 << 40 * second << false;
    }
    void aBurstIsTwentyInTenMinutes()
    {
        QFETCH(int, writes);
        QFETCH(qint64, apart);
        QFETCH(bool, burst);
        QList<qint64> moments = office(2);
        const qint64 begin = at(u"2026-02-07T12:00:00Z"_s);
        for (int i = 0; i < writes; ++i)
            moments.append(begin + i * apart);
        const Rhythm rhythm(moments, QTimeZone::utc());
        QCOMPARE(rhythm.usualPace(), writes == 200 ? 1 : 1);
        const QList<Burst> expected{{begin, begin + (writes - 1) * apart, writes}};
        QCOMPARE(rhythm.bursts(), burst ? expected : QList<Burst>());
        QCOMPARE(rhythm.burstAt(begin) != nullptr, burst);
        QCOMPARE(rhythm.burstAt(begin + (writes - 1) * apart) != nullptr, burst);
        QVERIFY(!rhythm.burstAt(begin - 1));
        QVERIFY(!rhythm.burstAt(begin + (writes - 1) * apart + 1));
        QVERIFY(!rhythm.burstAt(office(2).first()));
    }

    void tenMinutesLaterIsNotWithinTenMinutes()
    {
        QList<qint64> moments = office(2);
        const qint64 begin = at(u"2026-02-07T12:00:00Z"_s);
        for (int i = 0; i < 19; ++i)
            moments.append(begin + i * second);
        QVERIFY(Rhythm(moments + QList<qint64>{begin + 10 * minute}, QTimeZone::utc()).bursts().isEmpty());
        const qint64 last = begin + 10 * minute - 1;
        QCOMPARE(Rhythm(moments + QList<qint64>{last}, QTimeZone::utc()).bursts(), (QList<Burst>{{begin, last, 20}}));
    }

    void whatIsUsualIsTheStoresOwn()
    {
        // An agent that writes five at a time: 39 are not eight times as many, 40 are.
        QList<qint64> moments;
        for (int slot = 0; slot < 40; ++slot) {
            for (int i = 0; i < 5; ++i)
                moments.append(at(u"2026-03-02T00:00:00Z"_s) + slot * hour + i * second);
        }
        const qint64 begin = at(u"2026-04-02T00:00:00Z"_s);
        for (int i = 0; i < 39; ++i)
            moments.append(begin + i * second);
        QVERIFY(Rhythm(moments, QTimeZone::utc()).bursts().isEmpty());
        moments.append(begin + 39 * second);
        QCOMPARE(Rhythm(moments, QTimeZone::utc()).usualPace(), 5);
        QCOMPARE(Rhythm(moments, QTimeZone::utc()).bursts(), (QList<Burst>{{begin, begin + 39 * second, 40}}));
    }

    void anHourAtWhichNobodyWritesStandsOut()
    {
        QList<qint64> moments = office(10);
        const qint64 night = at(u"2026-03-15T03:10:00Z"_s); // a Sunday
        moments.append(night);
        const Rhythm rhythm(moments, QTimeZone::utc());
        QVERIFY(rhythm.knowsHours());
        QVERIFY(rhythm.isUnusualHour(night));
        QVERIFY(!rhythm.isUnusualHour(moments.first()));
        QVERIFY(!rhythm.isUnusualHour(at(u"2026-03-16T08:59:00Z"_s))); // an hour before, as agents are
        QVERIFY(!rhythm.isUnusualHour(at(u"2026-03-16T17:00:00Z"_s)));
        QVERIFY(rhythm.isUnusualHour(at(u"2026-03-16T18:00:00Z"_s)));
        QVERIFY(rhythm.isQuietHour(6 * 24 + 3));
        QVERIFY(rhythm.bursts().isEmpty());
    }

    void hoursTakeEnoughData()
    {
        const qint64 night = at(u"2026-01-11T03:10:00Z"_s);
        QVERIFY(!Rhythm(office(8) + QList<qint64>{night}, QTimeZone::utc()).knowsHours()); // a little less than 8 weeks
        QVERIFY(Rhythm(office(9) + QList<qint64>{night}, QTimeZone::utc()).knowsHours());
        // Whatever is usual twice is not unusual: a second night.
        QVERIFY(!Rhythm(office(9) + QList<qint64>{night, night + 7 * day}, QTimeZone::utc()).isUnusualHour(night));
        // One in ten at odd hours: such a store has no usual ones.
        QList<qint64> odd = office(9);
        for (int i = 0; i < 40; ++i)
            odd.append(at(u"2026-01-10T01:00:00Z"_s) + (i % 9) * 7 * day + i * hour);
        QCOMPARE(Rhythm(odd, QTimeZone::utc()).knowsHours(), plainQuietHours(odd, QTimeZone::utc()).has_value());
    }

    void hoursAreThoseOfTheClockOnTheWall()
    {
        const QTimeZone berlin("Europe/Berlin");
        QCOMPARE(Rhythm::hourOfWeek(at(u"2026-01-05T00:00:00Z"_s), QTimeZone::utc()), 0);
        QCOMPARE(Rhythm::hourOfWeek(at(u"2026-01-04T23:59:59Z"_s), QTimeZone::utc()), 167);
        QCOMPARE(Rhythm::hourOfWeek(at(u"2026-01-05T08:00:00Z"_s), berlin), 9);
        QCOMPARE(Rhythm::hourOfWeek(at(u"2026-07-06T08:00:00Z"_s), berlin), 10);
        QCOMPARE(Rhythm::hourOfWeek(at(u"1969-12-29T00:00:00Z"_s), QTimeZone::utc()), 0); // before the epoch, a Monday
    }

    void againstTheGeneratorsRecord_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {200, 3000})
            QTest::addRow("%d", size) << size;
        if (qEnvironmentVariableIntValue("PALIMPSEST_TEST_SIZE") >= 2)
            QTest::newRow("20,000") << 20'000;
    }

    //! Nothing stands out in what has no rhythm; what is planted is found, and nothing else.
    void againstTheGeneratorsRecord()
    {
        QFETCH(int, size);
        const support::KnownPast past = support::KnownPast::make(size, quint32(size) + 7);
        QList<qint64> moments;
        for (const support::KnownVersion &version : past.versions)
            moments.append(version.at);
        const QTimeZone berlin("Europe/Berlin");
        const auto check = [&](const QList<qint64> &all) {
            QList<qint64> shuffled = all;
            std::shuffle(shuffled.begin(), shuffled.end(), std::mt19937(unsigned(size)));
            const Rhythm rhythm(shuffled, berlin);
            QCOMPARE(rhythm.bursts(), plainBursts(all));
            const auto quiet = plainQuietHours(all, berlin);
            QCOMPARE(rhythm.knowsHours(), quiet.has_value());
            for (int h = 0; h < Rhythm::hoursInWeek; ++h)
                QCOMPARE(rhythm.isQuietHour(h), quiet && quiet->count(h) > 0);
        };
        check(moments);
        QVERIFY(Rhythm(moments, berlin).bursts().isEmpty());
        QList<qint64> planted = moments;
        std::mt19937 random(5);
        for (const int share : {4, 2}) {
            qint64 now = moments[moments.size() / share];
            for (int i = 0; i < 300; ++i)
                planted.append(now += qint64(random() % 20) * second);
        }
        check(planted);
        QCOMPARE(Rhythm(planted, berlin).bursts().size(), 2);
        // Working hours alone, and one night.
        QList<qint64> working;
        for (const qint64 moment : std::as_const(moments)) {
            const int h = Rhythm::hourOfWeek(moment, berlin) % 24;
            if (h >= 8 && h < 20)
                working.append(moment);
        }
        working.append(at(u"2025-06-15T01:30:00Z"_s));
        check(working);
        if (size >= 3000)
            QVERIFY(Rhythm(working, berlin).isUnusualHour(working.last()));
    }
};

QTEST_GUILESS_MAIN(TestRhythm)
#include "tst_rhythm.moc"

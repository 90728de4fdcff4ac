// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "core/timestamp.h"

#include <QTest>

using namespace Qt::StringLiterals;
using core::Timestamp;

class TestTimestamp : public QObject
{
    Q_OBJECT
private slots:
    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("microseconds");

        QTest::newRow("seed") << u"2026-05-18T15:34:26.494349Z"_s << qint64(1779118466494349);
        QTest::newRow("no fraction") << u"2026-05-18T15:34:26Z"_s << qint64(1779118466000000);
        QTest::newRow("milliseconds") << u"2026-05-18T15:34:26.494Z"_s << qint64(1779118466494000);
        QTest::newRow("nine digits") << u"2026-05-18T15:34:26.494349999Z"_s << qint64(1779118466494349);
        QTest::newRow("east") << u"2026-05-18T17:34:26.494349+02:00"_s << qint64(1779118466494349);
        QTest::newRow("west") << u"2026-05-18T10:04:26.494349-05:30"_s << qint64(1779118466494349);
        QTest::newRow("lower case") << u"2026-05-18t15:34:26z"_s << qint64(1779118466000000);
        QTest::newRow("leap second") << u"2016-12-31T23:59:60Z"_s << qint64(1483228799999999);
        QTest::newRow("before 1970") << u"1969-12-31T23:59:59.5Z"_s << qint64(-500000);
    }

    void reads()
    {
        QFETCH(QString, text);
        QFETCH(qint64, microseconds);
        const auto moment = Timestamp::parse(text);
        QVERIFY(moment);
        QCOMPARE(moment->microseconds(), microseconds);
        QCOMPARE(moment->text(), text);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *bad : {"", "garbage", "2026-05-18", "2026-05-18T15:34:26", "2026-13-18T15:34:26Z",
                                "2026-02-30T15:34:26Z", "2026-05-18T25:34:26Z", "2026-05-18T15:34:26.Z",
                                "2026-05-18T15:34:26.1234567890Z", "2026-05-18T15:34:26Zx", "2026-05-18T15:34:26+2:00",
                                " 2026-05-18T15:34:26Z", "+026-05-18T15:34:26Z"})
            QTest::newRow(bad) << QString::fromLatin1(bad);
    }

    void refuses()
    {
        QFETCH(QString, text);
        QVERIFY(!Timestamp::parse(text));
    }

    void writesAndReadsTheSame()
    {
        for (const qint64 micros : {qint64(0), qint64(-1), qint64(1779118466494349), qint64(4102444800000001)}) {
            const auto moment = Timestamp::parse(Timestamp::fromMicroseconds(micros).text());
            QVERIFY(moment);
            QCOMPARE(moment->microseconds(), micros);
        }
    }

    void comparesTheMomentNotTheSpelling()
    {
        QVERIFY(*Timestamp::parse(u"2026-05-18T15:34:26Z") == *Timestamp::parse(u"2026-05-18T17:34:26.000+02:00"));
        QVERIFY(*Timestamp::parse(u"2026-05-18T15:34:26.000001Z") > *Timestamp::parse(u"2026-05-18T15:34:26Z"));
    }

    void aTimeBefore1970RoundsDown()
    {
        QCOMPARE(Timestamp::fromMicroseconds(-1).utc().toMSecsSinceEpoch(), -1);
    }
};

QTEST_GUILESS_MAIN(TestTimestamp)
#include "tst_timestamp.moc"

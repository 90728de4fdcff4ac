// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/timemachinewords.h"

#include <QTest>

using namespace Qt::StringLiterals;
using history::Past;

//! What may honestly be said of a moment.
class TestTimeMachineWords : public QObject
{
    Q_OBJECT

    const QLocale m_english{QLocale::English, QLocale::UnitedKingdom};

    static core::Timestamp noon(int day) { return core::Timestamp::fromDateTime(QDateTime(QDate(2026, 5, day), QTime(12, 0)).toUTC()); }

private slots:
    void initTestCase() { qputenv("TZ", "Europe/Berlin"); }

    void aStateIsCounted()
    {
        const qint64 at = noon(10).microseconds();
        const auto past = Past::of({{at + 5, 7, 3, 3, core::Action::Updated, false},
                                    {at, 10, 2, 2, core::Action::Created, true},
                                    {at, -1, 1, 1, core::Action::Created, false},
                                    {at, 1200, 0, 0, core::Action::Created, false}},
                                   {u"a"_s, u"b"_s, u"c"_s, u"d"_s}, {"ta", "tb", "tc", "td"});
        QCOMPARE(controllers::stateWords(past->stateAt(noon(10)), m_english),
                 u"10 May 2026 12:00:00: 3 entries, 1,210 bytes. 1 text of it is redacted. The size of 1 is not known. "
                 "Of 1 more only later versions are known; whether it was there then is not."_s);
        QCOMPARE(controllers::stateWords(Past::of({}, {}, {})->stateAt(noon(9)), m_english), u"9 May 2026 12:00:00: no entries."_s);
    }

    void whatIsMissingIsSaid()
    {
        history::Coverage coverage;
        QCOMPARE(controllers::momentCoverageWords(coverage, noon(10), m_english), u"The history was not read yet."_s);
        coverage.backTo = noon(8);
        QCOMPARE(controllers::momentCoverageWords(coverage, noon(7), m_english),
                 u"The history was read back to 8 May 2026 12:00:00 only: at an earlier moment entries are missing here."_s);
        QCOMPARE(controllers::momentCoverageWords(coverage, noon(10), m_english),
                 u"The history was read back to 8 May 2026 12:00:00: entries that were last written before are missing here."_s);
        coverage.complete = true;
        QCOMPARE(controllers::momentCoverageWords(coverage, noon(7), m_english), QString());
    }

    //! All is known as of yesterday: that is nothing about now.
    void whatIsOldIsNotNow()
    {
        history::Coverage coverage;
        coverage.complete = true;
        QCOMPARE(controllers::freshnessWords(coverage, noon(10), noon(9), m_english), QString()); // never read: others say so
        coverage.headAt = noon(8);
        QCOMPARE(controllers::freshnessWords(coverage, noon(10), noon(9), m_english),
                 u"What was written after 8 May 2026 12:00:00 is not read yet."_s);
        QCOMPARE(controllers::freshnessWords(coverage, noon(8), noon(9), m_english), QString()); // nothing later concerns it
        coverage.headAt = noon(9);
        QCOMPARE(controllers::freshnessWords(coverage, noon(10), noon(9), m_english), QString());
    }
};

QTEST_GUILESS_MAIN(TestTimeMachineWords)
#include "tst_timemachinewords.moc"

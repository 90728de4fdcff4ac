// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/inboxwords.h"

#include <QTest>

using namespace Qt::StringLiterals;
using history::ReviewCount;

//! How much was looked at, in words: never more than is so.
class TestInboxWords : public QObject
{
    Q_OBJECT

    const QDateTime m_now = QDateTime(QDate(2026, 11, 21), QTime(19, 0), Qt::UTC);
    const core::Timestamp m_may = *core::Timestamp::parse(u"2026-04-30T22:00:00Z"_s); // 1 May in Berlin
    const QLocale m_locale{QLocale::English, QLocale::UnitedKingdom};

    static history::Coverage whole()
    {
        history::Coverage coverage;
        coverage.complete = true;
        return coverage;
    }
    QString words(const ReviewCount &count, bool ownToo = false, const history::Coverage &coverage = whole()) const
    {
        return controllers::reviewWords(count, m_may, ownToo, coverage, m_now, m_locale);
    }

private slots:
    void shares()
    {
        QCOMPARE(words({1234, 12}), u"99 % of the 1,234 writes of others since 1 May were looked at; unread: 12."_s);
        QCOMPARE(words({1000, 20}, true), u"98 % of the 1,000 writes since 1 May were looked at; unread: 20."_s);
        QCOMPARE(words({1'000'000, 1}), u"99 % of the 1,000,000 writes of others since 1 May were looked at; unread: 1."_s);
        QCOMPARE(words({1000, 999}), u"0 % of the 1,000 writes of others since 1 May were looked at; unread: 999."_s);
        QCOMPARE(words({1000, 0}), u"100 % of the 1,000 writes of others since 1 May were looked at."_s);
        QCOMPARE(words({1, 0}), u"100 % of the one write since 1 May was looked at."_s);
        QCOMPARE(words({1, 1}), u"The one write since 1 May is unread."_s);
        QCOMPARE(words({0, 0}), u"Nothing was written by others since 1 May."_s);
        QCOMPARE(words({0, 0}, true), u"Nothing was written since 1 May."_s);
    }

    void whatIsNotKnownIsSaid()
    {
        history::Coverage coverage;
        QCOMPARE(words({10, 0}, true, coverage), u"100 % of the 10 writes since 1 May were looked at. What was written is not read yet."_s);
        coverage.backTo = *core::Timestamp::parse(u"2026-06-12T08:30:00Z"_s);
        QCOMPARE(words({10, 0}, true, coverage),
                 u"100 % of the 10 writes since 1 May were looked at. What was written before 12 Jun, 10:30 is not read yet."_s);
        coverage.backTo = m_may;
        QCOMPARE(words({10, 0}, true, coverage), u"100 % of the 10 writes since 1 May were looked at."_s);
    }

    void moments()
    {
        QCOMPARE(controllers::sinceWords(m_may, m_now, m_locale), u"1 May"_s);
        QCOMPARE(controllers::sinceWords(*core::Timestamp::parse(u"2025-05-01T12:05:00Z"_s), m_now, m_locale), u"1 May 2025, 14:05"_s);
        QCOMPARE(controllers::sinceWords(core::Timestamp::fromMicroseconds(0), m_now, m_locale), u"the beginning"_s);
    }
};

QTEST_GUILESS_MAIN(TestInboxWords)
#include "tst_inboxwords.moc"

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

    const core::Timestamp m_opened = *core::Timestamp::parse(u"2026-11-21T18:59:00Z"_s);

    history::Coverage read() const
    {
        history::Coverage coverage;
        coverage.headAt = m_opened;
        return coverage;
    }
    history::Coverage whole() const
    {
        history::Coverage coverage = read();
        coverage.complete = true;
        return coverage;
    }
    QString words(const ReviewCount &count, bool ownToo = false) const { return words(count, ownToo, whole()); }
    QString words(const ReviewCount &count, bool ownToo, const history::Coverage &coverage) const
    {
        return controllers::reviewWords(count, m_may, ownToo, coverage, m_opened, m_now, m_locale);
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
        coverage = read();
        QCOMPARE(words({10, 0}, true, coverage), u"100 % of the 10 writes since 1 May were looked at. What was written is not read yet."_s);
        coverage.backTo = *core::Timestamp::parse(u"2026-06-12T08:30:00Z"_s);
        QCOMPARE(words({10, 0}, true, coverage),
                 u"100 % of the 10 writes since 1 May were looked at. What was written before 12 Jun, 10:30 is not read yet."_s);
        coverage.backTo = m_may;
        QCOMPARE(words({10, 0}, true, coverage), u"100 % of the 10 writes since 1 May were looked at."_s);
    }

    //! All of it was read, but before somebody came to look.
    void whatCameSinceIsSaid()
    {
        history::Coverage coverage = whole();
        QVERIFY(controllers::isFresh(coverage, m_opened));
        coverage.headAt = *core::Timestamp::parse(u"2026-11-20T17:05:00Z"_s);
        QVERIFY(!controllers::isFresh(coverage, m_opened));
        QCOMPARE(words({10, 0}, true, coverage),
                 u"100 % of the 10 writes since 1 May were looked at. What was written after 20 Nov, 18:05 is not read yet."_s);
        coverage.complete = false;
        coverage.backTo = *core::Timestamp::parse(u"2026-06-12T08:30:00Z"_s);
        QCOMPARE(words({10, 0}, true, coverage),
                 u"100 % of the 10 writes since 1 May were looked at. What was written before 12 Jun, 10:30 is not read yet. "
                 "What was written after 20 Nov, 18:05 is not read yet."_s);
        coverage.headAt = {};
        QVERIFY(!controllers::isFresh(coverage, {}));
        QCOMPARE(words({10, 0}, true, coverage), u"100 % of the 10 writes since 1 May were looked at. What was written is not read yet."_s);
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

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/auditwords.h"

#include <QTest>

using namespace Qt::StringLiterals;
using controllers::verdictWords;

//! What is said of texts that are alike: never more than what was compared.
class TestNearWords : public QObject
{
    Q_OBJECT

private slots:
    void verdicts()
    {
        session::NearReport report;
        report.compared = 3;
        QCOMPARE(verdictWords(report), u"No two texts are at least 80 % alike."_s);
        report.total = 1;
        QCOMPARE(verdictWords(report), u"Two texts are at least 80 % alike."_s);
        report.total = 2;
        QCOMPARE(verdictWords(report), u"2 pairs of texts are at least 80 % alike."_s);
        report.failed = 1;
        QCOMPARE(verdictWords(report), u"2 pairs of texts are at least 80 % alike. Not everything could be read."_s);
    }

    void someWereLeftOut()
    {
        session::NearReport report;
        report.compared = 3;
        report.leftOut = 2;
        QCOMPARE(verdictWords(report), u"No two of the texts that were compared are at least 80 % alike. Not every text was compared."_s);
        report.total = 1;
        QCOMPARE(verdictWords(report), u"Two texts are at least 80 % alike. Not every text was compared."_s);
        report.wasStopped = true;
        QCOMPARE(verdictWords(report), u"Two texts are at least 80 % alike. Stopped as you wished. Not every text was compared."_s);
    }
};

QTEST_GUILESS_MAIN(TestNearWords)
#include "tst_nearwords.moc"

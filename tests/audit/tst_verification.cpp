// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "audit/verification.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using audit::Problem;

//! The report as it is counted and written.
class TestVerification : public QObject
{
    Q_OBJECT
private slots:
    void everyProblemHasANameOfItsOwn()
    {
        QSet<QString> names;
        for (int i = 0; i < audit::problemKinds; ++i)
            names.insert(audit::nameOf(Problem(i)));
        QCOMPARE(names.size(), audit::problemKinds);
        QVERIFY(!names.contains(QString()));
        QSet<QString> reasons;
        for (int i = 0; i < audit::uncheckedKinds; ++i)
            reasons.insert(audit::nameOf(audit::Unchecked(i)));
        QCOMPARE(reasons.size(), audit::uncheckedKinds);
        QVERIFY(!reasons.contains(QString()));
    }

    void theListEndsAndTheCountsDoNot()
    {
        audit::Verification report;
        const qint64 many = audit::Verification::mostFindings + 5;
        for (qint64 i = 0; i < many; ++i)
            report.add({audit::Finding{Problem::HashDiffers}});
        QCOMPARE(report.findings.size(), audit::Verification::mostFindings);
        QCOMPARE(report.problems, many);
        QVERIFY(!report.isClean());
    }

    void aRemarkIsNoProblem()
    {
        audit::Verification report;
        report.add({audit::Finding{Problem::IdAfterTime}});
        QVERIFY(report.isClean());
        QCOMPARE(report.remarks, 1);
    }

    void whatMakesItIncomplete()
    {
        audit::Verification report;
        report.versionTexts.add(audit::TextOutcome::Ok);
        report.versionTexts.add(audit::Unchecked::NotWished, 3);
        report.counters.add(audit::Unchecked::PartOnly, 2);
        QVERIFY(report.isComplete()); // all that was wished for
        QCOMPARE(report.versionTexts.total(), 4);
        report.versionTexts.add(audit::Unchecked::Failed);
        QVERIFY(!report.isComplete());
    }

    void asJson()
    {
        audit::Verification report;
        report.versionTexts.ok = 12;
        report.versionTexts.add(audit::Unchecked::Failed, 3);
        report.add({{Problem::HashDiffers, {u"mem_1"_s}, u"a\n\"b\u202E"_s, {u"memver_1"_s},
                     *core::Timestamp::parse(u"2026-05-18T15:34:26.494349Z"), u"aa"_s, u"bb"_s},
                    {Problem::EntryCountDiffers, {}, {}, {}, {}, u"1"_s, u"2"_s}});
        const QJsonObject json = QJsonDocument::fromJson(audit::reportJson(report, {u"P 1"_s, u"Local"_s, {}, u"memstore_1"_s, {}, {}})).object();
        QCOMPARE(json["problems"_L1].toInt(), 2);
        QCOMPARE(json["store_id"_L1].toString(), u"memstore_1"_s);
        QCOMPARE(json["complete"_L1].toBool(), false);
        const QJsonObject texts = json["texts_of_versions"_L1].toObject();
        QCOMPARE(texts["ok"_L1].toInt(), 12);
        QCOMPARE(texts["not_checked_because"_L1].toObject()["failed"_L1].toInt(), 3);

        const QList<QByteArray> lines = audit::findingLines(report.findings).split('\n');
        QCOMPARE(lines.size(), 3);
        const QJsonObject first = QJsonDocument::fromJson(lines[0]).object();
        QCOMPARE(first["path"_L1].toString(), u"a\n\"b\u202E"_s); // exactly
        QCOMPARE(first["problem"_L1].toString(), u"hash_differs"_s);
        QCOMPARE(first["created_at"_L1].toString(), u"2026-05-18T15:34:26.494349Z"_s);
        QVERIFY(QJsonDocument::fromJson(lines[1]).object()["entry_id"_L1].isNull());
        QVERIFY(lines[2].isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestVerification)
#include "tst_verification.moc"

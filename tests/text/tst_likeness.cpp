// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/likeness.h"

#include <QTest>

using text::likeness;

class TestLikeness : public QObject
{
    Q_OBJECT
private slots:
    void isOneForTheSameAndNothingForOthers()
    {
        QCOMPARE(likeness("tea", "tea"), 1.0);
        QCOMPARE(likeness("", ""), 1.0);
        QCOMPARE(likeness("tea", "teas"), 0.0); // too short to tell
        QCOMPARE(likeness("abcdefghij", "0123456789"), 0.0);
    }
    void countsWhatIsTheSame()
    {
        const QByteArray plan = "# Plan\n\n- talk to Ada\n- write the report\n- go home\n";
        const QByteArray reworded = "# The plan\n\n- talk to Bob\n- write the report\n- go home\n";
        const QByteArray moved = "- go home\n- write the report\n- talk to Ada\n# Plan\n\n";
        const QByteArray another = "Coffee with oat milk, no sugar, at nine.\n";
        QVERIFY(likeness(plan, reworded) > 0.7);
        QVERIFY(likeness(plan, moved) > 0.8);
        QVERIFY(likeness(plan, another) < 0.2);
        QCOMPARE(likeness(plan, reworded), likeness(reworded, plan));
        QVERIFY(likeness(plan, plan + plan) < 0.7); // twice as much is not the same
    }
};

QTEST_APPLESS_MAIN(TestLikeness)
#include "tst_likeness.moc"

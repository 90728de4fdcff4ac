// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "rig.h"
#include "session/neartwinsrun.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using session::NearTwinsRun;

namespace {

QByteArray wordsOf(int words, const QByteArray &last = {})
{
    QByteArray all;
    for (int i = 0; i < words; ++i)
        all += "word" + QByteArray::number(i) + ' ';
    return all + last;
}

bool runToEnd(NearTwinsRun &run)
{
    QSignalSpy finished(&run, &NearTwinsRun::finished);
    run.start();
    return (finished.isEmpty() ? finished.wait(60'000) : true) && finished.size() == 1;
}

} // namespace

//! Texts that are alike, over the real service: what was compared, what was not, and why.
class TestNearTwinsRun : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase_data() { support::addProfiles(); }

    void findsThem()
    {
        rig::Rig rig;
        const QString store = rig.makeStore();
        rig.makeEntry(store, "a.md", wordsOf(60));
        rig.makeEntry(store, "b.md", wordsOf(60, "and more"));
        rig.makeEntry(store, "c.md", wordsOf(60)); // the very same as a
        rig.makeEntry(store, "d.md", "something else, about which nothing else says anything");
        NearTwinsRun run(*rig.session, {store});
        QSignalSpy progress(&run, &NearTwinsRun::progressChanged);
        QVERIFY(runToEnd(run));
        const session::NearReport &report = run.report();
        QVERIFY(!report.endedBy);
        QCOMPARE(report.compared, 3);
        QCOMPARE(report.same, 1);
        QCOMPARE(report.failed + report.leftOut, 0);
        QCOMPARE(report.total, 1);
        QStringList paths{report.pairs.first().first.path, report.pairs.first().second.path};
        QVERIFY(paths.contains(u"b.md"_s) && (paths.contains(u"a.md"_s) || paths.contains(u"c.md"_s)));
        QCOMPARE(report.pairs.first().percent, 96); // 58 of 60 runs
        QVERIFY(report.pairs.first().isExact);
        QCOMPARE(run.total(), 4);
        QCOMPARE(run.done(), 4);
        QVERIFY(progress.size() >= 4);
    }

    void anEmptyStore()
    {
        rig::Rig rig;
        NearTwinsRun run(*rig.session, {rig.makeStore()});
        QVERIFY(runToEnd(run));
        QCOMPARE(run.report().compared, 0);
        QVERIFY(!run.report().endedBy);
    }

    //! What was read by then is compared all the same.
    void stops()
    {
        rig::Rig rig;
        const QString store = rig.makeStore();
        for (int i = 0; i < 30; ++i)
            rig.makeEntry(store, "entry" + QByteArray::number(i), wordsOf(40, QByteArray::number(i)));
        NearTwinsRun run(*rig.session, {store});
        QSignalSpy finished(&run, &NearTwinsRun::finished);
        connect(&run, &NearTwinsRun::progressChanged, &run, [&run] {
            if (run.done() >= 10)
                run.cancel();
        });
        run.start();
        QTRY_COMPARE(finished.size(), 1);
        const session::NearReport &report = run.report();
        QVERIFY(report.wasStopped);
        QVERIFY2(report.compared >= 10 && report.compared < 30, qPrintable(QString::number(report.compared)));
        QCOMPARE(report.compared + report.failed, 30);
        QVERIFY(report.total > 0);
        run.cancel(); // nothing more
        QCOMPARE(finished.size(), 1);
    }

    void theSessionMayEnd()
    {
        rig::Rig rig;
        const QString store = rig.makeStore();
        for (int i = 0; i < 10; ++i)
            rig.makeEntry(store, "entry" + QByteArray::number(i), wordsOf(40, QByteArray::number(i)));
        NearTwinsRun run(*rig.session, {store});
        QSignalSpy finished(&run, &NearTwinsRun::finished);
        run.start();
        rig.restart(nullptr);
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(run.report().endedBy);
    }
};

QTEST_GUILESS_MAIN(TestNearTwinsRun)
#include "tst_neartwinsrun.moc"

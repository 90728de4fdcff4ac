// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/repeatsrun.h"
#include "support/knownpast.h"
#include "tests/history/wait.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

//! Over a real index, block by block, as if all had been taken at once.
class TestRepeatsRun : public QObject
{
    Q_OBJECT
private slots:
    void asIfAllHadBeenTakenAtOnce()
    {
        QTemporaryDir folder;
        history::Index index(folder.filePath(u"one.index"_s));
        const core::StoreId store{u"memstore_1"_s};
        const QList<core::Version> all = support::KnownPast::make(1700, 3).records(store); // several blocks
        QVERIFY(wait(index.put(store, all, core::Timestamp::fromMicroseconds(1))));
        audit::RepeatFinder finder;
        for (auto version = all.crbegin(); version != all.crend(); ++version)
            finder.take(*version);
        const audit::Repeats expected = finder.result();

        session::RepeatsRun run(index, store);
        QSignalSpy finished(&run, &session::RepeatsRun::finished);
        run.start();
        QVERIFY(finished.wait(30'000));
        QVERIFY(run.result());
        QCOMPARE(run.result()->records, all.size());
        QVERIFY(run.result()->unchanged == expected.unchanged);
        QVERIFY(run.result()->returned == expected.returned);
        QVERIFY(run.result()->now == expected.now);
        QVERIFY(run.result()->ever == expected.ever);
        QVERIFY(!expected.returned.isEmpty() && !expected.ever.isEmpty());
    }

    void anUnknownStoreIsEmpty()
    {
        QTemporaryDir folder;
        history::Index index(folder.filePath(u"one.index"_s));
        session::RepeatsRun run(index, {u"memstore_1"_s});
        QSignalSpy finished(&run, &session::RepeatsRun::finished);
        run.start();
        QVERIFY(finished.wait(30'000));
        QVERIFY(run.result());
        QCOMPARE(run.result()->records, 0);
    }

    void itStopsBetweenTwoBlocks()
    {
        QTemporaryDir folder;
        history::Index index(folder.filePath(u"one.index"_s));
        const core::StoreId store{u"memstore_1"_s};
        QVERIFY(wait(index.put(store, support::KnownPast::make(1700, 3).records(store), core::Timestamp::fromMicroseconds(1))));
        session::RepeatsRun run(index, store);
        QSignalSpy finished(&run, &session::RepeatsRun::finished);
        connect(&run, &session::RepeatsRun::progressChanged, this, [&run] { run.cancel(); });
        run.start();
        QVERIFY(finished.wait(30'000));
        QVERIFY(run.wasStopped());
        QVERIFY(run.result()->records > 0 && run.result()->records < 1700);
    }
};

QTEST_GUILESS_MAIN(TestRepeatsRun)
#include "tst_repeatsrun.moc"

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "answers.h"
#include "pastservice.h"
#include "tests/support/profiles.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

//! Another program walks a store's past and is killed (SIGKILL) at fifty random moments of it, while it reads backwards and
//! while it sweeps. The index that comes of it is the same as the one that was built in one go.
class TestKilledWalk : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase_data() const { support::addProfiles(); }
    void theIndexIsTheSame();
};

void TestKilledWalk::theIndexIsTheSame()
{
    constexpr int size = 4'000;
    const support::KnownPast past = support::KnownPast::make(size, 11);
    pastservice::PastService service(past, support::profileC());
    const QStringList arguments{service.baseUrl(), support::profileC() ? u"C"_s : u"S"_s, service.store().value, service.indexFile()};
    const QString program = QCoreApplication::applicationDirPath() + u"/pastwalker"_s;
    QRandomGenerator random(42);

    int killedWalking = 0;
    int killedSweeping = 0;
    for (int run = 0; run < 50; ++run) {
        QProcess walker;
        walker.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        walker.start(program, arguments);
        QVERIFY(walker.waitForStarted());
        // The first three are said before anything was read.
        QByteArray said;
        const qsizetype enough = 3 + random.bounded(4);
        while (said.size() < enough && walker.state() == QProcess::Running) {
            walker.waitForReadyRead(5'000);
            said += walker.readAll();
        }
        if (walker.state() != QProcess::Running)
            QFAIL("it came to its end before it was killed: more versions are needed");
        for (int i = random.bounded(200'000); i > 0; --i) // some microseconds more, to be anywhere in a page
            asm volatile("");
        ::kill(pid_t(walker.processId()), SIGKILL);
        QVERIFY(walker.waitForFinished());
        said += walker.readAll();
        (said.contains('s') ? killedSweeping : killedWalking) += 1;
    }
    QVERIFY2(killedWalking >= 10 && killedSweeping >= 3, qPrintable(u"%1 walking, %2 sweeping"_s.arg(killedWalking).arg(killedSweeping)));

    QProcess last;
    last.start(program, arguments);
    QVERIFY(last.waitForFinished(60'000));
    QCOMPARE(last.exitCode(), 0);

    auto whole = service.keeper(service.indexFile() + u".whole"_s);
    whole->follow(service.store());
    QTRY_VERIFY_WITH_TIMEOUT(whole->coverage(service.store()).complete, 60'000);
    history::Index resumed(service.indexFile());
    const history::FeedQuery all{service.store(), {}, std::nullopt, history::FeedQuery::Direction::Older, size + 1};
    const auto expected = wait(whole->index().feed(all));
    const auto found = wait(resumed.feed(all));
    QVERIFY(expected && found);
    QCOMPARE(found->records.size(), qsizetype(size));
    for (qsizetype i = 0; i < size; ++i) {
        QCOMPARE(found->records[i].version, expected->records[i].version);
        QCOMPARE(found->records[i].change, expected->records[i].change);
        QVERIFY(!found->records[i].missing);
    }
    const auto report = wait(resumed.walk(service.store()));
    QVERIFY(report->state.isComplete());
    QCOMPARE(report->records, qint64(size));
    QVERIFY(report->state.sweep.number >= 1 && !report->state.sweep.running);
}

QTEST_GUILESS_MAIN(TestKilledWalk)
#include "tst_killedwalk.moc"

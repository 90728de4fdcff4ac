// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "pastservice.h"
#include "support/quickfolder.h"
#include "support/sanitizer.h"
#include "tests/support/profiles.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

//! Another program walks a store's past and is killed (SIGKILL) at random moments of it, thirty-five times while it reads
//! backwards, fifteen times while it sweeps, and twenty-five times while a large page is put into the file. The index that comes of each is the same as the one built in one go; the
//! walk's is looked at before any sweep, which would mend what the walk has lost.
class TestKilledWalk : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase_data() const { support::addProfiles(); }
    void theIndexIsTheSame();
    void killedWhileAPageIsKept();

private:
    [[nodiscard]] bool finished(const QStringList &arguments);
    [[nodiscard]] int kill(const QStringList &arguments, int times, qsizetype dots = 2);

    QRandomGenerator m_random{42};
};

namespace {

const QString walker = u"/pastwalker"_s;

//! Names the first record that differs.
QString difference(const history::Block &found, const history::Block &expected)
{
    if (found.records.size() != expected.records.size())
        return u"%1 records instead of %2"_s.arg(found.records.size()).arg(expected.records.size());
    for (qsizetype i = 0; i < found.records.size(); ++i) {
        const history::Record &a = found.records[i];
        const history::Record &b = expected.records[i];
        if (a.version != b.version || a.change != b.change || a.missing)
            return a.version.id.value;
    }
    return {};
}

} // namespace

bool TestKilledWalk::finished(const QStringList &arguments)
{
    QProcess last;
    last.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    last.start(QCoreApplication::applicationDirPath() + walker, arguments);
    return last.waitForFinished(60'000) && last.exitCode() == 0;
}

//! How often it was killed before it came to its end.
int TestKilledWalk::kill(const QStringList &arguments, int times, qsizetype dots)
{
    int killed = 0;
    for (int run = 0; run < times; ++run) {
        QProcess process;
        process.start(QCoreApplication::applicationDirPath() + walker, arguments);
        QByteArray said;
        const qsizetype enough = dots + m_random.bounded(3); // `dots` are said before anything was read
        while (said.size() < enough && process.waitForReadyRead(5'000))
            said += process.readAll();
        QElapsedTimer timer; // some milliseconds more, to be anywhere in a page
        timer.start();
        const qint64 wait = m_random.bounded(15'000'000);
        while (timer.nsecsElapsed() < wait) { }
        ::kill(pid_t(process.processId()), SIGKILL);
        if (!process.waitForFinished() || process.exitStatus() != QProcess::CrashExit)
            break;
        ++killed;
    }
    return killed;
}

void TestKilledWalk::theIndexIsTheSame()
{
    constexpr int size = 12'000;
    const support::KnownPast past = support::KnownPast::make(size, 11);
    pastservice::PastService service(past, support::profileC());
    auto whole = service.keeper(service.indexFile() + u".whole"_s);
    whole->follow(service.store());
    QTRY_VERIFY_WITH_TIMEOUT(whole->coverage(service.store()).complete, 60'000);
    const history::FeedQuery all{service.store(), {}, std::nullopt, history::FeedQuery::Direction::Older, size + 1};
    const auto expected = wait(whole->index().feed(all));
    QVERIFY(expected);
    QCOMPARE(expected->records.size(), qsizetype(size));

    const QStringList arguments{service.baseUrl(), support::profileC() ? u"C"_s : u"S"_s, service.store().value, service.indexFile()};
    for (const auto &[what, times] : {std::pair(u"walk"_s, 35), std::pair(u"sweep"_s, 15)}) {
        const int killed = kill(arguments + QStringList{what}, times);
        QVERIFY2(killed >= times * 2 / 3, qPrintable(u"only %1 times: %2"_s.arg(killed).arg(what)));
        QVERIFY(finished(arguments + QStringList{what}));
        history::Index resumed(service.indexFile());
        const auto found = wait(resumed.feed(all));
        QVERIFY(found);
        QCOMPARE(difference(*found, *expected), QString());
        const auto report = wait(resumed.walk(service.store()));
        QVERIFY(report->state.isComplete() && !report->state.sweep.running);
        QCOMPARE(report->records, qint64(size));
        QCOMPARE(report->state.sweep.completedAt.isNull(), what == u"walk"_s);
    }
}

void TestKilledWalk::killedWhileAPageIsKept()
{
    if (support::profileC())
        QSKIP("There is no service in it: once is enough.");
    // Each start makes the past anew, which takes a sanitizer seconds.
    constexpr int size = support::isSanitized ? 7'500 : 25'000;
    constexpr int pageSize = size / 50;
    const core::StoreId store{u"memstore_one"_s};
    const support::KnownPast past = support::KnownPast::make(size, 12);
    const QTemporaryDir folder(support::quickFolder());
    const QString file = folder.filePath(u"history/one.index"_s);
    const QStringList arguments{QString::number(size), u"12"_s, store.value, file, u"direct"_s, QString::number(pageSize)};
    QVERIFY(kill(arguments, 25, 1) >= 15);
    QVERIFY(finished(arguments));

    history::Index whole(file + u".whole"_s);
    QVERIFY(wait(whole.put(store, past.records(store), core::Timestamp::fromMicroseconds(1))));
    history::Index resumed(file);
    const history::FeedQuery all{store, {}, std::nullopt, history::FeedQuery::Direction::Older, size + 1};
    const auto expected = wait(whole.feed(all));
    const auto found = wait(resumed.feed(all));
    QVERIFY(expected && found);
    QCOMPARE(difference(*found, *expected), QString());
    QCOMPARE(wait(resumed.walk(store))->records, qint64(size));
}

QTEST_GUILESS_MAIN(TestKilledWalk)
#include "tst_killedwalk.moc"

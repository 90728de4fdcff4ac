// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "history/filenames.h"
#include "session/historykeeper.h"
#include "support/quickfolder.h"
#include "tests/session/scripted.h"
#include "wait.h"

#include <QDir>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using session::HistoryKeeper;

namespace {

const core::StoreId store{u"memstore_1"_s};

QString idOf(int number)
{
    return QString::fromLatin1(scripted::numbered("memver_", number));
}

} // namespace

//! What walks the past, against a service that does as the test says.
class TestHistoryKeeper : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase_data() const { support::addProfiles(); }
    void init();
    void cleanup();

    void readsTheWholePast();
    void readsOnlyWhatIsNew();
    void goesOnAfterAStop();
    void closesTheGapOfAnInterruptedWalk();
    void writtenWhileWalked_data();
    void writtenWhileWalked();
    void aStretchThatWasReadAnywayCostsNothing();
    void theSweepFindsARedaction();
    void theSweepGoesOnAfterAStop();
    void theSweepMarksWhatIsMissing();
    void aSweepIsDueAfterAWeek();
    void hostilePages_data();
    void hostilePages();
    void aRefusedCursorIsNoEnd_data();
    void aRefusedCursorIsNoEnd();
    void waitsAndGoesOnAfterAFailure();
    void stopsAtARefusal();
    void twoStoresTakeTurns();
    void worksWithoutTheFile();
    void removesFiles();

private:
    void fill(int from, int to)
    {
        for (int i = from; i <= to; ++i)
            m_service->putVersion(i, 1 + i % 9, i <= 9 ? "created" : "updated");
    }
    void makeKeeper()
    {
        m_keeper.reset();
        m_keeper = std::make_unique<HistoryKeeper>(*m_service->memory, file(), m_pace, m_clock, [](const core::StoreId &) {
            return core::Timestamp::fromMicroseconds(1'767'225'600'000'000);
        });
    }
    [[nodiscard]] QString file() const { return history::indexFileOf(m_folder->path(), {u"one"_s}); }
    [[nodiscard]] QStringList kept(const core::StoreId &of = store, const history::Filter &filter = {})
    {
        const auto block = wait(m_keeper->index().feed({of, filter, std::nullopt, history::FeedQuery::Direction::Older, 100'000}));
        QStringList ids;
        if (block) {
            for (const history::Record &record : block->records)
                ids.append(record.version.id.value);
        }
        return ids;
    }
    [[nodiscard]] QStringList listed() const
    {
        QStringList ids;
        for (const QByteArray &id : m_service->versions.keys())
            ids.prepend(QString::fromLatin1(id));
        return ids;
    }
    [[nodiscard]] int requests() const { return m_service->server.arrivalCount(); }
    //! Ends the program, as far as the keeper is concerned, once so many pages were asked for.
    void readPages(int pages)
    {
        const int until = requests() + pages;
        m_keeper->follow(store);
        QTRY_VERIFY(requests() >= until);
        makeKeeper();
    }

    std::unique_ptr<scripted::Service> m_service;
    std::unique_ptr<QTemporaryDir> m_folder;
    core::FixedClock m_clock{QDateTime(QDate(2026, 11, 21), QTime(9, 0), Qt::UTC)};
    HistoryKeeper::Pace m_pace;
    std::unique_ptr<HistoryKeeper> m_keeper;
};

void TestHistoryKeeper::init()
{
    m_service = std::make_unique<scripted::Service>();
    m_folder = std::make_unique<QTemporaryDir>(support::quickFolder());
    m_pace = {0ms, 0ms, 30ms, 100ms, 24h * 7};
    m_clock.set(QDateTime(QDate(2026, 11, 21), QTime(9, 0), Qt::UTC));
    makeKeeper();
}

void TestHistoryKeeper::cleanup()
{
    m_keeper.reset();
    m_service.reset();
    m_folder.reset();
}

void TestHistoryKeeper::readsTheWholePast()
{
    fill(1, 1234);
    QSignalSpy added(m_keeper.get(), &HistoryKeeper::recordsAdded);
    m_keeper->follow(store);
    QTRY_VERIFY(m_keeper->coverage(store).complete);
    QVERIFY(!m_keeper->isReading(store));
    QCOMPARE(kept(), listed());
    QCOMPARE(requests(), 13);
    QCOMPARE(m_keeper->coverage(store).records, 1234);
    QCOMPARE(m_keeper->coverage(store).readSince, core::Timestamp::fromDateTime(m_clock.now()));
    QCOMPARE(added.size(), 13);
    // Another run knows that.
    makeKeeper();
    m_keeper->follow(store);
    QTRY_VERIFY(m_keeper->coverage(store).complete);
    QCOMPARE(requests(), 13);
    QVERIFY(m_keeper->coverage(store).lastSweepAt.isNull());
}

void TestHistoryKeeper::readsOnlyWhatIsNew()
{
    fill(1, 500);
    m_keeper->follow(store);
    QTRY_VERIFY(m_keeper->coverage(store).complete);
    fill(501, 630);
    const int before = requests();
    m_keeper->readNewest(store);
    QTRY_COMPARE(m_keeper->coverage(store).records, 630);
    QTRY_VERIFY(!m_keeper->isReading(store));
    QCOMPARE(requests() - before, 3); // 100 new, 30 new, all known
    QCOMPARE(kept(), listed());
    m_keeper->readNewest(store);
    QTRY_VERIFY(!m_keeper->isReading(store));
    QCOMPARE(requests() - before, 4);
}

void TestHistoryKeeper::goesOnAfterAStop()
{
    fill(1, 1500);
    for (int run = 0; run < 5; ++run)
        readPages(2);
    const int before = requests();
    m_keeper->follow(store);
    QTRY_VERIFY(m_keeper->coverage(store).complete);
    QCOMPARE(kept(), listed());
    QVERIFY(requests() - before <= 15 - 5); // each run kept at least the first of its two
    // stop() is the same without an end of the program.
    fill(1501, 3000);
    m_keeper->readNewest(store);
    QTRY_VERIFY(m_keeper->coverage(store).records > 1600);
    m_keeper->stop(store);
    QVERIFY(!m_keeper->isReading(store));
    const int stopped = requests();
    QVERIFY(wait(m_keeper->index().walk(store)) && requests() <= stopped + 1); // one may have left just before
    const int late = requests();
    QVERIFY(wait(m_keeper->index().walk(store)) && requests() == late);
    m_keeper->follow(store);
    QTRY_VERIFY(m_keeper->coverage(store).complete);
    QCOMPARE(kept(), listed());
}

void TestHistoryKeeper::closesTheGapOfAnInterruptedWalk()
{
    fill(1, 300);
    m_keeper->follow(store);
    QTRY_VERIFY(m_keeper->coverage(store).complete);
    fill(301, 900);
    m_service->refuseAfter = 2;
    m_keeper->readNewest(store);
    QTRY_VERIFY(m_keeper->errorOf(store).has_value());
    QCOMPARE(m_keeper->coverage(store).gaps, 1);
    makeKeeper(); // the end of the program
    fill(901, 950);
    m_keeper->readNewest(store);
    QTRY_VERIFY(!m_keeper->isReading(store));
    QCOMPARE(m_keeper->coverage(store).gaps, 1); // it met what the interrupted walk had read, and that is honest
    QVERIFY(!m_keeper->coverage(store).complete);
    m_keeper->follow(store);
    QTRY_VERIFY(m_keeper->coverage(store).complete);
    QCOMPARE(m_keeper->coverage(store).gaps, 0);
    QCOMPARE(kept(), listed());
}

void TestHistoryKeeper::writtenWhileWalked_data()
{
    QTest::addColumn<int>("each");
    QTest::newRow("one before each page") << 1;
    QTest::newRow("a page before each page") << 100;
}

void TestHistoryKeeper::writtenWhileWalked()
{
    QFETCH(int, each);
    fill(1, 1000);
    int last = 1000;
    m_service->beforeEach = [&](const support::Arrival &) {
        if (last >= 1000 + 12 * each)
            return;
        fill(last + 1, last + each);
        last += each;
    };
    m_keeper->follow(store);
    QTRY_VERIFY(m_keeper->coverage(store).complete);
    m_keeper->readNewest(store);
    QTRY_VERIFY(!m_keeper->isReading(store));
    m_keeper->readNewest(store);
    QTRY_VERIFY(!m_keeper->isReading(store));
    QCOMPARE(kept(), listed());
    QCOMPARE(m_keeper->coverage(store).records, m_service->versions.size());
}

void TestHistoryKeeper::aStretchThatWasReadAnywayCostsNothing()
{
    fill(1, 450);
    const auto first = wait(m_service->memory->listVersions(store, {}, {}));
    QVERIFY(first);
    const int before = requests();
    m_keeper->adopt({store, std::nullopt, first->items, false, {{}, first->lastId}, false, core::Timestamp::fromDateTime(m_clock.now())});
    m_keeper->follow(store);
    QTRY_VERIFY(m_keeper->coverage(store).complete);
    QCOMPARE(requests() - before, 4);
    QCOMPARE(kept(), listed());
}

void TestHistoryKeeper::theSweepFindsARedaction()
{
    fill(1, 700);
    m_keeper->follow(store);
    QTRY_VERIFY(m_keeper->coverage(store).complete);
    m_service->putVersion(123, 1 + 123 % 9, "updated", true); // behind our back
    QSignalSpy redacted(m_keeper.get(), &HistoryKeeper::recordsRedacted);
    QSignalSpy completed(m_keeper.get(), &HistoryKeeper::sweepCompleted);
    m_keeper->readNewest(store);
    QTRY_VERIFY(!m_keeper->isReading(store));
    QCOMPARE(redacted.size(), 0); // the newest pages do not tell
    m_clock.set(m_clock.now().addDays(1));
    m_keeper->sweep(store);
    QVERIFY(completed.wait(support::patienceMs));
    QCOMPARE(redacted.size(), 1);
    const auto versions = redacted.at(0).at(1).value<QList<core::Version>>();
    QCOMPARE(versions.size(), 1);
    QCOMPARE(versions[0].id.value, idOf(123));
    QVERIFY(!versions[0].sha256.isEmpty());
    const history::Coverage coverage = m_keeper->coverage(store);
    QCOMPARE(coverage.lastSweepAt, core::Timestamp::fromDateTime(m_clock.now()));
    QCOMPARE(coverage.readSince, core::Timestamp::fromDateTime(m_clock.now()));
    history::Filter filter;
    filter.redactedOnly = true;
    QCOMPARE(kept(store, filter), QStringList{idOf(123)});
}

void TestHistoryKeeper::theSweepGoesOnAfterAStop()
{
    fill(1, 1000);
    m_keeper->follow(store);
    QTRY_VERIFY(m_keeper->coverage(store).complete);
    m_service->putVersion(50, 1 + 50 % 9, "updated", true);
    const int before = requests();
    m_keeper->sweep(store);
    QTRY_VERIFY(m_keeper->coverage(store).sweptRecords >= 400);
    const qint64 swept = m_keeper->coverage(store).sweptRecords;
    makeKeeper();
    QSignalSpy redacted(m_keeper.get(), &HistoryKeeper::recordsRedacted);
    QSignalSpy completed(m_keeper.get(), &HistoryKeeper::sweepCompleted);
    m_keeper->follow(store); // a sweep that was begun goes on by itself
    QVERIFY(completed.wait(support::patienceMs));
    QCOMPARE(redacted.size(), 1);
    QVERIFY(swept < 1000);
    QVERIFY2(requests() - before <= 11, "it began anew");
}

void TestHistoryKeeper::theSweepMarksWhatIsMissing()
{
    fill(1, 250);
    m_keeper->follow(store);
    QTRY_VERIFY(m_keeper->coverage(store).complete);
    m_service->versions.remove(scripted::numbered("memver_", 77));
    QSignalSpy missing(m_keeper.get(), &HistoryKeeper::recordsMissing);
    QSignalSpy completed(m_keeper.get(), &HistoryKeeper::sweepCompleted);
    m_keeper->sweep(store);
    QVERIFY(completed.wait(support::patienceMs));
    QCOMPARE(missing.size(), 1);
    QCOMPARE(missing.at(0).at(1).value<QList<core::Version>>().constFirst().id.value, idOf(77));
    QCOMPARE(kept().size(), 250); // marked, not deleted
    QVERIFY((*wait(m_keeper->index().find(store, {idOf(77)})))->missing);
    QVERIFY(!(*wait(m_keeper->index().find(store, {idOf(78)})))->missing);
    fill(77, 77);
    m_keeper->sweep(store);
    QVERIFY(completed.wait(support::patienceMs));
    QVERIFY(!(*wait(m_keeper->index().find(store, {idOf(77)})))->missing);
    QCOMPARE(missing.size(), 1);
}

void TestHistoryKeeper::aSweepIsDueAfterAWeek()
{
    fill(1, 150);
    m_keeper->follow(store);
    QTRY_VERIFY(m_keeper->coverage(store).complete);
    QSignalSpy completed(m_keeper.get(), &HistoryKeeper::sweepCompleted);
    m_clock.set(m_clock.now().addDays(6));
    m_keeper->follow(store);
    QVERIFY(!m_keeper->isReading(store));
    m_clock.set(m_clock.now().addDays(2));
    m_keeper->follow(store);
    QVERIFY(m_keeper->isReading(store));
    QVERIFY(completed.wait(support::patienceMs));
    m_keeper->follow(store);
    QVERIFY(!m_keeper->isReading(store));
}

void TestHistoryKeeper::hostilePages_data()
{
    QTest::addColumn<QByteArray>("what");
    for (const char *what : {"the same page for ever", "empty pages for ever", "out of order", "no moment", "another list", "not a page"})
        QTest::newRow(what) << QByteArray(what);
}

void TestHistoryKeeper::hostilePages()
{
    QFETCH(QByteArray, what);
    const bool c = support::profileC();
    const auto spelled = [c](QByteArray json) {
        return c ? json.replace("\"store_id\"", "\"memory_store_id\"").replace("\"entry_id\"", "\"memory_id\"").replace("\"entry_path\"", "\"path\"").replace("\"action\"", "\"operation\"")
                 : json;
    };
    int number = 0;
    m_service->server.setDefault([&](const support::Arrival &arrival) {
        const bool first = scripted::cursorOf(arrival).isEmpty();
        QByteArray items = scripted::version(500, 1) + "," + scripted::version(499, 1);
        QByteArray next = "after-memver_0000499";
        if (!first && what == "empty pages for ever") {
            items.clear();
            next = "after-" + QByteArray::number(++number);
        } else if (!first && what == "out of order") {
            items = scripted::version(900, 1);
            next = "after-memver_0000900";
        } else if (!first && what == "no moment") {
            items = scripted::version(400, 1).replace(scripted::timeText(400), "yesterday");
            next = "after-memver_0000400";
        } else if (!first && what == "another list") {
            items = scripted::entry(1);
        } else if (!first && what == "not a page") {
            return support::json(200, "[]");
        }
        const QByteArray last = items.isEmpty() ? "null" : next.mid(6).prepend('"').append('"');
        return support::json(200, spelled(R"({"data":[)" + items + R"(],"first_id":null,"last_id":)" + last + R"(,"has_more":true,"next_page":")" + next + "\"}"));
    });
    m_keeper->follow(store);
    QTRY_VERIFY_WITH_TIMEOUT(m_keeper->errorOf(store).has_value(), 20'000);
    QCOMPARE(m_keeper->errorOf(store)->kind, core::ErrorKind::Protocol);
    QVERIFY(!m_keeper->isReading(store));
    QVERIFY(!m_keeper->coverage(store).complete);
    QCOMPARE(kept(), (QStringList{idOf(500), idOf(499)})); // what came before stays
    const int asked = requests();
    QVERIFY(wait(m_keeper->index().walk(store)) && requests() == asked); // and it does not go on asking
}

void TestHistoryKeeper::aRefusedCursorIsNoEnd_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("400") << 400;
    QTest::newRow("404") << 404;
}

void TestHistoryKeeper::aRefusedCursorIsNoEnd()
{
    QFETCH(int, status);
    fill(1, 900);
    readPages(4);
    bool refused = false;
    m_service->beforeEach = [&](const support::Arrival &arrival) {
        // Whatever cursor an earlier run has kept is no longer good.
        if (!refused && !scripted::cursorOf(arrival).isEmpty()) {
            m_service->refuseAfter = 0;
            m_service->refuseWith = status;
            refused = m_service->server.arrivalCount() > 0 && !arrival.target.contains("page=");
            if (support::profileC() && arrival.target.contains("after_id="))
                refused = true;
        }
    };
    m_keeper->follow(store);
    QTRY_VERIFY(m_keeper->coverage(store).complete);
    QVERIFY(refused);
    QCOMPARE(kept(), listed());
}

void TestHistoryKeeper::waitsAndGoesOnAfterAFailure()
{
    fill(1, 600);
    m_service->server.refuse();
    m_keeper->follow(store);
    QTRY_VERIFY_WITH_TIMEOUT(m_keeper->errorOf(store).has_value(), 30'000);
    QCOMPARE(m_keeper->errorOf(store)->kind, core::ErrorKind::Offline);
    QVERIFY(m_keeper->isReading(store)); // it will go on
    m_service = std::make_unique<scripted::Service>();
    fill(1, 600);
    makeKeeper();
    m_keeper->follow(store);
    m_service->refuseAfter = 2;
    m_service->refuseWith = 503;
    QTRY_VERIFY_WITH_TIMEOUT(m_keeper->coverage(store).complete, 30'000);
    QVERIFY(!m_keeper->errorOf(store));
    QCOMPARE(kept(), listed());
}

void TestHistoryKeeper::stopsAtARefusal()
{
    fill(1, 600);
    m_service->refuseAfter = 2;
    m_service->refuseWith = 403;
    m_keeper->follow(store);
    QTRY_VERIFY(m_keeper->errorOf(store).has_value());
    QCOMPARE(m_keeper->errorOf(store)->kind, core::ErrorKind::Forbidden);
    QVERIFY(!m_keeper->isReading(store));
    QCOMPARE(m_keeper->coverage(store).records, 200);
    QVERIFY(*m_keeper->coverage(store).pastShare < 0.5);
    m_keeper->follow(store); // when the person asks
    QTRY_VERIFY(m_keeper->coverage(store).complete);
    QVERIFY(!m_keeper->errorOf(store));
}

void TestHistoryKeeper::twoStoresTakeTurns()
{
    fill(1, 900);
    const core::StoreId other{u"memstore_2"_s};
    m_keeper->follow(store);
    QVERIFY(QSignalSpy(m_keeper.get(), &HistoryKeeper::recordsAdded).wait());
    m_keeper->readNewest(other); // what is looked at now goes before anybody's past
    QSignalSpy added(m_keeper.get(), &HistoryKeeper::recordsAdded);
    while (m_keeper->coverage(other).records < 100)
        QVERIFY(added.wait(support::patienceMs));
    QVERIFY(m_keeper->coverage(store).records < 900);
    m_keeper->follow(other);
    QTRY_VERIFY(m_keeper->coverage(store).complete && m_keeper->coverage(other).complete);
    QCOMPARE(kept(other), kept());
    m_keeper->forget(other);
    QTRY_VERIFY(kept(other).isEmpty());
    QCOMPARE(kept(), listed());
}

void TestHistoryKeeper::worksWithoutTheFile()
{
    m_keeper.reset();
    QFile::remove(file());
    QVERIFY(QDir().mkpath(file())); // a folder is in the way
    fill(1, 100);
    makeKeeper();
    QSignalSpy problem(m_keeper.get(), &HistoryKeeper::problemChanged);
    m_keeper->follow(store);
    QVERIFY(problem.wait(support::patienceMs));
    QCOMPARE(m_keeper->problem()->kind, core::ErrorKind::Storage);
    QVERIFY(!m_keeper->isReading(store));
    QCOMPARE(requests(), 0);
    QVERIFY(QDir().rmdir(file())); // it may be put right while the program runs
    m_keeper->follow(store);
    QTRY_VERIFY(m_keeper->coverage(store).complete);
    QVERIFY(!m_keeper->problem().has_value());
}

void TestHistoryKeeper::removesFiles()
{
    fill(1, 300);
    m_keeper->follow(store);
    QTRY_VERIFY(m_keeper->coverage(store).complete);
    m_keeper.reset();
    QVERIFY(QFileInfo::exists(file()));
    QVERIFY(history::removeDatabase(file()));
    QVERIFY(QDir(m_folder->filePath(u"history"_s)).isEmpty());
}

QTEST_GUILESS_MAIN(TestHistoryKeeper)
#include "tst_historykeeper.moc"

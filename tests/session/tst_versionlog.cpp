// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "scripted.h"
#include "session/versionlog.h"
#include "tests/support/loopwatch.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using core::LoadState;
using session::VersionLog;

class TestVersionLog : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase_data() const { support::addProfiles(); }
    void stopsAtItsFirstLimit();
    void knowsWhatIsComplete();
    void refreshReadsUntilTheKnown();
    void refreshClosesItsGap();
    void singleRecordsAreNoCoverage();
    void redactionIsForEver();
    void readsOneEntry();
    void filterThatIsNotKnown();
    void failsAndGoesOn();
    void writtenWhileWalked_data();
    void writtenWhileWalked();
    void manyVersions();
};

namespace {

core::EntryId entryId(int number)
{
    return {QString::fromLatin1(scripted::numbered("mem_", number))};
}

core::VersionId versionId(int number)
{
    return {QString::fromLatin1(scripted::numbered("memver_", number))};
}

core::Version record(int number, int entry)
{
    core::Version version;
    version.id = versionId(number);
    version.store = {u"memstore_1"_s};
    version.entry = entryId(entry);
    return version;
}

//! Of the profile of this run; that profile S filters by entry is not on record, but the client would use it.
wire::Dialect filteringDialect()
{
    wire::Dialect dialect = support::profileC() ? wire::profileC() : wire::profileS();
    dialect.versionEntryFilter = true;
    return dialect;
}

bool isSorted(const VersionLog &log)
{
    return std::is_sorted(log.versions().cbegin(), log.versions().cend(),
                          [](const core::Version &a, const core::Version &b) { return b.id < a.id; })
        && std::adjacent_find(log.versions().cbegin(), log.versions().cend(),
                              [](const core::Version &a, const core::Version &b) { return a.id == b.id; })
        == log.versions().cend();
}

} // namespace

void TestVersionLog::stopsAtItsFirstLimit()
{
    scripted::Service service;
    for (int i = 1; i <= 2'350; ++i)
        service.putVersion(i, 1 + i % 7);
    VersionLog log(*service.memory, {u"memstore_1"_s}, {});
    log.load();
    QCOMPARE(log.loading().state, LoadState::Loading);
    QTRY_COMPARE(log.loading().state, LoadState::Ready);
    QCOMPARE(log.versions().size(), VersionLog::firstLimit);
    QVERIFY(log.loading().stopped && !log.loading().complete);
    QCOMPARE(service.server.arrivalCount(), 20);
    log.load();
    QCOMPARE(log.loading().state, LoadState::Ready);
    log.loadAll();
    QTRY_VERIFY(log.loading().complete);
    QVERIFY(!log.loading().stopped);
    QCOMPARE(log.versions().size(), 2'350);
    QCOMPARE(service.server.arrivalCount(), 24);
    QVERIFY(isSorted(log));
}

void TestVersionLog::knowsWhatIsComplete()
{
    scripted::Service service;
    service.putVersion(1, 1, "created");
    for (int i = 2; i <= 2'200; ++i)
        service.putVersion(i, 2, i == 2'100 ? "created" : "updated");
    VersionLog log(*service.memory, {u"memstore_1"_s}, {});
    log.load();
    QTRY_COMPARE(log.loading().state, LoadState::Ready);
    QVERIFY(log.isCompleteFor(entryId(2)));
    QVERIFY(!log.isCompleteFor(entryId(1)));
    QVERIFY(log.ofEntry(entryId(1)).isEmpty());
    log.loadAll();
    QTRY_VERIFY(log.loading().complete);
    QVERIFY(log.isCompleteFor(entryId(1)));
    QVERIFY(log.isCompleteFor(entryId(99))); // nothing is all there is
    QCOMPARE(log.ofEntry(entryId(1)).size(), 1);
}

void TestVersionLog::refreshReadsUntilTheKnown()
{
    scripted::Service service;
    for (int i = 1; i <= 450; ++i)
        service.putVersion(i, 1);
    VersionLog log(*service.memory, {u"memstore_1"_s}, {});
    log.loadAll();
    QTRY_VERIFY(log.loading().complete);
    for (int i = 451; i <= 600; ++i)
        service.putVersion(i, 2, i == 451 ? "created" : "updated");
    service.putVersion(590, 1, "updated", true);
    service.server.clear();
    QSignalSpy appeared(&log, &VersionLog::appeared);
    log.refresh();
    QCOMPARE(log.loading().state, LoadState::Stale);
    QTRY_COMPARE(log.loading().state, LoadState::Ready);
    QCOMPARE(service.server.arrivalCount(), 2);
    QCOMPARE(appeared.size(), 1);
    const auto versions = appeared.first().first().value<QList<core::Version>>();
    QCOMPARE(versions.size(), 150);
    QCOMPARE(versions.first().id, versionId(600));
    QVERIFY(isSorted(log));
    QVERIFY(log.isCompleteFor(entryId(2)));

    QSignalSpy loading(&log, &VersionLog::loadingChanged);
    QSignalSpy added(&log, &VersionLog::added);
    log.refresh();
    QTRY_COMPARE(loading.size(), 2); // stale, ready
    QCOMPARE(added.size() + appeared.size(), 1);
}

//! When a refresh fails half-way, the next one reads down to what was there before, not to what the first one saw.
void TestVersionLog::refreshClosesItsGap()
{
    scripted::Service service;
    for (int i = 1; i <= 50; ++i)
        service.putVersion(i, 1);
    VersionLog log(*service.memory, {u"memstore_1"_s}, {});
    log.loadAll();
    QTRY_VERIFY(log.loading().complete);
    for (int i = 51; i <= 300; ++i)
        service.putVersion(i, 1);
    service.refuseAfter = 1;
    service.refuseWith = 403;
    log.refresh();
    QTRY_COMPARE(log.loading().state, LoadState::Failed);
    QCOMPARE(log.versions().size(), 150);
    log.refresh();
    QTRY_COMPARE(log.loading().state, LoadState::Ready);
    QCOMPARE(log.versions().size(), 300);
    QVERIFY(!log.loading().error);
}

void TestVersionLog::singleRecordsAreNoCoverage()
{
    scripted::Service service;
    for (int i = 1; i <= 150; ++i)
        service.putVersion(i, 1, i == 1 ? "created" : "updated");
    VersionLog log(*service.memory, {u"memstore_1"_s}, {});
    core::Version created = record(1, 1);
    created.action = core::Action::Created;
    created.content = "text";
    log.put(created);
    log.put(record(150, 1));
    QVERIFY(!log.isCompleteFor(entryId(1)));
    QVERIFY(!log.find(versionId(1))->content);
    log.refresh(); // nothing was walked yet
    QTRY_VERIFY(log.loading().complete);
    QCOMPARE(log.versions().size(), 150);
    QVERIFY(log.isCompleteFor(entryId(1)));
    QVERIFY(isSorted(log));
}

void TestVersionLog::redactionIsForEver()
{
    scripted::Service service;
    VersionLog log(*service.memory, {u"memstore_1"_s}, {});
    QSignalSpy changed(&log, &VersionLog::changed);
    log.put(record(1, 1));
    core::Version redacted = record(1, 1);
    redacted.redacted = true;
    log.put(redacted);
    QCOMPARE(changed.size(), 1);
    log.put(record(1, 1)); // was on its way
    QCOMPARE(changed.size(), 1);
    QVERIFY(log.find(versionId(1))->redacted);
}

//! Where the service filters, an entry's history is complete long before the store's.
void TestVersionLog::readsOneEntry()
{
    scripted::Service service;
    for (int i = 1; i <= 500; ++i)
        service.putVersion(i, 1 + i % 2);
    api::MemoryStores filtering(*service.client, filteringDialect());
    const QMap<QByteArray, QByteArray> all = service.versions;
    service.beforeEach = [&](const support::Arrival &arrival) {
        service.versions = all;
        if (!arrival.target.contains("memory_id=" + scripted::numbered("mem_", 1)))
            return;
        for (int i = 1; i <= 500; i += 2)
            service.versions.remove(scripted::numbered("memver_", i));
    };
    VersionLog log(filtering, {u"memstore_1"_s}, {});
    log.loadEntry(entryId(1));
    QCOMPARE(log.loading().state, LoadState::Loading);
    QTRY_VERIFY(log.isCompleteFor(entryId(1)));
    QCOMPARE(log.ofEntry(entryId(1)).size(), 250);
    QVERIFY(!log.loading().complete);
    QVERIFY(!log.isCompleteFor(entryId(2)));
    log.loadAll();
    QTRY_VERIFY(log.loading().complete);
    QCOMPARE(log.versions().size(), 500);
    QVERIFY(isSorted(log));
}

//! Contract 5 #21: a service that ignores the filter; nothing is claimed and the walk takes over.
void TestVersionLog::filterThatIsNotKnown()
{
    scripted::Service service;
    for (int i = 1; i <= 250; ++i)
        service.putVersion(i, 1 + i % 2);
    api::MemoryStores filtering(*service.client, filteringDialect());
    VersionLog log(filtering, {u"memstore_1"_s}, {});
    bool tooEarly = false;
    QObject::connect(&log, &VersionLog::loadingChanged, &log,
                     [&] { tooEarly |= log.isCompleteFor(entryId(1)) && log.ofEntry(entryId(1)).size() < 125; });
    log.loadEntry(entryId(1));
    QTRY_VERIFY(log.loading().complete);
    QVERIFY(!tooEarly);
    QCOMPARE(log.ofEntry(entryId(1)).size(), 125);
}

void TestVersionLog::failsAndGoesOn()
{
    scripted::Service service;
    for (int i = 1; i <= 350; ++i)
        service.putVersion(i, 1);
    VersionLog log(*service.memory, {u"memstore_1"_s}, {});
    service.refuseAfter = 1;
    service.refuseWith = 403;
    log.load();
    QTRY_COMPARE(log.loading().state, LoadState::Failed);
    QCOMPARE(log.versions().size(), 100);
    log.load();
    QTRY_VERIFY(log.loading().complete);
    QCOMPARE(log.loading().state, LoadState::Ready);
    QCOMPARE(log.versions().size(), 350);
    QVERIFY(isSorted(log));
}

void TestVersionLog::writtenWhileWalked_data()
{
    QTest::addColumn<uint>("seed");
    for (uint seed = 1; seed <= 8; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

//! Writers at work during the walk: nothing is lost, nothing is there twice, and one refresh brings the rest.
void TestVersionLog::writtenWhileWalked()
{
    QFETCH(uint, seed);
    QRandomGenerator random(seed);
    scripted::Service service;
    int newest = 0;
    const auto write = [&](int count) {
        for (int i = 0; i < count; ++i) {
            newest += 1 + int(random.bounded(3));
            service.putVersion(newest, int(random.bounded(1, 30)));
        }
    };
    write(700);
    VersionLog log(*service.memory, {u"memstore_1"_s}, {});
    service.beforeEach = [&](const support::Arrival &) {
        write(int(random.bounded(40)));
        if (random.bounded(4) == 0)
            log.refresh();
    };
    log.loadAll();
    QTRY_VERIFY(log.loading().complete && !log.loading().isWorking());
    service.beforeEach = {};
    QTRY_COMPARE(log.loading().state, LoadState::Ready);
    log.refresh();
    QTRY_COMPARE(log.loading().state, LoadState::Ready);
    QVERIFY(isSorted(log));
    QCOMPARE(log.versions().size(), service.versions.size());
    qsizetype ofEntries = 0;
    for (int entry = 1; entry <= 30; ++entry) {
        const QList<core::Version> versions = log.ofEntry(entryId(entry));
        for (const core::Version &version : versions)
            QCOMPARE(version.entry, entryId(entry));
        ofEntries += versions.size();
    }
    QCOMPARE(ofEntries, log.versions().size());
}

void TestVersionLog::manyVersions()
{
    scripted::Service service;
    for (int i = 1; i <= 20'000; ++i)
        service.putVersion(i * 2, 1 + i % 500);
    VersionLog log(*service.memory, {u"memstore_1"_s}, {});
    support::LoopWatch watch;
    log.loadAll();
    QTRY_VERIFY_WITH_TIMEOUT(log.loading().complete, 100'000);
    for (int i = 1; i <= 150; ++i) {
        log.put(record(i * 200 + 1, 7)); // into the middle
        QCoreApplication::processEvents();
    }
    QCOMPARE(log.versions().size(), 20'150);
    QVERIFY(isSorted(log));
    QVERIFY2(watch.longestWorkMs() < 100 * support::slowness(), qPrintable(QString::number(watch.longestWorkMs())));
}

QTEST_GUILESS_MAIN(TestVersionLog)
#include "tst_versionlog.moc"

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "scripted.h"
#include "session/versionlog.h"
#include "tests/history/wait.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using session::VersionLog;

//! With an index the log of a store is a view of its newest part, however long the store's past is.
class TestBoundedLog : public QObject
{
    Q_OBJECT

    static constexpr int entries = 40;
    static constexpr int records = 12'000;

    QTemporaryDir m_folder;
    std::unique_ptr<scripted::Service> m_service;
    std::unique_ptr<history::Index> m_index;

    static core::EntryId entry(int number) { return {QString::fromLatin1(scripted::numbered("mem_", number))}; }
    static core::Version record(int number)
    {
        core::Version version;
        version.id = {QString::fromLatin1(scripted::numbered("memver_", number))};
        version.store = {u"memstore_1"_s};
        version.entry = entry(1 + number % entries);
        version.path = u"notes/a.md"_s;
        version.action = number <= entries ? core::Action::Created : core::Action::Updated;
        version.createdAt = *core::Timestamp::parse(QString::fromLatin1(scripted::timeText(number)));
        return version;
    }
    static bool isSorted(const VersionLog &log)
    {
        return std::is_sorted(log.versions().cbegin(), log.versions().cend(),
                              [](const core::Version &a, const core::Version &b) { return b.id < a.id; });
    }

private slots:
    void initTestCase_data() const { support::addProfiles(); }
    void init()
    {
        m_service = std::make_unique<scripted::Service>();
        for (int number = 1; number <= records; ++number)
            m_service->putVersion(number, 1 + number % entries, number <= entries ? "created" : "updated");
        m_index = std::make_unique<history::Index>(
            m_folder.filePath(QString::number(QRandomGenerator::global()->generate()) + u".index"_s));
        QList<core::Version> all;
        for (int number = 1; number <= records; ++number)
            all.append(record(number));
        QVERIFY(wait(m_index->put({u"memstore_1"_s}, all, core::Timestamp::fromMicroseconds(1'800'000'000'000'000))));
    }
    void cleanup()
    {
        m_index.reset();
        m_service.reset();
    }

    void loadAllEndsWhereTheIndexGoesOn()
    {
        VersionLog log(*m_service->memory, {u"memstore_1"_s}, {});
        log.setIndex(*m_index, [] { return true; });
        log.loadAll();
        QTRY_VERIFY_WITH_TIMEOUT(log.isFull() && !log.loading().isWorking(), 60'000);
        QVERIFY(!log.loading().complete);
        QVERIFY2(log.versions().size() < VersionLog::mostRecords + 200, qPrintable(QString::number(log.versions().size())));
        QCOMPARE(log.versions().constFirst().id, record(records).id);
    }
    void anEntryIsCompleteFromTheIndex()
    {
        VersionLog log(*m_service->memory, {u"memstore_1"_s}, {});
        bool whole = false;
        log.setIndex(*m_index, [&whole] { return whole; });
        log.loadAllOf(entry(7));
        QTRY_COMPARE_WITH_TIMEOUT(log.ofEntry(entry(7)).size(), records / entries, 60'000);
        QVERIFY(!log.isCompleteFor(entry(7))); // the index does not know all of the past yet
        whole = true;
        log.noteIndexGrew();
        QTRY_VERIFY_WITH_TIMEOUT(log.isCompleteFor(entry(7)), 60'000);
        QVERIFY(m_service->versions.size() > log.versions().size());
    }
    void whatNobodyLooksAtIsLetGo()
    {
        VersionLog log(*m_service->memory, {u"memstore_1"_s}, {});
        log.setIndex(*m_index, [] { return true; });
        log.load();
        QTRY_VERIFY_WITH_TIMEOUT(log.loading().stopped, 60'000);
        QSignalSpy let(&log, &VersionLog::reset);
        for (int number = 1; number <= entries; ++number) { // one after the other is opened
            log.loadAllOf(entry(number));
            QTRY_VERIFY_WITH_TIMEOUT(log.isCompleteFor(entry(number)), 60'000);
        }
        QVERIFY(log.versions().size() > VersionLog::mostRecords);
        QVERIFY(let.isEmpty());
        log.loadEntry(entry(5));
        QTRY_COMPARE_WITH_TIMEOUT(let.count(), 1, 60'000);
        QVERIFY(log.versions().size() <= VersionLog::firstLimit + records / entries);
        QVERIFY(isSorted(log));
        for (int number = records; number > records - VersionLog::firstLimit; --number)
            QVERIFY(log.find(record(number).id)); // the newest part has no gap
        QCOMPARE(log.ofEntry(entry(5)).size(), records / entries);
        QVERIFY(log.isCompleteFor(entry(5)));
        QVERIFY(!log.isCompleteFor(entry(6)));

        log.loadAll(); // and all of it can be had again
        QTRY_VERIFY_WITH_TIMEOUT(log.isFull() && !log.loading().isWorking(), 60'000);
        QVERIFY(isSorted(log));
        QCOMPARE(log.ofEntry(entry(5)).size(), records / entries);
        QVERIFY(log.versions().size() >= VersionLog::mostRecords - VersionLog::firstLimit);
    }
    void withoutAnIndexNothingIsLetGo()
    {
        VersionLog log(*m_service->memory, {u"memstore_1"_s}, {});
        log.loadAll();
        QTRY_VERIFY_WITH_TIMEOUT(log.loading().complete, 60'000);
        QCOMPARE(log.versions().size(), records);
    }
};

QTEST_GUILESS_MAIN(TestBoundedLog)
#include "tst_boundedlog.moc"

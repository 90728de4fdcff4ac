// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "answers.h"
#include "pastservice.h"
#include "session/historykeeper.h"
#include "tests/support/profiles.h"
#include "wait.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

//! The known past in the real service, read by the real client in both profiles, against the generator's own record.
class TestKnownPast : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase_data() const { support::addProfiles(); }
    void theIndexKnowsThePast_data();
    void theIndexKnowsThePast();
    void redactedBehindOurBack();
};

void TestKnownPast::theIndexKnowsThePast_data()
{
    QTest::addColumn<int>("size");
    QTest::newRow("200") << 200;
    if (qEnvironmentVariableIntValue("PALIMPSEST_TEST_SIZE") >= 2)
        QTest::newRow("20,000") << 20'000;
}

void TestKnownPast::theIndexKnowsThePast()
{
    QFETCH(int, size);
    const support::KnownPast past = support::KnownPast::make(size, quint32(size) + 1);
    pastservice::PastService service(past, support::profileC());
    auto keeper = service.keeper();
    keeper->follow(service.store());
    QTRY_VERIFY_WITH_TIMEOUT(keeper->coverage(service.store()).complete, 120'000);

    // The ids are the service's; everything else has to be what the generator wrote.
    const auto listed = wait(keeper->index().feed({service.store(), {}, std::nullopt, history::FeedQuery::Direction::Older, size + 1}));
    QVERIFY(listed);
    QCOMPARE(listed->records.size(), past.versions.size());
    QList<core::Version> expected = past.records(service.store());
    QHash<core::EntryId, core::EntryId> entries; // made up -> the service's
    for (qsizetype i = 0; i < expected.size(); ++i) {
        const core::Version &version = listed->records[i].version;
        // Profile C tells moments less finely.
        QVERIFY(std::abs(version.createdAt.microseconds() - expected[i].createdAt.microseconds()) < 1'000'000);
        QCOMPARE(version.redactedAt.has_value(), expected[i].redactedAt.has_value());
        expected[i].createdAt = version.createdAt;
        expected[i].redactedAt = version.redactedAt;
        if (!entries.contains(expected[i].entry))
            entries.insert(expected[i].entry, version.entry);
        expected[i].id = version.id;
        expected[i].unknownFields = version.unknownFields; // the author, where the service names one
        expected[i].entry = entries.value(expected[i].entry);
    }
    QCOMPARE(answers::checkAll(keeper->index(), service.store(), expected), QString());
}

void TestKnownPast::redactedBehindOurBack()
{
    const support::KnownPast past = support::KnownPast::make(350, 5);
    pastservice::PastService service(past, support::profileC());
    auto keeper = service.keeper();
    keeper->follow(service.store());
    QTRY_VERIFY(keeper->coverage(service.store()).complete);
    history::Filter texts;
    texts.actions = {core::Action::Updated};
    const auto known = wait(keeper->index().feed({service.store(), texts, std::nullopt, history::FeedQuery::Direction::Newer, 1000}));
    const auto wanted = std::find_if(known->records.cbegin(), known->records.cend(), [](const history::Record &r) { return !r.version.redacted; });
    QVERIFY(wanted != known->records.cend());
    QVERIFY(wait(service.client().redactVersion(service.store(), wanted->version.id))); // another program's
    QSignalSpy redacted(keeper.get(), &session::HistoryKeeper::recordsRedacted);
    QSignalSpy completed(keeper.get(), &session::HistoryKeeper::sweepCompleted);
    keeper->sweep(service.store());
    QVERIFY(completed.wait(20'000));
    QCOMPARE(redacted.size(), 1);
    const auto versions = redacted[0][1].value<QList<core::Version>>();
    QCOMPARE(versions.size(), 1);
    QCOMPARE(versions[0].id, wanted->version.id);
    QCOMPARE(versions[0].sha256, wanted->version.sha256);
    QVERIFY((*wait(keeper->index().find(service.store(), wanted->version.id)))->version.redacted);
}

QTEST_GUILESS_MAIN(TestKnownPast)
#include "tst_knownpast.moc"

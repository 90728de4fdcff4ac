// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "core/utf8.h"
#include "session/listing.h"
#include "session/restoreplanner.h"
#include "session/session.h"
#include "session/transferrun.h"
#include "tests/history/pastservice.h"
#include "tests/support/profiles.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using transfer::PlanItem;
using transfer::PlanKind;

//! A store of the real service is put back to a moment of its known past, and nothing that moved meanwhile is lost.
class TestRestoreRun : public QObject
{
    Q_OBJECT

    std::unique_ptr<pastservice::PastService> m_service;
    core::SystemClock m_clock;
    std::unique_ptr<session::Session> m_session;

    const core::StoreId &store() const { return m_service->store(); }
    void open(const support::KnownPast &past)
    {
        m_session.reset();
        m_service = std::make_unique<pastservice::PastService>(past, support::profileC());
        auto config = api::ClientConfig::make(m_service->baseUrl(), *api::Token::make(QByteArray(pastservice::token)));
        session::Connection connection;
        connection.id = {u"test"_s};
        connection.dialect = support::profileC() ? session::DialectChoice::C : session::DialectChoice::S;
        m_session = std::make_unique<session::Session>(connection, std::make_unique<api::ApiClient>(*config), nullptr, m_clock);
        m_session->keepHistory({});
    }
    QList<PlanItem> plan(const core::Timestamp &moment, const session::RestoreScope &scope = {})
    {
        session::RestorePlanner planner(*m_session, store(), moment, scope);
        QSignalSpy planned(&planner, &session::RestorePlanner::planned);
        QSignalSpy failed(&planner, &session::RestorePlanner::failed);
        planner.start();
        if (!planned.wait(60'000))
            qFatal("there was no plan");
        return planned.first().first().value<QList<PlanItem>>();
    }
    QHash<QString, QString> present()
    {
        QHash<QString, QString> hashes;
        const auto entries = wait(session::readAllEntries(*m_session, store()));
        for (const core::Entry &entry : *entries)
            hashes.insert(entry.path, entry.sha256);
        return hashes;
    }
    //! A moment some way back with a pause after it, for profile C tells moments less finely.
    static qint64 quietMoment(const support::KnownPast &past, qsizetype around)
    {
        for (qsizetype i = around; i + 1 < past.versions.size(); ++i) {
            if (past.versions[i + 1].at - past.versions[i].at > 10'000'000)
                return past.versions[i].at + 5'000'000;
        }
        qFatal("no pause in this past");
        return 0;
    }

private slots:
    void initTestCase_data() { support::addProfiles(); }
    void cleanup()
    {
        m_session.reset();
        m_service.reset();
    }

    void theStoreStandsAsItDid()
    {
        const support::KnownPast past = support::KnownPast::make(200, 7);
        open(past);
        const qint64 moment = quietMoment(past, 120);
        const QHash<QString, QString> before = present();
        const QList<PlanItem> items = plan(core::Timestamp::fromMicroseconds(moment));
        session::TransferRun run(*m_session, store(), items, session::readVersionsFrom(*m_session, store()));
        QSignalSpy finished(&run, &session::TransferRun::finished);
        run.start();
        QVERIFY(finished.wait(60'000));
        QCOMPARE(run.progress().failed + run.progress().unknown, 0);
        QCOMPARE(run.progress().written, run.progress().total);

        QHash<QString, QString> expected;
        const QHash<QString, qsizetype> standing = past.standingAt(moment);
        for (auto it = standing.cbegin(); it != standing.cend(); ++it) {
            const support::KnownVersion &version = past.versions.at(it.value());
            if (version.redactedAt == 0)
                expected.insert(it.key(), core::sha256Hex(support::KnownPast::textOf(version.text)));
            else if (before.contains(it.key()))
                expected.insert(it.key(), before.value(it.key()));
        }
        QCOMPARE(present(), expected);
        const QList<core::Entry> removed = run.takeRemoved();
        QCOMPARE(int(removed.size()), run.progress().deleted);
        QVERIFY(!removed.isEmpty());
        for (const core::Entry &entry : removed)
            QCOMPARE(core::sha256Hex(*entry.content), before.value(entry.path)); // so that it can be undone
        QVERIFY(run.takeRemoved().isEmpty());
    }

    void whatMovedSinceThePlanStays()
    {
        const support::KnownPast past = support::KnownPast::make(200, 7);
        open(past);
        const QList<PlanItem> items = plan(core::Timestamp::fromMicroseconds(quietMoment(past, 120)));
        // Another program writes to one of each kind.
        QHash<int, int> rows;
        for (int row = 0; row < items.size(); ++row) {
            if (items[row].isDoable() && !rows.contains(int(items[row].kind)))
                rows.insert(int(items[row].kind), row);
        }
        QCOMPARE(rows.size(), 3);
        api::MemoryStores &other = m_service->client();
        for (const int row : std::as_const(rows)) {
            const PlanItem &item = items[row];
            if (item.kind == PlanKind::Recreate)
                QVERIFY(wait(other.createEntry(store(), {item.path, "theirs", std::nullopt})));
            else
                QVERIFY(wait(other.updateEntry(store(), item.base->id, {"theirs", item.base->version, item.base->sha256, std::nullopt})));
        }
        session::TransferRun run(*m_session, store(), items, session::readVersionsFrom(*m_session, store()));
        QSignalSpy finished(&run, &session::TransferRun::finished);
        run.start();
        QVERIFY(finished.wait(60'000));
        QCOMPARE(run.progress().failed, 3);
        QCOMPARE(run.result(rows.value(int(PlanKind::Recreate))).why, session::ItemWhy::PathTaken);
        QCOMPARE(run.result(rows.value(int(PlanKind::PutBack))).why, session::ItemWhy::LostRace);
        QCOMPARE(run.result(rows.value(int(PlanKind::Delete))).why, session::ItemWhy::LostRace);
        const QHash<QString, QString> after = present();
        for (const int row : std::as_const(rows))
            QCOMPARE(after.value(items[row].path), core::sha256Hex("theirs"));
        QVERIFY(run.canRetry());
    }

    void redactedAfterThePlan()
    {
        const support::KnownPast past = support::KnownPast::make(200, 7);
        open(past);
        QList<PlanItem> items = plan(core::Timestamp::fromMicroseconds(quietMoment(past, 120)));
        items.removeIf([](const PlanItem &item) { return item.kind != PlanKind::PutBack; });
        QVERIFY(items.size() > 1);
        items = items.first(1);
        QVERIFY(wait(m_service->client().redactVersion(store(), items[0].version)));
        const QHash<QString, QString> before = present();
        session::TransferRun run(*m_session, store(), items, session::readVersionsFrom(*m_session, store()));
        QSignalSpy finished(&run, &session::TransferRun::finished);
        run.start();
        QVERIFY(finished.wait(60'000));
        QCOMPARE(run.result(0).state, session::ItemState::Failed);
        QCOMPARE(run.result(0).why, session::ItemWhy::Redacted);
        QCOMPARE(present(), before);
    }
};

QTEST_GUILESS_MAIN(TestRestoreRun)
#include "tst_restorerun.moc"

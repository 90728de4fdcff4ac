// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "modelfixture.h"

#include "models/historymodel.h"
#include "session/session.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QSignalSpy>
#include <QTest>

#include <optional>

using namespace Qt::StringLiterals;
using core::Action;
using models::HistoryModel;

namespace {

const core::StoreId storeId {u"memstore_1"_s};
const core::EntryId mem1 {u"mem_1"_s};

core::Version version(int number, const QString &entry, Action action, const QString &sha, qint64 size)
{
    core::Version v;
    v.id = {u"memver_%1"_s.arg(number, 6, 10, QChar(u'0'))};
    v.store = storeId;
    v.entry = {entry};
    v.path = entry + u".md"_s;
    v.action = action;
    v.sha256 = sha;
    v.size = size;
    v.createdAt = core::Timestamp::fromMicroseconds(1'779'000'000'000'000 + number * 60'000'000LL);
    return v;
}

QByteArray versionJson(int number, const QByteArray &entry, const QByteArray &action, const QByteArray &sha, int size)
{
    return R"({"id":"memver_)" + QByteArray::number(number).rightJustified(6, '0')
        + R"(","type":"memory_version","store_id":"memstore_1","entry_id":")" + entry + R"(","entry_path":")" + entry
        + R"(.md","action":")" + action + R"(","size":)" + QByteArray::number(size) + R"(,"content_sha256":")" + sha
        + R"(","redacted":false,"created_at":"2026-05-18T15:34:59.125612Z"})";
}

struct World
{
    World()
    {
        session::Connection connection;
        connection.id = {u"c1"_s};
        connection.dialect = session::DialectChoice::S;
        connection.baseUrl = service.server.baseUrl();
        session = std::make_unique<session::Session>(connection, std::move(service.client), nullptr, clock);
        tester.emplace(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        tester->setUseFetchMore(false);
    }
    session::VersionLog &log() { return session->versions(storeId); }
    [[nodiscard]] QStringList rows() const
    {
        QStringList found;
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex index = model.index(row);
            found.append(u"%1%2 %3"_s.arg(index.data(models::OrdinalIsLowerBoundRole).toBool() ? u">="_s : QString())
                             .arg(index.data(models::OrdinalRole).toLongLong())
                             .arg(index.data(models::EntryIdRole).toString()));
        }
        return found;
    }

    // Without a service of its own: the fixture's repositories go with the client.
    struct Server
    {
        Server()
        {
            server.setDefault([this](const support::Arrival &arrival) {
                return support::json(200, support::listJson(arrival.path().endsWith("/versions") ? versions : QList<QByteArray>()));
            });
            client = std::make_unique<api::ApiClient>(
                *api::ClientConfig::make(server.baseUrl(), *api::Token::make(QByteArray("pt-test"))));
        }
        support::FaultServer server;
        QList<QByteArray> versions;
        std::unique_ptr<api::ApiClient> client;
    } service;
    core::FixedClock clock {QDateTime({2026, 5, 18}, {15, 40}, Qt::UTC)};
    std::unique_ptr<session::Session> session;
    HistoryModel model;
    std::optional<QAbstractItemModelTester> tester;
};

} // namespace

class tst_HistoryModel : public QObject
{
    Q_OBJECT

private slots:
    void readsInFetchMoreOnlyAndOnce()
    {
        World world;
        world.service.versions = {versionJson(3, "mem_1", "updated", "c", 30), versionJson(2, "mem_2", "created", "x", 5),
                                  versionJson(1, "mem_1", "created", "a", 10)};
        world.model.setEntry(world.session.get(), storeId, mem1);
        QVERIFY(world.model.canFetchMore({}));
        QCOMPARE(world.service.server.arrivalCount(), 0);
        world.model.fetchMore({});
        QVERIFY(!world.model.canFetchMore({}));
        QTRY_COMPARE(world.rows(), QStringList({u"2 mem_1"_s, u"1 mem_1"_s}));
        QTRY_VERIFY(world.model.coverage().complete);
        QCOMPARE(world.model.coverage().known, 2);
        QCOMPARE(world.model.index(0).data(models::SizeChangeRole).toLongLong(), 20);
        QVERIFY(!world.model.index(1).data(models::SizeChangeRole).isValid());
        world.model.setStore(world.session.get(), storeId);
        QTRY_COMPARE(world.rows(), QStringList({u"2 mem_1"_s, u"1 mem_2"_s, u"1 mem_1"_s}));
    }

    void rowsArriveInPlaceAndSelectionStays()
    {
        World world;
        world.model.setStore(world.session.get(), storeId);
        world.log().put(version(5, u"mem_1"_s, Action::Updated, u"e"_s, 50));
        QItemSelectionModel selection(&world.model);
        selection.setCurrentIndex(world.model.index(0), QItemSelectionModel::SelectCurrent);
        QSignalSpy reset(&world.model, &QAbstractItemModel::modelReset);
        world.log().put(version(9, u"mem_1"_s, Action::Updated, u"i"_s, 90));
        world.log().put(version(3, u"mem_1"_s, Action::Created, u"c"_s, 30));
        world.log().put(version(7, u"mem_2"_s, Action::Created, u"x"_s, 1));
        QCOMPARE(selection.currentIndex().data(models::VersionIdRole).toString(), u"memver_000005"_s);
        QCOMPARE(selection.currentIndex().row(), 2);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(world.model.indexOf({u"memver_000003"_s}).row(), 3);
    }

    void withoutAnEndThereIsAtLeast()
    {
        World world;
        world.model.setEntry(world.session.get(), storeId, mem1);
        world.log().put(version(5, u"mem_1"_s, Action::Updated, u"e"_s, 50));
        world.log().put(version(4, u"mem_1"_s, Action::Updated, u"d"_s, 40));
        QCOMPARE(world.rows(), QStringList({u">=2 mem_1"_s, u">=1 mem_1"_s}));
        QVERIFY(!world.model.coverage().complete);
        // The live entry tells its number, and the rows follow.
        QSignalSpy changed(&world.model, &QAbstractItemModel::dataChanged);
        auto live = support::entry(u"mem_1"_s, u"mem_1.md"_s, 50, 8);
        live.sha256 = u"e"_s;
        world.session->entries(storeId).put(live);
        QVERIFY(changed.count() > 0);
        QCOMPARE(world.rows(), QStringList({u"8 mem_1"_s, u"7 mem_1"_s}));
        QCOMPARE(world.model.coverage().expected, std::optional<qint64>(8));
        QVERIFY(world.model.index(0).data(models::IsHeadRole).toBool());
        QVERIFY(!world.model.index(1).data(models::IsHeadRole).toBool());
        QCOMPARE(world.model.headVersion(mem1)->id.value, u"memver_000005"_s);
    }

    void redactionIsFollowedAndDeletedOnesAreShown()
    {
        World world;
        world.model.setEntry(world.session.get(), storeId, mem1);
        world.log().put(version(3, u"mem_1"_s, Action::Deleted, {}, 0));
        world.log().put(version(2, u"mem_1"_s, Action::Updated, u"a"_s, 20));
        world.log().put(version(1, u"mem_1"_s, Action::Created, u"a"_s, 10));
        QCOMPARE(world.model.rowCount(), 3);
        QCOMPARE(world.model.index(0).data(models::ActionRole).value<Action>(), Action::Deleted);
        QCOMPARE(world.model.index(0).data(models::SizeChangeRole).toLongLong(), -20);
        QVERIFY(!world.model.index(0).data(models::TwinVersionIdRole).isValid());
        QCOMPARE(world.model.index(1).data(models::TwinVersionIdRole).toString(), u"memver_000001"_s);
        auto redacted = version(2, u"mem_1"_s, Action::Updated, u"a"_s, 20);
        redacted.redacted = true;
        redacted.redactedAt = core::Timestamp::fromMicroseconds(1'779'000'999'000'000);
        QSignalSpy changed(&world.model, &QAbstractItemModel::dataChanged);
        world.log().put(redacted);
        QVERIFY(changed.count() > 0);
        QVERIFY(world.model.index(1).data(models::RedactedRole).toBool());
        QVERIFY(world.model.index(1).data(models::RedactedAtRole).isValid());
        QCOMPARE(world.model.versionBefore(redacted.id)->id.value, u"memver_000001"_s);
    }

    void filters()
    {
        World world;
        world.model.setStore(world.session.get(), storeId);
        world.log().put(version(1, u"mem_1"_s, Action::Created, u"a"_s, 10));
        world.log().put(version(2, u"mem_1"_s, Action::Updated, u"b"_s, 20));
        world.log().put(version(3, u"mem_2"_s, Action::Created, u"c"_s, 30));
        models::HistoryFilter filter;
        filter.action = Action::Created;
        world.model.setFilter(filter);
        QCOMPARE(world.model.rowCount(), 2);
        QCOMPARE(world.model.coverage().shown, 2);
        QCOMPARE(world.model.coverage().known, 3);
        world.log().put(version(4, u"mem_2"_s, Action::Updated, u"d"_s, 1)); // hidden, but known
        QCOMPARE(world.model.rowCount(), 2);
        QCOMPARE(world.model.coverage().known, 4);
        filter = {};
        filter.redactedOnly = true;
        world.model.setFilter(filter);
        QCOMPARE(world.model.rowCount(), 0);
        auto redacted = version(2, u"mem_1"_s, Action::Updated, u"b"_s, 20);
        redacted.redacted = true;
        world.log().put(redacted); // becomes visible by changing
        QCOMPARE(world.model.rowCount(), 1);
        filter = {};
        filter.from = version(2, {}, Action::Other, {}, 0).createdAt.utc();
        filter.to = version(3, {}, Action::Other, {}, 0).createdAt.utc();
        world.model.setFilter(filter);
        QCOMPARE(world.model.rowCount(), 2); // both ends count
        // The record before is found although the filter hides it.
        QCOMPARE(world.model.versionBefore({u"memver_000002"_s})->id.value, u"memver_000001"_s);
    }

    void aFailureIsToldAndRetried()
    {
        World world;
        world.service.server.fault("status:403");
        world.model.setEntry(world.session.get(), storeId, mem1);
        world.model.fetchMore({});
        QTRY_COMPARE(world.model.coverage().loading.state, core::LoadState::Failed);
        QCOMPARE(world.model.coverage().loading.error->kind, core::ErrorKind::Forbidden);
        QVERIFY(!world.model.canFetchMore({}));
        world.service.versions = {versionJson(1, "mem_1", "created", "a", 10)};
        world.model.retry();
        QTRY_COMPARE(world.model.rowCount(), 1);
    }

    void anotherSubjectForgetsTheFirst()
    {
        World world;
        world.model.setEntry(world.session.get(), storeId, mem1);
        world.log().put(version(1, u"mem_1"_s, Action::Created, u"a"_s, 10));
        QSignalSpy reset(&world.model, &QAbstractItemModel::modelReset);
        world.model.setEntry(world.session.get(), storeId, mem1); // the same: nothing happens
        QCOMPARE(reset.count(), 0);
        world.model.setEntry(world.session.get(), storeId, {u"mem_2"_s});
        QCOMPARE(world.model.rowCount(), 0);
        world.log().put(version(2, u"mem_1"_s, Action::Updated, u"b"_s, 10));
        QCOMPARE(world.model.rowCount(), 0);
        world.model.clear();
        QVERIFY(!world.model.canFetchMore({}));
        world.model.setEntry(world.session.get(), storeId, mem1);
        QCOMPARE(world.model.rowCount(), 2);
        world.session.reset();
        QCOMPARE(world.model.rowCount(), 0);
        QVERIFY(!world.model.canFetchMore({}));
    }
};

QTEST_GUILESS_MAIN(tst_HistoryModel)
#include "tst_historymodel.moc"

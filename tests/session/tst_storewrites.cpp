// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "rig.h"

#include <QJsonArray>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using rig::Rig;
using rig::wait;
using Kind = session::StoreOutcome::Kind;

//! Writes to stores themselves (promise B6), with and without their reply.
class TestStoreWrites : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase_data() const { support::addProfiles(); }
    void theUsualWay();
    void whatIsSoIsNotSent();
    void refusals();
    void lost_data();
    void lost();
};

void TestStoreWrites::theUsualWay()
{
    Rig rig;
    session::StoreRepository &stores = rig.session->stores();
    stores.loadMore();
    QTRY_VERIFY(stores.loading().complete);
    const bool updates = rig.isC(); // profile S has no such route
    const auto made = wait(rig.session->commands().createStore({u"alpha"_s, u"for agents"_s, {{u"a"_s, u"1"_s}}}));
    QVERIFY(made);
    QCOMPARE(made->kind, Kind::Done);
    const core::StoreId id = made->store->id;
    QVERIFY(stores.find(id));

    api::StoreChange change;
    change.name = u"beta"_s;
    change.metadata.insert(u"a"_s, std::nullopt);
    change.metadata.insert(u"b"_s, u"2"_s);
    const auto changed = wait(rig.session->commands().updateStore(id, change));
    QCOMPARE(changed.has_value(), updates);
    if (changed) {
        QCOMPARE(changed->store->name, u"beta"_s);
        QCOMPARE(changed->store->metadata, (core::Metadata{{u"b"_s, u"2"_s}}));
        QCOMPARE(changed->store->description, u"for agents"_s);
    } else {
        QCOMPARE(changed.error().delivery, core::Delivery::NotSent);
    }
    QCOMPARE(stores.find(id)->name, updates ? u"beta"_s : u"alpha"_s);

    const auto archived = wait(rig.session->commands().archiveStore(id));
    QVERIFY(archived->store->archived);
    QVERIFY(!stores.find(id)); // hidden by the filter
    const auto deleted = wait(rig.session->commands().deleteStore(id));
    QCOMPARE(deleted->kind, Kind::Done);
    QVERIFY(!deleted->store);
    QCOMPARE(rig.ask("GET", "/memory_stores/" + id.value.toLatin1()).status, 404);
    QCOMPARE(rig.writes(), updates ? 4 : 3);
}

void TestStoreWrites::whatIsSoIsNotSent()
{
    Rig rig;
    const QString store = rig.makeStore("alpha");
    api::StoreChange change;
    change.name = u"alpha"_s;
    QCOMPARE(wait(rig.session->commands().updateStore({store}, change))->kind, Kind::Done);
    rig.ask("POST", Rig::pathOf(store) + "/archive");
    QCOMPARE(wait(rig.session->commands().archiveStore({store}))->kind, Kind::Done);
    rig.ask("DELETE", Rig::pathOf(store));
    QCOMPARE(wait(rig.session->commands().deleteStore({store}))->kind, Kind::Done);
    QCOMPARE(rig.writes(), 0);
}

void TestStoreWrites::refusals()
{
    Rig rig;
    const auto missing = wait(rig.session->commands().archiveStore({u"memstore_1"_s}));
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, core::ErrorKind::NotFound);
    const auto tooLong = wait(rig.session->commands().createStore({QString(500, u'n'), u"d"_s, {}}));
    QVERIFY(!tooLong);
    QCOMPARE(tooLong.error().kind, core::ErrorKind::Invalid);
}

void TestStoreWrites::lost_data()
{
    QTest::addColumn<QString>("operation");
    QTest::addColumn<QByteArray>("fault");
    QTest::addColumn<int>("verdict");
    for (const QString &operation : {u"create"_s, u"update"_s, u"archive"_s, u"delete"_s}) {
        const auto row = [&](const char *name, const QByteArray &fault, Kind verdict) {
            QTest::addRow("%s: %s", qPrintable(operation), name) << operation << fault << int(verdict);
        };
        row("applied, then dropped", "apply_then_fin", Kind::Done);
        row("reply cut", "cut_reply@30", Kind::Done);
        row("dropped before", "noapply_then_rst", Kind::NotApplied);
        row("applied late", "late_apply@60", Kind::Done);
        row("unavailable", "status:504", Kind::NotApplied);
    }
}

void TestStoreWrites::lost()
{
    QFETCH(QString, operation);
    QFETCH(QByteArray, fault);
    QFETCH(int, verdict);
    Rig rig;
    if (operation == u"update" && !rig.isC())
        QSKIP("profile S cannot change a store");
    const QString store = rig.makeStore("alpha"); // of the same name as the one to be created
    rig.faultAfter(1, fault);
    api::StoreChange change;
    change.name = u"beta"_s;
    const auto outcome = wait(operation == u"create"  ? rig.session->commands().createStore({u"alpha"_s, u"for a test"_s, {}})
                              : operation == u"update" ? rig.session->commands().updateStore({store}, change)
                              : operation == u"archive" ? rig.session->commands().archiveStore({store})
                                                        : rig.session->commands().deleteStore({store}));
    QVERIFY2(outcome.has_value(), outcome ? "" : qPrintable(outcome.error().detail));
    QCOMPARE(int(outcome->kind), verdict);
    QVERIFY(outcome->readBack);
    QCOMPARE(rig.front.mostArrivals(), 1);

    const bool claimed = outcome->kind == Kind::Done;
    const rig::Answer now = rig.ask("GET", Rig::pathOf(store));
    if (operation == u"create") {
        const auto all = rig.ask("GET", "/memory_stores").body.value("data"_L1).toArray();
        QCOMPARE(all.size(), claimed ? 2 : 1);
        if (claimed)
            QVERIFY(outcome->store->id.value != store);
    } else if (operation == u"update") {
        QCOMPARE(now.body.value("name"_L1).toString(), claimed ? u"beta"_s : u"alpha"_s);
    } else if (operation == u"archive") {
        QCOMPARE(now.body.value("status"_L1).toString(), claimed ? u"archived"_s : u"active"_s);
    } else {
        QCOMPARE(now.status, claimed ? 404 : 200);
    }
}

QTEST_GUILESS_MAIN(TestStoreWrites)
#include "tst_storewrites.moc"

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "realservice.h"
#include "support/faultserver.h"

using namespace Qt::StringLiterals;
using support::ask;

//! Where the client and the service have to agree, and how the client finds out what it speaks to (contract 3).
class TestService : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase_data() const { support::addProfiles(); }
    void limits();
    void otherVerb_data();
    void otherVerb();
    void probeIsGuarded();
    void hostileIds_data();
    void hostileIds();
};

//! Promise E3: the limits are bytes, the same here and there, and nothing is sent beyond them.
void TestService::limits()
{
    support::RealService real;
    QSignalSpy sent(real.client.get(), &api::ApiClient::exchangeLogged);
    api::MemoryStores stores(*real.client, real.dialect);
    const auto store = ask(stores.createStore({u"n"_s, {}, {}}));
    int number = 0;
    const auto accepts = [&](const QByteArray &content) {
        return ask(stores.createEntry(store->id, {u"p%1"_s.arg(number++), content, {}})).has_value();
    };
    QVERIFY(accepts(QByteArray(102'400, 'a')));
    QVERIFY(accepts(QByteArray("\xE4\xB8\xAD").repeated(34'133) + 'a'));
    QVERIFY(accepts(QByteArray("\xF0\x9F\x98\x80").repeated(25'600)));
    QVERIFY(accepts(QByteArray(102'400, '\x01')));
    const qsizetype before = sent.size();
    QVERIFY(!accepts(QByteArray(102'401, 'a')));
    QVERIFY(!accepts(QByteArray("\xE4\xB8\xAD").repeated(34'133) + "ab"));
    QVERIFY(!accepts(QByteArray("\xF0\x9F\x98\x80").repeated(25'601)));
    QVERIFY(!accepts(QByteArray()));
    QVERIFY(!accepts(" \r\n\t"));
    QVERIFY(!accepts(QByteArray("a\0b", 3)));
    QVERIFY(!accepts("a\xFF"));
    for (const QString &path : {QString(1025, u'a'), u"/a"_s, u"a/../b"_s, u"a//b"_s, u"a/"_s, u" a"_s, u""_s, u"a\nb"_s})
        QCOMPARE(ask(stores.createEntry(store->id, {path, "x", {}})).error().field, u"path"_s);
    QCOMPARE(ask(stores.createStore({u"n"_s, {}, {{u"k"_s, QString::fromUcs4(U"\U0001F600").repeated(513)}}})).error().field,
             u"metadata"_s);
    QCOMPARE(ask(stores.getStore({u"../../evil"_s})).error().delivery, core::Delivery::NotSent);
    QCOMPARE(sent.size(), before);
    QVERIFY(ask(stores.createEntry(store->id, {QString(1024, u'a'), "x", {}})));
    QVERIFY(ask(stores.createStore({u"n"_s, {}, {{u"k"_s, QString::fromUcs4(U"\U0001F600").repeated(512)}}})));
}

void TestService::otherVerb_data()
{
    QTest::addColumn<int>("refusal");
    QTest::addColumn<bool>("entryIsThere");
    QTest::addColumn<int>("updates");
    QTest::newRow("405") << 405 << true << 2;
    QTest::newRow("404, entry there") << 404 << true << 2;
    QTest::newRow("404, entry gone") << 404 << false << 1;
    for (const int status : {400, 401, 403, 409, 429, 500, 503})
        QTest::addRow("%d", status) << status << true << 1;
}

//! A service with the old names that only knows POST: tried once, remembered, and never after any other refusal.
void TestService::otherVerb()
{
    QFETCH(int, refusal);
    QFETCH(bool, entryIsThere);
    QFETCH(int, updates);
    const QByteArray entry = R"({"id":"mem_1","store_id":"memstore_1","path":"a","content":"x","size":1,"version":1,
        "created_at":"2026-05-18T15:34:26Z"})";
    bool fresh = true;
    support::FaultServer server;
    server.setDefault([&](const support::Arrival &arrival) {
        if (arrival.method == "GET")
            return entryIsThere || std::exchange(fresh, false) ? support::json(200, entry) : support::json(404, "");
        return arrival.method == "PUT" ? support::json(refusal, "") : support::json(200, entry);
    });
    api::ApiClient client(support::testConfig(server.baseUrl()));
    api::MemoryStores stores(client);
    const auto update = [&] { return ask(stores.updateEntry({u"memstore_1"_s}, {u"mem_1"_s}, {"y", 1, u"ab"_s, {}})); };
    const auto writes = [&server] {
        QList<QByteArray> verbs;
        for (const support::Arrival &arrival : server.arrivals()) {
            if (arrival.method != "GET")
                verbs.append(arrival.method);
        }
        return verbs;
    };
    QCOMPARE(update().has_value(), updates == 2);
    QCOMPARE(writes(), updates == 2 ? QList<QByteArray>({"PUT", "POST"}) : QList<QByteArray>({"PUT"}));
    if (updates == 2) {
        QCOMPARE(server.arrivals().last().body, QByteArray(R"({"content":"y","content_sha256":"ab"})"));
        QVERIFY(update());
        QCOMPARE(writes().last(), QByteArray("POST"));
        QCOMPARE(writes().size(), 3);
    }
}

void TestService::probeIsGuarded()
{
    support::FaultServer server;
    QByteArrayList targets;
    int versionsStatus = 403;
    server.setDefault([&](const support::Arrival &arrival) {
        targets.append(arrival.target);
        if (arrival.target.contains("versions"))
            return versionsStatus == 200 && arrival.target.contains("memory_versions")
                ? support::json(404, "")
                : support::json(versionsStatus, R"({"data":[],"has_more":false})");
        return support::json(200, R"({"id":"memstore_1","name":"n","created_at":"2026-05-18T15:34:26Z"})");
    });
    api::ApiClient client(support::testConfig(server.baseUrl()));
    api::MemoryStores stores(client);
    const core::StoreId store{u"memstore_1"_s};
    QCOMPARE(ask(stores.listVersions(store, {}, {})).error().kind, core::ErrorKind::Forbidden);
    QVERIFY(!stores.isDialectSettled());
    const QByteArray root = "/api/v1/cloud/memory_stores/memstore_1";
    QCOMPARE(targets, QByteArrayList({root, root + "/memory_versions?limit=1"}));
    targets.clear();
    versionsStatus = 200;
    QVERIFY(ask(stores.listVersions(store, {}, {})));
    QCOMPARE(targets, QByteArrayList({root, root + "/memory_versions?limit=1", root + "/versions?limit=1",
                                      root + "/versions?limit=100"}));
    QVERIFY(ask(stores.listVersions(store, {}, {})));
    QCOMPARE(targets.size(), 5);
}

void TestService::hostileIds_data()
{
    QTest::addColumn<QString>("tail"); // behind a prefix that is right
    for (const char *tail : {"", "../../evil", "..", "x?y", "a/b", "a%2fb", "a#b", "a\r\nX: y", "a b", "a.b", "a;b", "a\\b", "\xC3\xA9", "a\t"})
        QTest::addRow("%s", *tail ? QByteArray(tail).toPercentEncoding().constData() : "nothing") << QString::fromUtf8(tail);
    QTest::newRow("10 KB") << QString(10'000, u'a');
}

//! Promises E8 and N4: an id that is none never becomes a part of a URL, whichever of the operations it is for.
void TestService::hostileIds()
{
    QFETCH(QString, tail);
    support::FaultServer server;
    api::ApiClient client(support::testConfig(server.baseUrl()));
    api::MemoryStores stores(client, support::profileC() ? wire::profileC() : wire::profileS());
    const core::StoreId good{u"memstore_1"_s};
    const core::StoreId store{u"memstore_"_s + tail};
    const core::EntryId entry{u"mem_"_s + tail};
    const core::VersionId version{u"memver_"_s + tail};
    const auto notSent = [](const auto &result) {
        return !result && result.error().kind == core::ErrorKind::Invalid && result.error().delivery == core::Delivery::NotSent;
    };
    QVERIFY(notSent(ask(stores.getStore(store))));
    QVERIFY(notSent(ask(stores.archiveStore(store))));
    QVERIFY(notSent(ask(stores.deleteStore(store))));
    QVERIFY(notSent(ask(stores.listEntries(store, {}))));
    QVERIFY(notSent(ask(stores.createEntry(store, {u"a"_s, "x", {}}))));
    QVERIFY(notSent(ask(stores.listVersions(store, {}, {}))));
    QVERIFY(notSent(ask(stores.getEntry(good, entry))));
    QVERIFY(notSent(ask(stores.updateEntry(good, entry, {"x", 1, {}, {}}))));
    QVERIFY(notSent(ask(stores.deleteEntry(good, entry))));
    QVERIFY(notSent(ask(stores.getVersion(good, version))));
    QVERIFY(notSent(ask(stores.redactVersion(good, version))));
    QCOMPARE(server.connections(), 0);
}

QTEST_GUILESS_MAIN(TestService)
#include "tst_service.moc"

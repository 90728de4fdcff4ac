// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/memorystores.h"
#include "api/walk.h"
#include "asking.h"
#include "core/utf8.h"
#include "service/service.h"
#include "support/faultserver.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(wire::Dialect)

namespace {

template<typename T>
core::Result<T> ask(core::Call<T> call)
{
    const auto result = support::waitFor(std::move(call));
    if (result)
        return *result;
    core::Error error;
    error.detail = u"no answer"_s;
    return error;
}

} // namespace

//! The client against the embedded service in both profiles, which it has to recognise by itself (contract 3).
class TestService : public QObject
{
    Q_OBJECT
private slots:
    void everything_data();
    void everything();
    void limits_data() { everything_data(); }
    void limits();
    void otherVerb_data();
    void otherVerb();
    void probeIsGuarded();
};

void TestService::everything_data()
{
    QTest::addColumn<wire::Dialect>("dialect");
    QTest::newRow("S") << wire::profileS();
    QTest::newRow("C") << wire::profileC();
}

void TestService::everything()
{
    QFETCH(wire::Dialect, dialect);
    QTemporaryDir folder;
    auto service = service::Service::start({folder.filePath(u"data"_s), 0, dialect, "pt-canary-7f3a"});
    QVERIFY(service);
    api::ApiClient client(support::testConfig(service.value()->baseUrl()));
    api::MemoryStores stores(client);
    QVERIFY(!stores.isDialectSettled());
    QSignalSpy changed(&stores, &api::MemoryStores::dialectChanged);

    const auto store = ask(stores.createStore({u"project-alpha"_s, {}, {{u"team"_s, u"a"_s}}}));
    QVERIFY2(store, store ? "" : qPrintable(store.error().serverText + store.error().detail));
    QCOMPARE(store->description, u"project-alpha"_s);
    QVERIFY(ask(stores.listVersions(store->id, {}, {}))); // an empty store: the probe finds the route
    QVERIFY(stores.isDialectSettled());
    QCOMPARE(stores.dialect().versionsSegment, dialect.versionsSegment);

    const QByteArray text("\xEF\xBB\xBF""a\r\nb\xC2\xA0\xE2\x80\xA8 \xF0\x9F\x98\x80\t\x01");
    const auto created = ask(stores.createEntry(store->id, {u"notes/é.md"_s, text, {}}));
    QVERIFY(created);
    QCOMPARE(stores.dialect().id, dialect.id);
    QVERIFY(changed.size() >= 1);
    QCOMPARE(*created->content, text);
    QCOMPARE(core::integrityOf(*created->content, created->sha256, created->size), core::Integrity::Verified);
    QCOMPARE(ask(stores.createEntry(store->id, {u"notes/é.md"_s, "x", {}})).error().kind, core::ErrorKind::Conflict);

    const auto updated = ask(stores.updateEntry(store->id, created->id, {"two", created->version, created->sha256, {}}));
    QVERIFY(updated);
    QCOMPARE(*updated->version, 2);
    const auto lost = ask(stores.updateEntry(store->id, created->id, {"three", created->version, created->sha256, {}}));
    QVERIFY(!lost);
    QCOMPARE(lost.error().kind, core::ErrorKind::Conflict);
    QCOMPARE(lost.error().delivery, core::Delivery::Answered);
    QCOMPARE(*ask(stores.getEntry(store->id, created->id))->content, QByteArray("two"));

    const auto page = ask(stores.listVersions(store->id, {created->id}, {}));
    QVERIFY(page);
    QCOMPARE(page->items.size(), 2);
    const auto first = ask(stores.getVersion(store->id, page->items.last().id));
    QCOMPARE(*first->content, text);
    const auto redacted = ask(stores.redactVersion(store->id, first->id));
    QVERIFY(redacted && redacted->redacted);
    QCOMPARE(ask(stores.redactVersion(store->id, first->id)).error().kind, core::ErrorKind::Conflict);
    QVERIFY(!ask(stores.getVersion(store->id, first->id))->content);

    for (int i = 0; i < 25; ++i)
        QVERIFY(ask(stores.createEntry(store->id, {u"many/%1"_s.arg(i), "x", {}})));
    QList<core::Entry> all;
    QObject context;
    const auto walked = ask(api::walkPages<core::Entry>(
        &context, [&](const core::Cursor &from) { return stores.listEntries(store->id, from, 13); },
        [&all](const QList<core::Entry> &items) { all += items; return true; }, {0ms, 100, 100, {}}));
    QVERIFY(walked);
    QCOMPARE(all.size(), 26); // an exact multiple of the page
    QCOMPARE(walked->pages, 2);

    const auto renamed = ask(stores.updateStore(store->id, {u"beta"_s, {}, {{u"team"_s, std::nullopt}}}));
    QCOMPARE(renamed.has_value(), dialect.storeUpdate);
    if (renamed)
        QVERIFY(renamed->name == u"beta" && renamed->metadata.isEmpty());
    else
        QCOMPARE(renamed.error().delivery, core::Delivery::NotSent);
    QVERIFY(ask(stores.deleteEntry(store->id, created->id)));
    const auto gone = ask(stores.getEntry(store->id, created->id));
    QCOMPARE(gone.error().kind, core::ErrorKind::NotFound);
    QVERIFY(!gone.error().serverText.isEmpty() && !gone.error().requestId.isEmpty());
    QCOMPARE(ask(stores.listVersions(store->id, {}, {}, 1))->items.first().action, core::Action::Deleted);

    const auto archived = ask(stores.archiveStore(store->id));
    QVERIFY(archived && archived->archived && archived->archivedAt);
    QVERIFY(ask(stores.listStores({}, {}))->items.isEmpty());
    QCOMPARE(ask(stores.listStores({u"BETA"_s, true, {}, {}}, {}))->items.size(), dialect.storeUpdate ? 1 : 0);
    QCOMPARE(ask(stores.createEntry(store->id, {u"late"_s, "x", {}})).error().kind, core::ErrorKind::Conflict);
    QVERIFY(ask(stores.deleteStore(store->id)));
    QCOMPARE(ask(stores.getStore(store->id)).error().kind, core::ErrorKind::NotFound);

    client.setToken(*api::Token::make(QByteArray("wrong")));
    QCOMPARE(ask(stores.listStores({}, {})).error().kind, core::ErrorKind::Unauthorized);
}

//! Promise E3: the limits are bytes, the same here and there, and nothing is sent beyond them.
void TestService::limits()
{
    QFETCH(wire::Dialect, dialect);
    QTemporaryDir folder;
    auto service = service::Service::start({folder.filePath(u"data"_s), 0, dialect, "pt-canary-7f3a"});
    QVERIFY(service);
    api::ApiClient client(support::testConfig(service.value()->baseUrl()));
    QSignalSpy sent(&client, &api::ApiClient::exchangeLogged);
    api::MemoryStores stores(client, dialect);
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

QTEST_GUILESS_MAIN(TestService)
#include "tst_service.moc"

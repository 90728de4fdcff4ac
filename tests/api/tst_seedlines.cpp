// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/curl.h"
#include "api/endpoints.h"
#include "asking.h"
#include "support/faultserver.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

using api::endpoints::createEntry;
using api::endpoints::getVersion;
using api::endpoints::listEntries;
using api::endpoints::listStores;
using api::endpoints::listVersions;

const core::StoreId store{u"memstore_xxx"_s};
const QString gateway = u"https://openapi.qoder.sh/api/v1/cloud"_s;
const QString global = u"https://api.qoder.com/api/v1/cloud"_s;

} // namespace

Q_DECLARE_METATYPE(api::Request)

//! Each curl line of the documentation pages is what the client sends and what it copies.
class TestSeedLines : public QObject
{
    Q_OBJECT
private slots:
    void curlLine_data();
    void curlLine();
    void bracketsAndPlus();
    void pastedLines_data();
    void pastedLines();
};

void TestSeedLines::curlLine_data()
{
    QTest::addColumn<api::Request>("request");
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("curl");
    QTest::addColumn<QByteArray>("firstLine");
    const wire::Dialect s = wire::profileS();
    QTest::newRow("create entry") << createEntry(s, store, {u"notes/meeting.md"_s, "Meeting notes content...", {}}).request
                                  << gateway << uR"(curl -X POST "https://openapi.qoder.sh/api/v1/cloud/memory_stores/memstore_xxx/memories" \
  -H "Authorization: Bearer $QODER_PAT" \
  -H "Content-Type: application/json" \
  -d '{
    "path": "notes/meeting.md",
    "content": "Meeting notes content..."
  }')"_s << QByteArray("POST /api/v1/cloud/memory_stores/memstore_xxx/memories");
    QTest::newRow("entries") << listEntries(store, {}, 0).request << gateway
                             << uR"(curl -X GET "https://openapi.qoder.sh/api/v1/cloud/memory_stores/memstore_xxx/memories" \
  -H "Authorization: Bearer $QODER_PAT")"_s << QByteArray("GET /api/v1/cloud/memory_stores/memstore_xxx/memories");
    QTest::newRow("entries, next page") << listEntries(store, {{}, u"mem_xxx"_s}, 20).request << gateway
                             << uR"(curl -X GET "https://openapi.qoder.sh/api/v1/cloud/memory_stores/memstore_xxx/memories?limit=20&after_id=mem_xxx" \
  -H "Authorization: Bearer $QODER_PAT")"_s
                             << QByteArray("GET /api/v1/cloud/memory_stores/memstore_xxx/memories?limit=20&after_id=mem_xxx");
    QTest::newRow("stores") << listStores({}, {}, 0).request << global
                            << uR"(curl -X GET "https://api.qoder.com/api/v1/cloud/memory_stores" \
  -H "Authorization: Bearer $QODER_PAT")"_s << QByteArray("GET /api/v1/cloud/memory_stores");
    QTest::newRow("stores, next page") << listStores({}, {{}, u"memstore_xxx"_s}, 10).request << global
                            << uR"(curl -X GET "https://api.qoder.com/api/v1/cloud/memory_stores?limit=10&after_id=memstore_xxx" \
  -H "Authorization: Bearer $QODER_PAT")"_s << QByteArray("GET /api/v1/cloud/memory_stores?limit=10&after_id=memstore_xxx");
    QTest::newRow("stores by name") << listStores({u"docs"_s, true, {}, {}}, {}, 0).request << global
                            << uR"(curl -X GET "https://api.qoder.com/api/v1/cloud/memory_stores?name=docs&include_archived=true" \
  -H "Authorization: Bearer $QODER_PAT")"_s << QByteArray("GET /api/v1/cloud/memory_stores?name=docs&include_archived=true");
    QTest::newRow("versions") << listVersions(s, store, {}, {}, 0).request << gateway
                            << uR"(curl -X GET "https://openapi.qoder.sh/api/v1/cloud/memory_stores/memstore_xxx/versions" \
  -H "Authorization: Bearer $QODER_PAT")"_s << QByteArray("GET /api/v1/cloud/memory_stores/memstore_xxx/versions");
    QTest::newRow("versions, next page") << listVersions(s, store, {}, {{}, u"memver_xxx"_s}, 2).request << gateway
                            << uR"(curl -X GET "https://openapi.qoder.sh/api/v1/cloud/memory_stores/memstore_xxx/versions?limit=2&after_id=memver_xxx" \
  -H "Authorization: Bearer $QODER_PAT")"_s
                            << QByteArray("GET /api/v1/cloud/memory_stores/memstore_xxx/versions?limit=2&after_id=memver_xxx");
    QTest::newRow("version") << getVersion(s, store, {u"memver_xxx"_s}).request << gateway
                            << uR"(curl -X GET "https://openapi.qoder.sh/api/v1/cloud/memory_stores/memstore_xxx/versions/memver_xxx" \
  -H "Authorization: Bearer $QODER_PAT")"_s << QByteArray("GET /api/v1/cloud/memory_stores/memstore_xxx/versions/memver_xxx");
}

void TestSeedLines::curlLine()
{
    QFETCH(api::Request, request);
    QFETCH(QString, host);
    QFETCH(QString, curl);
    QFETCH(QByteArray, firstLine);
    QCOMPARE(api::asCurl(api::ClientConfig::make(host)->baseUrl, request), curl);

    support::FaultServer server;
    api::ApiClient client(support::testConfig(server.baseUrl()));
    const api::Endpoint<QByteArray> endpoint{request, [](const QByteArray &body) { return core::Result(body); }};
    QVERIFY(*support::waitFor(client.send(endpoint)));
    QCOMPARE(server.arrivals().size(), 1);
    const support::Arrival sent = server.arrivals().first();
    QCOMPARE(sent.method + ' ' + sent.target, firstLine);
    QCOMPARE(sent.header("Authorization"), QByteArray("Bearer pt-canary-7f3a"));
    QCOMPARE(sent.header("Content-Type"), sent.method == "POST" ? QByteArray("application/json") : QByteArray());
    QCOMPARE(sent.header("Accept-Encoding"), QByteArray("identity"));
    QVERIFY(!sent.header("x-request-id").isEmpty());
    QVERIFY(sent.header("Cookie").isEmpty());
    QCOMPARE(sent.body, sent.method == "POST" ? QByteArray(R"({"path":"notes/meeting.md","content":"Meeting notes content..."})")
                                              : QByteArray());
}

void TestSeedLines::bracketsAndPlus()
{
    const QDateTime from(QDate(2026, 5, 18), QTime(0, 0), Qt::UTC);
    const auto request = listStores({u"a+b c&d=é"_s, false, from, {}}, {}, 100).request;
    QCOMPARE(api::encodedQuery(request),
             QByteArray("?name=a%2Bb%20c%26d%3D%C3%A9&created_at%5Bgte%5D=2026-05-18T00%3A00%3A00.000000Z&limit=100"));
    QCOMPARE(api::encodedQuery(listStores({}, {}, 5000).request), QByteArray("?limit=100"));
    support::FaultServer server;
    api::ApiClient client(support::testConfig(server.baseUrl()));
    (void)support::waitFor(client.send(api::Endpoint<QByteArray>{request, [](const QByteArray &body) { return core::Result(body); }}));
    QVERIFY(server.arrivals().first().target.endsWith(api::encodedQuery(request)));
}

void TestSeedLines::pastedLines_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("result");
    QTest::newRow("seed") << uR"(curl -X GET "https://api.qoder.com/api/v1/cloud/memory_stores?limit=10" \
  -H "Authorization: Bearer $QODER_PAT")"_s << u"https://api.qoder.com/api/v1/cloud|"_s;
    QTest::newRow("single quotes") << u"curl 'https://h/api/v1/cloud/memory_stores' -H 'Authorization: Bearer pt-1'"_s
                                   << u"https://h/api/v1/cloud|pt-1"_s;
    QTest::newRow("long option") << u"curl --header=\"authorization: bearer pt-1\" --url https://h/x/"_s << u"https://h/x|pt-1"_s;
    QTest::newRow("glued") << u"$ curl -H\"Authorization: Bearer pt-1\" https://h"_s << u"https://h|pt-1"_s;
    QTest::newRow("crlf") << u"curl https://h/v1 \\\r\n -H 'Authorization: Bearer pt-1'"_s << u"https://h/v1|pt-1"_s;
    QTest::newRow("braces") << u"curl https://h -H \"Authorization: Bearer ${QODER_PAT}\""_s << u"https://h|"_s;
    QTest::newRow("body") << u"curl https://h -d 'see https://evil/ -H \"Authorization: Bearer no\"'"_s << u"https://h|"_s;
    QTest::newRow("not curl") << u"wget https://h"_s << u"-"_s;
    QTest::newRow("no url") << u"curl -H 'Authorization: Bearer pt-1'"_s << u"-"_s;
    QTest::newRow("nothing") << u""_s << u"-"_s;
}

void TestSeedLines::pastedLines()
{
    QFETCH(QString, text);
    QFETCH(QString, result);
    const auto line = api::parseCurl(text);
    QCOMPARE(line ? line->baseUrl + u'|' + line->token : u"-"_s, result);
}

QTEST_GUILESS_MAIN(TestSeedLines)
#include "tst_seedlines.moc"

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/environment.h"
#include "api/memorystores.h"
#include "asking.h"
#include "support/faultserver.h"

#include <QElapsedTimer>
#include <QFile>
#include <QNetworkRequest>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const core::StoreId store{u"memstore_1"_s};
const core::EntryId entry{u"mem_1"_s};

qint64 residentMiB()
{
    QFile file(u"/proc/self/statm"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() * 4 / 1024 : 0;
}

api::ClientConfig impatient(const QString &url)
{
    api::ClientConfig config = support::testConfig(url);
    config.timeouts = {300ms, 400ms, 700ms, 700ms};
    return config;
}

} // namespace

//! Promises C4, N1, N3-N6: time limits, redirects, addresses, tokens, caps.
class TestTransport : public QObject
{
    Q_OBJECT
private slots:
    void redirects_data();
    void redirects();
    void everythingEnds_data();
    void everythingEnds();
    void headersHaveACap();
    void cancelReachesTheWire();
    void addresses_data();
    void addresses();
    void tokens_data();
    void tokens();
    void environment();
    void nothingIsKept();
    void logTellsNoSecrets();
};

void TestTransport::redirects_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QString>("operation");
    for (const int status : {301, 302, 303, 307, 308}) {
        for (const QByteArray target : {"http://127.0.0.1:PORT/x", "http://localhost:PORT/x", "//127.0.0.1:PORT/x", "/same",
                                        "file:///etc/passwd", "https://evil.example/?q=1", "LONG", "LOOP", ""}) {
            for (const QString &operation : {u"get"_s, u"create"_s, u"update"_s, u"delete"_s})
                QTest::addRow("%d %s %s", status, target.constData(), qPrintable(operation)) << status << target << operation;
        }
    }
}

void TestTransport::redirects()
{
    QFETCH(int, status);
    QFETCH(QByteArray, target);
    QFETCH(QString, operation);
    support::FaultServer second;
    support::FaultServer server;
    const QByteArray location = QByteArray(target).replace("PORT", QByteArray::number(second.port()))
                                    .replace("LOOP", server.baseUrl().toLatin1() + "/memory_stores/memstore_1/memories/mem_1")
                                    .replace("LONG", "http://127.0.0.1/" + QByteArray(10'000, 'x'));
    for (int i = 0; i < 5; ++i)
        server.fault("redirect:" + QByteArray::number(status) + ':' + location);
    api::ApiClient client(support::testConfig(server.baseUrl()));
    api::MemoryStores stores(client, wire::profileS());
    std::optional<core::Error> error;
    const auto keep = [&error](const auto &result) {
        if (result && !*result)
            error = result->error();
    };
    if (operation == u"get")
        keep(support::waitFor(stores.getEntry(store, entry)));
    else if (operation == u"create")
        keep(support::waitFor(stores.createEntry(store, {u"a"_s, "x", {}})));
    else if (operation == u"update")
        keep(support::waitFor(stores.updateEntry(store, entry, {"x", 1, {}, {}})));
    else
        keep(support::waitFor(stores.deleteEntry(store, entry)));
    QVERIFY(error);
    QCOMPARE(error->kind, core::ErrorKind::Redirected);
    QCOMPARE(error->httpStatus, status);
    QVERIFY(error->detail.size() < 200);
    if (target.contains("evil"))
        QCOMPARE(error->detail, u"https://evil.example"_s);
    QCOMPARE(second.connections(), 0);
    QCOMPARE(server.arrivalCount(), 1);
}

void TestTransport::everythingEnds_data()
{
    QTest::addColumn<QByteArray>("fault");
    QTest::addColumn<core::ErrorKind>("kind");
    using core::ErrorKind;
    QTest::newRow("silence") << QByteArray("stall@0") << ErrorKind::Timeout;
    QTest::newRow("half a header") << QByteArray("stall@20") << ErrorKind::Timeout;
    QTest::newRow("half a body") << QByteArray("stall@100") << ErrorKind::Timeout;
    QTest::newRow("drip") << QByteArray("drip@40") << ErrorKind::Timeout;
    QTest::newRow("100 MB with length") << QByteArray("body@104857600") << ErrorKind::TooLarge;
    QTest::newRow("1.5 GB without length") << QByteArray("flood@1610612736") << ErrorKind::TooLarge;
    QTest::newRow("gzip that is none") << QByteArray("gzip:fake") << ErrorKind::Protocol;
    QTest::newRow("gzip bomb") << QByteArray("gzip:bomb") << ErrorKind::Protocol;
    QTest::newRow("300 MB of headers") << QByteArray("headers@314572800") << ErrorKind::Timeout;
    QTest::newRow("100,000 continues") << QByteArray("continue@100000") << ErrorKind::Timeout;
}

void TestTransport::everythingEnds()
{
    QFETCH(QByteArray, fault);
    QFETCH(core::ErrorKind, kind);
    support::FaultServer server;
    server.setDefault([](const support::Arrival &) { return support::json(200, QByteArray(200, ' ')); });
    server.fault(fault);
    api::ApiClient client(impatient(server.baseUrl()));
    api::MemoryStores stores(client, wire::profileS());
    const qint64 before = residentMiB();
    QElapsedTimer clock;
    clock.start();
    const auto result = support::waitFor(stores.updateEntry(store, entry, {"x", 1, {}, {}}), 5000);
    QVERIFY2(result, "it never ended");
    QVERIFY(!*result);
    QVERIFY2(clock.elapsed() < 4000, // the limits say 700; the rest is for a busy machine
             qPrintable(QString::number(clock.elapsed())));
    QVERIFY2(residentMiB() - before <= 32, qPrintable(QString::number(residentMiB() - before)));
    QCOMPARE(result->error().delivery, core::Delivery::Unknown);
    if (!fault.startsWith("continue") && !fault.startsWith("headers"))
        QCOMPARE(result->error().kind, kind);
}

void TestTransport::headersHaveACap()
{
    support::FaultServer server;
    server.setDefault([](const support::Arrival &) {
        return support::json(200, R"({"data":[],"has_more":false})", "X-Long: " + QByteArray(2000, 'x') + "\r\n");
    });
    api::ClientConfig config = support::testConfig(server.baseUrl());
    config.caps.headers = 3000;
    api::ApiClient patient(config);
    api::MemoryStores content(patient, wire::profileS());
    QVERIFY(*support::waitFor(content.listStores({}, {})));
    config.caps.headers = 1000;
    api::ApiClient client(config);
    api::MemoryStores stores(client, wire::profileS());
    const auto result = support::waitFor(stores.listStores({}, {}));
    QVERIFY(result && !*result);
    QCOMPARE(result->error().kind, core::ErrorKind::TooLarge);
}

void TestTransport::cancelReachesTheWire()
{
    support::FaultServer server;
    server.fault("stall@0");
    api::ApiClient client(support::testConfig(server.baseUrl()));
    api::MemoryStores stores(client, wire::profileS());
    QSignalSpy started(&server, &support::FaultServer::requestStarted);
    auto call = stores.getEntry(store, entry);
    QVERIFY(started.wait(support::patienceMs));
    QCOMPARE(client.inFlight(), 1);
    QElapsedTimer clock;
    clock.start();
    call.cancel();
    const auto result = support::waitFor(call, 1000);
    QVERIFY(result && !*result);
    QCOMPARE(result->error().kind, core::ErrorKind::Cancelled);
    QVERIFY(clock.elapsed() <= 500); // the service stays silent for ever
    QCOMPARE(client.inFlight(), 0);
}

void TestTransport::addresses_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("result");
    for (const char *good : {"https://api.qoder.com/api/v1/cloud", "http://127.0.0.1:8080/api/v1/cloud", "http://[::1]:9/x",
                             "https://localhost:1/x", "http://127.0.0.1"})
        QTest::newRow(good) << QString::fromLatin1(good) << QString::fromLatin1(good);
    QTest::newRow("slash") << u"https://h.example/v1/"_s << u"https://h.example/v1"_s;
    QTest::newRow("case") << u"HTTPS://H.Example/V1"_s << u"https://h.example/V1"_s;
    for (const char *bad :
         {"http://api.qoder.com/", "http://localhost/", "http://127.0.0.1.evil.x/", "http://localhost.evil.x", "http://127.1/",
          "http://0x7f.1/", "http://2130706433/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:1.2.3.4]/", "http://0.0.0.0/",
          "http://user@127.0.0.1@evil/", "http://127.0.0.1@evil/", "HTTP://evil/", "https:\\\\evil", "http:127.0.0.1",
          "http://127.0.0.1./", "http://127.0.0.1:0/", "http://127.0.0.1:99999/", "https://h/?q=1", "https://h/#f", "https://h/../x",
          "https://h//x", "https://h/%2e%2e", "ftp://h/", "file:///etc", "", "https://", "https://127.1/", "https://h\r\nX: y/"})
        QTest::newRow(bad) << QString::fromLatin1(bad) << QString();
    QTest::newRow("full width digits") << u"http://１２７.0.0.1/"_s << QString();
    QTest::newRow("idn") << u"https://ех.example/"_s << QString();
}

void TestTransport::addresses()
{
    QFETCH(QString, url);
    QFETCH(QString, result);
    const auto config = api::ClientConfig::make(url);
    QCOMPARE(config ? config->baseUrl.toString() : QString(), result);
    if (!config)
        QVERIFY(!config.error().detail.isEmpty() && config.error().field == u"base_url");
}

void TestTransport::tokens_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("pat") << QByteArray("pt-abc_123") << QByteArray("Bearer pt-abc_123");
    QTest::newRow("jwt") << QByteArray("eyJ.a-b_c.d=") << QByteArray("Bearer eyJ.a-b_c.d=");
    QTest::newRow("pasted") << QByteArray("pt-1\r\n") << QByteArray("Bearer pt-1");
    for (const QByteArray bad : {"", "\n", "a\r\nX-Injected: yes", "a\nb", "a\tb", "a b", " a", "Bearer x", "\"a\"", "'a'", "`a`",
                                 "\xC3\xA9", "a\x7F"})
        QTest::addRow("bad %s", bad.toPercentEncoding().constData()) << bad << QByteArray();
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << QByteArray();
    QTest::newRow("10 KB") << QByteArray(10'240, 'a') << QByteArray();
}

void TestTransport::tokens()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, header);
    const auto token = api::Token::make(text);
    QNetworkRequest request;
    if (token)
        token->authorize(request);
    else
        QVERIFY(!token.error().detail.isEmpty() && (text.size() < 3 || !token.error().detail.contains(QString::fromLatin1(text))));
    QCOMPARE(request.rawHeader("Authorization"), header);
}

void TestTransport::environment()
{
    qputenv("QODER_BASE_URL", "https://h.example/v1");
    qputenv("QODER_ACCESS_TOKEN", "sat-1");
    QCOMPARE(api::readEnvironment().tokenVariable, u"QODER_ACCESS_TOKEN"_s);
    qputenv("QODER_PAT", "pt-1\n");
    const auto settings = api::takeEnvironment();
    QCOMPARE(settings.tokenVariable, u"QODER_PAT"_s);
    QVERIFY(settings.token && *settings.token);
    QCOMPARE(settings.baseUrl, u"https://h.example/v1"_s);
    QVERIFY(!qEnvironmentVariableIsSet("QODER_PAT") && !qEnvironmentVariableIsSet("QODER_ACCESS_TOKEN"));
    QVERIFY(!api::readEnvironment().token);
}

//! No cookies come back, nothing goes to a proxy, and HTTP authentication is not tried.
void TestTransport::nothingIsKept()
{
    support::FaultServer proxy;
    qputenv("http_proxy", proxy.baseUrl().toLatin1());
    support::FaultServer server;
    server.setDefault([](const support::Arrival &) {
        return support::json(200, R"({"data":[],"has_more":false})", "Set-Cookie: a=b; Path=/\r\nCache-Control: max-age=999\r\n");
    });
    api::ApiClient client(support::testConfig(server.baseUrl()));
    api::MemoryStores stores(client, wire::profileS());
    for (int i = 0; i < 3; ++i)
        QVERIFY(*support::waitFor(stores.listStores({}, {})));
    qunsetenv("http_proxy");
    QCOMPARE(server.arrivalCount(), 3);
    for (const support::Arrival &arrival : server.arrivals())
        QVERIFY(arrival.header("Cookie").isEmpty() && arrival.header("Upgrade").isEmpty());
    QCOMPARE(proxy.connections(), 0);
}

void TestTransport::logTellsNoSecrets()
{
    support::FaultServer server;
    server.answer(support::json(404, "", "x-request-id: forged\x1b[2J\r\n"));
    api::ApiClient client(support::testConfig(server.baseUrl()));
    QStringList lines;
    connect(&client, &api::ApiClient::exchangeLogged, this,
            [&lines](const api::LoggedExchange &exchange) { lines.append(api::toLine(exchange)); });
    api::MemoryStores stores(client, wire::profileS());
    const auto error = support::waitFor(stores.listStores({u"secret-name"_s, false, {}, {}}, {}))->error();
    QCOMPARE(lines.size(), 1);
    QVERIFY2(lines.first().startsWith(u"GET /api/v1/cloud/memory_stores -> 404, "_s), qPrintable(lines.first()));
    QVERIFY(!lines.first().contains(u"secret-name"_s) && !lines.first().contains(u"canary"_s));
    QVERIFY(!error.requestId.contains(u'\x1b') && !error.requestId.isEmpty());
    api::LoggedExchange odd;
    odd.outcome = u"a\n2026 ERROR\u001b\u2028"_s + QString(1'000'000, u'x');
    QVERIFY(!api::toLine(odd).contains(u'\n') && api::toLine(odd).size() < 5000);
}

QTEST_GUILESS_MAIN(TestTransport)
#include "tst_transport.moc"

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/memorystores.h"
#include "api/pacer.h"
#include "api/retrypolicy.h"
#include "asking.h"
#include "support/faultserver.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

//! Promises C1-C3: what is sent again, when, and how hard a service is asked.
class TestRetry : public QObject
{
    Q_OBJECT
private slots:
    void table_data();
    void table();
    void brokenReadsRepeat_data();
    void brokenReadsRepeat();
    void jitterIsUniform();
    void retryAfter_data();
    void retryAfter();
    void longRetryAfterIsShown();
    void retryAfterIsAFloor();
    void windowsHold();
    void onePauseForAll();
    void aPersonDoesNotWaitForOurPause();
    void aClickGoesFirst_data();
    void aClickGoesFirst();
    void aClickWaitsForWhatTheServiceWants_data();
    void aClickWaitsForWhatTheServiceWants();
    void deadTokenIsUsedNoMore();
};

void TestRetry::table_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("operation");
    QTest::addColumn<bool>("envelope");
    for (const int status : {400, 401, 403, 404, 405, 408, 409, 413, 422, 429, 500, 502, 503, 504}) {
        for (const char *operation : {"list stores", "get store", "list entries", "get entry", "list versions", "get version",
                                      "create store", "archive store", "delete store", "create entry", "update entry",
                                      "redact"}) {
            for (const bool envelope : {true, false})
                QTest::addRow("%d %s%s", status, operation, envelope ? "" : ", no envelope")
                    << status << QString::fromLatin1(operation) << envelope;
        }
    }
}

void TestRetry::table()
{
    QFETCH(int, status);
    QFETCH(QString, operation);
    QFETCH(bool, envelope);
    support::FaultServer server;
    for (int i = 0; i < 10; ++i)
        server.fault("status:" + QByteArray::number(status) + (envelope ? "" : "+no-envelope"));
    api::ApiClient client(support::testConfig(server.baseUrl()));
    api::MemoryStores stores(client, wire::profileS());
    const core::StoreId store{u"memstore_1"_s};
    const core::EntryId entry{u"mem_1"_s};
    const core::VersionId version{u"memver_1"_s};
    std::optional<core::Error> error;
    const auto ask = [&error](auto call) {
        const auto result = support::waitFor(std::move(call));
        if (result && !*result)
            error = result->error();
    };
    const QHash<QString, std::function<void()>> operations{
        {u"list stores"_s, [&] { ask(stores.listStores({}, {})); }},
        {u"get store"_s, [&] { ask(stores.getStore(store)); }},
        {u"list entries"_s, [&] { ask(stores.listEntries(store, {})); }},
        {u"get entry"_s, [&] { ask(stores.getEntry(store, entry)); }},
        {u"list versions"_s, [&] { ask(stores.listVersions(store, {}, {})); }},
        {u"get version"_s, [&] { ask(stores.getVersion(store, version)); }},
        {u"create store"_s, [&] { ask(stores.createStore({u"n"_s, {}, {}})); }},
        {u"archive store"_s, [&] { ask(stores.archiveStore(store)); }},
        {u"delete store"_s, [&] { ask(stores.deleteStore(store)); }},
        {u"create entry"_s, [&] { ask(stores.createEntry(store, {u"a"_s, "x", {}})); }},
        {u"update entry"_s, [&] { ask(stores.updateEntry(store, entry, {"x", 1, {}, {}})); }},
        {u"redact"_s, [&] { ask(stores.redactVersion(store, version)); }},
    };
    operations.value(operation)();
    QVERIFY(error);
    const bool read = operation.startsWith(u"list"_s) || operation.startsWith(u"get"_s);
    const bool passing = QList<int>{408, 429, 500, 502, 503, 504}.contains(status);
    QCOMPARE(server.arrivalCount(), read && passing ? 4 : 1);
    QCOMPARE(server.mostArrivals(), 1);
    QCOMPARE(error->httpStatus, status);
    QCOMPARE(error->serverText, envelope ? u"Said by the fault server."_s : QString());
    QCOMPARE(error->delivery, status >= 500 || status == 408 ? core::Delivery::Unknown : core::Delivery::Answered);
    QVERIFY(!error->requestId.isEmpty());
}

void TestRetry::brokenReadsRepeat_data()
{
    QTest::addColumn<QByteArray>("fault");
    for (const QByteArray fault : {"noapply_then_fin", "noapply_then_rst", "cut_reply@60", "cut_reply@4"})
        QTest::newRow(fault.constData()) << fault;
}

void TestRetry::brokenReadsRepeat()
{
    QFETCH(QByteArray, fault);
    support::FaultServer server;
    // Qt repeats a broken read by itself too, so there may be more of them than our four.
    for (int i = 0; i < 2; ++i)
        server.fault(fault);
    server.setDefault([](const support::Arrival &) { return support::json(200, R"({"data":[],"has_more":false})"); });
    api::ApiClient client(support::testConfig(server.baseUrl()));
    api::MemoryStores stores(client, wire::profileS());
    const auto page = support::waitFor(stores.listStores({}, {}));
    QVERIFY(page && *page);
    server.refuse();
    const auto refused = support::waitFor(stores.createStore({u"n"_s, {}, {}}));
    QVERIFY(refused && !*refused);
    QCOMPARE(refused->error().kind, core::ErrorKind::Offline);
    QCOMPARE(refused->error().delivery, core::Delivery::NotSent);
}

void TestRetry::jitterIsUniform()
{
    QRandomGenerator random(7);
    for (int n = 0; n < 8; ++n) {
        const double most = std::min(30'000.0, 500.0 * std::pow(2, n));
        std::vector<double> draws;
        for (int i = 0; i < 10'000; ++i)
            draws.push_back(double(api::backoff(n, random.generateDouble()).count()) / most);
        std::sort(draws.begin(), draws.end());
        double distance = 0; // Kolmogorov-Smirnov; 1.63 / sqrt(n) is p = 0.01, and whole milliseconds cost up to 1 / most
        for (size_t i = 0; i < draws.size(); ++i)
            distance = std::max(distance, std::abs(draws[i] - double(i) / double(draws.size())));
        QVERIFY2(distance < 1.63 / 100 + 1 / most, qPrintable(QString::number(distance)));
        QVERIFY(draws.front() >= 0 && draws.back() <= 1);
    }
}

void TestRetry::retryAfter_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("date");
    QTest::addColumn<qint64>("ms");
    QTest::newRow("2") << QByteArray("2") << QByteArray() << qint64(2000);
    QTest::newRow("0") << QByteArray("0") << QByteArray() << qint64(0);
    QTest::newRow("blanks") << QByteArray(" 7 ") << QByteArray() << qint64(7000);
    QTest::newRow("1e9") << QByteArray("1000000000") << QByteArray() << qint64(365LL * 24 * 3600 * 1000);
    QTest::newRow("beyond 64 bit") << QByteArray("99999999999999999999") << QByteArray() << qint64(365LL * 24 * 3600 * 1000);
    for (const QByteArray nonsense : {"-1", "abc", "", "1.5", "1e9", "+5", "2;3", "Thu, 99 Abc 2026 00:00:00 GMT"})
        QTest::addRow("nonsense %s", nonsense.constData()) << nonsense << QByteArray() << qint64(-1);
    const QByteArray later("Thu, 21 May 2026 12:00:30 GMT");
    QTest::newRow("date") << later << QByteArray() << qint64(30'000);
    QTest::newRow("date, past") << QByteArray("Thu, 21 May 2026 11:00:00 GMT") << QByteArray() << qint64(0);
    QTest::newRow("server a day behind") << later << QByteArray("Wed, 20 May 2026 12:00:00 GMT") << qint64(86'430'000);
    QTest::newRow("server a day ahead") << later << QByteArray("Fri, 22 May 2026 12:00:00 GMT") << qint64(0);
    QTest::newRow("server's clock counts") << later << QByteArray("Thu, 21 May 2026 12:00:20 GMT") << qint64(10'000);
}

void TestRetry::retryAfter()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, date);
    QFETCH(qint64, ms);
    const QDateTime now(QDate(2026, 5, 21), QTime(12, 0), Qt::UTC);
    const auto wait = api::parseRetryAfter(value, date, now);
    QCOMPARE(wait ? qint64(wait->count()) : -1, ms);
}

void TestRetry::longRetryAfterIsShown()
{
    support::FaultServer server;
    server.fault("status:429+retry-after=121");
    api::ApiClient client(support::testConfig(server.baseUrl()));
    api::MemoryStores stores(client, wire::profileS());
    const auto first = support::waitFor(stores.listStores({}, {}), 2000);
    QVERIFY(first && !*first);
    QCOMPARE(*first->error().retryAfter, 121'000ms);
    const auto second = support::waitFor(stores.listStores({}, {}), 2000);
    QVERIFY(second && !*second);
    QCOMPARE(second->error().kind, core::ErrorKind::RateLimited);
    QCOMPARE(second->error().delivery, core::Delivery::NotSent);
    QCOMPARE(server.arrivalCount(), 1);
}

void TestRetry::retryAfterIsAFloor()
{
    support::FaultServer server;
    server.setDefault([](const support::Arrival &) { return support::json(200, R"({"data":[],"has_more":false})"); });
    server.fault("status:503+retry-after=1");
    api::ApiClient client(support::testConfig(server.baseUrl()));
    QSignalSpy backoff(&client, &api::ApiClient::backoffChanged);
    api::MemoryStores stores(client, wire::profileS());
    const auto page = support::waitFor(stores.listStores({}, {}));
    QVERIFY(page && *page);
    QVERIFY(server.arrivals().at(1).atMs - server.arrivals().at(0).atMs >= 1000);
    QVERIFY(backoff.size() >= 1 && backoff.first().first().toDateTime().isValid());
}

//! No second of an hour has more starts than allowed, whatever is asked for.
void TestRetry::windowsHold()
{
    api::Pacer pacer({4, 10, 4, 100ms}, [] { return 0.5; });
    std::vector<qint64> reads;
    std::vector<qint64> writes;
    QRandomGenerator random(3);
    for (qint64 now = 0; now < 60'000; now += random.bounded(1, 40)) {
        const api::Effect effect = random.bounded(2) ? api::Effect::Read : api::Effect::Write;
        if (pacer.waitFor(effect, now) != std::optional<qint64>(0))
            continue;
        pacer.started(effect, now);
        pacer.endedWell(now);
        (effect == api::Effect::Read ? reads : writes).push_back(now);
    }
    const auto most = [](const std::vector<qint64> &starts) {
        qsizetype result = 0;
        for (auto it = starts.begin(); it != starts.end(); ++it)
                result = std::max<qsizetype>(result, std::upper_bound(it, starts.end(), *it + 999) - it);
        return result;
    };
    QCOMPARE(most(reads), 10);
    QCOMPARE(most(writes), 4);
    for (int i = 0; i < 4; ++i)
        pacer.started(api::Effect::Read, 100'000 + i);
    QVERIFY(!pacer.waitFor(api::Effect::Read, 200'000));
}

void TestRetry::onePauseForAll()
{
    api::Pacer pacer({4, 0, 0, 0ms}, [] { return 0.999; });
    for (int i = 0; i < 4; ++i)
        pacer.started(api::Effect::Read, 0);
    for (int i = 0; i < 4; ++i)
        pacer.endedBadly(0, 10 + i, {});
    const auto pause = pacer.waitFor(api::Effect::Read, 13);
    QVERIFY(pause && *pause > 400 && *pause <= 500); // one level, not four
    pacer.started(api::Effect::Read, 600);
    QVERIFY(!pacer.waitFor(api::Effect::Read, 600)); // one goes ahead alone
    pacer.endedBadly(600, 601, {5000ms});
    QVERIFY(*pacer.waitFor(api::Effect::Write, 601) >= 5000);
    pacer.started(api::Effect::Read, 6000);
    pacer.endedWell(6000);
    pacer.started(api::Effect::Read, 6001);
    QCOMPARE(*pacer.waitFor(api::Effect::Read, 6001), 0);
}

void TestRetry::aPersonDoesNotWaitForOurPause()
{
    using api::Effect;
    using api::Urgency;
    api::Pacer pacer({4, 0, 0, 0ms}, [] { return 0.999; });
    for (int i = 0; i < 7; ++i) { // the pause is 30 s by then
        pacer.started(Effect::Read, i * 100'000);
        pacer.endedBadly(i * 100'000, i * 100'000 + 1, {});
    }
    QVERIFY(*pacer.waitFor(Effect::Read, 600'002) > 29'000);
    QCOMPARE(pacer.waitFor(Effect::Read, 600'002, Urgency::Asked), std::optional<qint64>(0));
    pacer.started(Effect::Read, 600'002, Urgency::Asked);
    QVERIFY(!pacer.waitFor(Effect::Read, 600'003, Urgency::Asked)); // one at a time
    QVERIFY(*pacer.waitFor(Effect::Read, 600'003) > 29'000);        // the others go on waiting
    pacer.endedBadly(600'002, 600'004, {1500ms}, Urgency::Asked);
    QCOMPARE(pacer.waitFor(Effect::Read, 600'004, Urgency::Asked), std::optional<qint64>(1500)); // as long as it wants
    QVERIFY(*pacer.waitFor(Effect::Read, 600'004) > 29'000);
    pacer.started(Effect::Read, 601'600, Urgency::Asked);
    pacer.endedWell(601'600, Urgency::Asked);
    QCOMPARE(pacer.waitFor(Effect::Read, 601'601), std::optional<qint64>(0)); // well again, for all
    pacer.started(Effect::Read, 601'602);
    pacer.endedBadly(601'602, 601'603, {std::nullopt, true}); // 429 without a number
    QCOMPARE(pacer.waitFor(Effect::Read, 601'604, Urgency::Asked), pacer.waitFor(Effect::Read, 601'604));
    QVERIFY(*pacer.waitFor(Effect::Read, 601'604) > 400);
}

void TestRetry::aClickGoesFirst_data()
{
    QTest::addColumn<bool>("before");
    QTest::newRow("asked for after the click") << true;
    QTest::newRow("asked for before it") << false; // as when a signal reaches its listeners in another order
}

//! In a pause after failures: a walk that was asked for first waits, what a person asked for does not.
void TestRetry::aClickGoesFirst()
{
    QFETCH(const bool, before);
    support::FaultServer server;
    server.setDefault([](const support::Arrival &) { return support::json(200, R"({"data":[],"has_more":false})"); });
    for (int i = 0; i < 4; ++i)
        server.fault("status:503");
    api::ClientConfig config = support::testConfig(server.baseUrl());
    int draws = 0;
    config.timing.random = [&draws] { return ++draws > 6 ? 0.999 : 0.0; }; // no pauses but the last one: four seconds
    api::ApiClient client(config);
    api::MemoryStores stores(client, wire::profileS());
    const auto failed = support::waitFor(stores.listStores({}, {}));
    QVERIFY(failed && !*failed);
    QCOMPARE(server.arrivalCount(), 4);
    QVERIFY(client.backoffUntil().isValid());

    std::optional<bool> walked;
    auto walk = stores.listVersions({u"memstore_1"_s}, {.background = true}, {});
    walk.then(this, [&walked](const auto &page) { walked = bool(page); });
    if (before)
        client.hurry();
    auto clicked = stores.getStore({u"memstore_2"_s});
    bool answered = false;
    clicked.then(this, [&answered](const auto &) { answered = true; });
    if (!before)
        client.hurry();
    QTRY_VERIFY(answered);
    QTRY_VERIFY(walked.has_value());
    QVERIFY(*walked);
    QCOMPARE(server.arrivalCount(), 6);
    QVERIFY(server.arrivals().at(4).path().endsWith("/memstore_2"));
    QVERIFY(server.arrivals().at(5).path().endsWith("/versions"));
}

void TestRetry::aClickWaitsForWhatTheServiceWants_data()
{
    QTest::addColumn<QByteArray>("fault");
    QTest::addColumn<qint64>("ms");
    QTest::newRow("429, Retry-After") << QByteArray("status:429+retry-after=1") << qint64(1000);
    QTest::newRow("503, Retry-After") << QByteArray("status:503+retry-after=1") << qint64(1000);
    QTest::newRow("429, no number") << QByteArray("status:429") << qint64(450);
}

void TestRetry::aClickWaitsForWhatTheServiceWants()
{
    QFETCH(const QByteArray, fault);
    QFETCH(const qint64, ms);
    support::FaultServer server;
    server.setDefault([](const support::Arrival &) { return support::json(200, R"({"data":[],"has_more":false})"); });
    server.fault(fault);
    api::ClientConfig config = support::testConfig(server.baseUrl());
    config.timing.random = [] { return 0.999; };
    api::ApiClient client(config);
    api::MemoryStores stores(client, wire::profileS());
    const auto refused = stores.listStores({}, {});
    QTRY_VERIFY(client.backoffUntil().isValid());
    client.hurry();
    QVERIFY(support::waitFor(stores.getStore({u"memstore_2"_s})));
    QVERIFY(server.arrivals().at(1).atMs - server.arrivals().at(0).atMs >= ms);
}

void TestRetry::deadTokenIsUsedNoMore()
{
    support::FaultServer server;
    server.setDefault([](const support::Arrival &arrival) {
        return arrival.header("Authorization") == "Bearer pt-new" ? support::json(200, R"({"data":[],"has_more":false})")
                                                                   : support::json(401, "", "WWW-Authenticate: Basic\r\n");
    });
    api::ApiClient client(support::testConfig(server.baseUrl()));
    QSignalSpy unauthorized(&client, &api::ApiClient::unauthorized);
    api::MemoryStores stores(client, wire::profileS());
    const auto write = support::waitFor(stores.createStore({u"n"_s, {}, {}}));
    QVERIFY(write && !*write);
    QCOMPARE(write->error().kind, core::ErrorKind::Unauthorized);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(support::waitFor(stores.listStores({}, {}))->error().kind, core::ErrorKind::Unauthorized);
    QCOMPARE(unauthorized.size(), 1);
    QCOMPARE(server.arrivalCount(), 1);
    client.setToken(*api::Token::make(QByteArray("pt-new")));
    QVERIFY(*support::waitFor(stores.listStores({}, {})));
}

QTEST_GUILESS_MAIN(TestRetry)
#include "tst_retry.moc"

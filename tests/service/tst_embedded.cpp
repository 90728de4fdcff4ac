// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "serviceprocess.h"

#include "service/service.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace Qt::StringLiterals;

//! The service inside a process, as the window runs it: start, changes, import.
class TestEmbedded : public QObject
{
    Q_OBJECT

private slots:
    void startsAndStops();
    void refusesBadOptions();
    void tokensAreRandom();
    void tellsItsOwnWrites();
    void tellsWritesOfAnotherProcess();
    void stopsWhileConnectionsAreOpen();
    void emptyUntilFirstWrite();
    void importsWithGivenTimes();
    void importsTheSamples();
    void refusesBadImports_data();
    void refusesBadImports();

private:
    static RawReply call(const service::Service &running, const QByteArray &method, const QByteArray &route, const QByteArray &body = {})
    {
        RawConnection connection(running.port());
        connection.send(requestText(running.port(), "secret", method, "/api/v1/cloud" + route, body));
        return connection.read();
    }
    static std::unique_ptr<service::Service> start(const QTemporaryDir &folder)
    {
        auto running = service::Service::start({.dataDirectory = folder.filePath(u"data"_s), .token = "secret"});
        return running ? std::move(*running) : nullptr;
    }
};

void TestEmbedded::startsAndStops()
{
    QTemporaryDir folder;
    for (int i = 0; i < 3; ++i) {
        const auto running = start(folder);
        QVERIFY(running);
        QCOMPARE(running->baseUrl(), u"http://127.0.0.1:%1/api/v1/cloud"_s.arg(running->port()));
        QCOMPARE(call(*running, "GET", "/memory_stores").status, 200);
        if (i == 1)
            running->stop();
    }
}

void TestEmbedded::refusesBadOptions()
{
    QTemporaryDir folder;
    const auto noToken = service::Service::start({.dataDirectory = folder.filePath(u"data"_s), .token = {}});
    QVERIFY(!noToken);
    QCOMPARE(noToken.error().kind, core::ErrorKind::Invalid);
    const auto newLine = service::Service::start({.dataDirectory = folder.filePath(u"data"_s), .token = "a\nb"});
    QVERIFY(!newLine);
    const auto first = start(folder);
    const auto second = service::Service::start({.dataDirectory = folder.filePath(u"data"_s), .port = first->port(), .token = "t"});
    QVERIFY(!second);
    QCOMPARE(second.error().kind, core::ErrorKind::LocalServer);
    const auto noFolder = service::Service::start({.dataDirectory = u"/dev/null/x"_s, .token = "t"});
    QVERIFY(!noFolder);
    QCOMPARE(noFolder.error().kind, core::ErrorKind::Storage);
}

void TestEmbedded::tokensAreRandom()
{
    QSet<QByteArray> tokens;
    for (int i = 0; i < 100; ++i) {
        const QByteArray token = service::makeToken();
        QCOMPARE(QByteArray::fromBase64(token, QByteArray::Base64UrlEncoding).size(), 32);
        tokens.insert(token);
    }
    QCOMPARE(tokens.size(), 100);
}

void TestEmbedded::tellsItsOwnWrites()
{
    QTemporaryDir folder;
    const auto running = start(folder);
    std::atomic_int told = 0;
    running->onChange([&told] { ++told; });
    const quint64 before = running->dataVersion();
    QCOMPARE(call(*running, "POST", "/memory_stores", R"({"name":"a","description":"b"})").status, 201);
    QCOMPARE(told.load(), 1); // before the reply
    QVERIFY(running->dataVersion() > before);
    QCOMPARE(call(*running, "POST", "/memory_stores", R"({"name":"a"})").status, 400);
    QCOMPARE(call(*running, "GET", "/memory_stores").status, 200);
    // The watcher must not tell the same write again: what it tells next is the write of another process.
    ServiceProcess other(folder.filePath(u"data"_s));
    QCOMPARE(other.call("POST", "/memory_stores", R"({"name":"a","description":"b"})").status, 201);
    QTRY_COMPARE(told.load(), 2);
    running->onChange({});
    QCOMPARE(call(*running, "POST", "/memory_stores", R"({"name":"a","description":"b"})").status, 201);
    QCOMPARE(told.load(), 2);
}

void TestEmbedded::tellsWritesOfAnotherProcess()
{
    QTemporaryDir folder;
    const auto running = start(folder);
    std::atomic_int told = 0;
    running->onChange([&told] { ++told; });
    ServiceProcess other(folder.filePath(u"data"_s));
    QVERIFY(other.isRunning());
    QCOMPARE(other.call("POST", "/memory_stores", R"({"name":"a","description":"b"})").status, 201);
    QTRY_VERIFY_WITH_TIMEOUT(told == 1, 1000);
    running->onChange({});
}

void TestEmbedded::stopsWhileConnectionsAreOpen()
{
    QTemporaryDir folder;
    auto running = start(folder);
    RawConnection idle(running->port());
    idle.send(requestText(running->port(), "secret", "GET", "/api/v1/cloud/memory_stores"));
    QCOMPARE(idle.read().status, 200);
    RawConnection fresh(running->port());
    QElapsedTimer timer;
    timer.start();
    running.reset();
    QVERIFY2(timer.elapsed() < 2000, QByteArray::number(timer.elapsed()).constData());
    QVERIFY(idle.isClosedByPeer());
}

void TestEmbedded::emptyUntilFirstWrite()
{
    QTemporaryDir folder;
    const QString data = folder.filePath(u"data"_s);
    QVERIFY(*service::isEmpty(data));
    QVERIFY(!QFile::exists(data)); // looking makes nothing
    const auto running = start(folder);
    QVERIFY(*service::isEmpty(data));
    const QByteArray id = member(call(*running, "POST", "/memory_stores", R"({"name":"a","description":"b"})").body, "id");
    QVERIFY(!*service::isEmpty(data));
    // Samples that were removed stay removed.
    QCOMPARE(call(*running, "DELETE", "/memory_stores/" + id).status, 204);
    QVERIFY(!*service::isEmpty(data));
}

void TestEmbedded::importsWithGivenTimes()
{
    QTemporaryDir folder;
    const QString data = folder.filePath(u"data"_s);
    const QByteArray document = R"({"format":1,"stores":[{"name":"old","description":"d","metadata":{"k":"v"},
        "created_at":"2026-01-01T00:00:00Z","archived_at":"2026-03-01T00:00:00Z","entries":[
        {"path":"a","versions":[{"action":"created","at":"2026-01-02T00:00:00.123456Z","content":"Hello world"},
                                {"action":"updated","at":"2026-01-04T00:00:00Z","content":"secret","redacted_at":"2026-01-06T00:00:00Z"},
                                {"action":"updated","at":"2026-01-05T00:00:00Z","content":"now"}]},
        {"path":"b","versions":[{"action":"created","at":"2026-01-03T00:00:00Z","content":"x"},{"action":"deleted","at":"2026-01-07T00:00:00Z"}]}]}]})";
    const auto imported = service::importStores(data, document);
    QVERIFY2(imported.has_value(), imported ? "" : qPrintable(imported.error().detail));
    QVERIFY(!*service::isEmpty(data));

    const auto running = start(folder);
    const auto stores = QJsonDocument::fromJson(call(*running, "GET", "/memory_stores?include_archived=true").body).object();
    const QJsonObject store = stores.value(u"data"_s).toArray().at(0).toObject();
    QCOMPARE(store.value(u"created_at"_s).toString(), u"2026-01-01T00:00:00.000000Z"_s);
    QCOMPARE(store.value(u"archived_at"_s).toString(), u"2026-03-01T00:00:00.000000Z"_s);
    QCOMPARE(store.value(u"entry_count"_s).toInt(), 1);
    QCOMPARE(store.value(u"total_size"_s).toInt(), 3);
    // The id says the time: 48 bits of milliseconds.
    QCOMPARE(store.value(u"id"_s).toString().mid(9, 12), u"019b76da a800"_s.remove(u' '));

    const QByteArray route = "/memory_stores/" + store.value(u"id"_s).toString().toUtf8();
    const auto versions = QJsonDocument::fromJson(call(*running, "GET", route + "/versions").body).object().value(u"data"_s).toArray();
    QStringList story;
    for (const QJsonValue &version : versions)
        story.append(version[u"action"].toString() + u' ' + version[u"entry_path"].toString() + u' ' + version[u"created_at"].toString().left(10)
                     + (version[u"redacted"].toBool() ? u" redacted"_s : QString()));
    QCOMPARE(story, (QStringList{u"deleted b 2026-01-07"_s, u"updated a 2026-01-05"_s, u"updated a 2026-01-04 redacted"_s,
                                 u"created b 2026-01-03"_s, u"created a 2026-01-02"_s}));
    const QByteArray redacted = route + "/versions/" + versions.at(2)[u"id"].toString().toUtf8();
    QVERIFY(!call(*running, "GET", redacted).body.contains("\"content\":"));
    QCOMPARE(versions.at(2)[u"size"].toInt(), 6);
    QFile database(data + u"/memories.sqlite"_s);
    QVERIFY(database.open(QIODevice::ReadOnly));
    QVERIFY(!database.readAll().contains("secret"));
    const auto entries = QJsonDocument::fromJson(call(*running, "GET", route + "/memories").body).object().value(u"data"_s).toArray();
    QCOMPARE(entries.size(), 1);
    QCOMPARE(entries.at(0)[u"version"].toInt(), 3);
    QCOMPARE(entries.at(0)[u"created_at"].toString(), u"2026-01-02T00:00:00.123456Z"_s);
    QCOMPARE(entries.at(0)[u"updated_at"].toString(), u"2026-01-05T00:00:00.000000Z"_s);
}

void TestEmbedded::importsTheSamples()
{
    QTemporaryDir folder;
    int files = 0;
    for (const QFileInfo &info : QDir(QStringLiteral(SOURCE_DIR "/resources/samples")).entryInfoList({u"*.json"_s})) {
        QFile file(info.filePath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto imported = service::importStores(folder.filePath(u"data"_s), file.readAll());
        QVERIFY2(imported.has_value(), imported ? "" : qPrintable(info.fileName() + u": "_s + imported.error().detail));
        ++files;
    }
    QVERIFY(files > 0);
    const auto running = start(folder);
    // New memories come after the imported ones, and can be removed like any other.
    const QByteArray id = member(call(*running, "POST", "/memory_stores", R"({"name":"a","description":"b"})").body, "id");
    const auto stores = QJsonDocument::fromJson(call(*running, "GET", "/memory_stores?include_archived=true").body).object();
    QCOMPARE(stores.value(u"first_id"_s).toString().toUtf8(), id);
    for (const QJsonValue &store : stores.value(u"data"_s).toArray())
        QCOMPARE(call(*running, "DELETE", "/memory_stores/" + store[u"id"].toString().toUtf8()).status, 204);
}

void TestEmbedded::refusesBadImports_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<QString>("where");
    const auto entry = [](const QByteArray &versions) {
        return R"({"format":1,"stores":[{"name":"n","description":"d","created_at":"2026-01-01T00:00:00Z","entries":[{"path":"p","versions":[)" + versions + "]}]}]}";
    };
    QTest::newRow("no JSON") << QByteArray("nonsense") << u"JSON"_s;
    QTest::newRow("another format") << QByteArray(R"({"format":2,"stores":[]})") << u"$.format"_s;
    QTest::newRow("no stores") << QByteArray(R"({"format":1})") << u"$.stores"_s;
    QTest::newRow("no name") << QByteArray(R"({"format":1,"stores":[{}]})") << u"$.stores[0].name"_s;
    QTest::newRow("bad time") << entry(R"({"action":"created","at":"then","content":"x"})") << u"versions[0].at"_s;
    QTest::newRow("first is an update") << entry(R"({"action":"updated","at":"2026-01-02T00:00:00Z","content":"x"})") << u"versions[0].action"_s;
    QTest::newRow("before its store") << entry(R"({"action":"created","at":"2025-01-02T00:00:00Z","content":"x"})") << u"versions[0].at"_s;
    QTest::newRow("no content") << entry(R"({"action":"created","at":"2026-01-02T00:00:00Z"})") << u"versions[0].content"_s;
    QTest::newRow("no versions") << entry("") << u"entries[0].versions"_s;
}

void TestEmbedded::refusesBadImports()
{
    QFETCH(QByteArray, document);
    QFETCH(QString, where);
    QTemporaryDir folder;
    const auto imported = service::importStores(folder.filePath(u"data"_s), document);
    QVERIFY(!imported);
    QVERIFY2(imported.error().detail.contains(where), qPrintable(imported.error().detail));
    QVERIFY(*service::isEmpty(folder.filePath(u"data"_s)));
}

QTEST_GUILESS_MAIN(TestEmbedded)
#include "tst_embedded.moc"

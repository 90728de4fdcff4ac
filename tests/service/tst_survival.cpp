// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "serviceprocess.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <csignal>
#include <thread>

using namespace Qt::StringLiterals;

//! Kills and competitors: promises J6 and J7.
class TestSurvival : public QObject
{
    Q_OBJECT

private slots:
    void killsLoseNothingAcknowledged();
    void fourProcessesCompareAndSet();
    void writesAreSeenByTheOther();

private:
    static QJsonObject json(const QByteArray &text) { return QJsonDocument::fromJson(text).object(); }
};

void TestSurvival::killsLoseNothingAcknowledged()
{
    QTemporaryDir folder;
    const QString data = folder.filePath(u"data"_s);
    QByteArray store;
    QByteArray entry;
    {
        ServiceProcess service(data);
        store = "/memory_stores/" + member(service.call("POST", "/memory_stores", R"({"name":"a","description":"b"})").body, "id");
        entry = store + "/memories/" + member(service.call("POST", store + "/memories", R"({"path":"p","content":"0"})").body, "id");
    }
    int acknowledged = 0; // the number that the last acknowledged update wrote
    qint64 versions = 1;
    QRandomGenerator random(20261121);
    for (int round = 0; round < 100; ++round) {
        ServiceProcess service(data);
        QVERIFY2(service.isRunning(), "the service did not start again");
        const QJsonObject now = json(service.call("GET", entry).body);
        const int found = now.value(u"content"_s).toString().left(8).toInt();
        // The one update that was on its way may have been applied, no other.
        QVERIFY2(found == acknowledged || found == acknowledged + 1, qPrintable(QString::number(found)));
        versions += found - acknowledged;
        QCOMPARE(now.value(u"version"_s).toInteger(), versions);
        acknowledged = found;

        std::atomic_bool stop = false;
        std::thread killer([&, pause = random.bounded(5, 60)] {
            std::this_thread::sleep_for(std::chrono::milliseconds(pause));
            ::kill(pid_t(service.process().processId()), SIGKILL);
            stop = true;
        });
        RawConnection connection(service.port());
        while (!stop) {
            const QByteArray body = R"({"content":")" + QByteArray::number(acknowledged + 1).rightJustified(8, '0')
                + QByteArray(random.bounded(3000), 'x') + R"("})";
            if (!connection.send(requestText(service.port(), service.token(), "PUT", "/api/v1/cloud" + entry, body)))
                break;
            if (connection.read(2000).status != 200)
                break;
            ++acknowledged;
            ++versions;
        }
        killer.join();
    }
    ServiceProcess service(data);
    QVERIFY(service.isRunning());
    // Each applied update has its record, and the records are whole.
    qint64 records = 0;
    QByteArray after;
    bool more = true;
    while (more) {
        const QJsonObject page = json(service.call("GET", store + "/versions?limit=100" + after).body);
        records += page.value(u"data"_s).toArray().size();
        after = "&after_id=" + page.value(u"last_id"_s).toString().toUtf8();
        more = page.value(u"has_more"_s).toBool();
    }
    QCOMPARE(records, json(service.call("GET", entry).body).value(u"version"_s).toInteger());
    QVERIFY(acknowledged > 100);
}

void TestSurvival::fourProcessesCompareAndSet()
{
    constexpr int Rounds = 250;
    QTemporaryDir folder;
    const QString data = folder.filePath(u"data"_s);
    std::vector<std::unique_ptr<ServiceProcess>> services;
    for (int i = 0; i < 4; ++i) {
        services.push_back(std::make_unique<ServiceProcess>(data));
        QVERIFY(services.back()->isRunning());
    }
    ServiceProcess &first = *services.front();
    const QByteArray store = "/memory_stores/" + member(first.call("POST", "/memory_stores", R"({"name":"a","description":"b"})").body, "id");
    const QByteArray entry = store + "/memories/" + member(first.call("POST", store + "/memories", R"({"path":"p","content":"0"})").body, "id");
    std::atomic_int done = 0;
    std::atomic_int conflicts = 0;
    std::atomic_int others = 0;
    std::vector<std::thread> threads;
    for (const auto &service : services) {
        threads.emplace_back([&, port = service->port(), token = service->token()] {
            RawConnection connection(port);
            for (int i = 0; i < Rounds; ++i) {
                connection.send(requestText(port, token, "GET", "/api/v1/cloud" + entry));
                const qint64 version = json(connection.read(20'000).body).value(u"version"_s).toInteger();
                connection.send(requestText(port, token, "PUT", "/api/v1/cloud" + entry,
                                            R"({"content":"x","version":)" + QByteArray::number(version) + '}'));
                const RawReply reply = connection.read(20'000);
                if (reply.status == 409)
                    ++conflicts;
                // Whoever won made exactly the next version of what it had read.
                else if (reply.status == 200 && json(reply.body).value(u"version"_s).toInteger() == version + 1)
                    ++done;
                else
                    ++others;
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(others.load(), 0);
    QCOMPARE(done + conflicts, 4 * Rounds);
    services.back()->kill();
    QCOMPARE(json(first.call("GET", entry).body).value(u"version"_s).toInteger(), done + 1);
    QVERIFY(done > Rounds / 2);
}

void TestSurvival::writesAreSeenByTheOther()
{
    QTemporaryDir folder;
    ServiceProcess one(folder.filePath(u"data"_s));
    ServiceProcess two(folder.filePath(u"data"_s), u"C"_s);
    const QByteArray created = one.call("POST", "/memory_stores", R"({"name":"a","description":"b"})").body;
    QCOMPARE(two.call("GET", "/memory_stores/" + member(created, "id")).status, 200);
    // Ids rise across processes.
    const QByteArray next = two.call("POST", "/memory_stores", R"({"name":"a"})").body;
    QVERIFY(member(next, "id") > member(created, "id"));
}

QTEST_GUILESS_MAIN(TestSurvival)
#include "tst_survival.moc"

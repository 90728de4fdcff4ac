// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
// How fast the embedded service is in a large store. Method and figures: README.md.
#include "service/rawhttp.h"

#include "service/import.h"
#include "service/service.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <functional>

using namespace Qt::StringLiterals;

namespace {

constexpr int Entries = 100'000;
constexpr int VersionsPerEntry = 3;
constexpr qint64 Second = 1'000'000;

//! A text of 200 to 1,400 bytes.
QByteArray someText(QRandomGenerator &random)
{
    QByteArray text = "# Note\n";
    const int words = random.bounded(30, 220);
    for (int i = 0; i < words; ++i)
        text += QByteArray::number(random.generate() % 100'000) + ' ';
    return text;
}

//! The versions of all entries are mixed in time, as agents mix them.
service::ImportStore someStore(int entries)
{
    QRandomGenerator random(20261121);
    service::ImportStore store{.name = "bench", .description = "bench", .metadata = {}, .createdAt = 1'780'000'000 * Second,
                               .archivedAt = {}, .entries = {}};
    for (int e = 0; e < entries; ++e) {
        service::ImportEntry entry{.path = "folder" + QByteArray::number(e % 500) + "/note" + QByteArray::number(e) + ".md", .versions = {}};
        for (int v = 0; v < VersionsPerEntry; ++v) {
            entry.versions.append({.action = v == 0 ? service::Action::Created : service::Action::Updated,
                                   .at = store.createdAt + (qint64(v) * entries + e) * Second,
                                   .content = someText(random),
                                   .redactedAt = {}});
        }
        store.entries.append(std::move(entry));
    }
    return store;
}

class Bench
{
public:
    explicit Bench(const service::Service &running) : m_port(running.port()), m_connection(running.port()) { }

    RawReply call(const QByteArray &method, const QByteArray &route, const QByteArray &body = {})
    {
        m_connection.send(requestText(m_port, "bench", method, "/api/v1/cloud" + route, body));
        RawReply reply = m_connection.read(60'000);
        if (reply.status != 200) {
            std::fprintf(stderr, "%s %s: %d\n", method.constData(), route.constData(), reply.status);
            std::exit(1);
        }
        return reply;
    }

    QJsonObject json(const QByteArray &route) { return QJsonDocument::fromJson(call("GET", route).body).object(); }

    //! The median of `runs`, in microseconds, after a tenth as many to warm up.
    double median(int runs, const std::function<void(int)> &work)
    {
        for (int i = 0; i < runs / 10; ++i)
            work(i);
        QList<double> times;
        QElapsedTimer timer;
        for (int i = 0; i < runs; ++i) {
            timer.start();
            work(i);
            times.append(double(timer.nsecsElapsed()) / 1000);
        }
        std::sort(times.begin(), times.end());
        return times.at(times.size() / 2);
    }

private:
    quint16 m_port;
    RawConnection m_connection;
};

//! Every id of a list, in its order.
QList<QByteArray> walk(Bench &bench, const QByteArray &route)
{
    QList<QByteArray> ids;
    bool more = true;
    QByteArray cursor;
    while (more) {
        const QJsonObject page = bench.json(route + "?limit=100" + cursor);
        for (const QJsonValue &item : page.value(u"data"_s).toArray())
            ids.append(item[u"id"].toString().toUtf8());
        more = page.value(u"has_more"_s).toBool();
        cursor = "&after_id=" + page.value(u"last_id"_s).toString().toUtf8();
    }
    return ids;
}

void say(const char *what, double microseconds, double reference = 0)
{
    if (reference > 0)
        std::printf("| %s | %.0f | %.2f |\n", what, microseconds, microseconds / reference);
    else
        std::printf("| %s | %.0f | |\n", what, microseconds);
    std::fflush(stdout);
}

void measure(const service::Service &running, const QByteArray &store, qint64 import)
{
    Bench bench(running);
    QElapsedTimer timer;
    timer.start();
    const QList<QByteArray> entries = walk(bench, store + "/memories");
    const qint64 walked = timer.restart();
    const QList<QByteArray> versions = walk(bench, store + "/versions");
    std::printf("%lld entries, %lld versions; import %.1f s, walk of all entries %.1f s, of all versions %.1f s\n\n",
                qlonglong(entries.size()), qlonglong(versions.size()), double(import) / 1000, double(walked) / 1000,
                double(timer.elapsed()) / 1000);
    std::printf("| operation | median µs | against the first page |\n|---|---|---|\n");

    const auto page = [&](const QByteArray &list, const QByteArray &after) {
        return bench.median(300, [&](int) { bench.call("GET", store + list + "?limit=100" + (after.isEmpty() ? QByteArray() : "&after_id=" + after)); });
    };
    const auto at = [](const QList<QByteArray> &ids, double part) { return ids.at(qsizetype(double(ids.size()) * part) - 101); };
    const double first = page("/memories", {});
    say("entries, first page of 100", first, first);
    say("entries, page in the middle", page("/memories", at(entries, 0.5)), first);
    say("entries, last page", page("/memories", at(entries, 1)), first);
    const double firstVersions = page("/versions", {});
    say("versions, first page of 100", firstVersions, firstVersions);
    say("versions, page in the middle", page("/versions", at(versions, 0.5)), firstVersions);
    say("versions, last page", page("/versions", at(versions, 1)), firstVersions);

    QRandomGenerator random(7);
    const auto any = [&random](const QList<QByteArray> &ids) { return ids.at(random.bounded(int(ids.size()))); };
    say("get an entry at random", bench.median(1000, [&](int) { bench.call("GET", store + "/memories/" + any(entries)); }));
    say("get a version at random", bench.median(1000, [&](int) { bench.call("GET", store + "/versions/" + any(versions)); }));
    const QByteArray body = R"({"content":")" + QByteArray(1000, 'u') + R"("})";
    say("update an entry at random", bench.median(500, [&](int) { bench.call("PUT", store + "/memories/" + any(entries), body); }));
    say("get the store", bench.median(1000, [&](int) { bench.call("GET", store); }));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const int entries = argc > 1 ? std::max(200, QByteArray(argv[1]).toInt()) : Entries;
    QTemporaryDir folder;
    const QString data = folder.filePath(u"data"_s);
    QElapsedTimer timer;
    timer.start();
    {
        auto database = service::Database::open(data);
        if (!database || !service::writeImport(**database, {someStore(entries)}))
            return 1;
    }
    const qint64 import = timer.restart();
    const auto running = service::Service::start({.dataDirectory = data, .token = "bench"});
    if (!running)
        return 1;
    std::printf("start %lld ms, file %lld MB\n", qlonglong(timer.elapsed()), qlonglong(QFileInfo(data + u"/memories.sqlite"_s).size() / 1'000'000));
    Bench bench(**running);
    const QByteArray id = bench.json("/memory_stores").value(u"first_id"_s).toString().toUtf8();
    measure(**running, "/memory_stores/" + id, import);
    return 0;
}

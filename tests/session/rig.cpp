// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "rig.h"

#include "api/apiclient.h"
#include "api/clientconfig.h"
#include "tests/support/quickfolder.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTcpSocket>

namespace rig {

namespace {
constexpr auto token = "pt-test-canary";

bool isWhole(const QByteArray &reply)
{
    const qsizetype head = reply.indexOf("\r\n\r\n");
    if (head < 0)
        return false;
    static const QRegularExpression length(QStringLiteral("\r\nContent-Length: *(\\d+)"),
                                           QRegularExpression::CaseInsensitiveOption);
    const auto match = length.match(QString::fromLatin1(reply.left(head)));
    return reply.size() >= head + 4 + (match.hasMatch() ? match.captured(1).toLongLong() : 0);
}
}

Rig::Rig(journal::WrittenHere *marks)
    : m_profileC(support::profileC()), m_marks(marks), m_folder(support::quickFolder())
{
    service::Options options;
    options.dataDirectory = m_folder.filePath(QStringLiteral("data"));
    options.dialect = m_profileC ? wire::profileC() : wire::profileS();
    options.token = token;
    auto started = service::Service::start(options);
    if (!started)
        qFatal("the service did not start: %s", qPrintable(started.error().detail));
    m_service = std::move(started.value());

    front.setDefault([this](const support::Arrival &arrival) {
        support::Arrival changed = arrival;
        if (beforeEach)
            beforeEach(changed);
        if (withoutLocks && (changed.method == "PUT" || changed.method == "POST")) {
            QString body = QString::fromUtf8(changed.body);
            body.remove(QRegularExpression(QStringLiteral(",\\s*\"(version|content_sha256)\":\\s*(\\d+|\"[^\"]*\")")));
            body.remove(QRegularExpression(QStringLiteral("\"(version|content_sha256)\":\\s*(\\d+|\"[^\"]*\"),")));
            changed.body = body.toUtf8();
        }
        QByteArray reply = forward(changed.method, changed.target, changed.body);
        if (withoutNumbers) { // by words of the same length
            static const QRegularExpression fraction(QStringLiteral("(?<=:\\d\\d\\.)\\d{3}(?=\\d{0,3}[Z+])"));
            reply = QString::fromUtf8(reply.replace("\"version\":", "\"another\":")).replace(fraction, QStringLiteral("000")).toUtf8();
        }
        if (afterEach)
            afterEach(arrival, reply);
        return reply;
    });

    restart(nullptr);
}

bool Rig::killWhenLost()
{
    QEventLoop loop;
    QObject::connect(&session->commands(), &session::Commands::checkingChanged, &loop, &QEventLoop::quit);
    QTimer::singleShot(10'000, &loop, [&loop] { loop.exit(1); });
    const bool lost = loop.exec() == 0;
    session = nullptr;
    m_owned.reset();
    return lost;
}

void Rig::restart(journal::Intents *intents)
{
    auto config = api::ClientConfig::make(front.baseUrl(), *api::Token::make(QByteArray(token)));
    if (!config)
        qFatal("the test's base URL was refused");
    config->timing.random = [] { return 0.0; };
    session::Connection connection;
    connection.id = {QStringLiteral("test")};
    connection.dialect = m_profileC ? session::DialectChoice::C : session::DialectChoice::S;
    m_owned = std::make_unique<session::Session>(connection, std::make_unique<api::ApiClient>(*config), m_marks, clock);
    session = m_owned.get();
    using namespace std::chrono_literals;
    session->commands().setCheckSchedule({0ms, 30ms, 150ms});
    if (intents)
        session->recordWrites(*intents);
}

Rig::~Rig() = default;

QByteArray Rig::pathOf(const QString &store)
{
    return "/memory_stores/" + store.toLatin1();
}

QByteArray Rig::versionsOf(const QString &store) const
{
    return pathOf(store) + (m_profileC ? "/memory_versions" : "/versions");
}

//! Blocks, which is fine: the service has threads of its own.
QByteArray Rig::forward(const QByteArray &method, const QByteArray &target, const QByteArray &body) const
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), m_service->port());
    if (!socket.waitForConnected(5000))
        qFatal("the service is not there");
    QByteArray request = method + ' ' + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(m_service->port())
        + "\r\nAuthorization: Bearer " + token + "\r\nConnection: close\r\n";
    if (method != "GET")
        request += "Content-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
    socket.write(request + "\r\n" + body);
    QByteArray reply;
    while (!isWhole(reply) && (socket.bytesAvailable() || socket.waitForReadyRead(5000)))
        reply += socket.readAll();
    return reply;
}

Answer Rig::ask(const QByteArray &method, const QByteArray &path, const QByteArray &body) const
{
    const QByteArray reply = forward(method, "/api/v1/cloud" + path, body);
    Answer answer;
    answer.status = reply.mid(9, 3).toInt();
    answer.body = QJsonDocument::fromJson(reply.mid(reply.indexOf("\r\n\r\n") + 4)).object();
    return answer;
}

QString Rig::makeStore(const QByteArray &name) const
{
    const Answer answer = ask("POST", "/memory_stores", R"({"name":")" + name + R"(","description":"for a test"})");
    if (answer.status != 201)
        qFatal("no store: %d", answer.status);
    return answer.body.value(QStringLiteral("id")).toString();
}

QString Rig::makeEntry(const QString &store, const QByteArray &path, const QByteArray &text) const
{
    const Answer answer = ask("POST", pathOf(store) + "/memories",
                              R"({"path":)" + jsonText(path) + R"(,"content":)" + jsonText(text) + "}");
    if (answer.status != 201)
        qFatal("no entry: %d", answer.status);
    return answer.body.value(QStringLiteral("id")).toString();
}

Answer Rig::write(const QString &store, const QString &entry, const QByteArray &text) const
{
    return ask(m_profileC ? "POST" : "PUT", pathOf(store) + "/memories/" + entry.toLatin1(),
               R"({"content":)" + jsonText(text) + "}");
}

Answer Rig::remove(const QString &store, const QString &entry) const
{
    return ask("DELETE", pathOf(store) + "/memories/" + entry.toLatin1());
}

QList<QJsonObject> Rig::ledger(const QString &store, const QString &entry) const
{
    QList<QJsonObject> records;
    QByteArray after;
    for (bool more = true; more;) {
        const Answer page = ask("GET", versionsOf(store) + "?limit=100" + after);
        for (const QJsonValue &value : page.body.value(QStringLiteral("data")).toArray()) {
            const QJsonObject record = value.toObject();
            const QString of = record.value(m_profileC ? QStringLiteral("memory_id") : QStringLiteral("entry_id")).toString();
            if (entry.isEmpty() || of == entry)
                records.append(record);
        }
        more = page.body.value(QStringLiteral("has_more")).toBool();
        after = "&after_id=" + page.body.value(QStringLiteral("last_id")).toString().toLatin1();
    }
    return records;
}

void Rig::faultAfter(int requests, const QByteArray &fault)
{
    for (int i = 0; i < requests; ++i)
        front.fault("continue@0"); // changes nothing
    front.fault(fault);
}

int Rig::writes() const
{
    int count = 0;
    for (const support::Arrival &arrival : front.arrivals())
        count += arrival.method != "GET";
    return count;
}

QByteArray jsonText(const QByteArray &text)
{
    const QByteArray list = QJsonDocument(QJsonArray{QString::fromUtf8(text)}).toJson(QJsonDocument::Compact);
    return list.mid(1, list.size() - 2);
}

} // namespace rig

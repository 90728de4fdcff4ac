// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "serviceprocess.h"

#include <QNetworkInterface>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

//! Who may use the service: promises J1, J2 and J3.
class TestAdmission : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void tokens_data();
    void tokens();
    void strangers_data();
    void strangers();
    void neighbours_data();
    void neighbours();
    void otherAddresses();
    void oldTokenIsUseless();
    void cleanupTestCase();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<ServiceProcess> m_service;
    QByteArray m_storesBefore;
};

void TestAdmission::initTestCase()
{
    m_service = std::make_unique<ServiceProcess>(m_folder.filePath(u"data"_s));
    QVERIFY(m_service->isRunning());
    QCOMPARE(m_service->call("POST", "/memory_stores", R"({"name":"a","description":"b"})").status, 201);
    m_storesBefore = m_service->call("GET", "/memory_stores").body;
}

void TestAdmission::tokens_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("route");
    const QByteArray routes[][2] = {
        {"POST", "/memory_stores"}, {"GET", "/memory_stores"}, {"GET", "/memory_stores/a"},
        {"POST", "/memory_stores/a/archive"}, {"DELETE", "/memory_stores/a"}, {"POST", "/memory_stores/a/memories"},
        {"GET", "/memory_stores/a/memories"}, {"GET", "/memory_stores/a/memories/b"}, {"PUT", "/memory_stores/a/memories/b"},
        {"DELETE", "/memory_stores/a/memories/b"}, {"GET", "/memory_stores/a/versions"},
        {"GET", "/memory_stores/a/versions/b"}, {"POST", "/memory_stores/a/versions/b/redact"}, {"GET", "/nowhere"}};
    for (const auto &[method, route] : routes)
        QTest::newRow((method + ' ' + route).constData()) << method << route;
}

void TestAdmission::tokens()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, route);
    const QByteArray &token = m_service->token();
    QVERIFY(token.size() >= 43); // 256 bits
    const QList<QList<QByteArray>> bad = {
        {"Authorization: -"}, {"Authorization:"}, {"Authorization: Bearer"}, {"Authorization: Bearer "},
        {"Authorization: Bearer wrong"}, {"Authorization: Bearer " + token.chopped(1)}, {"Authorization: Bearer " + token + "x"},
        {"Authorization: Bearer  " + token}, {"Authorization: bearer " + token}, {"Authorization: " + token},
        {"Authorization: Basic " + token.toBase64()}, {"Authorization: Bearer " + token, "Authorization: Bearer " + token},
        {"Authorization: -", "Cookie: token=" + token}, {"Authorization: -", "x-api-key: " + token}};
    for (const QList<QByteArray> &headers : bad) {
        const RawReply reply = m_service->request(method, "/api/v1/cloud" + route, {}, headers);
        QVERIFY2(reply.status == 401, (headers.join(" | ") + " -> " + QByteArray::number(reply.status)).constData());
        QVERIFY(reply.body.contains(R"("message":"Invalid API key or token.")"));
        QVERIFY(!reply.body.contains(token));
    }
    const RawReply query = m_service->request(method, "/api/v1/cloud" + route + "?token=" + token + "&access_token=" + token, {},
                                              {"Authorization: -"});
    QCOMPARE(query.status, 401);
}

void TestAdmission::strangers_data()
{
    QTest::addColumn<QList<QByteArray>>("headers");
    const QByteArray port = QByteArray::number(m_service ? m_service->port() : 0);
    const QByteArray hosts[] = {"example.com", "example.com:" + port, "127.0.0.1", "localhost", "127.0.0.1:1", "localhost:80",
                                "127.0.0.1.evil.com:" + port, "evil.127.0.0.1:" + port, "localhost.evil:" + port, "0.0.0.0:" + port,
                                "127.0.0.2:" + port, "127.1:" + port, "2130706433:" + port, "0x7f.0.0.1:" + port, "[::]:" + port,
                                "[::ffff:127.0.0.1]:" + port, "::1:" + port, "127.0.0.1:" + port + ".evil", "127.0.0.1:0" + port,
                                "127.0.0.1:+" + port, "localhost.:" + port, "user@127.0.0.1:" + port, "127.0.0.1 :" + port,
                                "127.0.0.1:" + port + ", evil", "", "xn--local-host:" + port};
    for (const QByteArray &host : hosts)
        QTest::newRow(("Host " + host).constData()) << QList<QByteArray>{"Host: " + host};
    const QByteArray origins[] = {"null", "file://", "http://evil.example", "https://127.0.0.1", "http://127.0.0.1:" + port,
                                  "http://localhost:" + port, "http://localhost:3000", "chrome-extension://abc", ""};
    for (const QByteArray &origin : origins)
        QTest::newRow(("Origin " + origin).constData()) << QList<QByteArray>{"Origin: " + origin};
    for (const QByteArray site : {"cross-site", "same-site", "cross-origin", "CROSS-SITE", ""})
        QTest::newRow(("Sec-Fetch-Site " + site).constData()) << QList<QByteArray>{"Sec-Fetch-Site: " + site};
    QTest::newRow("rebinding") << QList<QByteArray>{"Host: evil.example:" + port, "Sec-Fetch-Site: same-origin"};
    QTest::newRow("form post") << QList<QByteArray>{"Origin: http://evil.example", "Content-Type: text/plain"};
    QTest::newRow("preflight") << QList<QByteArray>{"Origin: http://evil.example", "Access-Control-Request-Method: POST"};
}

void TestAdmission::strangers()
{
    QFETCH(QList<QByteArray>, headers);
    // With the right token, and without any: the answer is the same, and nothing is done.
    for (const QByteArray &authorization : {QByteArray("Authorization: Bearer " + m_service->token()), QByteArray("Authorization: -")}) {
        for (const QByteArray method : {"GET", "POST", "OPTIONS"}) {
            const RawReply reply = m_service->request(method, "/api/v1/cloud/memory_stores",
                                                      method == "POST" ? R"({"name":"evil","description":"b"})" : "",
                                                      QList<QByteArray>(headers) << authorization);
            QVERIFY2(reply.status == 403, (method + ' ' + QByteArray::number(reply.status)).constData());
            QVERIFY(reply.body.contains(R"("type":"permission_error")"));
            QVERIFY(reply.header("Access-Control-Allow-Origin").isEmpty());
        }
    }
}

void TestAdmission::neighbours_data()
{
    QTest::addColumn<QList<QByteArray>>("headers");
    const QByteArray port = QByteArray::number(m_service ? m_service->port() : 0);
    for (const QByteArray &host : {QByteArray("127.0.0.1:" + port), QByteArray("localhost:" + port), QByteArray("LocalHost:" + port), QByteArray("[::1]:" + port)})
        QTest::newRow(host.constData()) << QList<QByteArray>{"Host: " + host};
    QTest::newRow("typed into a browser") << QList<QByteArray>{"Sec-Fetch-Site: none"};
}

void TestAdmission::neighbours()
{
    QFETCH(QList<QByteArray>, headers);
    const RawReply reply = m_service->request("GET", "/api/v1/cloud/memory_stores", {}, headers);
    QCOMPARE(reply.status, 200);
    QVERIFY(reply.header("Access-Control-Allow-Origin").isEmpty());
}

void TestAdmission::otherAddresses()
{
    for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
        if (address.isLoopback() && address.protocol() == QAbstractSocket::IPv4Protocol)
            continue;
        QTcpSocket socket;
        socket.connectToHost(address, m_service->port());
        QVERIFY2(!socket.waitForConnected(1000), qPrintable(address.toString()));
    }
}

void TestAdmission::oldTokenIsUseless()
{
    // Two folders, two tokens: one start's token is nothing to another.
    QTemporaryDir other;
    ServiceProcess second(other.filePath(u"data"_s));
    QVERIFY(second.isRunning());
    QVERIFY(second.token() != m_service->token());
    QCOMPARE(second.request("GET", "/api/v1/cloud/memory_stores", {}, {"Authorization: Bearer " + m_service->token()}).status, 401);
}

void TestAdmission::cleanupTestCase()
{
    QCOMPARE(m_service->call("GET", "/memory_stores").body, m_storesBefore);
}

QTEST_GUILESS_MAIN(TestAdmission)
#include "tst_admission.moc"

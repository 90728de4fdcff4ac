// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/memorystores.h"
#include "asking.h"
#include "support/faultserver.h"

#include <QFile>
#include <QProcess>
#include <QSslKey>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

//! Promise N2: a bad certificate is refused before one byte of HTTP. An authority of our own signs them all.
class TestTls : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void certificates_data();
    void certificates();
    void protocols_data();
    void protocols();
    void cutHandshakes_data();
    void cutHandshakes();

private:
    api::ClientConfig configFor(quint16 port) const;
    bool openssl(const QStringList &arguments);
    bool request(const QString &name, const QString &subject, const QByteArray &extensions);
    bool issue(const QString &name, const QString &subject, const QString &names, const QStringList &validity,
               const QString &issuer, const QByteArray &extensions = {});
    bool issueForLater(const QString &name);
    QTemporaryDir m_folder;
};

bool TestTls::openssl(const QStringList &arguments)
{
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.start(u"openssl"_s, arguments);
    return process.waitForFinished() && process.exitCode() == 0;
}

bool TestTls::request(const QString &name, const QString &subject, const QByteArray &extensions)
{
    QFile file(m_folder.filePath(name + u".ext"_s));
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.write("basicConstraints=CA:FALSE\n" + extensions);
    file.close();
    return openssl({u"req"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-keyout"_s, name + u".key"_s, u"-out"_s, name + u".csr"_s,
                    u"-subj"_s, u"/CN="_s + subject});
}

bool TestTls::issue(const QString &name, const QString &subject, const QString &names, const QStringList &validity,
                    const QString &issuer, const QByteArray &extensions)
{
    return request(name, subject, (names.isEmpty() ? QByteArray() : "subjectAltName=" + names.toLatin1() + '\n') + extensions)
        && openssl(QStringList{u"x509"_s, u"-req"_s, u"-in"_s, name + u".csr"_s, u"-CA"_s, issuer + u".pem"_s, u"-CAkey"_s,
                               issuer + u".key"_s, u"-CAcreateserial"_s, u"-out"_s, name + u".pem"_s, u"-extfile"_s,
                               name + u".ext"_s}
                   + validity);
}

//! Only `openssl ca` takes a beginning.
bool TestTls::issueForLater(const QString &name)
{
    const auto put = [this](const QString &file, const QByteArray &text) {
        QFile out(m_folder.filePath(file));
        return out.open(QIODevice::WriteOnly) && out.write(text) == text.size();
    };
    return put(u"ca.cnf"_s, "[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\nserial=serial\nnew_certs_dir=.\n"
                            "default_md=sha256\npolicy=p\n[p]\ncommonName=supplied\n")
        && put(u"index.txt"_s, "") && put(u"serial"_s, "1000\n") && request(name, u"localhost"_s, "subjectAltName=DNS:localhost\n")
        && openssl({u"ca"_s, u"-batch"_s, u"-notext"_s, u"-config"_s, u"ca.cnf"_s, u"-cert"_s, u"ca.pem"_s, u"-keyfile"_s, u"ca.key"_s,
                    u"-in"_s, name + u".csr"_s, u"-out"_s, name + u".pem"_s, u"-extfile"_s, name + u".ext"_s, u"-startdate"_s,
                    u"20900101000000Z"_s, u"-enddate"_s, u"20910101000000Z"_s});
}

void TestTls::initTestCase()
{
    const QStringList tenDays{u"-days"_s, u"10"_s};
    for (const QString &authority : {u"ca"_s, u"other"_s})
        QVERIFY(openssl({u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-keyout"_s, authority + u".key"_s, u"-out"_s,
                         authority + u".pem"_s, u"-subj"_s, u"/CN="_s + authority, u"-days"_s, u"10"_s}));
    QVERIFY(openssl({u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-keyout"_s, u"self.key"_s, u"-out"_s, u"self.pem"_s,
                     u"-subj"_s, u"/CN=localhost"_s, u"-addext"_s, u"subjectAltName=DNS:localhost"_s, u"-days"_s, u"10"_s}));
    QVERIFY(issue(u"good"_s, u"localhost"_s, u"DNS:localhost"_s, tenDays, u"ca"_s));
    QVERIFY(issue(u"expired"_s, u"localhost"_s, u"DNS:localhost"_s, {u"-days"_s, u"-1"_s}, u"ca"_s));
    QVERIFY(issue(u"wronghost"_s, u"example.org"_s, u"DNS:example.org"_s, tenDays, u"ca"_s));
    QVERIFY(issue(u"cnonly"_s, u"localhost"_s, {}, tenDays, u"ca"_s));
    QVERIFY(issue(u"cnagainst"_s, u"localhost"_s, u"DNS:example.org"_s, tenDays, u"ca"_s));
    QVERIFY(issue(u"wronguse"_s, u"localhost"_s, u"DNS:localhost"_s, tenDays, u"ca"_s, "extendedKeyUsage=clientAuth\n"));
    QVERIFY(issueForLater(u"notyet"_s));
    QVERIFY(issue(u"unknown"_s, u"localhost"_s, u"DNS:localhost"_s, tenDays, u"other"_s));
}

void TestTls::certificates_data()
{
    QTest::addColumn<bool>("accepted");
    QTest::newRow("good") << true;
    for (const char *bad : {"expired", "wronghost", "cnonly", "cnagainst", "unknown", "self", "notyet", "wronguse"})
        QTest::newRow(bad) << false;
}

void TestTls::certificates()
{
    QFETCH(bool, accepted);
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    QFile key(m_folder.filePath(name + u".key"_s));
    QVERIFY(key.open(QIODevice::ReadOnly));
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificate(QSslCertificate::fromPath(m_folder.filePath(name + u".pem"_s)).value(0));
    tls.setPrivateKey(QSslKey(&key, QSsl::Rsa));
    support::FaultServer server(nullptr, tls);
    server.setDefault([](const support::Arrival &) { return support::json(200, R"({"data":[],"has_more":false})"); });
    api::ApiClient client(configFor(server.port()));
    api::MemoryStores stores(client, wire::profileS());
    const auto result = support::waitFor(stores.listStores({}, {}));
    QVERIFY(result);
    QCOMPARE(result->has_value(), accepted);
    QCOMPARE(server.bytesReceived() > 0, accepted);
    if (!accepted)
        QCOMPARE(result->error().kind, core::ErrorKind::Tls);
}

api::ClientConfig TestTls::configFor(quint16 port) const
{
    api::ClientConfig config = support::testConfig(u"https://localhost:%1/v1"_s.arg(port));
    config.onlyTrusted = QSslCertificate::fromPath(m_folder.filePath(u"ca.pem"_s));
    if (config.onlyTrusted.size() != 1)
        qFatal("no authority");
    config.timeouts.idle = std::chrono::seconds(2);
    return config;
}

void TestTls::protocols_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("TLS 1.3") << QStringList{u"-tls1_3"_s} << true;
    QTest::newRow("TLS 1.2") << QStringList{u"-tls1_2"_s} << true;
    QTest::newRow("TLS 1.1") << QStringList{u"-tls1_1"_s, u"-cipher"_s, u"ALL:@SECLEVEL=0"_s} << false;
    QTest::newRow("TLS 1.0") << QStringList{u"-tls1"_s, u"-cipher"_s, u"ALL:@SECLEVEL=0"_s} << false;
    QTest::newRow("null cipher") << QStringList{u"-tls1_2"_s, u"-cipher"_s, u"eNULL:@SECLEVEL=0"_s} << false;
    QTest::newRow("nobody's certificate") << QStringList{u"-tls1_2"_s, u"-cipher"_s, u"aNULL:@SECLEVEL=0"_s} << false;
}

//! Against a server of openssl, which prints what it receives.
void TestTls::protocols()
{
    QFETCH(QStringList, arguments);
    QFETCH(bool, accepted);
    QTcpServer free;
    QVERIFY(free.listen(QHostAddress::LocalHost));
    const quint16 port = free.serverPort();
    free.close();
    QProcess server;
    server.setWorkingDirectory(m_folder.path());
    server.start(u"openssl"_s, QStringList{u"s_server"_s, u"-accept"_s, u"127.0.0.1:%1"_s.arg(port), u"-cert"_s, u"good.pem"_s,
                                           u"-key"_s, u"good.key"_s}
                                   + arguments);
    QByteArray printed;
    QTRY_VERIFY((printed += server.readAllStandardOutput()).contains("ACCEPT"));
    api::ApiClient client(configFor(port));
    api::MemoryStores stores(client, wire::profileS());
    const auto result = support::waitFor(stores.listStores({}, {}));
    QVERIFY(result && !*result);
    if (accepted) { // it never answers, but it was spoken to
        QTRY_VERIFY((printed += server.readAllStandardOutput()).contains("GET /v1/memory_stores"));
        QCOMPARE(result->error().kind, core::ErrorKind::Timeout);
    } else {
        QCOMPARE(result->error().kind, core::ErrorKind::Tls);
    }
    server.kill();
    server.waitForFinished();
    printed += server.readAllStandardOutput();
    QCOMPARE(printed.contains("HTTP/1.1") || printed.contains("canary"), accepted);
}

void TestTls::cutHandshakes_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("half a hello") << QByteArray("\x16\x03\x03\x00\x7a\x02\x00\x00", 8);
    QTest::newRow("plain HTTP") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
    QTest::newRow("an alert") << QByteArray("\x15\x03\x03\x00\x02\x02\x28", 7);
}

//! The connection ends within the handshake: nothing of HTTP was sent, and it is no success.
void TestTls::cutHandshakes()
{
    QFETCH(QByteArray, answer);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QByteArray received;
    connect(&server, &QTcpServer::newConnection, &server, [&] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [&received, socket, answer] {
            received += socket->readAll();
            socket->write(answer);
            socket->disconnectFromHost();
        });
    });
    api::ApiClient client(configFor(server.serverPort()));
    api::MemoryStores stores(client, wire::profileS());
    const auto result = support::waitFor(stores.createStore({u"n"_s, {}, {}}));
    QVERIFY(result && !*result);
    QCOMPARE(result->error().delivery, core::Delivery::NotSent);
    QVERIFY(result->error().kind == core::ErrorKind::Tls || result->error().kind == core::ErrorKind::Offline);
    QVERIFY(received.startsWith('\x16')); // the client's hello
    QVERIFY(!received.contains("HTTP/1.1") && !received.contains("canary"));
}

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"

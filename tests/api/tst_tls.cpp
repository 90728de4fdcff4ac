// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/memorystores.h"
#include "asking.h"
#include "support/faultserver.h"

#include <QFile>
#include <QProcess>
#include <QSslKey>
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

private:
    bool openssl(const QStringList &arguments);
    bool issue(const QString &name, const QString &subject, const QString &names, const QStringList &validity,
               const QString &issuer);
    QTemporaryDir m_folder;
};

bool TestTls::openssl(const QStringList &arguments)
{
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.start(u"openssl"_s, arguments);
    return process.waitForFinished() && process.exitCode() == 0;
}

bool TestTls::issue(const QString &name, const QString &subject, const QString &names, const QStringList &validity,
                    const QString &issuer)
{
    QFile extensions(m_folder.filePath(name + u".ext"_s));
    if (!extensions.open(QIODevice::WriteOnly))
        return false;
    extensions.write("basicConstraints=CA:FALSE\n" + (names.isEmpty() ? QByteArray() : "subjectAltName=" + names.toLatin1() + '\n'));
    extensions.close();
    return openssl({u"req"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-keyout"_s, name + u".key"_s, u"-out"_s, name + u".csr"_s,
                    u"-subj"_s, u"/CN="_s + subject})
        && openssl(QStringList{u"x509"_s, u"-req"_s, u"-in"_s, name + u".csr"_s, u"-CA"_s, issuer + u".pem"_s, u"-CAkey"_s,
                               issuer + u".key"_s, u"-CAcreateserial"_s, u"-out"_s, name + u".pem"_s, u"-extfile"_s,
                               name + u".ext"_s}
                   + validity);
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
    QVERIFY(issue(u"unknown"_s, u"localhost"_s, u"DNS:localhost"_s, tenDays, u"other"_s));
}

void TestTls::certificates_data()
{
    QTest::addColumn<bool>("accepted");
    QTest::newRow("good") << true;
    for (const char *bad : {"expired", "wronghost", "cnonly", "cnagainst", "unknown", "self"})
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
    api::ClientConfig config = support::testConfig(u"https://localhost:%1/v1"_s.arg(server.port()));
    config.onlyTrusted = QSslCertificate::fromPath(m_folder.filePath(u"ca.pem"_s));
    QCOMPARE(config.onlyTrusted.size(), 1);
    api::ApiClient client(config);
    api::MemoryStores stores(client, wire::profileS());
    const auto result = support::waitFor(stores.listStores({}, {}));
    QVERIFY(result);
    QCOMPARE(result->has_value(), accepted);
    QCOMPARE(server.bytesReceived() > 0, accepted);
    if (!accepted)
        QCOMPARE(result->error().kind, core::ErrorKind::Tls);
}

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"

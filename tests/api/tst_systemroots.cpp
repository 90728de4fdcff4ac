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

#include <cstdio>

using namespace Qt::StringLiterals;

//! Promise N2, CVE-2023-34410: where a connection trusts its own list of authorities only, one that merely the system
//! trusts is none. For that the system has to trust an authority of ours: this program starts itself once more, as a
//! client, where a folder of the test stands in place of the system's.
class TestSystemRoots : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    bool run(const QString &program, const QStringList &arguments)
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(program, arguments);
        return process.waitForFinished() && process.exitCode() == 0;
    }

    static QStringList withRoots(const QString &folder, const QStringList &command)
    {
        return QStringList{u"--mount"_s, u"--map-root-user"_s, u"sh"_s, u"-ec"_s,
                           u"mount --bind \"$1\" /etc/ssl/certs; shift; exec \"$@\""_s, u"sh"_s, folder}
            + command;
    }

private slots:
    void initTestCase()
    {
        const QString make = uR"(
            for authority in root configured; do
                openssl req -x509 -newkey rsa:2048 -nodes -keyout $authority.key -out $authority.pem -subj /CN=$authority -days 10
            done
            echo subjectAltName=DNS:localhost > names
            openssl req -newkey rsa:2048 -nodes -keyout server.key -out server.csr -subj /CN=localhost
            openssl x509 -req -in server.csr -CA root.pem -CAkey root.key -CAcreateserial -out server.pem -extfile names -days 10
            mkdir certs
            cp root.pem certs
            openssl rehash certs
        )"_s;
        QVERIFY(run(u"sh"_s, {u"-ec"_s, make}));
        if (!run(u"unshare"_s, withRoots(m_folder.filePath(u"certs"_s), {u"true"_s})))
            QSKIP("this system does not let a test mount anything in a namespace of its own");
    }

    void onlyTheListIsTrusted_data()
    {
        QTest::addColumn<QString>("list");
        QTest::addColumn<QByteArray>("outcome");
        QTest::newRow("what the system trusts") << QString() << QByteArray("read");
        QTest::newRow("a list without it") << u"configured.pem"_s << QByteArray("tls");
        QTest::newRow("a list with it") << u"root.pem"_s << QByteArray("read");
    }
    void onlyTheListIsTrusted()
    {
        QFETCH(QString, list);
        QFETCH(QByteArray, outcome);
        QFile key(m_folder.filePath(u"server.key"_s));
        QVERIFY(key.open(QIODevice::ReadOnly));
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setLocalCertificate(QSslCertificate::fromPath(m_folder.filePath(u"server.pem"_s)).value(0));
        tls.setPrivateKey(QSslKey(&key, QSsl::Rsa));
        support::FaultServer server(nullptr, tls);
        server.setDefault([](const support::Arrival &) { return support::json(200, R"({"data":[],"has_more":false})"); });
        QProcess client;
        client.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        // It ends while a thread of Qt's may still be closing the connection: no leak, though the sanitizer may think so.
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"LSAN_OPTIONS"_s, u"detect_leaks=0"_s);
        client.setProcessEnvironment(environment);
        client.start(u"unshare"_s,
                     withRoots(m_folder.filePath(u"certs"_s),
                               {QCoreApplication::applicationFilePath(), u"--client"_s, QString::number(server.port()),
                                list.isEmpty() ? QString() : m_folder.filePath(list)}));
        QTRY_COMPARE_WITH_TIMEOUT(client.state(), QProcess::NotRunning, 20'000);
        QCOMPARE(client.readAllStandardOutput().trimmed(), outcome);
        QCOMPARE(server.bytesReceived() > 0, outcome == "read");
    }
};

namespace {

int beClient(quint16 port, const QString &list)
{
    api::ClientConfig config = support::testConfig(u"https://localhost:%1/v1"_s.arg(port));
    if (!list.isEmpty())
        config.onlyTrusted = QSslCertificate::fromPath(list);
    api::ApiClient client(config);
    api::MemoryStores stores(client, wire::profileS());
    const auto result = support::waitFor(stores.listStores({}, {}));
    const bool refused = result && !*result && result->error().kind == core::ErrorKind::Tls;
    std::puts(!result ? "nothing" : *result ? "read" : refused ? "tls" : "another error");
    return 0;
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--client")
        return beClient(arguments.value(2).toUShort(), arguments.value(3));
    TestSystemRoots test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_systemroots.moc"

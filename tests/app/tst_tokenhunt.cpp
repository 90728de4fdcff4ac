// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "support/faultserver.h"

#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

//! Promise G1: the real program with all logging on, over answers of every bad kind; then its token is looked for
//! in what it printed and in every file that it left.
class TestTokenHunt : public QObject
{
    Q_OBJECT

    static constexpr auto canary = "pt-canary-7d1f0c5e9b";

    static QByteArray filesWith(const QString &folder, const QByteArray &wanted)
    {
        QByteArrayList found;
        QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains(wanted))
                found.append(file.fileName().toUtf8());
        }
        return found.join(' ');
    }

private slots:
    void theTokenIsNowhere_data()
    {
        QTest::addColumn<QByteArray>("step");
        QTest::addColumn<QByteArray>("reply");
        QTest::newRow("401") << QByteArray()
                             << support::json(401, R"({"type":"error","error":{"type":"TOKEN_INVALID","message":"no"}})");
        QTest::newRow("403") << QByteArray()
                             << support::json(403, R"({"type":"error","error":{"type":"permission_error","message":"no"}})");
        QTest::newRow("echo") << QByteArray()
                              << support::json(400, QByteArray(R"({"type":"error","error":{"type":"invalid_request_error",)")
                                                        + R"("message":"bad header Authorization: Bearer )" + canary
                                                        + R"("}})");
        QTest::newRow("redirect") << QByteArray("redirect:http://127.0.0.1:1/x") << QByteArray();
        QTest::newRow("html") << QByteArray() << support::json(200, "<html>no</html>");
        QTest::newRow("500") << QByteArray("status:500") << QByteArray();
        QTest::newRow("cut") << QByteArray("cut_reply@20") << QByteArray();
    }

    void theTokenIsNowhere()
    {
        QFETCH(QByteArray, step);
        QFETCH(QByteArray, reply);
        support::FaultServer server;
        const QByteArray last = reply.isEmpty() ? support::json(200, R"({"data":[],"has_more":false})") : reply;
        server.setDefault([last](const support::Arrival &) { return last; });
        if (!step.isEmpty())
            server.fault(step);

        QTemporaryDir folder;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"QODER_PAT"_s, QLatin1String(canary));
        environment.insert(u"QT_LOGGING_RULES"_s, u"*=true"_s);
        environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
        environment.insert(u"HOME"_s, folder.path());
        environment.insert(u"XDG_CONFIG_HOME"_s, folder.filePath(u"xdg-config"_s));
        environment.insert(u"XDG_DATA_HOME"_s, folder.filePath(u"xdg-data"_s));
        environment.insert(u"XDG_CACHE_HOME"_s, folder.filePath(u"xdg-cache"_s));
        QProcess program;
        program.setProcessEnvironment(environment);
        program.setProcessChannelMode(QProcess::MergedChannels);
        program.start(QStringLiteral(PALIMPSEST_PROGRAM),
                      {u"--base-url"_s, server.baseUrl(), u"--data"_s, folder.filePath(u"data"_s), u"--config"_s,
                       folder.filePath(u"config"_s)});
        QVERIFY(program.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(server.arrivalCount() > 0, 20'000);
        QByteArray printed;
        // The client's own line about the exchange tells that the answer was read; it also shows that logging is on.
        QTRY_VERIFY_WITH_TIMEOUT((printed += program.readAll()).contains("palimpsest.http"), 20'000);
        QTRY_VERIFY(!server.arrivals().isEmpty());
        QCOMPARE(server.arrivals().first().header("Authorization"), QByteArray("Bearer ") + canary);
        QFile started(u"/proc/%1/environ"_s.arg(program.processId()));
        QVERIFY(started.open(QIODevice::ReadOnly));
        QVERIFY2(!started.readAll().contains(canary), "the token can be read in the environment of the process");
        program.terminate();
        program.waitForFinished(10'000);
        printed += program.readAll();
        QVERIFY(!printed.isEmpty());
        QVERIFY2(!printed.contains(canary), "the program printed its token");
        QVERIFY2(!printed.contains(QByteArray(canary).toBase64()), "the program printed its token in base64");
        QCOMPARE(filesWith(folder.path(), canary), QByteArray());
    }
};

QTEST_MAIN(TestTokenHunt)
#include "tst_tokenhunt.moc"

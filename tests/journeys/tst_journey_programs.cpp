// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"

#include "support/pictures.h"
#include "ui/controllers/entrytab.h"
#include "ui/controllers/entrytabs.h"
#include "ui/dialogs/letprogramsdialog.h"
#include "ui/panels/detailspage.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/historypanel.h"
#include "ui/panels/storespanel.h"

#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QListView>
#include <QProcess>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTcpServer>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::StringLiterals;

//! The lines that the window gives out to be pasted into a shell, in a real shell with the real curl.
class TestJourneyPrograms : public QObject
{
    Q_OBJECT

    static quint16 freePort()
    {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        return server.serverPort();
    }

    //! What the script prints; the window lives on meanwhile.
    static QByteArray shell(const QByteArray &script, const QProcessEnvironment &more = {})
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(more);
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(u"/bin/sh"_s, {u"-ec"_s, QString::fromUtf8(script)});
        if (!QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, 20'000))
            process.kill();
        return process.readAllStandardOutput();
    }

    static QString copied(const QWidget &in, const char *button)
    {
        QGuiApplication::clipboard()->clear();
        auto *found = in.findChild<QToolButton *>(QString::fromLatin1(button));
        if (found)
            QTest::mouseClick(found, Qt::LeftButton);
        return QGuiApplication::clipboard()->text();
    }

private slots:
    void initTestCase()
    {
        QVERIFY2(!QStandardPaths::findExecutable(u"curl"_s).isEmpty(), "curl is missing: packaging/install-dependencies test");
    }

    void whatCurlWritesAppearsWithinASecond()
    {
        Journey journey;
        QVERIFY(journey.openSample());
        QTreeView *tree = journey.window().stores().treeView();
        tree->expand(Journey::row(tree, u"agent notes"_s));
        QTRY_VERIFY(Journey::row(tree, u"notes"_s).isValid());

        journey.action("local.share")->trigger();
        auto *dialog = journey.dialog<dialogs::LetProgramsDialog>();
        QVERIFY(dialog);
        dialog->findChild<QSpinBox *>(u"portBox"_s)->setValue(freePort());
        QVERIFY(Journey::press(*dialog, u"Turn On"_s));
        QTRY_VERIFY(dialog->isRunning());
        support::picture(*dialog, u"let programs, real"_s);
        const QByteArray exports = (copied(*dialog, "urlCopy") + u'\n' + copied(*dialog, "tokenCopy") + u'\n').toUtf8();
        const QByteArray listing = shell(exports + copied(*dialog, "curlCopy").toUtf8() + " --silent");
        const QJsonArray stores = QJsonDocument::fromJson(listing).object().value(u"data"_s).toArray();
        QVERIFY2(stores.size() == 1, listing.constData());
        QCOMPARE(stores.first().toObject().value(u"name"_s).toString(), u"agent notes"_s);
        QVERIFY(Journey::press(*dialog, u"Close"_s));

        const QByteArray id = stores.first().toObject().value(u"id"_s).toString().toUtf8();
        const QByteArray written = shell(exports
                                         + "curl --silent -X POST -H \"Authorization: Bearer $QODER_PAT\" -H 'Content-Type: application/json'"
                                           " -d '{\"path\":\"from-curl.md\",\"content\":\"hello\\n\"}'"
                                           " \"$QODER_BASE_URL/memory_stores/"
                                         + id + "/memories\"");
        QElapsedTimer since;
        since.start();
        QVERIFY2(written.contains("from-curl.md"), written.constData());
        QTRY_VERIFY_WITH_TIMEOUT(Journey::row(tree, u"from-curl.md"_s).isValid(), 5'000);
        QVERIFY2(since.elapsed() <= 1000, qPrintable(QString::number(since.elapsed())));

        // Off again: nobody is let in any more.
        journey.action("local.share")->trigger();
        dialog = journey.dialog<dialogs::LetProgramsDialog>();
        QVERIFY(Journey::press(*dialog, u"Turn Off"_s));
        QTRY_VERIFY(!dialog->isRunning());
        const auto refused = [&] { return shell(exports + "curl --silent -o /dev/null \"$QODER_BASE_URL/memory_stores\" || echo refused"); };
        QTRY_COMPARE(refused(), "refused\n");
    }

    void itStaysOnAtTheNextStart()
    {
        Journey journey;
        QVERIFY(journey.openSample());
        journey.action("local.share")->trigger();
        auto *dialog = journey.dialog<dialogs::LetProgramsDialog>();
        dialog->findChild<QSpinBox *>(u"portBox"_s)->setValue(freePort());
        QVERIFY(Journey::press(*dialog, u"Turn On"_s));
        QTRY_VERIFY(dialog->isRunning());
        const QByteArray script = (copied(*dialog, "urlCopy") + u'\n' + copied(*dialog, "tokenCopy") + u'\n'
                                   + copied(*dialog, "curlCopy")).toUtf8() + " --silent";
        journey.startAnew();
        QVERIFY(journey.openLocal());
        QTRY_VERIFY(shell(script).contains("agent notes")); // the same port, the same token
    }

    void copiedAsCurl_data()
    {
        QTest::addColumn<bool>("profileC");
        QTest::newRow("profile S") << false;
        QTest::newRow("profile C") << true;
    }
    void copiedAsCurl()
    {
        QFETCH(bool, profileC);
        const Elsewhere service(profileC ? wire::profileC() : wire::profileS());
        Journey journey;
        QVERIFY(journey.openRemote(service.baseUrl(), Elsewhere::token));
        QProcessEnvironment token;
        token.insert(u"QODER_PAT"_s, QString::fromLatin1(Elsewhere::token));
        const auto curl = [&journey, &token]() -> QByteArray {
            QGuiApplication::clipboard()->clear();
            panels::EntryPanel &panel = journey.window().entry();
            journey.action("view.details")->trigger();
            auto *button = panel.details()->findChild<QPushButton *>(u"curlButton"_s);
            if (!support::eventually([button] { return button->isVisible() && button->isEnabled(); }))
                return "no button";
            QTest::mouseClick(button, Qt::LeftButton);
            const QByteArray line = QGuiApplication::clipboard()->text().toUtf8();
            if (line.contains(Elsewhere::token) || !line.contains("$QODER_PAT"))
                return "the token is in it: " + line;
            return shell(line + " --silent --write-out ' %{http_code}'", token);
        };

        journey.workbench().navigator().go({journey.session()->stores().stores().first().id, {}, {}});
        const QByteArray ofStore = curl();
        QVERIFY2(ofStore.endsWith(" 200") && ofStore.contains("\"agent notes\""), ofStore.constData());

        QVERIFY(journey.openEntry(u"notes/meeting.md"_s));
        const QByteArray ofEntry = curl();
        QVERIFY2(ofEntry.endsWith(" 200") && ofEntry.contains("owner: Ada"), ofEntry.constData());

        QListView *history = journey.window().history().view();
        QTRY_COMPARE(history->model()->rowCount(), 3);
        Journey::click(history, history->model()->index(1, 0));
        QTRY_COMPARE(journey.workbench().navigator().subject().versions.size(), 1);
        const QByteArray ofVersion = curl();
        QVERIFY2(ofVersion.endsWith(" 200") && ofVersion.contains("key: 1234"), ofVersion.constData());
    }
};

QTEST_MAIN(TestJourneyPrograms)
#include "tst_journey_programs.moc"

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"

#include "support/pictures.h"
#include "support/quickfolder.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/historypanel.h"
#include "ui/panels/storespanel.h"
#include "ui/widgets/texteditor.h"

#include <QFile>
#include <QProcess>
#include <QTreeView>
#include <QUrl>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

//! The service, a program of its own, is killed while somebody works with it, and started again.
class TestJourneyGone : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder{support::quickFolder()};
    QProcess m_service;
    QString m_baseUrl;

    bool startService()
    {
        const QString port = m_baseUrl.isEmpty() ? u"0"_s : QString::number(QUrl(m_baseUrl).port());
        m_service.start(QCoreApplication::applicationDirPath() + u"/palimpsest-service"_s,
                        {u"--port"_s, port, u"--data"_s, m_folder.filePath(u"data"_s), u"--token-file"_s,
                         m_folder.filePath(u"token"_s)});
        if (!QTest::qWaitFor([this] { return m_service.canReadLine(); }, 20'000))
            return false;
        m_baseUrl = QString::fromUtf8(m_service.readLine()).trimmed();
        return true;
    }

    QByteArray token() const
    {
        QFile file(m_folder.filePath(u"token"_s));
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
    }

private slots:
    void killedAndStartedAgain()
    {
        QVERIFY(service::importStores(m_folder.filePath(u"data"_s), Journey::sampleStore()));
        QVERIFY(startService());
        Journey journey;
        QVERIFY(journey.openRemote(m_baseUrl, token()));
        journey.session()->commands().setCheckSchedule({0ms, 30ms});
        QVERIFY(journey.openEntry(u"notes/plan.md"_s));
        widgets::TextEditor *editor = journey.window().entry().editor();
        QTreeView *tree = journey.window().stores().treeView();
        QTest::keyClicks(editor, u"mine "_s);

        m_service.kill();
        QVERIFY(m_service.waitForFinished());
        journey.action("entry.save")->trigger();
        const panels::EntryPanel &panel = journey.window().entry();
        QTRY_VERIFY_WITH_TIMEOUT(Journey::says(panel, u"The service cannot be reached."_s), 20'000);
        support::picture(journey.window(), u"service gone, save"_s);
        QVERIFY(Journey::says(panel, u"your text is still here"_s));
        QCOMPARE(editor->bytes(), "mine Plan A\n");

        journey.action("view.refresh")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(journey.session()->stores().loading().error, 30'000);
        support::picture(journey.window(), u"service gone, refreshed"_s);
        QVERIFY(Journey::row(tree, u"agent notes"_s).isValid()); // what was read is still shown
        QTRY_VERIFY2(Journey::row(tree, u"The service cannot be reached."_s).isValid(), "nobody says why nothing is new");

        QVERIFY(startService());
        session::EntryList &list = journey.session()->entries(journey.session()->stores().stores().first().id);
        const core::Entry meeting = *list.findPath(u"notes/meeting.md"_s);
        journey.workbench().navigator().go({meeting.store, meeting.id, {}});
        // After so many failures the client pauses for up to half a minute, but not for somebody who clicks.
        QTRY_COMPARE_WITH_TIMEOUT(journey.window().entry().editor()->bytes(), "# Meeting\n\n- storage: SQLite\n- owner: Ada\n", 15'000);
        journey.workbench().navigator().go({meeting.store, list.findPath(u"notes/plan.md"_s)->id, {}});
        QTRY_COMPARE(journey.window().entry().editor()->bytes(), "mine Plan A\n");
        QVERIFY(Journey::press(journey.window().entry(), u"Retry"_s));
        QTRY_VERIFY(!journey.window().entry().isModified());
        journey.action("view.refresh")->trigger();
        QTRY_VERIFY(!Journey::row(tree, u"The service cannot be reached."_s).isValid());
        Agent agent(m_baseUrl, token());
        QCOMPARE(agent.read(meeting.store, u"notes/plan.md"_s)->content, QByteArray("mine Plan A\n"));
        m_service.kill();
        m_service.waitForFinished();
    }
};

QTEST_MAIN(TestJourneyGone)
#include "tst_journey_gone.moc"

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"

#include "models/roles.h"
#include "support/pictures.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/controllers/sessionhost.h"
#include "ui/dialogs/connectiondialog.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/historypanel.h"
#include "ui/panels/storespanel.h"
#include "ui/widgets/texteditor.h"

#include <QLineEdit>
#include <QListView>
#include <QRadioButton>
#include <QTreeView>

using namespace Qt::StringLiterals;

//! What the program does at its start: which service it opens, with which token, and what it still knows.
class TestJourneyStart : public QObject
{
    Q_OBJECT

    static QString openUrl(Journey &journey)
    {
        return journey.session() ? journey.session()->client().config().baseUrl.toString() : QString();
    }

    //! As a person does: URL, token, name, Connect.
    static bool connectTo(Journey &journey, const QString &url, bool keep)
    {
        auto *dialog = journey.dialog<dialogs::ConnectionDialog>();
        if (!dialog)
            return false;
        dialog->findChild<QLineEdit *>(u"urlEdit"_s)->setText(url);
        if (auto *token = dialog->findChild<QLineEdit *>(u"tokenEdit"_s); token->isVisible() && token->isEnabled())
            token->setText(QString::fromLatin1(Elsewhere::token));
        dialog->findChild<QLineEdit *>(u"nameEdit"_s)->setText(u"cellar"_s);
        for (QRadioButton *choice : dialog->findChildren<QRadioButton *>()) {
            if (choice->text().remove(u'&').contains(keep ? u"eychain"_s : u"run only"_s))
                choice->click();
        }
        return Journey::press(*dialog, u"Connect"_s)
            && support::eventually([&journey] { return !journey.dialog<dialogs::ConnectionDialog>(); });
    }

private slots:
    void init()
    {
        for (const char *name : {"QODER_PAT", "QODER_ACCESS_TOKEN", "QODER_BASE_URL"})
            qunsetenv(name);
    }
    void cleanup() { init(); }

    void aTokenThatLiesAboutIsOfferedAtTheFirstStart()
    {
        const Elsewhere service;
        qputenv("QODER_PAT", Elsewhere::token);
        Journey journey;
        QVERIFY(journey.openLocal());
        QVERIFY(!qEnvironmentVariableIsSet("QODER_PAT")); // no child process and no crash report has it
        QVERIFY(Journey::says(journey.window().stores(), u"A token was found in QODER_PAT."_s));
        support::picture(journey.window(), u"first run with a token"_s);
        QVERIFY(Journey::press(journey.window().stores(), u"Connect to the cloud service…"_s));
        auto *dialog = journey.dialog<dialogs::ConnectionDialog>();
        QVERIFY(dialog);
        QVERIFY(Journey::press(*dialog, u"Use It"_s));
        support::picture(*dialog, u"first run, token taken"_s);
        QVERIFY(connectTo(journey, service.baseUrl(), true));
        QTRY_COMPARE(openUrl(journey), service.baseUrl());
        QTRY_VERIFY(Journey::row(journey.window().stores().treeView(), u"agent notes"_s).isValid());

        journey.startAnew(); // the last connection opens by itself, with the token that was kept
        QVERIFY(journey.start());
        QCOMPARE(openUrl(journey), service.baseUrl());
        QVERIFY(!Journey::says(journey.window().stores(), u"A token was found"_s));
    }

    void aTokenForOneRunIsAskedForAtTheNext()
    {
        const Elsewhere service;
        Journey journey;
        QVERIFY(journey.openLocal());
        journey.action("connection.add")->trigger();
        QVERIFY(connectTo(journey, service.baseUrl(), false));
        QTRY_COMPARE(openUrl(journey), service.baseUrl());
        journey.startAnew();
        journey.workbench().start();
        QTRY_VERIFY(journey.dialog<dialogs::ConnectionDialog>());
        QVERIFY(!journey.session());
        support::picture(journey.window(), u"no token kept"_s);
        auto *dialog = journey.dialog<dialogs::ConnectionDialog>();
        support::picture(*dialog, u"no token kept, dialog"_s);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QVERIFY(Journey::press(journey.window().stores(), u"Enter a token…"_s));
        dialog = journey.dialog<dialogs::ConnectionDialog>();
        QVERIFY(dialog);
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"tokenEdit"_s), QString::fromLatin1(Elsewhere::token));
        QVERIFY(Journey::press(*dialog, u"Save"_s));
        QTRY_VERIFY(journey.session() && journey.session()->stores().loading().complete);
        QCOMPARE(openUrl(journey), service.baseUrl());
    }

    void theVariablesOpenAService()
    {
        const Elsewhere service;
        qputenv("QODER_PAT", Elsewhere::token);
        qputenv("QODER_BASE_URL", service.baseUrl().toUtf8());
        Journey journey;
        QVERIFY(journey.start());
        QCOMPARE(openUrl(journey), service.baseUrl());
        QVERIFY(!Journey::says(journey.window().stores(), u"A token was found"_s)); // it is in use
        journey.startAnew(); // for that run only
        QVERIFY(journey.openLocal());
    }

    void baseUrlOfTheCommandLineComesFirst()
    {
        const Elsewhere service;
        qputenv("QODER_ACCESS_TOKEN", Elsewhere::token);
        qputenv("QODER_BASE_URL", "http://127.0.0.1:1/api/v1/cloud");
        Journey journey;
        journey.launch.baseUrl = service.baseUrl();
        journey.startAnew();
        QVERIFY(journey.start());
        QCOMPARE(openUrl(journey), service.baseUrl());
        QVERIFY(Journey::row(journey.window().stores().treeView(), u"agent notes"_s).isValid());
    }

    void baseUrlWithoutATokenAsksForOne()
    {
        const Elsewhere service;
        Journey journey;
        journey.launch.baseUrl = service.baseUrl();
        journey.startAnew();
        journey.workbench().start();
        QTRY_VERIFY(Journey::button(journey.window().stores(), u"New Token…"_s)
                    || Journey::button(journey.window().stores(), u"Enter another token…"_s));
        support::picture(journey.window(), u"base-url without a token"_s);
        QVERIFY(Journey::press(journey.window().stores(), u"Enter another token…"_s));
        auto *dialog = journey.dialog<dialogs::ConnectionDialog>();
        QVERIFY(dialog);
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"tokenEdit"_s), QString::fromLatin1(Elsewhere::token));
        QVERIFY(Journey::press(*dialog, u"Use Token"_s));
        QTRY_VERIFY(Journey::row(journey.window().stores().treeView(), u"agent notes"_s).isValid());
    }

    void anAddressThatIsNoneIsSaid()
    {
        Journey journey;
        journey.launch.baseUrl = u"http://example.com/api/v1/cloud"_s; // neither https nor this computer
        journey.startAnew();
        journey.workbench().start();
        QTRY_VERIFY(Journey::button(journey.window().stores(), u"Edit Connection…"_s));
        support::picture(journey.window(), u"base-url that is refused"_s);
    }

    void writtenHereIsKnownAtTheNextStart()
    {
        Journey journey;
        QVERIFY(journey.openSample());
        QVERIFY(journey.openEntry(u"notes/plan.md"_s));
        QTest::keyClicks(journey.window().entry().editor(), u"mine "_s);
        journey.action("entry.save")->trigger();
        QTRY_COMPARE(journey.workbench().entryController().base()->version, 2);
        const auto marks = [&journey] {
            const QAbstractItemModel *model = journey.window().history().view()->model();
            QList<bool> here;
            for (int row = 0; row < model->rowCount(); ++row)
                here.append(model->index(row, 0).data(models::WrittenHereRole).toBool());
            return here;
        };
        QTRY_COMPARE(marks(), (QList<bool>{true, false}));
        journey.startAnew();
        QVERIFY(journey.openLocal());
        QVERIFY(journey.openEntry(u"notes/plan.md"_s));
        QTRY_COMPARE(marks(), (QList<bool>{true, false}));
    }
};

QTEST_MAIN(TestJourneyStart)
#include "tst_journey_start.moc"

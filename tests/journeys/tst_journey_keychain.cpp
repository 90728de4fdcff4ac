// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"

#include "secrets/fakesecretservice.h"
#include "session/connectionbook.h"
#include "support/loopwatch.h"
#include "support/pictures.h"
#include "ui/dialogs/connectiondialog.h"
#include "ui/panels/storespanel.h"

#include <QElapsedTimer>
#include <QLineEdit>
#include <QRadioButton>
#include <QTreeView>

using namespace Qt::StringLiterals;

//! A keychain that never answers, at the start of the whole program. Run through withkeyring.sh bare-bus.
class TestJourneyKeychain : public QObject
{
    Q_OBJECT
private slots:
    void frozen()
    {
        QVERIFY2(qEnvironmentVariableIsSet("PRIVATE_ROOT"), "run me through withkeyring.sh bare-bus");
        const FakeSecretService keychain(FakeSecretService::Manner::Silent);
        QVERIFY(keychain.isOnBus());
        const Elsewhere service;
        Journey journey(nullptr, true);
        { // as of an earlier run
            core::SystemClock clock;
            session::ConnectionBook book(journey.launch.configFolder, u"Local workspace"_s, clock);
            QVERIFY(book.load());
            session::Connection connection;
            connection.name = u"prod"_s;
            connection.baseUrl = service.baseUrl();
            connection.tokenPlace = secrets::TokenPlace::Keychain;
            const auto added = book.add(connection);
            QVERIFY(added);
            QVERIFY(book.noteOpened(added->id));
        }
        journey.startAnew();
        QElapsedTimer clock;
        clock.start();
        support::LoopWatch watch;
        journey.workbench().start();
        QTRY_VERIFY(journey.window().isVisible());
        QCoreApplication::processEvents();
        QVERIFY2(clock.elapsed() <= 2000, qPrintable(QString::number(clock.elapsed()))); // promise G3
        QVERIFY(QTest::qWaitForWindowExposed(&journey.window()));
        support::picture(journey.window(), u"keychain asked"_s);
        QTRY_VERIFY_WITH_TIMEOUT(journey.dialog<dialogs::ConnectionDialog>(), 20'000);
        auto *dialog = journey.dialog<dialogs::ConnectionDialog>();
        QVERIFY(Journey::says(*dialog, u"The keychain does not answer."_s));
        support::picture(*dialog, u"keychain frozen"_s);
        support::picture(journey.window(), u"keychain frozen, window"_s);

        // On with a token for this run only.
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"tokenEdit"_s), QString::fromLatin1(Elsewhere::token));
        for (QRadioButton *choice : dialog->findChildren<QRadioButton *>()) {
            if (choice->text().remove(u'&').contains(u"run only"_s))
                choice->click();
        }
        QVERIFY(Journey::press(*dialog, u"Save"_s));
        QTRY_VERIFY(journey.session() && journey.session()->stores().loading().complete);
        QVERIFY(Journey::row(journey.window().stores().treeView(), u"agent notes"_s).isValid());
        QVERIFY2(watch.longestAwayMs() <= 1000 * support::slowness(), qPrintable(QString::number(watch.longestAwayMs())));
    }
};

QTEST_MAIN(TestJourneyKeychain)
#include "tst_journey_keychain.moc"

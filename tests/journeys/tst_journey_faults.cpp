// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"
#include "oddservice.h"

#include "ui/controllers/entrycontroller.h"
#include "ui/dialogs/connectiondialog.h"
#include "ui/dialogs/newentrydialog.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/historypanel.h"
#include "ui/panels/storespanel.h"
#include "ui/presentation/presentedtree.h"
#include "ui/widgets/texteditor.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTreeView>

using namespace Qt::StringLiterals;

using odd::Odd;
using odd::refusal;

//! What the service refuses, seen in the real window: a sentence, a way out, and nothing typed is lost.
class TestJourneyFaults : public QObject
{
    Q_OBJECT

    static bool openEntry(Journey &journey)
    {
        journey.workbench().navigator().go({{u"memstore_1"_s}, {u"mem_1"_s}, {}});
        return QTest::qWaitFor([&] { return journey.workbench().entryController().base().has_value(); }, 10'000);
    }

private slots:
    void aTokenRefusedInANewEntryIsReplacedInPlace()
    {
        Odd odd;
        odd.answer("POST", "/memories", refusal(401, "TOKEN_INVALID"));
        Journey journey;
        QVERIFY(journey.openRemote(odd.server().baseUrl(), "first"));
        Journey::click(journey.window().stores().treeView(), Journey::row(journey.window().stores().treeView(), u"notes"_s));
        journey.action("entry.new")->trigger();
        auto *sheet = journey.dialog<dialogs::NewEntryDialog>();
        QVERIFY(sheet);
        sheet->findChild<QLineEdit *>(u"pathEdit"_s)->setText(u"new.md"_s);
        QTest::keyClicks(sheet->findChild<widgets::TextEditor *>(), u"long thought about"_s);
        QTRY_VERIFY(Journey::button(*sheet, u"Create"_s)->isEnabled());
        QTest::mouseClick(Journey::button(*sheet, u"Create"_s), Qt::LeftButton);
        QTRY_VERIFY(Journey::button(*sheet, u"New Token…"_s));
        QTest::mouseClick(Journey::button(*sheet, u"New Token…"_s), Qt::LeftButton);
        auto *token = sheet->findChild<dialogs::ConnectionDialog *>();
        QVERIFY(token && token->isVisible());
        QVERIFY(sheet->isVisible());
        QVERIFY(!token->findChild<QLineEdit *>(u"urlEdit"_s)->isEnabled()); // another address would close the session
        token->findChild<QLineEdit *>(u"tokenEdit"_s)->setText(u"second"_s);
        odd.answer({}, {}, {});
        QTRY_VERIFY(Journey::button(*token, u"Use Token"_s)->isEnabled());
        QTest::mouseClick(Journey::button(*token, u"Use Token"_s), Qt::LeftButton);
        QTRY_VERIFY(!sheet->findChild<dialogs::ConnectionDialog *>());
        QVERIFY(!Journey::button(*sheet, u"New Token…"_s)); // that was about the old one
        QCOMPARE(sheet->path(), u"new.md"_s);
        QCOMPARE(sheet->text(), "long thought about");
        QTest::mouseClick(Journey::button(*sheet, u"Create"_s), Qt::LeftButton);
        QTRY_VERIFY(!journey.dialog<dialogs::NewEntryDialog>());
        QByteArray sent;
        for (const support::Arrival &arrival : odd.server().arrivals()) {
            if (arrival.method == "POST")
                sent = arrival.header("authorization");
        }
        QCOMPARE(sent, "Bearer second");
        QTRY_VERIFY(!Journey::button(journey.window().stores(), u"Enter another token…"_s));
    }

    void aPageThatFailedOffersWhatHelps_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QStringList>("buttons");
        const QString token = u"New Token…"_s;
        const QString connection = u"Edit Connection…"_s;
        QTest::newRow("401") << refusal(401, "authentication_error") << u"does not accept this token"_s
                             << QStringList{token, connection};
        QTest::newRow("403") << refusal(403, "permission_error") << u"may not"_s << QStringList{token, connection};
        QTest::newRow("404") << refusal(404, "not_found_error") << u"does not exist"_s << QStringList{};
        QTest::newRow("redirect") << QByteArray("HTTP/1.1 302 Found\r\nLocation: http://192.0.2.1/x\r\nContent-Length: 0\r\n\r\n")
                                  << u"another address"_s << QStringList{connection};
        QTest::newRow("not JSON") << QByteArray("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>")
                                  << u"not what a memory service sends"_s << QStringList{connection};
        QTest::newRow("5xx") << refusal(501, "api_error") << u"problem of its own"_s << QStringList{};
    }
    void aPageThatFailedOffersWhatHelps()
    {
        QFETCH(QByteArray, reply);
        QFETCH(QString, words);
        QFETCH(QStringList, buttons);
        Odd odd;
        odd.answer("GET", "/memories/mem_1", reply);
        Journey journey;
        QVERIFY(journey.openRemote(odd.server().baseUrl(), "canary"));
        journey.workbench().navigator().go({{u"memstore_1"_s}, {u"mem_1"_s}, {}});
        const panels::EntryPanel &panel = journey.window().entry();
        QTRY_VERIFY(Journey::button(panel, u"Retry"_s));
        bool said = false;
        for (const QLabel *label : panel.findChildren<QLabel *>())
            said = said || (label->isVisible() && label->text().contains(words));
        QVERIFY(said);
        for (const QString &text : {u"New Token…"_s, u"Edit Connection…"_s})
            QCOMPARE(Journey::button(panel, text) != nullptr, buttons.contains(text));
        QTest::mouseClick(Journey::button(panel, u"Copy details"_s), Qt::LeftButton);
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"Request id: "_s));
        if (buttons.contains(u"Edit Connection…"_s)) {
            QTest::mouseClick(Journey::button(panel, u"Edit Connection…"_s), Qt::LeftButton);
            QVERIFY(journey.dialog<dialogs::ConnectionDialog>());
        }
        odd.answer({}, {}, {});
        if (reply.startsWith("HTTP/1.1 401"))
            return; // a dead token is used no more
        if (auto *dialog = journey.dialog<dialogs::ConnectionDialog>())
            dialog->reject();
        QTest::mouseClick(Journey::button(panel, u"Retry"_s), Qt::LeftButton);
        QTRY_COMPARE(journey.window().entry().editor()->bytes(), "old\n");
    }

    void rowsAndHistoriesThatFailedDoSoToo()
    {
        Odd odd;
        odd.answer("GET", "/memories", refusal(401, "TOKEN_INVALID"));
        Journey journey;
        QVERIFY(journey.openRemote(odd.server().baseUrl(), "canary"));
        QTreeView *tree = journey.window().stores().treeView();
        const QPersistentModelIndex store = Journey::row(tree, u"notes"_s);
        tree->expand(store);
        const auto failed = [&] { return tree->model()->index(0, 0, store); };
        const auto word = [&] { return failed().data(presentation::PresentedTree::WayOutTextRole).toString(); };
        QTRY_COMPARE(word(), u"New Token…"_s);
        Journey::click(tree, store);
        QTRY_VERIFY(Journey::button(journey.window().history(), u"New Token…"_s));
        tree->setCurrentIndex(failed());
        QTest::keyClick(tree, Qt::Key_Return);
        auto *dialog = journey.dialog<dialogs::ConnectionDialog>();
        QVERIFY(dialog);
        odd.answer({}, {}, {});
        dialog->findChild<QLineEdit *>(u"tokenEdit"_s)->setText(u"second"_s);
        QTest::mouseClick(Journey::button(*dialog, u"Use Token"_s), Qt::LeftButton);
        // The new token alone brings back what failed by the old one.
        QTRY_VERIFY(Journey::row(tree, u"a.md"_s, store).isValid());
        QTRY_VERIFY(!Journey::button(journey.window().history(), u"New Token…"_s));
        QTRY_VERIFY(!Journey::button(journey.window().stores(), u"Enter another token…"_s));
    }

    void aPauseThatTheServiceWantsIsCountedDown()
    {
        Odd odd;
        Journey journey;
        QVERIFY(journey.openRemote(odd.server().baseUrl(), "canary"));
        QVERIFY(openEntry(journey));
        QTest::keyClicks(journey.window().entry().editor(), u"mine "_s);
        odd.answer("PUT", "/memories/mem_1", refusal(429, "rate_limit_error", "Retry-After: 2\r\n"));
        journey.action("entry.save")->trigger();
        const panels::EntryPanel &panel = journey.window().entry();
        QTRY_VERIFY(Journey::button(panel, u"Retry (in 2 s)"_s));
        QVERIFY(!Journey::button(panel, u"Retry (in 2 s)"_s)->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(Journey::button(panel, u"Retry"_s), 5'000);
        QVERIFY(Journey::button(panel, u"Retry"_s)->isEnabled());
        QVERIFY(panel.isModified());
        int writes = 0;
        for (const support::Arrival &arrival : odd.server().arrivals())
            writes += arrival.method == "PUT";
        QCOMPARE(writes, 1); // nobody but the person sends it again
    }

    void aStoreThatIsChosenIsRead()
    {
        Odd odd;
        Journey journey;
        QVERIFY(journey.openRemote(odd.server().baseUrl(), "canary"));
        QTreeView *tree = journey.window().stores().treeView();
        const QModelIndex store = Journey::row(tree, u"notes"_s);
        Journey::click(tree, store);
        QVERIFY(!tree->isExpanded(store));
        QTRY_VERIFY(journey.session()->entries({u"memstore_1"_s}).loading().complete);
    }
};

QTEST_MAIN(TestJourneyFaults)
#include "tst_journey_faults.moc"

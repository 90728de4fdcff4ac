// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"
#include "oddservice.h"

#include "support/pictures.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/dialogs/newentrydialog.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/storespanel.h"
#include "ui/widgets/texteditor.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using odd::Odd;
using odd::refusal;

//! A save that does not come through: a sentence that is true, a way out that leads somewhere, the request id to copy, the
//! text still there, and never a second request without the person.
class TestJourneySaveFaults : public QObject
{
    Q_OBJECT

    static int writes(Odd &odd)
    {
        int count = 0;
        for (const support::Arrival &arrival : odd.server().arrivals())
            count += arrival.method == "PUT";
        return count;
    }

private slots:
    void eachHasItsSentence_data()
    {
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("way");
        const QByteArray html = "<html>Bad Gateway</html>";
        QTest::newRow("409, though nothing is different")
            << refusal(409, "conflict_error") << u"refused"_s << u"Retry"_s;
        QTest::newRow("403") << refusal(403, "permission_error") << u"may not do this"_s << u"New Token…"_s;
        QTest::newRow("400") << refusal(400, "invalid_request_error") << u"does not accept this request"_s << QString();
        QTest::newRow("500") << refusal(500, "api_error") << u"nothing was changed"_s << u"Retry"_s;
        QTest::newRow("502, a web page")
            << "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: " + QByteArray::number(html.size())
                + "\r\n\r\n" + html
            << u"nothing was changed"_s << u"Retry"_s;
        QTest::newRow("503") << refusal(503, "overloaded_error") << u"nothing was changed"_s << u"Retry"_s;
        QTest::newRow("no answer") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n") << u"nothing was changed"_s
                                   << u"Retry"_s; // the rest never comes: 15 s
    }
    void eachHasItsSentence()
    {
        QFETCH(QByteArray, reply);
        QFETCH(QString, words);
        QFETCH(QString, way);
        Odd odd;
        Journey journey;
        QVERIFY(journey.openRemote(odd.server().baseUrl(), "canary"));
        journey.session()->commands().setCheckSchedule({0ms, 30ms});
        QVERIFY(journey.openEntry(u"a.md"_s));
        widgets::TextEditor *editor = journey.window().entry().editor();
        QTest::keyClicks(editor, u"mine "_s);
        odd.answer("PUT", "/memories/mem_1", reply);
        journey.action("entry.save")->trigger();

        const panels::EntryPanel &panel = journey.window().entry();
        QTRY_VERIFY2_WITH_TIMEOUT(Journey::says(panel, words), qPrintable(words), 20'000);
        support::picture(journey.window(), u"save "_s + QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY(Journey::press(panel, u"Copy details"_s));
        QVERIFY2(QGuiApplication::clipboard()->text().contains(u"Request id: "_s),
                 qPrintable(QGuiApplication::clipboard()->text()));
        QCOMPARE(editor->bytes(), "mine old\n");
        QVERIFY(panel.isModified());
        QCOMPARE(writes(odd), 1);
        if (way.isEmpty())
            return;
        QVERIFY2(Journey::button(panel, way), qPrintable(way));
        if (way != u"Retry"_s)
            return;
        odd.answer("PUT", "/memories/mem_1", odd::saved("mine old\n"));
        QVERIFY(Journey::press(panel, way));
        QTRY_VERIFY(!panel.isModified());
        QCOMPARE(writes(odd), 2);
        QVERIFY(!Journey::button(panel, u"Copy details"_s)); // the sentence is gone with its cause
    }

    void aPathThatIsTakenLeadsToItsHolder()
    {
        Odd odd;
        odd.answer("POST", "/memories", refusal(409, "conflict_error"));
        Journey journey;
        QVERIFY(journey.openRemote(odd.server().baseUrl(), "canary"));
        QTreeView *tree = journey.window().stores().treeView();
        Journey::click(tree, Journey::row(tree, u"notes"_s));
        journey.action("entry.new")->trigger();
        auto *sheet = journey.dialog<dialogs::NewEntryDialog>();
        QVERIFY(sheet);
        sheet->findChild<QLineEdit *>(u"pathEdit"_s)->setText(u"b.md"_s); // free as far as the list knows
        QTest::keyClicks(sheet->findChild<widgets::TextEditor *>(), u"text"_s);
        QVERIFY(Journey::press(*sheet, u"Create"_s));
        QTRY_VERIFY(!sheet->isBusy());
        support::picture(*sheet, u"create refused"_s);
        QVERIFY(sheet->isVisible());
        QCOMPARE(sheet->text(), "text");
        QVERIFY(Journey::says(*sheet, u"server words"_s) || Journey::says(*sheet, u"already"_s));
    }
};

QTEST_MAIN(TestJourneySaveFaults)
#include "tst_journey_savefaults.moc"

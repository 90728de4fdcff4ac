// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"

#include "support/pictures.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/dialogs/gotodialog.h"
#include "ui/dialogs/mergedialog.h"
#include "ui/panels/changespage.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/historypanel.h"
#include "ui/widgets/diffview.h"
#include "ui/widgets/factsbar.h"
#include "ui/widgets/findbar.h"
#include "ui/widgets/markdownpreview.h"
#include "ui/widgets/markdownview.h"
#include "ui/widgets/mergeresult.h"
#include "ui/widgets/texteditor.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QListView>
#include <QScrollBar>

using namespace Qt::StringLiterals;

//! What has to be seen to be believed, in the real window, with pictures for a person (tests/support/pictures.h).
class TestJourneySights : public QObject
{
    Q_OBJECT

    std::unique_ptr<Elsewhere> m_service;
    std::unique_ptr<Agent> m_agent;
    std::unique_ptr<Journey> m_journey;
    core::StoreId m_store;

    app::MainWindow &window() const { return m_journey->window(); }
    panels::EntryPanel &panel() const { return window().entry(); }
    widgets::TextEditor *editor() const { return panel().editor(); }

    bool make(const QString &path, const QByteArray &text)
    {
        return m_agent->create(m_store, path, text).has_value() && m_journey->openEntry(path);
    }
    static QByteArray prose(int sections)
    {
        QByteArray text = "# How we work\n\nWhat the agents have **learned**, in `notes`.\n";
        for (int i = 1; i <= sections; ++i)
            text += "\n## Rule " + QByteArray::number(i) + "\n\n- say what was *seen*\n- say what was not\n\n"
                + "> Rules are there for a reason, and the reason of this one is number " + QByteArray::number(i) + ".\n";
        return text;
    }
    //! Whether something is drawn in this part of the widget.
    static bool hasInk(const QImage &image, const QRect &part)
    {
        const QRgb ground = image.pixel(part.topLeft());
        int inked = 0;
        for (int y = part.top(); y <= part.bottom(); ++y) {
            for (int x = part.left(); x <= part.right(); ++x)
                inked += qAbs(qGray(image.pixel(x, y)) - qGray(ground)) > 60;
        }
        return inked > 40;
    }

private slots:
    void init()
    {
        m_service = std::make_unique<Elsewhere>();
        m_agent = std::make_unique<Agent>(m_service->baseUrl(), Elsewhere::token);
        m_journey = std::make_unique<Journey>();
        m_journey->startAnew(); // with the appearance that is wanted
        QVERIFY(m_journey->openRemote(m_service->baseUrl(), Elsewhere::token));
        m_store = m_journey->session()->stores().stores().first().id;
    }
    void cleanup()
    {
        m_journey.reset();
        m_agent.reset();
        m_service.reset();
    }

    //! By keys alone: an id from elsewhere, and the line to ask for it from a shell.
    void aPastedIdLeadsToItsEntryAndItsCurlLine()
    {
        const auto plan = m_agent->read(m_store, u"notes/plan.md"_s);
        QVERIFY(plan);
        QGuiApplication::clipboard()->setText(u"  "_s + plan->id.value + u'\n');
        QApplication::setActiveWindow(&window());
        m_journey->action("go.to")->trigger();
        QTRY_VERIFY(m_journey->dialog<dialogs::GoToDialog>());
        auto *field = m_journey->dialog<dialogs::GoToDialog>()->findChild<QLineEdit *>(u"textEdit"_s);
        QTest::keyClick(field, Qt::Key_V, Qt::ControlModifier);
        support::picture(window(), u"go to an id"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(!m_journey->dialog<QDialog>());
        QTRY_VERIFY(m_journey->workbench().entryController().base());
        QCOMPARE(m_journey->workbench().entryController().base()->id, plan->id);
        m_journey->action("entry.copyCurl")->trigger();
        const QString line = QGuiApplication::clipboard()->text();
        QVERIFY2(line.startsWith(u"curl "_s), qPrintable(line));
        QVERIFY2(line.contains(u"Authorization: Bearer $QODER_PAT"_s), qPrintable(line));
        QVERIFY2(line.contains(m_service->baseUrl() + u"/memory_stores/"_s + m_store.value + u"/memories/"_s + plan->id.value),
                 qPrintable(line));
        QVERIFY2(!line.contains(QLatin1String(Elsewhere::token)), qPrintable(line));
    }

    //! What was asked for is filled, whatever the width: inline where there is no room for two, else both.
    void changesSideBySide()
    {
        QVERIFY(make(u"notes/rules.md"_s, prose(12)));
        QVERIFY(m_agent->write(*m_journey->workbench().entryController().base(), prose(12).replace("Rule 3", "Rule three")));
        window().resize(1296, 800);
        m_journey->action("view.refresh")->trigger();
        auto *history = window().history().view();
        QTRY_COMPARE(history->model()->rowCount(), 2);
        Journey::click(history, history->model()->index(0, 0));
        QTRY_VERIFY(m_journey->action("version.compare")->isEnabled());
        m_journey->action("version.compare")->trigger();
        widgets::DiffView *diff = panel().changes()->diffView();
        QTRY_COMPARE(diff->changeCount(), 1);
        m_journey->action("changes.sideBySide")->setChecked(true);
        support::picture(window(), u"changes at 1296"_s);
        const QImage narrow = diff->viewport()->grab().toImage();
        const auto half = [](const QImage &image) { return QSize(image.width() / 2 - 80, image.height() / 2); };
        QVERIFY(hasInk(narrow, QRect(QPoint(70, 4), half(narrow)))); // there is no room for two: inline
        QVERIFY(diff->isInline());
        window().resize(2200, 800);
        QTRY_VERIFY(!diff->isInline());
        support::picture(window(), u"changes at 2200"_s);
        const QImage wide = diff->viewport()->grab().toImage();
        QVERIFY(hasInk(wide, QRect(QPoint(70, 4), half(wide))));
        QVERIFY(hasInk(wide, QRect(QPoint(wide.width() / 2 + 70, 4), half(wide))));
    }

    void thePreviewScrollsInStep()
    {
        QVERIFY(make(u"notes/long.md"_s, prose(60)));
        m_journey->action("text.preview")->setChecked(true);
        auto *preview = panel().findChild<widgets::MarkdownPreview *>();
        QTRY_VERIFY(preview && preview->isVisible() && preview->isUpToDate());
        auto *view = preview->findChild<widgets::MarkdownView *>();
        QTRY_VERIFY(view->verticalScrollBar()->maximum() > 0);
        support::picture(window(), u"editor with preview"_s);
        editor()->goToLine(200);
        QTRY_VERIFY(view->topLine() > 150);
        support::picture(window(), u"editor with preview, line 200"_s);
        QScrollBar *bar = editor()->verticalScrollBar();
        bar->setValue(bar->maximum());
        QTRY_COMPARE(view->verticalScrollBar()->value(), view->verticalScrollBar()->maximum());
        view->setAttribute(Qt::WA_UnderMouse); // it leads where the mouse is
        view->verticalScrollBar()->setValue(0);
        QTRY_COMPARE(bar->value(), 0);
        m_journey->action("text.preview")->setChecked(false);
    }

    void whatCannotBeSeenIsMarkedAndCanBeReplaced()
    {
        const QByteArray odd = "\xEF\xBB\xBF# Caf\x65\xCC\x81\r\n\taccess \xE2\x80\xAEtxt.exe\xE2\x80\xAC, zero\xE2\x80\x8Bwidth\n"
                               "trailing  \nno\xC2\xA0" "break: key key key";
        QVERIFY(make(u"notes/odd.md"_s, odd));
        m_journey->action("text.blanks")->setChecked(true);
        const auto *facts = panel().findChild<widgets::FactsBar *>();
        for (const QString &one : {u"BOM"_s, u"not NFC"_s, u"no final newline"_s, u"4 hidden characters"_s})
            QTRY_VERIFY2(facts->words().contains(one), qPrintable(facts->words()));
        QApplication::setActiveWindow(&window());
        editor()->setFocus();
        m_journey->action("edit.replace")->trigger();
        QTRY_VERIFY(m_journey->visible<widgets::FindBar>("")); // not that of old versions
        auto *bar = m_journey->visible<widgets::FindBar>("");
        QTRY_VERIFY(qobject_cast<QLineEdit *>(QApplication::focusWidget()));
        QTest::keyClicks(QApplication::focusWidget(), u"key"_s);
        QTRY_COMPARE(bar->matchCount(), 3);
        bar->setReplacement(u"lock"_s);
        support::picture(window(), u"replace, and marks"_s);
        QVERIFY(Journey::press(*bar, u"Replace all"_s));
        QTRY_COMPARE(editor()->bytes(), QByteArray(odd).replace("key", "lock"));
        editor()->undo();
        QCOMPARE(editor()->bytes(), odd);
        m_journey->action("text.blanks")->setChecked(false);
    }

    void aLostRaceIsMerged()
    {
        QVERIFY(make(u"notes/rules.md"_s, prose(6)));
        const core::Entry base = *m_journey->workbench().entryController().base();
        QVERIFY(m_agent->write(base, prose(6).replace("# How we work", "# How the team works").replace("number 2.", "two.")));
        editor()->selectAll();
        editor()->insertPlainText(QString::fromLatin1(prose(6).replace("# How we work", "# How I work").replace("number 5.", "five.")));
        m_journey->action("entry.save")->trigger();
        QTRY_VERIFY(m_journey->dialog<dialogs::MergeDialog>());
        auto *merge = m_journey->dialog<dialogs::MergeDialog>();
        auto *result = merge->findChild<widgets::MergeResult *>();
        QTRY_COMPARE(result->conflictCount(), 1);
        QVERIFY(result->bytes().contains("two.") && result->bytes().contains("five.")); // merged by themselves
        support::picture(window(), u"merge, window"_s);
        support::picture(*merge, u"merge"_s);
        result->take(0, text::Take::Theirs);
        support::picture(*merge, u"merge, decided"_s);
        QCOMPARE(result->openCount(), 0);
        QCOMPARE(result->bytes(), prose(6).replace("# How we work", "# How the team works").replace("number 2.", "two.")
                                      .replace("number 5.", "five."));
    }

    void narrow()
    {
        QVERIFY(m_journey->openEntry(u"notes/meeting.md"_s));
        auto *history = window().history().view();
        QTRY_VERIFY(history->model()->rowCount() >= 2);
        Journey::click(history, history->model()->index(1, 0));
        window().resize(900, 640);
        QCOMPARE(window().width(), 900); // nothing in it asks for more
        support::picture(window(), u"narrow, history"_s);
        m_journey->action("view.activity")->trigger();
        QTRY_VERIFY(window().width() == 900);
        support::picture(window(), u"narrow, activity"_s);
    }
};

QTEST_MAIN(TestJourneySights)
#include "tst_journey_sights.moc"

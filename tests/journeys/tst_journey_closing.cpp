// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"

#include "support/pictures.h"

#include "ui/controllers/entrycontroller.h"
#include "ui/controllers/entrytab.h"
#include "ui/controllers/entrytabs.h"
#include "ui/dialogs/draftsdialog.h"
#include "ui/dialogs/newentrydialog.h"
#include "ui/dialogs/unsaveddialog.h"
#include "ui/dialogs/unsavedtabsdialog.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/entrytabbar.h"
#include "ui/panels/storespanel.h"
#include "ui/panels/tabspanel.h"
#include "ui/widgets/texteditor.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QInputMethodEvent>
#include <QLabel>
#include <QPushButton>
#include <QTreeView>
#include <QTreeWidget>

using namespace Qt::StringLiterals;

//! Unsaved text and the end of its tab or of the window: no question where a draft keeps it, and the text comes back to the
//! byte; a question where nothing would keep it.
class TestJourneyClosing : public QObject
{
    Q_OBJECT

    std::unique_ptr<Journey> m_journey;
    int m_asked = 0; //!< dialogs that came up

    app::MainWindow &window() const { return m_journey->window(); }
    controllers::EntryTabs &tabs() const { return m_journey->workbench().tabs(); }
    panels::EntryTabBar *bar() const { return window().tabs().bar(); }
    QTreeView *tree() const { return window().stores().treeView(); }
    widgets::TextEditor *editor() const { return window().entry().editor(); }

    bool look(const QString &name)
    {
        tree()->expand(Journey::row(tree(), u"agent notes"_s));
        const auto isInSight = [&] {
            tree()->expandAll(); // the list may come anew
            const QRect rect = tree()->visualRect(Journey::row(tree(), name));
            return rect.isValid() && tree()->viewport()->rect().contains(rect.center());
        };
        if (!support::eventually(isInSight))
            return false;
        Journey::click(tree(), Journey::row(tree(), name));
        return support::eventually([&] {
            const auto &base = tabs().current().entry().base();
            return base && base->path.endsWith(name);
        });
    }

    void type(const QString &text)
    {
        editor()->setFocus();
        QTest::keyClick(editor(), Qt::Key_Home, Qt::ControlModifier);
        QTest::keyClicks(editor(), text);
    }
    void commit(const QString &text) //!< what has no key
    {
        QInputMethodEvent event;
        event.setCommitString(text);
        QApplication::sendEvent(editor(), &event);
    }
    void pressClose()
    {
        QApplication::setActiveWindow(&window());
        QTest::keyClick(editor(), Qt::Key_W, Qt::ControlModifier);
    }
    bool said(const QWidget &in, const QString &words) const
    {
        return support::eventually([&] {
            const auto labels = in.findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
                return label->isVisible() && label->text().contains(words);
            });
        });
    }
    bool says(const QWidget &in, const QString &words) const { return Journey::says(in, words); }
    bool isKept() const
    {
        const auto *status = window().findChild<QLabel *>(u"draftStatus"_s);
        return status->isVisible() && status->text() == u"Kept on this computer"_s;
    }

    //! A disk that takes no drafts.
    bool withoutDrafts()
    {
        m_journey = std::make_unique<Journey>();
        const QString file = m_journey->dataFolder() + u"/drafts.sqlite"_s;
        if (!service::importStores(m_journey->dataFolder(), Journey::sampleStore()))
            return false;
        m_journey->startAnew();
        for (const QString &name : QDir(m_journey->dataFolder()).entryList({u"drafts.sqlite*"_s}, QDir::Files))
            QFile::remove(m_journey->dataFolder() + u'/' + name);
        if (!QDir().mkpath(file)) // a folder where the file should be
            return false;
        m_journey->startAnew();
        return m_journey->openLocal();
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Show && qobject_cast<QDialog *>(watched))
            ++m_asked;
        return QObject::eventFilter(watched, event);
    }

private slots:
    void initTestCase() { qApp->installEventFilter(this); }
    void init()
    {
        m_journey = std::make_unique<Journey>();
        QVERIFY(m_journey->openSample());
        m_asked = 0;
    }
    void cleanup() { m_journey.reset(); }

    void aTabGoesWithoutAQuestionAndItsTextComesBack()
    {
        QVERIFY(look(u"meeting.md"_s));
        const QByteArray stored = editor()->bytes();
        type(u"mine "_s);
        commit(u"\u00a0\u2028\ufb01 e\u0301"_s);
        QTest::keyClick(editor(), Qt::Key_Return);
        const QByteArray typed = editor()->bytes();
        QVERIFY(typed.startsWith("mine \u00a0\u2028\ufb01 e\u0301\n"));
        QTRY_VERIFY(isKept());
        pressClose();
        QTRY_VERIFY(tabs().current().isOverview());
        QVERIFY(!bar()->isVisible());
        QCOMPARE(tree()->selectionModel()->selectedRows().size(), 1); // though Ctrl is held down
        QVERIFY(said(window().stores(), u"The unsaved text of “notes/meeting.md” is kept on this computer."_s));
        support::picture(window(), u"closed over a draft"_s);
        // Nothing was written, and the list has it.
        QVERIFY(!m_journey->session()->client().inFlight());
        m_journey->action("drafts.show")->trigger();
        QTRY_VERIFY(m_journey->dialog<dialogs::DraftsDialog>());
        auto *list = m_journey->dialog<dialogs::DraftsDialog>()->findChild<QTreeWidget *>();
        QTRY_COMPARE(list->topLevelItemCount(), 1);
        QCOMPARE(list->topLevelItem(0)->text(1), u"notes/meeting.md"_s);
        QTest::keyClick(m_journey->dialog<QDialog>(), Qt::Key_Escape);
        QCOMPARE(m_asked, 1); // the list
        // Opened again, the entry offers it in place.
        QVERIFY(look(u"meeting.md"_s));
        QVERIFY(said(window().entry(), u"Unsaved text of this entry"_s));
        QVERIFY(!says(window().stores(), u"The unsaved text of “notes/meeting.md” is kept on this computer."_s));
        QCOMPARE(editor()->bytes(), stored);
        support::picture(window(), u"draft offered in place"_s);
        QVERIFY(Journey::press(window().entry(), u"Restore"_s));
        QTRY_COMPARE(editor()->bytes(), typed);
        m_journey->action("entry.save")->trigger();
        QTRY_VERIFY(!window().isWindowModified());
        QCOMPARE(tabs().current().entry().base()->content, std::optional(typed));
        QCOMPARE(m_asked, 1);
    }

    //! Between the last key and the disk.
    void closingRightAfterTypingLosesNothing()
    {
        QVERIFY(look(u"meeting.md"_s));
        type(u"mine "_s);
        const QByteArray typed = editor()->bytes();
        pressClose(); // no turn of the event loop in between
        pressClose(); // impatiently
        QTRY_VERIFY(tabs().current().isOverview());
        QVERIFY(said(window().stores(), u"The unsaved text of “notes/meeting.md”"_s));
        QVERIFY(Journey::press(window().stores(), u"Open Again"_s));
        QTRY_VERIFY(!tabs().current().isOverview() && editor()->bytes() == typed);
        QVERIFY(window().isWindowModified());
        QVERIFY(!says(window().stores(), u"The unsaved text of “notes/meeting.md”"_s));
        QCOMPARE(m_asked, 0);
        // Typed on under the same draft, and thrown away from the notice.
        type(u"more "_s);
        pressClose();
        QTRY_VERIFY(tabs().current().isOverview());
        QVERIFY(Journey::press(window().stores(), u"Discard"_s));
        QVERIFY(look(u"meeting.md"_s));
        m_journey->action("drafts.show")->trigger();
        QTRY_VERIFY(m_journey->dialog<dialogs::DraftsDialog>());
        QVERIFY(said(*m_journey->dialog<dialogs::DraftsDialog>(), u"Everything that was typed on this computer is saved."_s));
        QVERIFY(!Journey::button(window().entry(), u"Restore"_s));
    }

    void theWindowGoesWithoutAQuestionAndTheNextStartOffersAll()
    {
        QVERIFY(look(u"meeting.md"_s));
        type(u"one "_s);
        const QByteArray one = editor()->bytes();
        QVERIFY(look(u"plan.md"_s));
        type(u"two "_s);
        const QByteArray two = editor()->bytes();
        window().close(); // at once
        QTRY_VERIFY(!window().isVisible());
        QCOMPARE(m_asked, 0);
        m_journey->startAnew();
        QVERIFY(m_journey->openLocal());
        QVERIFY(said(window().stores(), u"2 unsaved texts of earlier runs"_s));
        QTRY_VERIFY(!tabs().current().isOverview());
        QVERIFY(Journey::press(window().entry(), u"Restore"_s)); // the tab that was in front is there again
        QTRY_COMPARE(editor()->bytes(), two);
        QVERIFY(look(u"meeting.md"_s));
        QVERIFY(Journey::press(window().entry(), u"Restore"_s));
        QTRY_COMPARE(editor()->bytes(), one);
    }

    void severalAreToldTogether()
    {
        for (const QString &name : {u"meeting.md"_s, u"plan.md"_s}) {
            QVERIFY(look(name));
            type(u"mine "_s);
        }
        QTest::mouseClick(bar(), Qt::MiddleButton, {}, bar()->tabRect(2).center());
        QTest::mouseClick(bar(), Qt::MiddleButton, {}, bar()->tabRect(1).center());
        QTRY_COMPARE(bar()->count(), 1);
        QVERIFY(said(window().stores(), u"The unsaved texts of 2 entries"_s));
        QVERIFY(Journey::press(window().stores(), u"Show…"_s));
        QTRY_VERIFY(m_journey->dialog<dialogs::DraftsDialog>());
        QTRY_COMPARE(m_journey->dialog<dialogs::DraftsDialog>()->findChild<QTreeWidget *>()->topLevelItemCount(), 2);
        support::picture(*m_journey->dialog<dialogs::DraftsDialog>(), u"drafts"_s);
        QCOMPARE(m_asked, 1);
    }

    //! Its entry cannot be opened any more; the text can.
    void theTextOfAnEntryThatIsGoneOpensAsANewOne()
    {
        QVERIFY(look(u"meeting.md"_s));
        const core::Entry entry = *tabs().current().entry().base();
        type(u"mine "_s);
        const QByteArray typed = editor()->bytes();
        service::Options options;
        options.dataDirectory = m_journey->dataFolder();
        options.token = "pt-agent";
        const auto door = service::Service::start(options);
        QVERIFY(door);
        Agent agent((*door)->baseUrl(), options.token);
        QVERIFY(agent.remove(entry));
        pressClose();
        QTRY_VERIFY(tabs().current().isOverview());
        QCOMPARE(m_asked, 0);
        QVERIFY(Journey::press(window().stores(), u"Open Again"_s));
        QTRY_VERIFY(m_journey->dialog<dialogs::NewEntryDialog>());
        QCOMPARE(m_journey->dialog<dialogs::NewEntryDialog>()->path(), entry.path);
        QCOMPARE(m_journey->dialog<dialogs::NewEntryDialog>()->text(), typed);
        QVERIFY(Journey::press(*m_journey->dialog<dialogs::NewEntryDialog>(), u"Create"_s));
        QTRY_VERIFY(!m_journey->dialog<QDialog>());
        const auto created = agent.read(entry.store, entry.path);
        QVERIFY(created);
        QCOMPARE(created->content, std::optional(typed));
    }

    void whatCannotBeKeptIsAskedAbout()
    {
        QVERIFY(withoutDrafts());
        QVERIFY(look(u"meeting.md"_s));
        m_asked = 0;
        type(u"mine "_s);
        pressClose();
        QTRY_VERIFY(m_journey->dialog<dialogs::UnsavedDialog>());
        QTest::keyClick(m_journey->dialog<QDialog>(), Qt::Key_Escape);
        QVERIFY(editor()->bytes().startsWith("mine "));
        QVERIFY(said(window().entry(), u"cannot be kept on this computer"_s));
        m_journey->action("tab.close")->trigger();
        QTRY_VERIFY(m_journey->dialog<dialogs::UnsavedDialog>());
        QTest::mouseClick(Journey::button(*m_journey->dialog<QDialog>(), u"Save"_s), Qt::LeftButton);
        QTRY_VERIFY(tabs().current().isOverview());
        QVERIFY(!says(window().stores(), u"is kept on this computer"_s));
        QVERIFY(look(u"meeting.md"_s));
        QVERIFY(editor()->bytes().startsWith("mine "));
        QCOMPARE(m_asked, 2);
    }

    void theWindowAsksOnceForAllThatCannotBeKept()
    {
        QVERIFY(withoutDrafts());
        QVERIFY(look(u"meeting.md"_s));
        type(u"one "_s);
        QVERIFY(look(u"plan.md"_s));
        type(u"two "_s);
        window().close();
        QTRY_VERIFY(m_journey->dialog<dialogs::UnsavedTabsDialog>());
        auto *asked = m_journey->dialog<dialogs::UnsavedTabsDialog>();
        QCOMPARE(Journey::texts(asked->findChild<QAbstractItemView *>(u"list"_s)),
                 (QStringList{u"notes/meeting.md – store “agent notes”, connection “Local workspace”"_s,
                              u"notes/plan.md – store “agent notes”, connection “Local workspace”"_s}));
        QTest::keyClick(asked, Qt::Key_Escape);
        QVERIFY(window().isVisible());
        window().close();
        QTRY_VERIFY(m_journey->dialog<dialogs::UnsavedTabsDialog>());
        asked = m_journey->dialog<dialogs::UnsavedTabsDialog>();
        QTest::mouseClick(Journey::button(*asked, u"Save All"_s), Qt::LeftButton);
        QTRY_VERIFY(!window().isVisible());
        for (controllers::EntryTab *tab : tabs().all())
            QVERIFY(!tab->isDirty());
    }

    void whatCannotBeSavedEitherStopsTheClosing()
    {
        QVERIFY(withoutDrafts());
        QVERIFY(look(u"meeting.md"_s));
        const core::Entry meeting = *tabs().current().entry().base();
        type(u"one "_s);
        QVERIFY(look(u"plan.md"_s));
        editor()->selectAll();
        QTest::keyClick(editor(), Qt::Key_Delete);
        window().close();
        QTRY_VERIFY(m_journey->dialog<dialogs::UnsavedTabsDialog>());
        QTest::mouseClick(Journey::button(*m_journey->dialog<QDialog>(), u"Save All"_s), Qt::LeftButton);
        QTRY_VERIFY(!m_journey->dialog<QDialog>());
        QVERIFY(window().isVisible());
        QCOMPARE(tabs().current().entry().base()->path, u"notes/plan.md"_s);
        QVERIFY(!tabs().find({session::localConnectionId(), meeting.store, meeting.id})->isDirty());
    }
};

QTEST_MAIN(TestJourneyClosing)
#include "tst_journey_closing.moc"

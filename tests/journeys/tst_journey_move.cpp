// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"

#include "journal/drafts.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/controllers/entrytab.h"
#include "ui/controllers/entrytabs.h"
#include "ui/dialogs/movedialog.h"
#include "ui/dialogs/newentrydialog.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/storespanel.h"
#include "ui/widgets/texteditor.h"
#include "wire/dialect.h"

#include <QLineEdit>
#include <QPushButton>
#include <QTreeView>
#include <QTreeWidget>

using namespace Qt::StringLiterals;

//! F2: an entry and a folder get other paths, and what is unsaved goes along.
class TestJourneyMove : public QObject
{
    Q_OBJECT

    std::unique_ptr<Elsewhere> m_service;
    std::unique_ptr<Agent> m_agent;
    std::unique_ptr<Journey> m_journey;
    core::StoreId m_store;

    panels::EntryPanel &panel() { return m_journey->window().entry(); }
    const std::optional<core::Entry> &base() { return m_journey->workbench().entryController().base(); }
    panels::StoresPanel &stores() { return m_journey->window().stores(); }

    bool open(const QString &path)
    {
        const auto entry = m_agent->read(m_store, path);
        if (!entry)
            return false;
        m_journey->workbench().navigator().go({m_store, entry->id, {}});
        return support::eventually([&] { return base() && base()->id == entry->id; });
    }

    dialogs::MoveDialog *ask(const QString &path)
    {
        m_journey->action("entry.move")->trigger();
        auto *dialog = m_journey->dialog<dialogs::MoveDialog>();
        if (dialog)
            dialog->findChild<QLineEdit *>(u"pathEdit"_s)->setText(path);
        return dialog;
    }

    bool moveTo(const QString &path)
    {
        dialogs::MoveDialog *dialog = ask(path);
        if (!dialog || !support::eventually([&] { return Journey::button(*dialog, u"Move"_s)->isEnabled(); }))
            return false;
        QTest::mouseClick(Journey::button(*dialog, u"Move"_s), Qt::LeftButton);
        return support::eventually([this] { return !m_journey->dialog<dialogs::MoveDialog>(); });
    }

private slots:
    void init()
    {
        m_service = std::make_unique<Elsewhere>(wire::profileC(), QByteArray());
        m_agent = std::make_unique<Agent>(m_service->baseUrl(), Elsewhere::token);
        m_journey = std::make_unique<Journey>();
        QVERIFY(m_journey->openRemote(m_service->baseUrl(), Elsewhere::token));
        bool done = false;
        m_journey->session()->commands().createStore({u"project"_s, u"for the test"_s, {}}).then(
            m_journey->session(), [&](const auto &made) {
                m_store = made && made->store ? made->store->id : core::StoreId();
                done = true;
            });
        QTRY_VERIFY(done);
        QVERIFY(m_agent->create(m_store, u"notes/a.md"_s, "one\r\ntwo"));
        QVERIFY(m_agent->create(m_store, u"notes/b.md"_s, "b"));
        QVERIFY(m_agent->create(m_store, u"other/c.md"_s, "c"));
        m_journey->session()->entries(m_store).load();
        QTRY_COMPARE(m_journey->session()->entries(m_store).entries().size(), 3);
    }
    void cleanup()
    {
        m_journey.reset();
        m_agent.reset();
        m_service.reset();
    }

    void theTabGoesOnWithUnsavedTextAndUndo()
    {
        QVERIFY(open(u"notes/a.md"_s));
        const core::EntryId old = base()->id;
        QTest::keyClicks(panel().editor(), u"mine "_s);
        QVERIFY(moveTo(u"archive/new.md"_s));
        QTRY_VERIFY(base() && base()->path == u"archive/new.md"_s);
        QVERIFY(base()->id != old);
        QCOMPARE(m_journey->workbench().tabs().all().size(), 2); // the overview and this one
        QCOMPARE(panel().editedBytes(), QByteArray("mine one\r\ntwo"));
        QVERIFY(panel().isModified());
        QVERIFY(!m_agent->read(m_store, u"notes/a.md"_s));
        QCOMPARE(m_agent->read(m_store, u"archive/new.md"_s)->content, std::optional<QByteArray>("one\r\ntwo"));
        QTRY_VERIFY(Journey::says(stores(), u"“notes/a.md” is now “archive/new.md”"_s));
        QVERIFY(Journey::says(stores(), u"has a new id"_s));
        panel().editor()->undo();
        QTRY_COMPARE(panel().editedBytes(), QByteArray("one\r\ntwo"));
        panel().editor()->redo();
        // Saved, it goes to the new entry, and nothing is in the way.
        m_journey->action("entry.save")->trigger();
        QTRY_COMPARE(m_agent->read(m_store, u"archive/new.md"_s)->content, std::optional<QByteArray>("mine one\r\ntwo"));
        QTRY_VERIFY(!panel().isModified());
    }

    void theDraftGoesAlong()
    {
        QVERIFY(open(u"notes/a.md"_s));
        QTest::keyClicks(panel().editor(), u"mine "_s);
        QTRY_VERIFY(!m_journey->workbench().tabs().draftsBeingTyped().isEmpty());
        QVERIFY(moveTo(u"archive/new.md"_s));
        QTRY_VERIFY(base() && base()->path == u"archive/new.md"_s);
        const journal::DraftId draft = m_journey->workbench().tabs().current().drafts().current();
        QVERIFY(!draft.isEmpty());
        journal::Drafts drafts(m_journey->dataFolder() + u"/drafts.sqlite"_s);
        const auto kept = [&] {
            QString path;
            core::EntryId entry;
            bool done = false;
            drafts.load(draft).then(this, [&](const core::Result<journal::Draft> &loaded) {
                path = loaded ? loaded->path : QString();
                entry = loaded ? loaded->target.entry : core::EntryId();
                done = true;
            });
            return support::eventually([&] { return done; }) && path == u"archive/new.md"_s && entry == base()->id;
        };
        QTRY_VERIFY(kept());
    }

    void undoBringsItBack()
    {
        QVERIFY(open(u"notes/a.md"_s));
        QVERIFY(moveTo(u"x.md"_s));
        QTRY_VERIFY(Journey::says(stores(), u"is now “x.md”"_s));
        QTest::mouseClick(Journey::button(stores(), u"Undo"_s), Qt::LeftButton);
        QTRY_VERIFY(Journey::says(stores(), u"“x.md” is now “notes/a.md”"_s));
        QTRY_VERIFY(base() && base()->path == u"notes/a.md"_s);
        QVERIFY(!m_agent->read(m_store, u"x.md"_s));
        QCOMPARE(m_agent->read(m_store, u"notes/a.md"_s)->content, std::optional<QByteArray>("one\r\ntwo"));
    }

    //! The new entry was deleted before *Undo*: told without a button that cannot help, and with one that can.
    void undoOfWhatIsGoneOffersToMakeItAgain()
    {
        QVERIFY(open(u"notes/a.md"_s));
        QVERIFY(moveTo(u"x.md"_s));
        QTRY_VERIFY(Journey::says(stores(), u"is now “x.md”"_s));
        const auto moved = m_agent->read(m_store, u"x.md"_s);
        QVERIFY(moved && m_agent->remove(*moved));
        QVERIFY(Journey::press(stores(), u"Undo"_s));
        QTRY_VERIFY(Journey::says(stores(), u"“x.md” was not moved, and nothing was changed: it was deleted meanwhile."_s));
        QVERIFY(!Journey::button(stores(), u"Try Again"_s));
        QVERIFY(Journey::press(stores(), u"Create It Again…"_s));
        QTRY_VERIFY(m_journey->dialog<dialogs::NewEntryDialog>());
        QTest::keyClick(m_journey->dialog<QDialog>(), Qt::Key_Escape);
        QVERIFY(Journey::press(stores(), u"Create It Again…"_s)); // it did not go with the sheet
        QTRY_VERIFY(m_journey->dialog<dialogs::NewEntryDialog>());
        QCOMPARE(m_journey->dialog<dialogs::NewEntryDialog>()->path(), u"notes/a.md"_s);
        QVERIFY(Journey::press(*m_journey->dialog<dialogs::NewEntryDialog>(), u"Create"_s));
        QTRY_VERIFY(!m_journey->dialog<QDialog>());
        QCOMPARE(m_agent->read(m_store, u"notes/a.md"_s)->content, std::optional<QByteArray>("one\r\ntwo"));
        QTRY_VERIFY(!Journey::says(stores(), u"“x.md” was not moved"_s));
        QVERIFY(!Journey::button(stores(), u"Create It Again…"_s));
    }

    void aTakenPathIsRefusedBeforeAnythingIsSent()
    {
        QVERIFY(open(u"notes/a.md"_s));
        dialogs::MoveDialog *dialog = ask(u"notes/b.md"_s);
        QVERIFY(dialog);
        QTRY_VERIFY(Journey::says(*dialog, u"already has an entry with this path"_s));
        QVERIFY(!Journey::button(*dialog, u"Move"_s)->isEnabled());
        dialog->findChild<QLineEdit *>(u"pathEdit"_s)->setText(u"a//b"_s);
        QVERIFY(!Journey::button(*dialog, u"Move"_s)->isEnabled());
        dialog->reject();
    }

    //! Taken by somebody after the dialog looked.
    void aPathTakenMeanwhileIsTold()
    {
        QVERIFY(open(u"notes/a.md"_s));
        dialogs::MoveDialog *dialog = ask(u"notes/z.md"_s);
        QVERIFY(dialog);
        QTRY_VERIFY(Journey::button(*dialog, u"Move"_s)->isEnabled());
        QVERIFY(m_agent->create(m_store, u"notes/z.md"_s, "theirs"));
        QTest::mouseClick(Journey::button(*dialog, u"Move"_s), Qt::LeftButton);
        QTRY_VERIFY(Journey::says(stores(), u"“notes/a.md” was not moved, and nothing was changed"_s));
        QCOMPARE(m_agent->read(m_store, u"notes/z.md"_s)->content, std::optional<QByteArray>("theirs"));
        QCOMPARE(m_agent->read(m_store, u"notes/a.md"_s)->content, std::optional<QByteArray>("one\r\ntwo"));
    }

    void aFolderIsMovedByPlan()
    {
        QTreeView *tree = stores().treeView();
        QTRY_VERIFY(Journey::row(tree, u"project"_s).isValid());
        tree->expandRecursively(Journey::row(tree, u"project"_s));
        QTRY_VERIFY(Journey::row(tree, u"notes"_s).isValid());
        Journey::click(tree, Journey::row(tree, u"notes"_s));
        tree->setFocus();
        dialogs::MoveDialog *dialog = ask(u"other"_s);
        QVERIFY(dialog);
        auto *rows = dialog->findChild<QTreeWidget *>(u"rowsView"_s);
        QTRY_COMPARE(rows->topLevelItemCount(), 2);
        QCOMPARE(rows->topLevelItem(0)->text(1), u"other/a.md"_s);
        QTest::mouseClick(Journey::button(*dialog, u"Move"_s), Qt::LeftButton);
        QTRY_VERIFY(Journey::says(stores(), u"2 entries have been moved"_s));
        QVERIFY(!m_agent->read(m_store, u"notes/a.md"_s));
        QCOMPARE(m_agent->read(m_store, u"other/a.md"_s)->content, std::optional<QByteArray>("one\r\ntwo"));
        QCOMPARE(m_agent->read(m_store, u"other/b.md"_s)->content, std::optional<QByteArray>("b"));
        QVERIFY(m_agent->read(m_store, u"other/c.md"_s));
    }
};

QTEST_MAIN(TestJourneyMove)
#include "tst_journey_move.moc"

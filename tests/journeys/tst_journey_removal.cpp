// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"

#include "session/session.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/controllers/entrytab.h"
#include "ui/controllers/entrytabs.h"
#include "ui/controllers/metadataactions.h"
#include "ui/dialogs/deleteentriesdialog.h"
#include "ui/dialogs/deleteentrydialog.h"
#include "ui/dialogs/metadatadialog.h"
#include "ui/dialogs/metadataedit.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/storespanel.h"
#include "ui/widgets/texteditor.h"
#include "wire/dialect.h"

#include <QPushButton>
#include <QTreeView>

using namespace Qt::StringLiterals;

//! Deleting one and several entries, taking it back, and the metadata of an entry, through the real window.
class TestJourneyRemoval : public QObject
{
    Q_OBJECT

    static session::EntryList *filled(Journey &journey, const QList<QByteArray> &texts)
    {
        session::Session *session = journey.session();
        core::StoreId store;
        bool done = false;
        session->commands().createStore({u"project"_s, u"for the test"_s, {}}).then(session, [&](const auto &made) {
            store = made && made->store ? made->store->id : core::StoreId();
            done = true;
        });
        if (!support::eventually([&] { return done; }) || store.isEmpty())
            return nullptr;
        int left = int(texts.size());
        int number = 0;
        for (const QByteArray &text : texts)
            session->commands().createEntry(store, {u"notes/%1.md"_s.arg(++number), text, {}}).then(session, [&left](const auto &made) {
                left -= bool(made);
            });
        session::EntryList &list = session->entries(store);
        list.load();
        if (!support::eventually([&] { return left == 0 && list.loading().complete && list.entries().size() == texts.size(); }))
            return nullptr;
        journey.workbench().navigator().go({store, {}, {}});
        return &list;
    }

private slots:
    void init()
    {
        m_service = std::make_unique<Elsewhere>(wire::profileC(), QByteArray());
        m_journey = std::make_unique<Journey>();
        QVERIFY(m_journey->openRemote(m_service->baseUrl(), token));
    }
    void cleanup()
    {
        m_journey.reset();
        m_service.reset();
    }

    void oneComesBack()
    {
        session::EntryList *list = filled(*m_journey, {"one\r\ntwo"});
        QVERIFY(list);
        const core::Entry entry = list->entries().first();
        m_journey->workbench().navigator().go({entry.store, entry.id, {}});
        QTRY_VERIFY(m_journey->workbench().entryController().base());
        QVERIFY(!m_journey->action("entry.undoDelete")->isEnabled());
        m_journey->action("entry.delete")->trigger();
        emit m_journey->dialog<dialogs::DeleteEntryDialog>()->deleteRequested();
        QTRY_VERIFY(list->entries().isEmpty());
        const panels::StoresPanel &stores = m_journey->window().stores();
        QTRY_VERIFY(Journey::says(stores, u"“notes/1.md” is deleted."_s));
        QTest::mouseClick(Journey::button(stores, u"Undo"_s), Qt::LeftButton);
        QTRY_COMPARE(list->entries().size(), 1);
        QTRY_VERIFY(Journey::says(stores, u"has a new id"_s));
        QVERIFY(list->entries().first().id != entry.id);
        QTRY_VERIFY(m_journey->workbench().entryController().base());
        QCOMPARE(m_journey->window().entry().editedBytes(), QByteArray("one\r\ntwo"));
        QVERIFY(!m_journey->action("entry.undoDelete")->isEnabled());
    }

    void severalComeBackByKeys()
    {
        session::EntryList *list = filled(*m_journey, {"a", "b", "c"});
        QVERIFY(list);
        QTreeView *tree = m_journey->window().stores().treeView();
        QTRY_VERIFY(Journey::row(tree, u"project"_s).isValid());
        tree->expandRecursively(Journey::row(tree, u"project"_s));
        QTRY_VERIFY(Journey::row(tree, u"3.md"_s).isValid());
        Journey::click(tree, Journey::row(tree, u"1.md"_s));
        QTRY_VERIFY(m_journey->workbench().entryController().base());
        const core::EntryId shown = m_journey->workbench().navigator().subject().entry;
        Journey::click(tree, Journey::row(tree, u"3.md"_s), Qt::ShiftModifier);
        QCOMPARE(m_journey->workbench().navigator().subject().entry, shown); // several are not looked at
        tree->setFocus();
        QTest::keyClick(tree, Qt::Key_Delete);
        auto *dialog = m_journey->dialog<dialogs::DeleteEntriesDialog>();
        QVERIFY(dialog);
        QVERIFY(Journey::says(*dialog, u"3 entries"_s));
        QTest::mouseClick(Journey::button(*dialog, u"Delete"_s), Qt::LeftButton);
        QTRY_VERIFY(list->entries().isEmpty());
        QTRY_VERIFY(Journey::says(m_journey->window().stores(), u"3 entries are deleted."_s));
        QVERIFY(m_journey->workbench().tabs().current().isOverview());
        m_journey->window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&m_journey->window()));
        tree->setFocus();
        QTRY_VERIFY(tree->hasFocus());
        m_journey->action("edit.undo")->trigger();
        QTRY_COMPARE(list->entries().size(), 3);
        QTRY_VERIFY(Journey::says(m_journey->window().stores(), u"3 entries are back."_s));
    }

    void whatAnAgentChangedIsToldAndStays()
    {
        session::EntryList *list = filled(*m_journey, {"a", "b"});
        QVERIFY(list);
        const core::Entry changed = *list->findPath(u"notes/2.md"_s);
        controllers::Navigator &navigator = m_journey->workbench().navigator();
        Agent agent(m_service->baseUrl(), token);
        QTreeView *tree = m_journey->window().stores().treeView();
        tree->expandRecursively(Journey::row(tree, u"project"_s));
        QTRY_VERIFY(Journey::row(tree, u"notes"_s).isValid());
        Journey::click(tree, Journey::row(tree, u"notes"_s)); // a folder stands for its entries
        QVERIFY(navigator.subject().entry.isEmpty());
        m_journey->action("entry.delete")->trigger();
        auto *dialog = m_journey->dialog<dialogs::DeleteEntriesDialog>();
        QVERIFY(dialog);
        QVERIFY(agent.write(changed, "an agent was here"));
        emit dialog->deleteRequested();
        QTRY_VERIFY(Journey::says(m_journey->window().stores(), u"“notes/1.md” is deleted. notes/2.md: "_s));
        QTRY_COMPARE(list->entries().size(), 1);
        QCOMPARE(agent.read(changed.store, changed.path)->content, QByteArray("an agent was here"));
    }

    void onlyTheOwnChangeOfMetadataIsMade()
    {
        const core::Metadata before{{u"a"_s, u"1"_s}, {u"b"_s, u"2"_s}, {u"c"_s, u"3"_s}};
        const core::Metadata after{{u"a"_s, u"one"_s}, {u"c"_s, u"3"_s}, {u"new"_s, u"4"_s}};
        const core::Metadata present{{u"a"_s, u"1"_s}, {u"b"_s, u"2"_s}, {u"c"_s, u"theirs"_s}, {u"d"_s, u"5"_s}};
        const core::Metadata wanted{{u"a"_s, u"one"_s}, {u"c"_s, u"theirs"_s}, {u"d"_s, u"5"_s}, {u"new"_s, u"4"_s}};
        QCOMPARE(controllers::withChange(before, after, present), wanted);
    }

    void metadataIsSetUnderUnsavedText()
    {
        session::EntryList *list = filled(*m_journey, {"text"});
        QVERIFY(list);
        const core::Entry entry = list->entries().first();
        m_journey->workbench().navigator().go({entry.store, entry.id, {}});
        QTRY_VERIFY(m_journey->workbench().entryController().base());
        QTest::keyClicks(m_journey->window().entry().editor(), u"unsaved "_s);
        m_journey->action("entry.metadata")->trigger();
        auto *dialog = m_journey->dialog<dialogs::MetadataDialog>();
        QVERIFY(dialog);
        QVERIFY(!Journey::button(*dialog, u"Save"_s)->isEnabled());
        dialog->findChild<dialogs::MetadataEdit *>()->setMetadata({{u"owner"_s, u"Ada"_s}});
        emit dialog->saveRequested({{u"owner"_s, u"Ada"_s}});
        QTRY_VERIFY(!m_journey->dialog<dialogs::MetadataDialog>());
        QVERIFY(m_journey->window().entry().isModified());
        QCOMPARE(m_journey->window().entry().editedBytes(), QByteArray("unsaved text"));
        m_journey->action("entry.save")->trigger(); // onto the version that the metadata made
        QTRY_VERIFY(!m_journey->window().entry().isModified());
        Agent agent(m_service->baseUrl(), token);
        const auto now = agent.read(entry.store, entry.path);
        QVERIFY(now);
        QCOMPARE(now->content, QByteArray("unsaved text"));
        QCOMPARE(now->metadata, (core::Metadata{{u"owner"_s, u"Ada"_s}}));
    }

private:
    static constexpr auto token = Elsewhere::token;

    std::unique_ptr<Elsewhere> m_service;
    std::unique_ptr<Journey> m_journey;
};

QTEST_MAIN(TestJourneyRemoval)
#include "tst_journey_removal.moc"

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"
#include "support/faultserver.h"

#include "models/roles.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/controllers/entrytab.h"
#include "ui/controllers/entrytabs.h"
#include "ui/dialogs/archivestoredialog.h"
#include "ui/dialogs/deletestoredialog.h"
#include "ui/dialogs/gotodialog.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/historypanel.h"
#include "ui/panels/storespanel.h"
#include "ui/widgets/texteditor.h"

#include <QFile>
#include <QListView>
#include <QPushButton>
#include <QTreeView>

using namespace Qt::StringLiterals;

//! Stores that the list does not show, the samples, and a service that says word for word what the documentation shows.
class TestJourneyStores : public QObject
{
    Q_OBJECT

    static QByteArray seed(const QString &name)
    {
        QFile file(QStringLiteral(TEST_DATA_DIR "/http/seeds/") + name + u".json"_s);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private slots:
    void anArchivedStoreIsReadOnlyThoughTheListHidesIt()
    {
        Journey journey;
        QVERIFY(service::importStores(journey.dataFolder(), Journey::sampleStore()));
        QVERIFY(journey.openLocal());
        const core::StoreId store = journey.session()->stores().stores().first().id;
        session::EntryList &list = journey.session()->entries(store);
        list.load();
        QTRY_VERIFY(list.loading().complete);
        journey.workbench().navigator().go({store, list.findPath(u"notes/plan.md"_s)->id, {}});
        QTRY_VERIFY(journey.workbench().entryController().base());
        QVERIFY(!journey.window().entry().isReadOnly());
        journey.action("store.archive")->trigger();
        auto *dialog = journey.dialog<dialogs::ArchiveStoreDialog>();
        QVERIFY(dialog);
        emit dialog->archiveRequested();
        QTRY_VERIFY(journey.window().entry().isReadOnly());
        QVERIFY(journey.window().entry().readOnlyReason().contains(u"archived"_s));
        QTRY_VERIFY(!journey.action("entry.new")->isEnabled());
        QVERIFY(journey.action("entry.new")->toolTip().contains(u"archived"_s));
    }

    void unsavedTextOutlivesItsStore()
    {
        Journey journey;
        QVERIFY(service::importStores(journey.dataFolder(), Journey::sampleStore()));
        QVERIFY(journey.openLocal());
        const core::StoreId store = journey.session()->stores().stores().first().id;
        session::EntryList &list = journey.session()->entries(store);
        list.load();
        QTRY_VERIFY(list.loading().complete);
        const core::EntryId plan = list.findPath(u"notes/plan.md"_s)->id;
        journey.workbench().navigator().go({store, plan, {}});
        QTRY_VERIFY(journey.workbench().entryController().base());
        QTest::keyClicks(journey.window().entry().editor(), u"mine "_s);
        const core::EntryRef entry{journey.session()->connection().id, store, plan};
        journey.action("store.delete")->trigger();
        QVERIFY(journey.dialog<dialogs::DeleteStoreDialog>());
        emit journey.dialog<dialogs::DeleteStoreDialog>()->deleteRequested();
        QTRY_VERIFY(journey.session()->stores().stores().isEmpty());
        QTRY_VERIFY(!journey.dialog<dialogs::DeleteStoreDialog>());
        controllers::EntryTab *tab = journey.workbench().tabs().find(entry);
        QVERIFY(tab && tab->isDirty());
        QVERIFY(tab->panel().editedBytes().startsWith("mine "));
    }

    void anIdInAnArchivedStoreIsGoneTo()
    {
        Journey journey;
        QVERIFY(service::importStores(journey.dataFolder(), Journey::sampleStore()));
        QVERIFY(journey.openLocal());
        const core::StoreId store = journey.session()->stores().stores().first().id;
        session::EntryList &list = journey.session()->entries(store);
        list.load();
        QTRY_VERIFY(list.loading().complete);
        const core::EntryId entry = list.findPath(u"notes/plan.md"_s)->id;
        journey.workbench().navigator().go({store, {}, {}});
        journey.action("store.archive")->trigger();
        emit journey.dialog<dialogs::ArchiveStoreDialog>()->archiveRequested();
        QTreeView *tree = journey.window().stores().treeView();
        QTRY_VERIFY(!Journey::row(tree, u"agent notes"_s).isValid());
        QTRY_VERIFY(!journey.dialog<dialogs::ArchiveStoreDialog>());
        journey.workbench().navigator().forget();

        journey.action("go.to")->trigger();
        auto *dialog = journey.dialog<dialogs::GoToDialog>();
        QVERIFY(dialog);
        emit dialog->goRequested(entry.value);
        QTRY_COMPARE(journey.workbench().navigator().subject().entry, entry);
        QTRY_VERIFY(journey.workbench().entryController().base());
        // Shown where it is, with the filter that hid it taken back for everybody to see.
        QTRY_VERIFY(Journey::row(tree, u"plan.md"_s).isValid());
        QTRY_COMPARE(tree->currentIndex(), Journey::row(tree, u"plan.md"_s));
        QVERIFY(journey.window().stores().storeFilter().archived);
    }

    void theSamplesGoForGoodTheArchivedOneToo()
    {
        Journey journey;
        QVERIFY(journey.openLocal());
        QVERIFY(Journey::row(journey.window().stores().treeView(), u"project-alpha"_s).isValid());
        QTRY_VERIFY(journey.action("samples.remove")->isEnabled());
        journey.action("samples.remove")->trigger();
        QTRY_VERIFY(Journey::button(journey.window().stores(), u"Delete the samples"_s));
        QTest::mouseClick(Journey::button(journey.window().stores(), u"Delete the samples"_s), Qt::LeftButton);
        QTRY_VERIFY(!journey.action("samples.remove")->isEnabled());
        journey.session()->stores().setFilter({{}, true, {}, {}});
        QTRY_VERIFY(journey.session()->stores().loading().complete);
        QCOMPARE(journey.session()->stores().stores().size(), 0);
        // An emptied folder is not a new one: they do not come back.
        const auto empty = service::isEmpty(journey.dataFolder());
        QVERIFY(empty && !*empty);
    }

    void theDocumentedSamplesOpenAndTheirWrongHashIsTold()
    {
        support::FaultServer server;
        const auto ok = [](const QString &name) { return support::json(200, seed(name)); };
        server.setDefault([&ok](const support::Arrival &arrival) {
            const QByteArray path = arrival.path();
            // Word for word but for one id: each page of the documentation took its samples from a store of its own, and
            // an entry that says it is of another store than the one asked for is rightly refused.
            const QByteArray stores = seed(u"list-stores-response"_s)
                                          .replace("memstore_019e3bb8d50674d9b082b73709c29c87",
                                                   "memstore_019e3bb93b7074f9a5130d39ddcca90f");
            if (path.endsWith("/memory_stores"))
                return support::json(200, stores);
            if (path.endsWith("/memstore_019e3bb93b7074f9a5130d39ddcca90f")) // the one of the list
                return support::json(200, stores.mid(stores.indexOf('[') + 1, stores.lastIndexOf(']') - stores.indexOf('[') - 1));
            if (path.endsWith("/memories"))
                return ok(u"list-entries-response"_s);
            if (path.endsWith("/versions"))
                return ok(u"list-versions-response"_s);
            if (path.contains("/memories/mem_"))
                return ok(u"create-entry-response"_s); // the one page with a whole entry; its hash is another text's
            if (path.contains("/versions/memver_"))
                return ok(u"get-version-response"_s);
            return support::json(404, R"({"error":{"message":"?","type":"not_found_error"},"type":"error"})");
        });
        Journey journey;
        QVERIFY(journey.openRemote(server.baseUrl(), "canary"));
        QTreeView *tree = journey.window().stores().treeView();
        const QModelIndex store = Journey::row(tree, u"doc-test-store"_s);
        QVERIFY(store.isValid());
        tree->expand(store);
        QTRY_VERIFY(Journey::row(tree, u"test"_s, store).isValid());
        tree->expandRecursively(store);
        Journey::click(tree, Journey::row(tree, u"note.md"_s, store));
        widgets::TextEditor *editor = journey.window().entry().editor();
        QTRY_COMPARE(editor->bytes(), "Meeting notes content...");
        QTRY_VERIFY(Journey::button(journey.window().entry(), u"Edit anyway"_s));
        QVERIFY(journey.window().entry().isReadOnly());
        QVERIFY(journey.window().entry().readOnlyReason().contains(u"hash"_s));
        QTest::mouseClick(Journey::button(journey.window().entry(), u"Edit anyway"_s), Qt::LeftButton);
        QVERIFY(!journey.window().entry().isReadOnly());
        Journey::click(tree, store);
        QTRY_COMPARE(journey.window().history().view()->model()->rowCount(), 3);
    }
};

QTEST_MAIN(TestJourneyStores)
#include "tst_journey_stores.moc"

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
//! The real window with the sample memories, in every state and with every dialog that an action opens: nothing that takes
//! the keyboard is nameless, and with type of 200 % nothing is cut.
#include "journeys/journey.h"
#include "support/restcheck.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/controllers/entrytab.h"
#include "ui/controllers/entrytabs.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/findpanel.h"
#include "ui/panels/historypanel.h"
#include "ui/panels/storespanel.h"

#include <QDialog>
#include <QListView>
#include <QPushButton>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace {

QDialog *openDialog(Journey &journey)
{
    return journey.dialog<QDialog>();
}

} // namespace

class TestWindowAccess : public QObject
{
    Q_OBJECT

private slots:
    void everyStateOfTheWindow_data() { sizes(); }
    void everyStateOfTheWindow()
    {
        QFETCH(bool, large);
        const auto type = largeType(large);
        Journey journey;
        QVERIFY(journey.openLocal());
        check(journey.window(), u"nothing chosen"_s);

        QVERIFY(journey.openEntry(u"project-alpha"_s, u"notes/meeting.md"_s));
        check(journey.window(), u"an entry"_s);
        QListView *history = journey.window().history().view();
        QTRY_VERIFY_WITH_TIMEOUT(history->model()->rowCount() > 2, 20'000);
        for (const char *view : {"view.changes", "view.details", "view.text"}) {
            journey.action(view)->trigger();
            check(journey.window(), QString::fromLatin1(view));
        }
        journey.action("text.preview")->trigger();
        check(journey.window(), u"with the preview"_s);
        journey.action("text.preview")->trigger();
        journey.window().history().setSelection({history->model()->index(0, 0), history->model()->index(2, 0)});
        journey.action("version.compare")->trigger();
        check(journey.window(), u"two versions"_s);
        journey.window().history().setSelection({history->model()->index(1, 0)});
        QTest::keyClick(history, Qt::Key_Return);
        QTRY_VERIFY(journey.window().entry().showsVersion());
        check(journey.window(), u"an old version"_s);
        journey.action("view.details")->trigger();
        check(journey.window(), u"its details"_s);
        journey.action("view.text")->trigger();
        journey.action("edit.find")->trigger();
        check(journey.window(), u"find in the text"_s);
        journey.action("find.store")->trigger();
        check(journey.window(), u"find in the store"_s);
        journey.window().showFind(false);
        journey.action("store.history")->trigger();
        check(journey.window(), u"the history of the store"_s);
        for (const char *name : {"createdButton", "daysButton"}) {
            auto *button = journey.visible<QToolButton>(name);
            QVERIFY(button);
            button->setChecked(true);
        }
        check(journey.window(), u"filters by date"_s);
    }

    void theListHasTheRowsOfTheTree_data() { sizes(); }
    void theListHasTheRowsOfTheTree()
    {
        QFETCH(bool, large);
        const auto type = largeType(large);
        Journey journey;
        QVERIFY(journey.openLocal());
        QVERIFY(journey.openEntry(u"project-alpha"_s, u"todo.md"_s));
        journey.action("stores.flat")->trigger();
        auto *list = journey.window().stores().listView();
        QTRY_VERIFY(list->isVisible());
        QCOMPARE(list->model()->rowCount(), 21);
        const QModelIndex row = Journey::row(list, u"todo.md"_s);
        QVERIFY(row.isValid());
        QVERIFY(!row.siblingAtColumn(1).data().toString().isEmpty());
        QVERIFY(row.data(Qt::ToolTipRole).toString().contains(u"todo.md"_s));
        check(journey.window(), u"the list"_s);
    }

    void anArchivedStore_data() { sizes(); }
    void anArchivedStore()
    {
        QFETCH(bool, large);
        const auto type = largeType(large);
        Journey journey;
        QVERIFY(journey.openLocal());
        auto filter = journey.window().stores().storeFilter();
        filter.archived = true;
        journey.window().stores().setStoreFilter(filter);
        QTRY_COMPARE(journey.session()->stores().stores().size(), 2);
        QVERIFY(journey.openEntry(u"user-prefs-2025"_s, u"style.md"_s));
        QTRY_VERIFY(journey.window().entry().isReadOnly());
        QVERIFY(journey.window().entry().readOnlyReason().contains(u"archived"_s));
        check(journey.window(), u"an archived store"_s);
    }

    void theUnsavedMarkGoesWithTheText()
    {
        Journey journey;
        QVERIFY(journey.openLocal());
        QVERIFY(journey.openEntry(u"project-alpha"_s, u"todo.md"_s));
        const auto isMarked = [&journey] {
            return Journey::row(journey.window().stores().treeView(), u"todo.md"_s).data(models::DirtyRole).toBool();
        };
        auto *editor = journey.visible<QWidget>("editor");
        QVERIFY(editor);
        QTest::keyClicks(editor, u"x"_s);
        QTRY_VERIFY(isMarked());
        const core::StoreId store = journey.workbench().navigator().subject().store;
        journey.workbench().navigator().go({store, {}, {}});
        QVERIFY(isMarked()); // its tab keeps the text
        controllers::EntryTabs &tabs = journey.workbench().tabs();
        tabs.close(*tabs.all().last());
        QTRY_COMPARE(tabs.all().size(), 1); // the text is a draft by then
        QVERIFY(!openDialog(journey));
        QTRY_VERIFY(!isMarked());
    }

    void quitClosesTheWindowAtOnce()
    {
        Journey journey;
        QVERIFY(journey.openLocal());
        journey.action("app.quit")->trigger();
        QTRY_VERIFY(!journey.window().isVisible());
    }

    void everyDialog_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<bool>("large");
        for (const char *action :
             {"store.new", "entry.new", "connection.add", "connection.manage", "local.share", "go.to", "store.archive",
              "store.delete", "entry.delete", "version.redact", "help.shortcuts", "help.about",
              "unsaved", "export", "copy.to", "drafts.show", "entry.move"}) {
            QTest::addRow("%s", action) << QString::fromLatin1(action) << false;
            QTest::addRow("%s at 200 %%", action) << QString::fromLatin1(action) << true;
        }
    }
    void everyDialog()
    {
        QFETCH(QString, action);
        QFETCH(bool, large);
        const auto type = largeType(large);
        Journey journey;
        QVERIFY(journey.openLocal());
        QVERIFY(journey.openEntry(u"project-alpha"_s, u"notes/meeting.md"_s));
        QListView *history = journey.window().history().view();
        QTRY_VERIFY_WITH_TIMEOUT(history->model()->rowCount() > 2, 20'000);
        if (action == u"unsaved"_s) {
            QTest::keyClicks(journey.visible<QWidget>("editor"), u"x"_s);
            // Another text would take its place.
            journey.window().history().setSelection({history->model()->index(2, 0)});
            QTRY_VERIFY(journey.action("version.use")->isEnabled());
            journey.action("version.use")->trigger();
        } else {
            journey.window().history().setSelection({history->model()->index(2, 0)});
            QTRY_VERIFY(journey.action(qPrintable(action))->isEnabled());
            journey.action(qPrintable(action))->trigger();
        }
        QTRY_VERIFY(openDialog(journey));
        check(*openDialog(journey), action);
        QVERIFY(!openDialog(journey)->windowTitle().isEmpty());
        QTest::keyClick(openDialog(journey), Qt::Key_Escape);
        QTRY_VERIFY(!openDialog(journey));
    }

private:
    static void sizes()
    {
        QTest::addColumn<bool>("large");
        QTest::addRow("100 %%") << false;
        QTest::addRow("200 %%") << true;
    }

    static std::unique_ptr<support::LargeType> largeType(bool large)
    {
        return large ? std::make_unique<support::LargeType>() : nullptr;
    }

    static void check(QWidget &window, const QString &state)
    {
        const QString wrong = support::comesToRest(window, u"window"_s, state);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }
};

QTEST_MAIN(TestWindowAccess)
#include "tst_windowaccess.moc"

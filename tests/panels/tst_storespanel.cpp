// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "fakemodels.h"
#include "ui/panels/storespanel.h"
#include "ui/widgets/messagebanner.h"

#include <QCheckBox>
#include <QDateEdit>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::StringLiterals;
using panels::StoreFilterValues;
using panels::StoresPanel;

class TestStoresPanel : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void enterOpensEntriesAndStores();
    void enterOnFolderOnlyOpensIt();
    void failedRowAsksForRetry();
    void arrowsExpandAndCollapse();
    void typingJumpsToNames();
    void nameFilterIsAskedOnce();
    void createdRangeRefusesBackwardsDays();
    void pathFilterFollowsTyping();
    void listViewIsTheOtherView();
    void columnsAreHiddenByMenuAndKept();
    void coverageButtonsAsk();
    void emptyAndFailureNameTheNextStep();
    void contextMenuKnowsItsRow();

private:
    template <typename T>
    T *child(const char *name)
    {
        return m_panel->findChild<T *>(QLatin1String(name));
    }
    QModelIndex at(const QString &name)
    {
        return m_tree->match(m_tree->index(0, 0), Qt::DisplayRole, name, 1, Qt::MatchRecursive | Qt::MatchExactly)
            .value(0);
    }

    std::unique_ptr<QStandardItemModel> m_tree;
    std::unique_ptr<QStandardItemModel> m_list;
    std::unique_ptr<StoresPanel> m_panel;
    QTreeView *m_view = nullptr;
};

void TestStoresPanel::init()
{
    m_tree = std::make_unique<QStandardItemModel>();
    fakes::fillTree(*m_tree);
    m_list = std::make_unique<QStandardItemModel>();
    m_list->setHorizontalHeaderLabels({u"Path"_s, u"Size"_s, u"Version"_s, u"Updated"_s, u"SHA-256"_s});
    m_list->appendRow(new QStandardItem(u"notes/meeting.md"_s));
    m_panel = std::make_unique<StoresPanel>();
    m_panel->setTreeModel(m_tree.get());
    m_panel->setListModel(m_list.get());
    m_panel->resize(500, 600);
    m_panel->show();
    m_view = m_panel->treeView();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
}

void TestStoresPanel::cleanup() { m_panel.reset(); }

void TestStoresPanel::enterOpensEntriesAndStores()
{
    QSignalSpy activated(m_panel.get(), &StoresPanel::activated);
    m_panel->focusView();
    QCOMPARE(m_panel->currentIndex(), at(u"project-alpha"_s));
    QTest::keyClick(m_view, Qt::Key_Return);
    QCOMPARE(activated.count(), 1);
    QVERIFY(m_view->isExpanded(at(u"project-alpha"_s)));

    m_panel->setCurrentIndex(at(u"meeting.md"_s));
    QVERIFY(m_view->isExpanded(at(u"notes"_s)));
    QTest::keyClick(m_view, Qt::Key_Return);
    QCOMPARE(activated.count(), 2);
    QCOMPARE(activated.last().at(0).toModelIndex(), at(u"meeting.md"_s));
}

void TestStoresPanel::enterOnFolderOnlyOpensIt()
{
    QSignalSpy activated(m_panel.get(), &StoresPanel::activated);
    m_panel->setCurrentIndex(at(u"notes"_s));
    m_panel->focusView();
    QTest::keyClick(m_view, Qt::Key_Return);
    QVERIFY(m_view->isExpanded(at(u"notes"_s)));
    QTest::keyClick(m_view, Qt::Key_Return);
    QVERIFY(!m_view->isExpanded(at(u"notes"_s)));
    QCOMPARE(activated.count(), 0);
}

void TestStoresPanel::failedRowAsksForRetry()
{
    QSignalSpy retry(m_panel.get(), &StoresPanel::retryRequested);
    QSignalSpy activated(m_panel.get(), &StoresPanel::activated);
    m_panel->setCurrentIndex(at(u"Could not be read"_s));
    m_panel->focusView();
    QTest::keyClick(m_view, Qt::Key_Return);
    QCOMPARE(retry.count(), 1);
    QCOMPARE(retry.first().at(0).toModelIndex(), at(u"Could not be read"_s));
    QCOMPARE(activated.count(), 0);
}

void TestStoresPanel::arrowsExpandAndCollapse()
{
    m_panel->focusView();
    QTest::keyClick(m_view, Qt::Key_Right);
    QVERIFY(m_view->isExpanded(at(u"project-alpha"_s)));
    QTest::keyClick(m_view, Qt::Key_Left);
    QVERIFY(!m_view->isExpanded(at(u"project-alpha"_s)));
}

void TestStoresPanel::typingJumpsToNames()
{
    QSignalSpy current(m_panel.get(), &StoresPanel::currentChanged);
    m_panel->focusView();
    QTest::keyClicks(m_view, u"user"_s);
    QCOMPARE(m_panel->currentIndex(), at(u"user-prefs"_s));
    QCOMPARE(current.last().at(0).toModelIndex(), at(u"user-prefs"_s));
}

void TestStoresPanel::nameFilterIsAskedOnce()
{
    QSignalSpy changed(m_panel.get(), &StoresPanel::storeFilterChanged);
    QTest::keyClicks(child<QLineEdit>("nameEdit"), u"proj"_s);
    QCOMPARE(changed.count(), 0); // not at every key: the service is asked
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(changed.first().at(0).value<StoreFilterValues>().namePrefix, u"proj"_s);

    QTest::keyClick(child<QCheckBox>("archivedCheck"), Qt::Key_Space);
    QCOMPARE(changed.count(), 2);
    QVERIFY(changed.last().at(0).value<StoreFilterValues>().archived);

    QTest::keyClick(child<QLineEdit>("nameEdit"), Qt::Key_Escape);
    QTRY_COMPARE(changed.count(), 3);
    QCOMPARE(changed.last().at(0).value<StoreFilterValues>(), (StoreFilterValues{{}, true, {}}));
}

void TestStoresPanel::createdRangeRefusesBackwardsDays()
{
    QSignalSpy changed(m_panel.get(), &StoresPanel::storeFilterChanged);
    QVERIFY(!child<QWidget>("createdEdit")->isVisible());
    QTest::mouseClick(child<QToolButton>("createdButton"), Qt::LeftButton);
    QVERIFY(child<QWidget>("createdEdit")->isVisible());
    child<QDateEdit>("fromEdit")->setDate({2026, 5, 18});
    child<QDateEdit>("toEdit")->setDate({2026, 5, 20});
    QTest::keyClick(child<QCheckBox>("fromCheck"), Qt::Key_Space);
    QTest::keyClick(child<QCheckBox>("toCheck"), Qt::Key_Space);
    QCOMPARE(changed.count(), 2);
    const auto values = changed.last().at(0).value<StoreFilterValues>();
    QCOMPARE(values.created.from, QDate(2026, 5, 18));
    QCOMPARE(values.created.to, QDate(2026, 5, 20));

    child<QDateEdit>("toEdit")->setDate({2026, 5, 1});
    QVERIFY(child<QLabel>("problemLabel")->isVisible());
    QCOMPARE(changed.count(), 2);
}

void TestStoresPanel::pathFilterFollowsTyping()
{
    QSignalSpy changed(m_panel.get(), &StoresPanel::pathFilterChanged);
    m_panel->focusPathFilter();
    QTest::keyClicks(child<QLineEdit>("pathEdit"), u"meet"_s);
    QTRY_COMPARE(changed.value(0).value(0).toString(), u"meet"_s);
    m_panel->setMatches(u"1 of 12 match"_s);
    QVERIFY(child<QLabel>("matchesLabel")->isVisible());
    QTest::keyClick(child<QLineEdit>("pathEdit"), Qt::Key_Down);
    QVERIFY(m_view->hasFocus());
    m_panel->setMatches({});
    QVERIFY(!child<QLabel>("matchesLabel")->isVisible());
}

void TestStoresPanel::listViewIsTheOtherView()
{
    QSignalSpy flat(m_panel.get(), &StoresPanel::flatChanged);
    QSignalSpy activated(m_panel.get(), &StoresPanel::activated);
    QTest::mouseClick(child<QToolButton>("listButton"), Qt::LeftButton);
    QCOMPARE(flat.count(), 1);
    QVERIFY(m_panel->listView()->isVisible());
    QVERIFY(!m_panel->listView()->isEnabled()); // no store is open
    m_panel->setListStore(u"project-alpha"_s);
    m_panel->focusView();
    QVERIFY(m_panel->listView()->hasFocus());
    QTest::keyClick(m_panel->listView(), Qt::Key_Return);
    QCOMPARE(activated.count(), 1);
    QCOMPARE(activated.first().at(0).toModelIndex(), m_list->index(0, 0));
    m_panel->setCurrentIndex(at(u"notes"_s)); // of the tree: shows the tree
    QVERIFY(!m_panel->isFlat());
}

void TestStoresPanel::columnsAreHiddenByMenuAndKept()
{
    QVERIFY(!m_view->isColumnHidden(1));
    m_panel->showColumnsMenu();
    auto *menu = m_view->findChild<QMenu *>();
    QVERIFY(menu);
    QCOMPARE(menu->actions().size(), 3); // names cannot be hidden
    QTest::keyClick(menu, Qt::Key_Down);
    QTest::keyClick(menu, Qt::Key_Return);
    QVERIFY(m_view->isColumnHidden(1));

    const QByteArray state = m_panel->saveState();
    StoresPanel other;
    other.setTreeModel(m_tree.get());
    other.setListModel(m_list.get());
    QVERIFY(other.restoreState(state));
    other.resize(500, 400);
    QVERIFY(other.treeView()->isColumnHidden(1));
    QVERIFY(!other.treeView()->isColumnHidden(3));
    QVERIFY(!other.restoreState("rubbish"));
}

void TestStoresPanel::coverageButtonsAsk()
{
    QSignalSpy all(m_panel.get(), &StoresPanel::loadAllRequested);
    QSignalSpy cancel(m_panel.get(), &StoresPanel::cancelRequested);
    auto *loadAll = child<QPushButton>("loadAllButton");
    auto *cancelButton = child<QPushButton>("cancelButton");
    QVERIFY(!loadAll->isVisible() && !cancelButton->isVisible());
    m_panel->setCoverage({u"412 of about 8,000 entries"_s, true, false});
    QTest::mouseClick(loadAll, Qt::LeftButton);
    QCOMPARE(all.count(), 1);
    loadAll->setFocus();
    m_panel->setCoverage({u"500 of about 8,000 entries"_s, false, true});
    QVERIFY(cancelButton->hasFocus()); // the keyboard stays here
    QTest::keyClick(cancelButton, Qt::Key_Space);
    QCOMPARE(cancel.count(), 1);
}

void TestStoresPanel::emptyAndFailureNameTheNextStep()
{
    QSignalSpy action(m_panel.get(), &StoresPanel::emptyActionRequested);
    QSignalSpy retry(m_panel.get(), &StoresPanel::retryRequested);
    m_panel->showEmpty({u"No stores yet"_s, u"Create one."_s, u"New Store…"_s});
    QVERIFY(!m_view->isVisible());
    QTest::mouseClick(child<QPushButton>("actionButton"), Qt::LeftButton);
    QCOMPARE(action.count(), 1);
    m_panel->showFailure({u"The stores could not be read"_s, u"<b>No</b> connection."_s});
    QTest::mouseClick(child<QPushButton>("retryButton"), Qt::LeftButton);
    QCOMPARE(retry.count(), 1);
    QVERIFY(!retry.first().at(0).toModelIndex().isValid());
    m_panel->showViews();
    QVERIFY(m_view->isVisible());
}

void TestStoresPanel::contextMenuKnowsItsRow()
{
    QSignalSpy menu(m_panel.get(), &StoresPanel::contextMenuRequested);
    const QPoint position = m_view->visualRect(at(u"broken"_s)).center();
    QContextMenuEvent event(QContextMenuEvent::Mouse, position, m_view->viewport()->mapToGlobal(position));
    QApplication::sendEvent(m_view->viewport(), &event);
    QCOMPARE(menu.count(), 1);
    QCOMPARE(menu.first().at(1).toModelIndex(), at(u"broken"_s));
}

QTEST_MAIN(TestStoresPanel)
#include "tst_storespanel.moc"

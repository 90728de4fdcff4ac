// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"

#include "models/roles.h"
#include "ui/controllers/entrytab.h"
#include "ui/controllers/entrytabs.h"
#include "ui/controllers/sessionhost.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/storespanel.h"
#include "ui/panels/tabspanel.h"
#include "ui/widgets/texteditor.h"

#include <QDialog>
#include <QPushButton>
#include <QToolButton>
#include <QMenu>
#include <QTreeView>

using namespace Qt::StringLiterals;

//! Several entries open at once.
class TestJourneyTabs : public QObject
{
    Q_OBJECT

    static constexpr auto token = "journey-token";

    std::unique_ptr<Journey> m_journey;

    controllers::EntryTabs &tabs() const { return m_journey->workbench().tabs(); }
    panels::EntryTabBar *bar() const { return m_journey->window().tabs().bar(); }
    QTreeView *tree() const { return m_journey->window().stores().treeView(); }
    widgets::TextEditor *editor() const { return m_journey->window().entry().editor(); }
    QStringList titles() const
    {
        QStringList all;
        for (int i = 0; i < bar()->count(); ++i)
            all.append(bar()->tabText(i));
        return all;
    }
    QString shownPath() const
    {
        const auto &base = tabs().current().entry().base();
        return base ? base->path : QString();
    }

    bool loadTree()
    {
        tree()->expand(Journey::row(tree(), u"agent notes"_s));
        if (!QTest::qWaitFor([this] { return Journey::row(tree(), u"plan.md"_s).isValid(); }, 20'000))
            return false;
        tree()->expandAll();
        return true;
    }

    bool look(const QString &name)
    {
        Journey::click(tree(), Journey::row(tree(), name));
        return support::eventually([&] { return shownPath().endsWith(name); });
    }

    bool open(const QString &name)
    {
        if (!look(name))
            return false;
        const QModelIndex index = Journey::row(tree(), name);
        const QRect rect = tree()->visualRect(index);
        QTest::mouseDClick(tree()->viewport(), Qt::LeftButton, {}, QPoint(rect.left() + 30, rect.center().y()));
        return shownPath().endsWith(name);
    }

    void clickTab(const QString &title, Qt::MouseButton mouse = Qt::LeftButton)
    {
        const qsizetype index = titles().indexOf(title);
        QVERIFY2(index >= 0, qPrintable(titles().join(u' ')));
        QTest::mouseClick(bar(), mouse, {}, bar()->tabRect(int(index)).center());
    }

private slots:
    void init()
    {
        m_journey = std::make_unique<Journey>();
        QVERIFY(m_journey->openSample());
        QVERIFY(loadTree());
    }
    void cleanup() { m_journey.reset(); }

    void aClickPreviewsAndADoubleClickKeeps()
    {
        QVERIFY(!bar()->isVisible());
        QVERIFY(look(u"meeting.md"_s));
        QVERIFY(bar()->isVisible());
        QCOMPARE(titles(), (QStringList{u"Overview"_s, u"meeting.md"_s}));
        QVERIFY(bar()->isPreview(1));
        QCOMPARE(bar()->accessibleTabName(1), u"meeting.md, preview"_s);
        QVERIFY(look(u"plan.md"_s));
        QCOMPARE(titles(), (QStringList{u"Overview"_s, u"plan.md"_s}));
        QVERIFY(open(u"plan.md"_s));
        QVERIFY(!bar()->isPreview(1));
        QVERIFY(look(u"meeting.md"_s));
        QCOMPARE(titles(), (QStringList{u"Overview"_s, u"plan.md"_s, u"meeting.md"_s}));
        QVERIFY(bar()->tabToolTip(2).contains(u"Local workspace\nagent notes\nnotes/meeting.md"_s));
    }

    void anEditKeepsThePreviewAndMarksItEverywhere()
    {
        QVERIFY(look(u"meeting.md"_s));
        QTest::keyClicks(editor(), u"mine "_s);
        QVERIFY(!bar()->isPreview(1));
        QCOMPARE(bar()->tabText(1), u"● meeting.md"_s);
        QVERIFY(look(u"plan.md"_s));
        QVERIFY(!m_journey->dialog<QDialog>());
        QVERIFY(Journey::row(tree(), u"meeting.md"_s).data(models::DirtyRole).toBool());
        QVERIFY(!m_journey->window().isWindowModified());
        m_journey->action("stores.flat")->trigger();
        auto *list = m_journey->window().stores().listView();
        QTRY_VERIFY(Journey::row(list, u"notes/meeting.md"_s).data(models::DirtyRole).toBool());
        QCOMPARE(Journey::row(list, u"notes/meeting.md"_s).data(Qt::AccessibleTextRole).toString(),
                 u"Entry notes/meeting.md, unsaved changes"_s);
        // Back to it: the same text, with undo.
        clickTab(u"● meeting.md"_s);
        QVERIFY(editor()->bytes().startsWith("mine "));
        QVERIFY(m_journey->window().isWindowModified());
        editor()->undo();
        QTRY_COMPARE(bar()->tabText(1), u"meeting.md"_s);
        QVERIFY(!Journey::row(list, u"notes/meeting.md"_s).data(models::DirtyRole).toBool());
    }

    void theWindowFollowsTheTab()
    {
        QVERIFY(open(u"meeting.md"_s));
        QVERIFY(open(u"plan.md"_s));
        clickTab(u"meeting.md"_s);
        QCOMPARE(tree()->currentIndex().data().toString(), u"meeting.md"_s);
        QCOMPARE(m_journey->workbench().navigator().subject().entry, tabs().current().entry().base()->id);
        QVERIFY(m_journey->window().windowTitle().startsWith(u"meeting.md"_s));
        clickTab(u"Overview"_s);
        QVERIFY(m_journey->workbench().navigator().subject().entry.isEmpty());
        QVERIFY(tabs().current().isOverview());
        QVERIFY(look(u"plan.md"_s)); // goes to its tab
        QCOMPARE(bar()->count(), 3);
    }

    void controlTabGoesThroughTheOrderOfUse()
    {
        QVERIFY(open(u"meeting.md"_s));
        QVERIFY(open(u"plan.md"_s));
        QApplication::setActiveWindow(&m_journey->window());
        QTest::keyClick(editor(), Qt::Key_Tab, Qt::ControlModifier); // Ctrl is released with it
        QCOMPARE(shownPath(), u"notes/meeting.md"_s);
        QTRY_COMPARE(QApplication::focusWidget(), editor());
        QTest::keyClick(editor(), Qt::Key_Tab, Qt::ControlModifier);
        QCOMPARE(shownPath(), u"notes/plan.md"_s); // not on to the overview: releasing Ctrl has counted
        // Held down, it goes on; nothing counts as used before it is released.
        QTest::keyPress(editor(), Qt::Key_Tab, Qt::ControlModifier);
        QCOMPARE(shownPath(), u"notes/meeting.md"_s);
        QTest::keyPress(editor(), Qt::Key_Tab, Qt::ControlModifier);
        QVERIFY(tabs().current().isOverview());
        QTest::keyPress(&m_journey->window(), Qt::Key_Backtab, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(shownPath(), u"notes/meeting.md"_s);
        QTest::keyRelease(editor(), Qt::Key_Control);
        QTest::keyClick(editor(), Qt::Key_Tab, Qt::ControlModifier);
        QCOMPARE(shownPath(), u"notes/plan.md"_s);
    }

    void aCleanTabJustCloses()
    {
        QVERIFY(open(u"meeting.md"_s));
        QVERIFY(open(u"plan.md"_s));
        clickTab(u"plan.md"_s, Qt::MiddleButton);
        QVERIFY(!m_journey->dialog<QDialog>());
        QCOMPARE(titles(), (QStringList{u"Overview"_s, u"meeting.md"_s}));
        QCOMPARE(shownPath(), u"notes/meeting.md"_s);
    }

    void theListNamesAllOfThem()
    {
        QVERIFY(open(u"meeting.md"_s));
        QVERIFY(open(u"plan.md"_s));
        auto *list = m_journey->visible<QToolButton>("tabListButton");
        QVERIFY(list);
        emit list->menu()->aboutToShow();
        QStringList names;
        for (const QAction *action : list->menu()->actions())
            names.append(action->text());
        QCOMPARE(names, (QStringList{u"Overview"_s, u"meeting.md"_s, u"plan.md"_s}));
        list->menu()->actions().at(1)->trigger();
        QCOMPARE(shownPath(), u"notes/meeting.md"_s);
    }

    void tabsOfAnotherConnectionStayAndTakeTheWindowWithThem()
    {
        QVERIFY(open(u"meeting.md"_s));
        QTest::keyClicks(editor(), u"mine "_s);
        QTemporaryDir elsewhere;
        QVERIFY(service::importStores(elsewhere.path(), Journey::sampleStore()));
        service::Options options;
        options.dataDirectory = elsewhere.path();
        options.token = token;
        const auto other = service::Service::start(options);
        QVERIFY(other);
        QVERIFY(m_journey->openRemote((*other)->baseUrl(), token));
        QVERIFY(!m_journey->dialog<QDialog>());
        QVERIFY(loadTree());
        QVERIFY(tabs().current().isOverview());
        QVERIFY(open(u"meeting.md"_s));
        QCOMPARE(titles(), (QStringList{u"Overview"_s, u"● meeting.md – agent notes – Local workspace"_s,
                                        u"meeting.md – agent notes – elsewhere"_s}));
        QVERIFY(m_journey->window().windowTitle().contains(u"elsewhere"_s));
        QVERIFY(!editor()->bytes().startsWith("mine "));
        clickTab(titles().at(1));
        QVERIFY(m_journey->window().windowTitle().contains(u"Local workspace"_s));
        QCOMPARE(m_journey->session()->connection().id, session::localConnectionId());
        QVERIFY(editor()->bytes().startsWith("mine "));
        m_journey->action("entry.save")->trigger();
        QTRY_COMPARE(tabs().current().entry().base()->version, 4);
        // The connection goes, and its tab with it; the other one stays.
        const core::ConnectionId gone = m_journey->workbench().sessions().connections().last().id;
        m_journey->workbench().sessions().close(gone);
        QCOMPARE(titles(), (QStringList{u"Overview"_s, u"meeting.md"_s}));
        QCOMPARE(shownPath(), u"notes/meeting.md"_s);
    }

    void openTabsComeBackAtTheNextStart()
    {
        QVERIFY(open(u"meeting.md"_s));
        QVERIFY(open(u"plan.md"_s));
        clickTab(u"meeting.md"_s);
        QVERIFY(look(u"plan.md"_s));
        clickTab(u"meeting.md"_s);
        m_journey->window().close();
        QTRY_VERIFY(!m_journey->window().isVisible());
        m_journey->startAnew();
        QVERIFY(m_journey->openLocal());
        QCOMPARE(titles(), (QStringList{u"Overview"_s, u"meeting.md"_s, u"plan.md"_s}));
        QTRY_COMPARE(shownPath(), u"notes/meeting.md"_s);
        QVERIFY(tabs().all().last()->navigator().subject().isEmpty()); // nobody has looked at it yet
        clickTab(u"plan.md"_s);
        QTRY_COMPARE(shownPath(), u"notes/plan.md"_s);
    }
};

QTEST_MAIN(TestJourneyTabs)
#include "tst_journey_tabs.moc"

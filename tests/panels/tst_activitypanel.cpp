// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "fakemodels.h"
#include "ui/panels/activitypanel.h"
#include "ui/panels/changespage.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/tabspanel.h"
#include "ui/widgets/barchart.h"
#include "ui/widgets/rowlist.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QSplitter>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using panels::ActivityFilterBar;
using panels::ActivityFilterValues;
using panels::ActivityPanel;

class TestActivityPanel : public QObject
{
    Q_OBJECT

    std::unique_ptr<QStandardItemModel> m_model;
    std::unique_ptr<ActivityPanel> m_panel;

    template<typename T>
    T *child(const char *name) const
    {
        return m_panel->findChild<T *>(QLatin1String(name));
    }
    ActivityFilterValues values() const { return m_panel->filters()->values(); }

private slots:
    void init()
    {
        m_model = std::make_unique<QStandardItemModel>();
        fakes::fillVersions(*m_model, 400);
        m_panel = std::make_unique<ActivityPanel>();
        m_panel->setModel(m_model.get());
        m_panel->setSubject(u"project-alpha"_s);
        m_panel->showList();
        m_panel->resize(900, 700);
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    }
    void cleanup() { m_panel.reset(); }

    void filtersCombine()
    {
        QSignalSpy changed(m_panel->filters(), &ActivityFilterBar::valuesChanged);
        QTest::keyClicks(child<QComboBox>("whenCombo"), u"Since y"_s);
        QCOMPARE(values().when, ActivityFilterValues::When::SinceYesterday);
        QCOMPARE(changed.count(), 1);
        child<QComboBox>("actionCombo")->setFocus();
        QTest::keyClick(child<QComboBox>("actionCombo"), Qt::Key_End);
        QCOMPARE(values().action, core::Action::Deleted);
        QTest::keyClick(child<QCheckBox>("redactedCheck"), Qt::Key_Space);
        QTest::keyClick(child<QCheckBox>("hereCheck"), Qt::Key_Space);
        const auto all = changed.last().first().value<ActivityFilterValues>();
        QVERIFY(all.redactedOnly && all.writtenHereOnly && all.action && all.when != ActivityFilterValues::When::Any);
        QVERIFY(child<QToolButton>("clearButton")->isEnabled());
        QTest::mouseClick(child<QToolButton>("clearButton"), Qt::LeftButton);
        QCOMPARE(values(), ActivityFilterValues());
        QCOMPARE(changed.last().first().value<ActivityFilterValues>(), ActivityFilterValues());
        QVERIFY(!child<QToolButton>("clearButton")->isEnabled());
    }
    void typingIsAnnouncedOnceAfterAPause()
    {
        QSignalSpy changed(m_panel->filters(), &ActivityFilterBar::valuesChanged);
        QTest::keyClicks(child<QLineEdit>("pathEdit"), u"notes/*.md"_s);
        QCOMPARE(changed.count(), 0);
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(values().path, u"notes/*.md"_s);
        QVERIFY(values().isPattern());
        QTest::keyClicks(child<QLineEdit>("pathEdit"), u"x"_s);
        QTest::keyClick(child<QLineEdit>("pathEdit"), Qt::Key_Return);
        QCOMPARE(changed.count(), 2); // Enter does not wait
        child<QSpinBox>("changeSpin")->setValue(1000);
        QTRY_COMPARE(changed.count(), 3);
        QCOMPARE(values().leastChange, 1000);
    }
    void someDaysUnfold()
    {
        QVERIFY(!child<QWidget>("daysEdit")->isVisible());
        ActivityFilterValues wanted;
        wanted.when = ActivityFilterValues::When::Days;
        wanted.days = {QDate(2026, 5, 1), QDate(2026, 5, 3)};
        m_panel->filters()->setValues(wanted);
        QVERIFY(child<QWidget>("daysEdit")->isVisible());
        QCOMPARE(values(), wanted);
        m_panel->filters()->setValues({});
        QVERIFY(!child<QWidget>("daysEdit")->isVisible());
    }
    void marksCanBeLookedBackTo()
    {
        QSignalSpy changed(m_panel->filters(), &ActivityFilterBar::valuesChanged);
        m_panel->filters()->setMarks({{7, u"Since I last looked, yesterday 15:35"_s}, {3, u"Since “before the run”"_s}});
        QCOMPARE(changed.count(), 0);
        ActivityFilterValues wanted;
        wanted.when = ActivityFilterValues::When::SinceMark;
        wanted.mark = 3;
        m_panel->filters()->setValues(wanted);
        QCOMPARE(values(), wanted);
        m_panel->filters()->setMarks({{8, u"Since “another”"_s}, {3, u"Since “before the run”"_s}});
        QCOMPARE(values(), wanted); // still the same one, at another place
        m_panel->filters()->setMarks({{8, u"Since “another”"_s}});
        QCOMPARE(values(), ActivityFilterValues()); // gone: nothing is hidden in silence
        QCOMPARE(changed.last().first().value<ActivityFilterValues>(), ActivityFilterValues());
    }
    void textSearchIsHonest()
    {
        auto *text = child<QLineEdit>("textEdit");
        m_panel->filters()->setTextSearch(true, u"12 of 8,214 texts are kept."_s);
        QVERIFY(!child<QLabel>("hintLabel")->isVisible());
        QTest::keyClicks(text, u"secret"_s);
        QTest::keyClick(text, Qt::Key_Return);
        QVERIFY(child<QLabel>("hintLabel")->isVisible());
        QCOMPARE(values().text, u"secret"_s);
        QVERIFY(!values().regex);
        QTest::mouseClick(child<QToolButton>("regexButton"), Qt::LeftButton);
        QVERIFY(values().regex);
        QVERIFY(!child<QToolButton>("hintButton")->isVisible());
        QSignalSpy stopped(m_panel->filters(), &ActivityFilterBar::textActionRequested);
        m_panel->filters()->setTextSearch(true, u"Searching…"_s, u"Stop"_s);
        QTest::mouseClick(child<QToolButton>("hintButton"), Qt::LeftButton);
        QCOMPARE(stopped.count(), 1);
        m_panel->filters()->setTextSearch(true, u"12 texts"_s); // the button goes, the keyboard stays here
        QVERIFY(text->hasFocus());
        m_panel->filters()->setTextSearch(false, u"Texts of this connection are not kept."_s);
        QVERIFY(!text->isEnabled());
        QCOMPARE(text->accessibleDescription(), u"Texts of this connection are not kept."_s);
        QVERIFY(values().text.isEmpty());
    }
    void downGoesOnAndTheChangesFollow()
    {
        QSignalSpy current(m_panel.get(), &ActivityPanel::currentChanged);
        QSignalSpy activated(m_panel.get(), &ActivityPanel::activated);
        m_panel->focusView();
        QVERIFY(m_panel->view()->hasFocus());
        QTest::keyClick(m_panel->view(), Qt::Key_Down);
        QTest::keyClick(m_panel->view(), Qt::Key_Down);
        QCOMPARE(current.last().first().toModelIndex().row(), 2);
        QTest::keyClick(m_panel->view(), Qt::Key_Return);
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated.first().first().toModelIndex().row(), 2);
        m_model->clear();
        QVERIFY(!current.last().first().toModelIndex().isValid());
    }
    void theComparisonStandsBesideWhereThereIsRoom()
    {
        auto *splitter = child<QSplitter>("splitter");
        m_panel->resize(1300, 700);
        QCOMPARE(splitter->orientation(), Qt::Horizontal);
        m_panel->resize(520, 700);
        QCOMPARE(splitter->orientation(), Qt::Vertical);
        QVERIFY(m_panel->changes()->isVisible());
    }
    void theBrushIsSaidAndLetGo()
    {
        QSignalSpy letGo(m_panel.get(), &ActivityPanel::brushLetGo);
        auto *button = child<QToolButton>("brushButton");
        QVERIFY(!button->isVisible());
        const int top = m_panel->view()->mapTo(m_panel.get(), QPoint(0, 0)).y();
        m_panel->setBrushWords(u"12 May – 14 May"_s);
        QVERIFY(button->isVisible());
        QVERIFY(button->text().contains(u"12 May – 14 May"_s));
        QCoreApplication::processEvents();
        QVERIFY(m_panel->view()->mapTo(m_panel.get(), QPoint(0, 0)).y() - top <= button->height()); // a line at most
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(letGo.count(), 1);
    }
    void whyNoMarkIsSaid()
    {
        QSignalSpy mark(m_panel.get(), &ActivityPanel::markRequested);
        m_panel->setMarkReason(u"Nothing was read yet."_s);
        QVERIFY(!child<QPushButton>("markButton")->isEnabled());
        QVERIFY(child<QPushButton>("markButton")->toolTip().contains(u"Nothing was read yet."_s));
        m_panel->setMarkReason({});
        QTest::mouseClick(child<QPushButton>("markButton"), Qt::LeftButton);
        QCOMPARE(mark.count(), 1);
    }

    void activityHasATabOfItsOwn()
    {
        panels::TabsPanel tabs;
        panels::EntryPanel overview;
        panels::EntryPanel entry;
        auto *activity = new QLabel(u"activity"_s);
        tabs.addPage(0, &overview);
        tabs.addPage(4, &entry);
        tabs.setActivity(activity);
        tabs.setTabs({{0, u"Overview"_s, {}, false, false, false}, {4, u"plan.md"_s, {}}}, 4);
        tabs.show();
        QSignalSpy shown(&tabs, &panels::TabsPanel::activityShownChanged);
        QSignalSpy chosen(&tabs, &panels::TabsPanel::tabChosen);
        QVERIFY(entry.isVisible());
        tabs.showActivity();
        QVERIFY(activity->isVisible());
        QVERIFY(!entry.isVisible());
        QCOMPARE(tabs.currentPage(), &entry); // what the window's actions are about
        QCOMPARE(tabs.bar()->count(), 3);
        QCOMPARE(tabs.bar()->tabText(tabs.bar()->currentIndex()), u"Activity"_s);
        QCOMPARE(tabs.order(), (QList<int>{0, 4}));
        // Somebody saves meanwhile: the tabs are told anew, and Activity stays in front.
        tabs.setTabs({{0, u"Overview"_s, {}, false, false, false}, {4, u"plan.md"_s, {}, false, true}}, 4);
        QVERIFY(activity->isVisible());
        tabs.bar()->setCurrentIndex(2);
        QVERIFY(entry.isVisible());
        QCOMPARE(chosen.last().first().toInt(), 4);
        tabs.bar()->setCurrentIndex(1);
        QVERIFY(activity->isVisible());
        QCOMPARE(chosen.count(), 1);
        emit tabs.bar()->tabCloseRequested(1);
        QVERIFY(!activity->isVisible());
        QCOMPARE(tabs.bar()->count(), 2);
        QCOMPARE(shown.count(), 4);
        tabs.closeActivity();
        QCOMPARE(shown.count(), 4);
    }
};

QTEST_MAIN(TestActivityPanel)
#include "tst_activitypanel.moc"

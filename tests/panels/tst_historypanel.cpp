// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "fakemodels.h"
#include "ui/panels/historypanel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using panels::HistoryFilterValues;
using panels::HistoryPanel;

class TestHistoryPanel : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup() { m_panel.reset(); }
    void oneIsChosenByClick();
    void thirdLetsGoOfTheOldest();
    void rangeKeepsItsEnds();
    void arrivingRowsKeepTheChoice();
    void resetForgets();
    void spacePreviewsEnterOpens();
    void markAndEnterCompares();
    void newerAndOlder();
    void filtersAreAnnounced();
    void disabledButtonsTellTheReason();
    void subjectNamesAreLiteral();

private:
    template <typename T>
    T *child(const char *name)
    {
        return m_panel->findChild<T *>(QLatin1String(name));
    }
    QPoint middle(int row) { return m_list->visualRect(m_model->index(row, 0)).center(); }
    void click(int row, Qt::KeyboardModifiers keys = {})
    {
        QTest::mouseClick(m_list->viewport(), Qt::LeftButton, keys, middle(row));
    }
    QList<int> rows()
    {
        QList<int> found;
        for (const QModelIndex &index : m_panel->selection())
            found.append(index.row());
        return found;
    }
    QList<int> selectedRows()
    {
        QList<int> found;
        for (const QModelIndex &index : m_list->selectionModel()->selectedIndexes())
            found.append(index.row());
        std::sort(found.begin(), found.end());
        return found;
    }

    std::unique_ptr<QStandardItemModel> m_model;
    std::unique_ptr<HistoryPanel> m_panel;
    QListView *m_list = nullptr;
};

void TestHistoryPanel::init()
{
    m_model = std::make_unique<QStandardItemModel>();
    fakes::fillVersions(*m_model, 6);
    m_panel = std::make_unique<HistoryPanel>();
    m_panel->setModel(m_model.get());
    m_panel->setSubject(u"notes/meeting.md"_s);
    m_panel->showList();
    m_panel->resize(320, 700);
    m_panel->show();
    m_list = m_panel->view();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
}

void TestHistoryPanel::oneIsChosenByClick()
{
    QSignalSpy changed(m_panel.get(), &HistoryPanel::selectionChanged);
    click(2);
    QTRY_COMPARE(rows(), QList<int>{2});
    click(4);
    QTRY_COMPARE(rows(), QList<int>{4});
    QTRY_VERIFY(!changed.isEmpty());
    QTRY_COMPARE(changed.last().at(0).value<QList<QModelIndex>>().value(0).row(), 4);
}

void TestHistoryPanel::thirdLetsGoOfTheOldest()
{
    click(1);
    QTRY_COMPARE(rows(), QList<int>{1});
    click(4, Qt::ControlModifier);
    QTRY_COMPARE(rows(), (QList<int>{1, 4}));
    click(2, Qt::ControlModifier);
    QTRY_COMPARE(rows(), (QList<int>{4, 2}));
    QTRY_COMPARE(selectedRows(), (QList<int>{2, 4}));
    click(4, Qt::ControlModifier); // again lets go
    QTRY_COMPARE(rows(), QList<int>{2});
}

void TestHistoryPanel::rangeKeepsItsEnds()
{
    click(0);
    QTRY_COMPARE(rows(), QList<int>{0});
    click(4, Qt::ShiftModifier);
    QTRY_COMPARE(selectedRows(), (QList<int>{0, 4}));
    QCOMPARE(rows(), (QList<int>{0, 4}));
}

void TestHistoryPanel::arrivingRowsKeepTheChoice()
{
    click(1);
    click(3, Qt::ControlModifier);
    QTRY_COMPARE(rows(), (QList<int>{1, 3}));
    m_model->insertRow(0, new QStandardItem(u"v7 updated"_s));
    QCOMPARE(rows(), (QList<int>{2, 4}));
    QCOMPARE(selectedRows(), (QList<int>{2, 4}));
    m_model->removeRow(4);
    QTRY_COMPARE(rows(), QList<int>{2});
}

void TestHistoryPanel::resetForgets()
{
    click(1);
    QTRY_COMPARE(rows(), QList<int>{1});
    QSignalSpy changed(m_panel.get(), &HistoryPanel::selectionChanged);
    m_model->clear();
    QVERIFY(m_panel->selection().isEmpty());
    QVERIFY(changed.count() >= 1);
}

void TestHistoryPanel::spacePreviewsEnterOpens()
{
    QSignalSpy preview(m_panel.get(), &HistoryPanel::previewRequested);
    QSignalSpy activated(m_panel.get(), &HistoryPanel::activated);
    m_panel->focusView();
    QTest::keyClick(m_list, Qt::Key_Down);
    QTest::keyClick(m_list, Qt::Key_Space);
    QCOMPARE(preview.count(), 1);
    QCOMPARE(preview.first().at(0).toModelIndex().row(), 1);
    QVERIFY(m_list->hasFocus());
    QTest::keyClick(m_list, Qt::Key_Return);
    QCOMPARE(activated.count(), 1);
    QCOMPARE(activated.first().at(0).toModelIndex().row(), 1);
}

void TestHistoryPanel::markAndEnterCompares()
{
    QSignalSpy mark(m_panel.get(), &HistoryPanel::markRequested);
    QSignalSpy compare(m_panel.get(), &HistoryPanel::compareWithBaseRequested);
    QSignalSpy activated(m_panel.get(), &HistoryPanel::activated);
    QSignalSpy released(m_panel.get(), &HistoryPanel::baseReleased);
    m_panel->focusView();
    QTest::keyClick(m_list, Qt::Key_Down);
    QTest::keyClick(m_list, Qt::Key_M);
    QCOMPARE(mark.size(), 1);
    QCOMPARE(mark.first().at(0).toModelIndex().row(), 1);
    QVERIFY(!child<QLabel>("baseLabel")->isVisible()); // the owner says what is marked
    m_panel->setBase(u"other.md: v6, 18 May"_s);
    QVERIFY(child<QLabel>("baseLabel")->isVisible());
    QVERIFY(child<QLabel>("baseLabel")->text().contains(u"other.md: v6, 18 May"_s));
    QTest::keyClick(m_list, Qt::Key_Up);
    QTest::keyClick(m_list, Qt::Key_Down);
    QTest::keyClick(m_list, Qt::Key_Down);
    QTest::keyClick(m_list, Qt::Key_Return);
    QCOMPARE(compare.count(), 1);
    QCOMPARE(activated.count(), 0);
    QCOMPARE(compare.first().at(0).toModelIndex().row(), 2);
    QCOMPARE(rows(), QList<int>{2});
    m_model->clear(); // another entry
    QVERIFY(child<QLabel>("baseLabel")->isVisible()); // the mark stays
    QTest::keyClick(m_list, Qt::Key_Escape);
    QTest::mouseClick(child<QToolButton>("releaseButton"), Qt::LeftButton);
    QCOMPARE(released.size(), 2);
    m_panel->setBase({});
    QVERIFY(!child<QLabel>("baseLabel")->isVisible());
    QVERIFY(!child<QToolButton>("releaseButton")->isVisible());
}

void TestHistoryPanel::newerAndOlder()
{
    m_panel->selectOlder();
    QCOMPARE(rows(), QList<int>{0});
    m_panel->selectOlder();
    m_panel->selectOlder();
    QCOMPARE(rows(), QList<int>{2});
    m_panel->selectNewer();
    QCOMPARE(rows(), QList<int>{1});
    for (int n = 0; n < 10; ++n)
        m_panel->selectOlder();
    QCOMPARE(rows(), QList<int>{5});
}

void TestHistoryPanel::filtersAreAnnounced()
{
    QSignalSpy changed(m_panel.get(), &HistoryPanel::filterChanged);
    auto *combo = child<QComboBox>("actionCombo");
    combo->setFocus();
    QTest::keyClick(combo, Qt::Key_Down);
    QTest::keyClick(combo, Qt::Key_Down);
    QCOMPARE(changed.last().at(0).value<HistoryFilterValues>().action, core::Action::Updated);
    QTest::keyClick(child<QCheckBox>("redactedCheck"), Qt::Key_Space);
    QVERIFY(changed.last().at(0).value<HistoryFilterValues>().redactedOnly);
    QTest::mouseClick(child<QToolButton>("daysButton"), Qt::LeftButton);
    child<QDateEdit>("fromEdit")->setDate({2026, 5, 1});
    QTest::keyClick(child<QCheckBox>("fromCheck"), Qt::Key_Space);
    QCOMPARE(changed.last().at(0).value<HistoryFilterValues>().days.from, QDate(2026, 5, 1));
    const auto values = m_panel->filter();
    m_panel->setFilter({});
    QCOMPARE(m_panel->filter(), HistoryFilterValues{});
    m_panel->setFilter(values);
    QCOMPARE(m_panel->filter(), values);
}

void TestHistoryPanel::disabledButtonsTellTheReason()
{
    using Command = HistoryPanel::Command;
    QSignalSpy redact(m_panel.get(), &HistoryPanel::redactRequested);
    auto *button = child<QPushButton>("redactButton");
    m_panel->setActionState(Command::Redact, false, u"This version is redacted already."_s);
    QVERIFY(!button->isEnabled());
    QVERIFY(button->toolTip().contains(u"This version is redacted already."_s));
    QCOMPARE(button->accessibleDescription(), u"This version is redacted already."_s);
    m_panel->setActionState(Command::Redact, true);
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(redact.count(), 1);
    QVERIFY(button->accessibleDescription().isEmpty());
}

void TestHistoryPanel::subjectNamesAreLiteral()
{
    m_panel->setSubject(u"<img src=x>\u200B"_s, u"whole store"_s);
    QCOMPARE(child<QLineEdit>("subjectEdit")->text(), u"<img src=x>‹U+200B›"_s);
    QVERIFY(child<QLabel>("scopeLabel")->isVisible());
}

QTEST_MAIN(TestHistoryPanel)
#include "tst_historypanel.moc"

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "fakemodels.h"
#include "ui/panels/findpanel.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using panels::FindPanel;

class TestFindPanel : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup() { m_panel.reset(); }
    void needsAStoreAndAText();
    void enterSearches();
    void cancelTakesThePlaceOfFind();
    void enterOnAHitOpensIt();
    void escapeCancelsThenCloses();
    void nothingFoundIsSaid();

private:
    template <typename T>
    T *child(const char *name)
    {
        return m_panel->findChild<T *>(QLatin1String(name));
    }

    std::unique_ptr<QStandardItemModel> m_hits;
    std::unique_ptr<FindPanel> m_panel;
};

void TestFindPanel::init()
{
    m_hits = std::make_unique<QStandardItemModel>();
    m_panel = std::make_unique<FindPanel>();
    m_panel->setModel(m_hits.get());
    m_panel->resize(700, 250);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
}

void TestFindPanel::needsAStoreAndAText()
{
    QSignalSpy find(m_panel.get(), &FindPanel::findRequested);
    auto *query = child<QLineEdit>("queryEdit");
    QTest::keyClicks(query, u"sqlite"_s);
    QTest::keyClick(query, Qt::Key_Return);
    QCOMPARE(find.count(), 0);
    QVERIFY(!child<QPushButton>("findButton")->toolTip().isEmpty());
    m_panel->setStore(u"project-alpha"_s);
    query->clear();
    QTest::keyClick(query, Qt::Key_Return);
    QCOMPARE(find.count(), 0);
}

void TestFindPanel::enterSearches()
{
    QSignalSpy find(m_panel.get(), &FindPanel::findRequested);
    m_panel->setStore(u"project-alpha"_s);
    m_panel->focusQuery();
    auto *query = child<QLineEdit>("queryEdit");
    QVERIFY(query->hasFocus());
    QTest::keyClicks(query, u"sqlite"_s);
    QTest::keyClick(query, Qt::Key_Return);
    QCOMPARE(find.count(), 1);
    QCOMPARE(find.first().at(0).toString(), u"sqlite"_s);
    QCOMPARE(find.first().at(1).value<Qt::CaseSensitivity>(), Qt::CaseInsensitive);
    QTest::keyClick(child<QCheckBox>("caseCheck"), Qt::Key_Space);
    QTest::mouseClick(child<QPushButton>("findButton"), Qt::LeftButton);
    QCOMPARE(find.last().at(1).value<Qt::CaseSensitivity>(), Qt::CaseSensitive);
}

void TestFindPanel::cancelTakesThePlaceOfFind()
{
    QSignalSpy cancel(m_panel.get(), &FindPanel::cancelRequested);
    m_panel->setStore(u"project-alpha"_s);
    m_panel->setQuery(u"x"_s);
    auto *find = child<QPushButton>("findButton");
    auto *stop = child<QPushButton>("cancelButton");
    find->setFocus();
    m_panel->setProgress(u"Searched 3 of 12 entries"_s, 3, 12, true);
    QVERIFY(!find->isVisible() && stop->isVisible() && stop->hasFocus());
    QCOMPARE(child<QProgressBar>("progressBar")->value(), 3);
    QTest::keyClick(stop, Qt::Key_Space);
    QCOMPARE(cancel.count(), 1);
    m_panel->setProgress(u"Stopped after 3 of 12 entries"_s, 3, 12, false);
    QVERIFY(find->isVisible() && find->hasFocus());
    QVERIFY(!child<QProgressBar>("progressBar")->isVisible());
    QCOMPARE(child<QLabel>("progressLabel")->text(), u"Stopped after 3 of 12 entries"_s);
}

void TestFindPanel::enterOnAHitOpensIt()
{
    QSignalSpy hit(m_panel.get(), &FindPanel::hitActivated);
    m_panel->setStore(u"project-alpha"_s);
    m_hits->appendRow(new QStandardItem(u"storage: SQLite"_s));
    m_hits->appendRow(new QStandardItem(u"SQLite again"_s));
    m_panel->focusQuery();
    QTest::keyClick(child<QLineEdit>("queryEdit"), Qt::Key_Down);
    auto *list = child<QListView>("hitsView");
    QVERIFY(list->hasFocus());
    QTest::keyClick(list, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(hit.count(), 1);
    QCOMPARE(hit.first().at(0).toModelIndex().row(), 1);
}

void TestFindPanel::escapeCancelsThenCloses()
{
    QSignalSpy cancel(m_panel.get(), &FindPanel::cancelRequested);
    QSignalSpy close(m_panel.get(), &FindPanel::closeRequested);
    m_panel->setStore(u"project-alpha"_s);
    m_panel->setProgress(u"Searched 1 of 2 entries"_s, 1, 2, true);
    m_panel->focusQuery();
    QTest::keyClick(child<QLineEdit>("queryEdit"), Qt::Key_Escape);
    QCOMPARE(cancel.count(), 1);
    QCOMPARE(close.count(), 0);
    m_panel->setProgress(u"Stopped"_s, 1, 2, false);
    QTest::keyClick(child<QLineEdit>("queryEdit"), Qt::Key_Escape);
    QCOMPARE(close.count(), 1);
}

void TestFindPanel::nothingFoundIsSaid()
{
    m_panel->setStore(u"project-alpha"_s);
    m_panel->setQuery(u"<b>gone</b>"_s);
    QTest::keyClick(child<QLineEdit>("queryEdit"), Qt::Key_Return);
    m_panel->setProgress(u"Searched 12 of 12 entries"_s, 12, 12, false);
    QCOMPARE(child<QLabel>("titleLabel")->text(), u"Nothing found"_s);
    QVERIFY(child<QLabel>("textLabel")->text().contains(u"<b>gone</b>"_s));
    QCOMPARE(child<QLabel>("textLabel")->textFormat(), Qt::PlainText);
}

QTEST_MAIN(TestFindPanel)
#include "tst_findpanel.moc"

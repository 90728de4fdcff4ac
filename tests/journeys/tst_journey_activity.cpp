// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"

#include "models/roles.h"
#include "session/historykeeper.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/panels/activitypanel.h"
#include "ui/panels/changespage.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/historypanel.h"
#include "ui/panels/tabspanel.h"
#include "ui/widgets/barchart.h"
#include "ui/widgets/diffview.h"
#include "ui/widgets/rowlist.h"
#include "ui/widgets/stepchart.h"

#include <QCheckBox>
#include <QComboBox>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>

using namespace Qt::StringLiterals;
using When = panels::ActivityFilterValues::When;

//! *Activity*: what changed since yesterday, what happened in a range, what came since the mark.
class TestJourneyActivity : public QObject
{
    Q_OBJECT

    std::unique_ptr<Elsewhere> m_service;
    std::unique_ptr<Agent> m_agent;
    std::unique_ptr<Journey> m_journey;

    panels::ActivityPanel &panel() const { return m_journey->window().activity(); }
    widgets::RowList *list() const { return panel().view(); }
    QLabel *label(const char *name) const { return panel().findChild<QLabel *>(QLatin1String(name)); }

    static QJsonObject version(const QString &action, int daysAgo, int hour, const QString &text = {})
    {
        const QDateTime at(QDate::currentDate().addDays(-daysAgo), QTime(hour, 0));
        QJsonObject made{{u"action"_s, action}, {u"at"_s, at.toUTC().toString(Qt::ISODateWithMs)}};
        if (!text.isEmpty())
            made.insert(u"content"_s, text);
        return made;
    }
    //! One old entry, one that changed yesterday, one that is gone since then.
    static QByteArray store()
    {
        const QJsonArray entries{
            QJsonObject{{u"path"_s, u"notes/old.md"_s}, {u"versions"_s, QJsonArray{version(u"created"_s, 20, 9, u"old\n"_s)}}},
            QJsonObject{{u"path"_s, u"notes/plan.md"_s},
                        {u"versions"_s, QJsonArray{version(u"created"_s, 9, 9, u"Plan A\n"_s), version(u"updated"_s, 1, 9, u"Plan B\n"_s)}}},
            QJsonObject{{u"path"_s, u"gone.md"_s},
                        {u"versions"_s, QJsonArray{version(u"created"_s, 8, 9, u"gone soon\n"_s), version(u"deleted"_s, 1, 10)}}}};
        const QJsonObject store{{u"name"_s, u"agent notes"_s}, {u"description"_s, QString()}, {u"metadata"_s, QJsonObject()},
                                {u"created_at"_s, version({}, 30, 1).value(u"at"_s)}, {u"entries"_s, entries}};
        return QJsonDocument(QJsonObject{{u"format"_s, 1}, {u"stores"_s, QJsonArray{store}}}).toJson();
    }
    QStringList paths() const
    {
        QStringList found;
        for (int row = 0; row < list()->model()->rowCount(); ++row)
            found.append(list()->model()->index(row, 0).data(models::PathRole).toString());
        return found;
    }
    void choose(When when)
    {
        auto *combo = panel().findChild<QComboBox *>(u"whenCombo"_s);
        combo->setCurrentIndex(combo->findData(int(when)));
    }
    bool openActivity()
    {
        m_journey->workbench().navigator().go({m_journey->session()->stores().stores().first().id, {}, {}});
        m_journey->action("view.activity")->trigger();
        return support::eventually([&] { return list()->isVisible() && list()->model()->rowCount() > 0; });
    }

private slots:
    void init()
    {
        m_service = std::make_unique<Elsewhere>(wire::profileS(), store());
        m_agent = std::make_unique<Agent>(m_service->baseUrl(), Elsewhere::token);
        m_journey = std::make_unique<Journey>();
        QVERIFY(m_journey->openRemote(m_service->baseUrl(), Elsewhere::token));
    }
    void cleanup()
    {
        m_journey.reset();
        m_agent.reset();
        m_service.reset();
    }

    void whatChangedSinceYesterday()
    {
        QVERIFY(openActivity());
        QTRY_COMPARE(list()->model()->rowCount(), 5);
        QTRY_VERIFY(panel().findChild<QWidget *>(u"coverageBar"_s)->findChild<QLabel *>(u"textLabel"_s)->text().startsWith(u"All 5 versions."_s));
        choose(When::SinceYesterday);
        QTRY_COMPARE(paths(), (QStringList{u"gone.md"_s, u"notes/plan.md"_s}));
        QTRY_COMPARE(label("matchLabel")->text(), u"2 of 5 versions match."_s);

        panel().focusView();
        QVERIFY(list()->hasFocus());
        QTest::keyClick(list(), Qt::Key_Down);
        QTRY_COMPARE(panel().changes()->diffView()->changeCount(), 1);
        QVERIFY(panel().changes()->diffView()->unifiedText().contains("-Plan A\n+Plan B\n"));

        QTest::keyClick(list(), Qt::Key_Return);
        QTRY_VERIFY(!m_journey->window().tabs().isActivityShown());
        QTRY_VERIFY(m_journey->workbench().entryController().base());
        QCOMPARE(m_journey->workbench().entryController().base()->path, u"notes/plan.md"_s);
        QCOMPARE(m_journey->workbench().navigator().subject().versions.size(), 1);
        // Back in Activity everything stands as it was left.
        m_journey->action("view.activity")->trigger();
        QCOMPARE(list()->currentIndex().row(), 1);
        QCOMPARE(paths().size(), 2);
    }

    void aRangeIsBrushed()
    {
        QVERIFY(openActivity());
        QTRY_COMPARE(list()->model()->rowCount(), 5);
        widgets::BarChart *chart = panel().chart();
        QCOMPARE(chart->unit(), widgets::TimeUnit::Day);
        const qint64 today = chart->lastSlot();
        QTRY_VERIFY(chart->sentenceAt(today - 1).contains(u"2 versions"_s));
        const QPoint from = chart->barRect(today - 9).center().toPoint();
        const QPoint to = chart->barRect(today - 8).center().toPoint();
        QTest::mousePress(chart, Qt::LeftButton, {}, from);
        QTest::mouseMove(chart, to);
        QTest::mouseRelease(chart, Qt::LeftButton, {}, to);
        QTRY_COMPARE(paths(), (QStringList{u"gone.md"_s, u"notes/plan.md"_s}));
        QVERIFY(chart->sentenceAt(today - 1).contains(u"2 versions"_s)); // the chart goes on to show what lies beside
        QTest::keyClick(chart, Qt::Key_Escape);
        QTRY_COMPARE(list()->model()->rowCount(), 5);
    }

    void whatArrivesMovesNothingAndTheMarkKnowsIt()
    {
        QVERIFY(openActivity());
        QTRY_COMPARE(list()->model()->rowCount(), 5);
        list()->setCurrentIndex(list()->model()->index(2, 0));
        const QString chosen = list()->currentIndex().data(models::VersionIdRole).toString();
        const int y = list()->visualRect(list()->currentIndex()).y();
        panel().findChild<QAbstractButton *>(u"markButton"_s)->click();
        auto *combo = panel().findChild<QComboBox *>(u"whenCombo"_s);
        QTRY_VERIFY(combo->findData(int(When::SinceMark)) > 0);

        const core::StoreId id = m_journey->session()->stores().stores().first().id;
        QVERIFY(m_agent->create(id, u"notes/new.md"_s, "new\n"));
        m_journey->session()->catchUp();
        QTRY_COMPARE(list()->model()->rowCount(), 6);
        QCOMPARE(list()->currentIndex().data(models::VersionIdRole).toString(), chosen);
        QCOMPARE(list()->currentIndex().row(), 3);
        QCOMPARE(list()->visualRect(list()->currentIndex()).y(), y);

        choose(When::SinceMark);
        QTRY_COMPARE(paths(), QStringList{u"notes/new.md"_s});
    }

    void theLastLookIsKeptByItself()
    {
        QVERIFY(openActivity());
        QTRY_COMPARE(list()->model()->rowCount(), 5);
        m_journey->window().tabs().closeActivity();
        m_journey->workbench().navigator().go({});
        const core::StoreId id = m_journey->session()->stores().stores().first().id;
        QVERIFY(m_agent->create(id, u"notes/new.md"_s, "new\n"));
        m_journey->session()->catchUp();
        QVERIFY(openActivity());
        QTRY_COMPARE(list()->model()->rowCount(), 6);
        auto *combo = panel().findChild<QComboBox *>(u"whenCombo"_s);
        QTRY_VERIFY(combo->findData(int(When::SinceMark)) > 0);
        QVERIFY(combo->itemText(combo->findData(int(When::SinceMark))).startsWith(u"Since I last looked"_s));
        choose(When::SinceMark);
        QTRY_COMPARE(paths(), QStringList{u"notes/new.md"_s});
    }

    void theSizeOverTimeLeadsToAVersion()
    {
        const core::StoreId id = m_journey->session()->stores().stores().first().id;
        const auto plan = m_agent->read(id, u"notes/plan.md"_s);
        QVERIFY(plan);
        m_journey->workbench().navigator().go({id, plan->id, {}});
        widgets::StepChart *chart = m_journey->window().history().sizeChart();
        QTRY_VERIFY(chart->isVisible());
        QTRY_COMPARE(chart->stepCount(), 2);
        QVERIFY2(chart->accessibleName().startsWith(u"Size over all 2 versions"_s), qPrintable(chart->accessibleName()));
        chart->setFocus();
        QTest::keyClick(chart, Qt::Key_Home);
        QTRY_COMPARE(m_journey->workbench().navigator().subject().versions.size(), 1);
        QCOMPARE(m_journey->window().history().selection().first().row(), 1); // the older one of two
        m_journey->workbench().navigator().go({id, {}, {}});
        QTRY_VERIFY(!chart->isVisible()); // a store has no size of its own
    }

    void anEarlierLifeIsJoinedWhenAsked()
    {
        const core::StoreId id = m_journey->session()->stores().stores().first().id;
        const auto plan = m_agent->read(id, u"notes/plan.md"_s);
        QVERIFY(plan);
        QVERIFY(m_agent->remove(*plan));
        const auto again = m_agent->create(id, u"notes/plan.md"_s, "Plan C\n");
        QVERIFY(again);
        m_journey->workbench().navigator().go({id, again->id, {}});
        panels::HistoryPanel &history = m_journey->window().history();
        QTRY_COMPARE(history.view()->model()->rowCount(), 1);
        QTRY_VERIFY(m_journey->session()->history()->coverage(id).complete);
        auto *check = history.findChild<QCheckBox *>(u"earlierCheck"_s);
        QTRY_VERIFY(check->isVisible());
        check->click();
        QTRY_COMPARE(history.view()->model()->rowCount(), 4);
        QVERIFY(history.findChild<QLabel *>(u"earlierLabel"_s)->text().startsWith(u"One deleted entry"_s));
        QCOMPARE(history.view()->model()->index(1, 0).data(models::ActionRole).value<core::Action>(), core::Action::Deleted);
        check->click();
        QTRY_COMPARE(history.view()->model()->rowCount(), 1);
    }
};

QTEST_MAIN(TestJourneyActivity)
#include "tst_journey_activity.moc"

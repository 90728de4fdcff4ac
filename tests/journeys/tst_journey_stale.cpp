// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"

#include "ui/controllers/entrycontroller.h"
#include "ui/controllers/entrytab.h"
#include "ui/controllers/entrytabs.h"
#include "ui/controllers/headwatch.h"
#include "ui/panels/entrypanel.h"
#include "ui/widgets/texteditor.h"

#include <QDialog>
#include <QPushButton>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

//! What others do to the open entry on a service that tells nobody.
class TestJourneyStale : public QObject
{
    Q_OBJECT

    static constexpr auto token = Elsewhere::token;

    std::unique_ptr<Elsewhere> m_service;
    std::unique_ptr<Agent> m_agent;
    std::unique_ptr<Journey> m_journey;

    panels::EntryPanel &panel() const { return m_journey->window().entry(); }
    const std::optional<core::Entry> &base() const { return m_journey->workbench().entryController().base(); }
    controllers::HeadWatch &watch() const { return m_journey->workbench().headWatch(); }

    bool open(const QString &path) { return m_journey->openEntry(path); }

    QPushButton *button(const QString &text) const { return Journey::button(panel(), text); }

private slots:
    void init()
    {
        m_service = std::make_unique<Elsewhere>();
        m_agent = std::make_unique<Agent>(m_service->baseUrl(), token);
        m_journey = std::make_unique<Journey>();
        QVERIFY(m_journey->openRemote(m_service->baseUrl(), token));
    }
    void cleanup()
    {
        m_journey.reset();
        m_agent.reset();
        m_service.reset();
    }

    void aCleanTextIsOfferedAgain()
    {
        QVERIFY(open(u"notes/plan.md"_s));
        QVERIFY(m_agent->write(*base(), "Plan B\n"));
        QVERIFY(!button(u"Reload"_s));
        watch().setInterval(50ms);
        QTRY_VERIFY(button(u"Reload"_s));
        QCOMPARE(panel().editedBytes(), "Plan A\n"); // nothing changes under the eyes
        QTest::mouseClick(button(u"Reload"_s), Qt::LeftButton);
        QTRY_COMPARE(panel().editedBytes(), "Plan B\n");
        QVERIFY(!panel().isModified());
    }

    void anUnsavedTextCanBeMerged()
    {
        QVERIFY(open(u"notes/plan.md"_s));
        QTest::keyClicks(panel().editor(), u"mine "_s);
        QVERIFY(m_agent->write(*base(), "Plan B\n"));
        watch().setInterval(50ms);
        QTRY_VERIFY(button(u"Merge…"_s));
        QCOMPARE(panel().editedBytes(), "mine Plan A\n");
        QTest::mouseClick(button(u"Merge…"_s), Qt::LeftButton);
        QTRY_VERIFY(m_journey->dialog<QDialog>());
        m_journey->dialog<QDialog>()->reject();
        QCOMPARE(panel().editedBytes(), "mine Plan A\n");
    }

    void comingBackToTheWindowLooksAtOnce()
    {
        QVERIFY(open(u"notes/plan.md"_s));
        QTRY_COMPARE(m_journey->session()->client().inFlight(), 0);
        QVERIFY(m_agent->write(*base(), "Plan B\n"));
        QEvent activated(QEvent::WindowActivate);
        QCoreApplication::sendEvent(&m_journey->window(), &activated);
        QTRY_VERIFY(button(u"Reload"_s));
    }

    void comingBackToATabLooksAtItsText()
    {
        QVERIFY(open(u"notes/plan.md"_s));
        const core::Entry plan = *base();
        m_journey->workbench().tabs().pin(m_journey->workbench().tabs().current());
        QVERIFY(open(u"notes/meeting.md"_s));
        QVERIFY(m_agent->write(plan, "Plan B\n"));
        m_journey->workbench().navigator().go({plan.store, plan.id, {}});
        QTRY_VERIFY(button(u"Reload"_s));
    }

    void aDeletedOneIsSaidAndCanBeCreatedAgain()
    {
        QVERIFY(open(u"notes/plan.md"_s));
        QTest::keyClicks(panel().editor(), u"mine "_s);
        QVERIFY(m_agent->remove(*base()));
        watch().setInterval(50ms);
        QTRY_VERIFY(button(u"Create It Again…"_s));
        QCOMPARE(panel().editedBytes(), "mine Plan A\n");
    }

    void aHiddenWindowAsksNothing()
    {
        QVERIFY(open(u"notes/plan.md"_s));
        QTRY_COMPARE(m_journey->session()->client().inFlight(), 0);
        m_journey->window().hide();
        QSignalSpy asked(m_journey->session(), &session::Session::activityChanged);
        watch().setInterval(20ms);
        // What was on its way ends; then there is silence for ten times the interval.
        QTRY_VERIFY(!asked.wait(200));
        asked.clear();
        m_journey->window().show();
        QTRY_VERIFY(asked.size() > 0); // the same timer, seen again
    }
};

QTEST_MAIN(TestJourneyStale)
#include "tst_journey_stale.moc"

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "delayproxy.h"
#include "journey.h"

#include "models/roles.h"
#include "ui/controllers/entrytab.h"
#include "ui/controllers/entrytabs.h"
#include "ui/dialogs/deleteentrydialog.h"
#include "ui/dialogs/newentrydialog.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/historypanel.h"
#include "ui/panels/storespanel.h"
#include "ui/widgets/texteditor.h"

#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTreeView>

using namespace Qt::StringLiterals;

//! Writes whose answers come late: their outcome concerns what they were about, not what is shown by then.
class TestJourneyWrites : public QObject
{
    Q_OBJECT

    static constexpr auto token = Elsewhere::token;

    std::unique_ptr<Elsewhere> m_service;
    std::unique_ptr<DelayProxy> m_proxy;
    std::unique_ptr<Journey> m_journey;

    widgets::TextEditor *editor() const { return m_journey->window().entry().editor(); }
    QListView *history() const { return m_journey->window().history().view(); }
    const std::optional<core::Entry> &base() const { return m_journey->workbench().entryController().base(); }

    bool open(const QString &path) { return m_journey->openEntry(path); }

private slots:
    void init()
    {
        m_service = std::make_unique<Elsewhere>();
        m_proxy = std::make_unique<DelayProxy>(m_service->port(), 0);
        m_journey = std::make_unique<Journey>();
        QVERIFY(m_journey->openRemote(m_proxy->baseUrl(), token));
    }
    void cleanup()
    {
        m_journey.reset();
        m_proxy.reset();
        m_service.reset();
    }

    void aSaveThatEndsAfterTheEntryWasLeftSettlesInItsOwnTab()
    {
        QVERIFY(open(u"notes/plan.md"_s));
        const core::Entry plan = *base();
        QVERIFY(open(u"notes/meeting.md"_s));
        const core::Entry meeting = *base();
        controllers::EntryTab &left = m_journey->workbench().tabs().current();
        QTest::keyClicks(editor(), u"mine "_s);
        m_proxy->setDelay(250);
        m_journey->action("entry.save")->trigger();
        m_journey->workbench().navigator().go({plan.store, plan.id, {}});
        QVERIFY(!m_journey->dialog<QDialog>()); // nothing is lost by looking at another entry
        QVERIFY(left.isDirty());
        QTRY_VERIFY(base() && base()->id == plan.id);
        Agent agent(m_service->baseUrl(), token);
        QTRY_COMPARE(agent.read(meeting.store, u"notes/meeting.md"_s)->version, 4);
        QTRY_VERIFY(!left.isDirty());
        QCOMPARE(left.entry().base()->version, 4);
        QVERIFY(left.panel().editedBytes().startsWith("mine "));
        QCOMPARE(base()->id, plan.id);
        QCOMPARE(base()->content, QByteArray("Plan A\n"));
        QCOMPARE(editor()->bytes(), "Plan A\n");
        QVERIFY(!m_journey->window().isWindowModified());
    }

    void closingWhileItIsBeingSavedGoesOnWhenItIsSaved()
    {
        QVERIFY(open(u"notes/meeting.md"_s));
        QTest::keyClicks(editor(), u"mine "_s);
        m_proxy->setDelay(150);
        m_journey->action("entry.save")->trigger();
        m_journey->action("tab.close")->trigger();
        QVERIFY(!m_journey->workbench().tabs().current().isOverview()); // what it ends in may have to be read
        QTRY_VERIFY(m_journey->workbench().tabs().current().isOverview());
        QVERIFY(!m_journey->dialog<QDialog>());
        Agent agent(m_service->baseUrl(), token);
        const core::StoreId store = m_journey->workbench().navigator().subject().store;
        QCOMPARE(agent.read(store, u"notes/meeting.md"_s)->version, 4);
    }

    void closingWhileItIsBeingSavedStaysWhenThereIsSomethingToRead()
    {
        QVERIFY(open(u"notes/meeting.md"_s));
        const core::Entry meeting = *base();
        QTest::keyClicks(editor(), u"mine "_s);
        m_proxy->setDelay(150);
        m_journey->session()->client().setToken(*api::Token::make(QByteArray("expired")));
        m_journey->action("entry.save")->trigger();
        m_journey->window().close();
        QTRY_VERIFY(Journey::button(m_journey->window().entry(), u"New Token…"_s));
        QTRY_VERIFY(!m_journey->workbench().saveController().isSaving());
        QCOMPARE(base()->id, meeting.id);
        QVERIFY(editor()->bytes().startsWith("mine "));
        QVERIFY(m_journey->window().isVisible());
        QVERIFY(!m_journey->dialog<QDialog>());
    }

    void aRefusedTokenKeepsTheTextAndAnotherOneGoesOn()
    {
        QVERIFY(open(u"notes/plan.md"_s));
        QTest::keyClicks(editor(), u"mine "_s);
        m_journey->session()->client().setToken(*api::Token::make(QByteArray("expired")));
        m_journey->action("entry.save")->trigger();
        QTRY_VERIFY(Journey::button(m_journey->window().entry(), u"New Token…"_s));
        QCOMPARE(editor()->bytes(), "mine Plan A\n");
        QTest::mouseClick(Journey::button(m_journey->window().entry(), u"New Token…"_s), Qt::LeftButton);
        auto *dialog = m_journey->dialog<QDialog>();
        QVERIFY(dialog);
        auto *field = dialog->findChild<QLineEdit *>(u"tokenEdit"_s);
        QVERIFY(field);
        QTest::keyClicks(field, QLatin1String(token));
        QPushButton *save = nullptr;
        for (QPushButton *candidate : dialog->findChildren<QPushButton *>()) {
            if (candidate->isDefault())
                save = candidate;
        }
        QVERIFY(save);
        QTRY_VERIFY(save->isEnabled());
        QTest::mouseClick(save, Qt::LeftButton);
        QTRY_VERIFY(!m_journey->dialog<QDialog>());
        QCOMPARE(editor()->bytes(), "mine Plan A\n");
        m_journey->action("entry.save")->trigger();
        QTRY_COMPARE(base()->version, 2);
        QVERIFY(!m_journey->window().isWindowModified());
    }

    void aTextWrittenJustBeforeADeletionIsOfferedBack()
    {
        QVERIFY(open(u"notes/plan.md"_s));
        const core::Entry plan = *base();
        // The next two replies (newest versions, the entry) are slow, so that the agent can write between them and the
        // deletion; which of the two verdicts comes depends on who is first, and both must lead on.
        m_proxy->setDelay(200);
        m_journey->action("entry.delete")->trigger();
        auto *dialog = m_journey->dialog<dialogs::DeleteEntryDialog>();
        QVERIFY(dialog);
        emit dialog->deleteRequested();
        QTRY_VERIFY(m_journey->session()->client().inFlight() > 0);
        Agent agent(m_service->baseUrl(), token);
        QVERIFY(agent.write(plan, "unseen\n"));
        QTRY_VERIFY(Journey::button(m_journey->window().stores(), u"Save as New Entry…"_s)
                    || Journey::button(m_journey->window().stores(), u"Read Again"_s));
        if (QPushButton *recreate = Journey::button(m_journey->window().stores(), u"Save as New Entry…"_s)) {
            QTest::mouseClick(recreate, Qt::LeftButton);
            QTRY_VERIFY(m_journey->dialog<dialogs::NewEntryDialog>());
        } else {
            QTest::mouseClick(Journey::button(m_journey->window().stores(), u"Read Again"_s), Qt::LeftButton);
            QTRY_COMPARE(editor()->bytes(), "unseen\n");
        }
    }

    void aVersionRedactedElsewhereGoesFromTheWindow()
    {
        QVERIFY(open(u"notes/meeting.md"_s));
        QTRY_COMPARE(history()->model()->rowCount(), 3);
        Journey::click(history(), history()->model()->index(1, 0));
        QTRY_VERIFY(m_journey->visible<widgets::TextEditor>("versionView"));
        auto *shown = m_journey->visible<widgets::TextEditor>("versionView");
        QVERIFY(shown->bytes().contains("key: 1234"));
        const auto versions = m_journey->session()->versions(base()->store).ofEntry(base()->id);
        bool redacted = false;
        m_journey->session()->commands().redact(versions[1]).then(
            this, [&](const core::Result<session::RedactOutcome> &result) { redacted = bool(result); });
        QTRY_VERIFY(redacted);
        QTRY_VERIFY(!shown->bytes().contains("key: 1234"));
        QVERIFY(m_journey->window().entry().showsVersion());
    }
};

QTEST_MAIN(TestJourneyWrites)
#include "tst_journey_writes.moc"

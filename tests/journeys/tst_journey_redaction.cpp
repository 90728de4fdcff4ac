// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"

#include "models/roles.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/dialogs/connectiondialog.h"
#include "ui/panels/activitypanel.h"
#include "ui/panels/changespage.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/historypanel.h"
#include "ui/panels/inboxpanel.h"
#include "ui/presentation/presentedhistory.h"
#include "ui/widgets/diffview.h"
#include "ui/widgets/rowlist.h"
#include "ui/widgets/texteditor.h"

#include <QCheckBox>
#include <QDateEdit>
#include <QDirIterator>
#include <QFile>
#include <QLineEdit>
#include <QListView>
#include <QRadioButton>
#include <QSignalSpy>

using namespace Qt::StringLiterals;

//! Somebody else redacts, and nobody tells this program: a redaction shows in the list of versions and nowhere else. The
//! sweep finds it, and then the text is in no file of the program.
class TestJourneyRedaction : public QObject
{
    Q_OBJECT

    static constexpr auto secret = "ghp_016C7yrS8Lq2VxN5tB4uWc9dEfGhJkZmPq3X"; // the scan finds it

    std::unique_ptr<Elsewhere> m_service;
    std::unique_ptr<Journey> m_journey;
    core::StoreId m_store;

    static QByteArray stores()
    {
        return QByteArray(R"({"format": 1, "stores": [{"name": "agent notes", "description": "d", "metadata": {},
            "created_at": "2026-10-01T08:00:00.000000Z", "entries": [
            {"path": "keys.md", "versions": [
              {"action": "created", "at": "2026-10-02T08:00:00.000000Z", "content": "before\n"},
              {"action": "updated", "at": "2026-10-03T08:00:00.000000Z", "content": "key: SECRET\n"},
              {"action": "updated", "at": "2026-10-04T08:00:00.000000Z", "content": "after\n"}]},
            {"path": "plan.md", "versions": [
              {"action": "created", "at": "2026-10-05T08:00:00.000000Z", "content": "Plan A\n"}]}]}]})")
            .replace("SECRET", secret);
    }

    //! The files of the program in which it is.
    QStringList filesWithSecret() const
    {
        QStringList found;
        const QString folder = QFileInfo(m_journey->dataFolder()).path(); // data and config
        for (QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); files.hasNext();) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly))
                found.append(u"unreadable: "_s + file.fileName());
            else if (file.readAll().contains(secret))
                found.append(QFileInfo(file).fileName());
        }
        return found;
    }

    bool connectAndKeepTexts()
    {
        m_journey->action("connection.add")->trigger();
        auto *dialog = m_journey->dialog<dialogs::ConnectionDialog>();
        if (!dialog)
            return false;
        dialog->findChild<QLineEdit *>(u"urlEdit"_s)->setText(m_service->baseUrl());
        dialog->findChild<QLineEdit *>(u"tokenEdit"_s)->setText(QString::fromLatin1(Elsewhere::token));
        dialog->findChild<QLineEdit *>(u"nameEdit"_s)->setText(u"cellar"_s);
        for (QRadioButton *choice : dialog->findChildren<QRadioButton *>()) {
            if (choice->text().contains(u"eychain"_s))
                choice->click();
        }
        dialog->findChild<QCheckBox *>(u"textsBox"_s)->setChecked(true);
        if (!Journey::press(*dialog, u"Connect"_s))
            return false;
        return isElsewhere();
    }
    bool isElsewhere() const
    {
        return QTest::qWaitFor(
            [this] {
                session::Session *session = m_journey->session();
                return session && session->connection().kind != session::ConnectionKind::Local
                    && session->stores().loading().complete;
            },
            20'000);
    }

    QListView *history() const { return m_journey->window().history().view(); }

    //! The second of three, with the text in it.
    bool lookAtTheOldVersion()
    {
        if (!m_journey->openEntry(u"keys.md"_s) || !support::eventually([this] { return history()->model()->rowCount() == 3; }))
            return false;
        Journey::click(history(), history()->model()->index(1, 0));
        return true;
    }
    QByteArray shown() const
    {
        auto *view = m_journey->window().entry().findChild<widgets::TextEditor *>(u"versionView"_s);
        return view && view->isVisible() ? view->bytes() : QByteArray();
    }
    static bool shows(const panels::ChangesPage &page)
    {
        const auto *sentences = page.findChild<QListView *>(u"sentencesView"_s);
        const text::Diff &diff = page.diffView()->diff();
        return diff.beforeText.contains(secret) || diff.afterText.contains(secret)
            || Journey::texts(sentences).join(u'\n').contains(QLatin1String(secret));
    }
    bool sweep()
    {
        QSignalSpy swept(m_journey->session()->history(), &session::HistoryKeeper::sweepCompleted);
        m_journey->session()->history()->sweep(m_store);
        return QTest::qWaitFor([&swept] { return !swept.isEmpty(); }, 20'000);
    }

private slots:
    void init()
    {
        m_service = std::make_unique<Elsewhere>(wire::profileS(), stores());
        m_journey = std::make_unique<Journey>();
        QVERIFY(m_journey->openLocal());
        QVERIFY(connectAndKeepTexts());
        m_store = m_journey->session()->stores().stores().first().id;
        QVERIFY(lookAtTheOldVersion());
        QTRY_VERIFY(shown().contains(secret));
        QTRY_COMPARE(filesWithSecret().filter(u".texts"_s).isEmpty(), false); // as the person chose
        QTRY_VERIFY(m_journey->session()->history()->coverage(m_store).complete);
    }
    void cleanup()
    {
        m_journey.reset();
        m_service.reset();
    }

    void redactedByAnotherClient()
    {
        const core::VersionId version{history()->model()->index(1, 0).data(models::VersionIdRole).toString()};
        Agent agent(m_service->baseUrl(), Elsewhere::token);
        QVERIFY(agent.redact(m_store, version));
        QVERIFY(!filesWithSecret().isEmpty()); // nobody told us
        QVERIFY(sweep());
        QTRY_COMPARE(filesWithSecret(), QStringList());
        QTRY_VERIFY(!shown().contains(secret)); // and it is shown no more
        QTRY_VERIFY(Journey::says(m_journey->window().entry(), u"This version is redacted"_s));

        m_journey->startAnew();
        QVERIFY(m_journey->start() && isElsewhere());
        QVERIFY(lookAtTheOldVersion());
        QTRY_VERIFY(Journey::says(m_journey->window().entry(), u"This version is redacted"_s));
        QCOMPARE(filesWithSecret(), QStringList());
    }

    //! In the lists of what was written, beside the chosen version: it goes with the very news, on either side.
    void whatIsComparedGoesAtOnce_data()
    {
        QTest::addColumn<bool>("inbox");
        QTest::addColumn<int>("row");
        QTest::addColumn<bool>("marked");
        QTest::newRow("inbox, the older text") << true << 1 << false;
        QTest::newRow("inbox, the newer text") << true << 2 << false;
        QTest::newRow("Activity, the older text") << false << 1 << false;
        QTest::newRow("Activity, the newer text") << false << 2 << false;
        QTest::newRow("Activity, the marked text") << false << 0 << true;
    }
    void whatIsComparedGoesAtOnce()
    {
        QFETCH(bool, inbox);
        QFETCH(int, row);
        QFETCH(bool, marked);
        const core::VersionId version{history()->model()->index(1, 0).data(models::VersionIdRole).toString()};
        app::MainWindow &window = m_journey->window();
        if (marked) {
            QTRY_VERIFY(m_journey->action("version.mark")->isEnabled());
            m_journey->action("version.mark")->trigger();
        }
        m_journey->action(inbox ? "store.review" : "view.activity")->trigger();
        if (inbox) {
            auto *since = window.inbox().findChild<QDateEdit *>(u"sinceEdit"_s);
            QTRY_VERIFY(since->isEnabled());
            since->setDate(QDate(2026, 10, 1));
        }
        widgets::RowList *list = inbox ? window.inbox().view() : window.activity().view();
        const panels::ChangesPage &page = inbox ? *window.inbox().changes() : *window.activity().changes();
        QTRY_COMPARE(list->model()->rowCount(), 4); // newest first: plan.md, then three of keys.md
        Journey::click(list, list->model()->index(row, 0));
        if (marked) {
            QTRY_VERIFY(m_journey->action("version.compareMarked")->isEnabled());
            m_journey->action("version.compareMarked")->trigger();
        }
        QTRY_VERIFY(shows(page));
        const auto finding = [list] {
            return list->model()->index(2, 0).data(presentation::PresentedHistory::SecondLineRole).toString().contains(u"finding"_s);
        };
        if (inbox)
            QTRY_VERIFY(finding());

        bool gone = false;
        QObject listener;
        connect(m_journey->session()->history(), &session::HistoryKeeper::recordsRedacted, &listener, [&] { gone = !shows(page); });
        Agent agent(m_service->baseUrl(), Elsewhere::token);
        QVERIFY(agent.redact(m_store, version));
        QVERIFY(shows(page)); // nobody told us
        QVERIFY(sweep());
        QVERIFY(gone);
        QTRY_COMPARE(page.whyNoPatch(), u"One of the texts is not there."_s); // and what is left is shown
        QVERIFY(!shows(page));
        QTRY_VERIFY(!finding());
    }

    //! The one place where it may stay: an unsaved text that the person still edits. It goes with that.
    void whatIsStillBeingEditedStays()
    {
        const core::VersionId version{history()->model()->index(1, 0).data(models::VersionIdRole).toString()};
        QVERIFY(m_journey->openEntry(u"plan.md"_s));
        widgets::TextEditor *editor = m_journey->window().entry().editor();
        QTest::keyClicks(editor, QString::fromLatin1(secret));
        QTRY_VERIFY(!filesWithSecret().filter(u"drafts"_s).isEmpty());
        Agent agent(m_service->baseUrl(), Elsewhere::token);
        QVERIFY(agent.redact(m_store, version));
        QVERIFY(sweep());
        QTRY_VERIFY(filesWithSecret().filter(u".texts"_s).isEmpty());
        for (const QString &file : filesWithSecret())
            QVERIFY2(file.startsWith(u"drafts"_s), qPrintable(file));
        QVERIFY(editor->bytes().contains(secret));
        while (m_journey->window().entry().isModified())
            QTest::keyClick(editor, Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(filesWithSecret(), QStringList());
    }

    //! The program was ended while it swept: the next run goes on, and ends it.
    void theNextRunGoesOn()
    {
        const core::VersionId version{history()->model()->index(1, 0).data(models::VersionIdRole).toString()};
        Agent agent(m_service->baseUrl(), Elsewhere::token);
        QVERIFY(agent.redact(m_store, version));
        m_journey->session()->history()->sweep(m_store);
        m_journey->startAnew();
        QVERIFY(!filesWithSecret().isEmpty());
        QVERIFY(m_journey->start() && isElsewhere());
        QVERIFY(m_journey->openEntry(u"keys.md"_s)); // whose history is asked for
        QVERIFY(sweep());
        QTRY_COMPARE(filesWithSecret(), QStringList());
    }
};

QTEST_MAIN(TestJourneyRedaction)
#include "tst_journey_redaction.moc"

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"

#include "tests/session/rig.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/dialogs/mergedialog.h"
#include "ui/dialogs/newentrydialog.h"
#include "ui/dialogs/redactdialog.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/historypanel.h"
#include "ui/panels/storespanel.h"
#include "ui/presentation/errorsentences.h"
#include "ui/widgets/texteditor.h"

#include <QLineEdit>
#include <QListView>
#include <QTreeView>

using namespace Qt::StringLiterals;
using presentation::Situation;

//! The meanings of 409 through the window: somebody is faster by a moment, the service refuses with one of the two
//! spellings and the words of another meaning, and the window says what is true, keeps the text, and asks only once. Below
//! the window: tst_conflicts.
class TestJourneyConflicts : public QObject
{
    Q_OBJECT

    std::unique_ptr<rig::Rig> m_rig;
    std::unique_ptr<Journey> m_journey;
    QString m_store;
    QString m_entry;
    int m_conflicts = 0;

    bool says(Situation situation) const
    {
        return Journey::says(m_journey->window(), presentation::sentenceFor(situation).text);
    }
    panels::EntryPanel &panel() const { return m_journey->window().entry(); }

    //! What somebody else does just before the first write of the window reaches the service.
    void justBefore(const std::function<void(const support::Arrival &)> &happens)
    {
        m_rig->beforeEach = [happens, done = false](support::Arrival &arrival) mutable {
            if (arrival.method != "GET" && !std::exchange(done, true))
                happens(arrival);
        };
    }
    int writes() const
    {
        int count = 0;
        for (const support::Arrival &arrival : m_rig->front.arrivals())
            count += arrival.method != "GET";
        return count;
    }

    void lostRace()
    {
        QTest::keyClicks(panel().editor(), u"mine "_s);
        justBefore([this](const support::Arrival &) { m_rig->write(m_store, m_entry, "theirs"); });
        m_journey->action("entry.save")->trigger();
        QTRY_VERIFY(m_journey->dialog<dialogs::MergeDialog>());
        QCOMPARE(m_journey->dialog<dialogs::MergeDialog>()->facts().mine, "mine old");
        QCOMPARE(m_journey->dialog<dialogs::MergeDialog>()->facts().theirs, "theirs");
        QCOMPARE(panel().editor()->bytes(), "mine old");
        QCOMPARE(m_rig->ask("GET", rig::Rig::pathOf(m_store) + "/memories/" + m_entry.toLatin1()).body.value(u"content"_s), u"theirs"_s);
    }
    void archived()
    {
        QTest::keyClicks(panel().editor(), u"mine "_s);
        justBefore([this](const support::Arrival &) { m_rig->ask("POST", rig::Rig::pathOf(m_store) + "/archive"); });
        m_journey->action("entry.save")->trigger();
        QTRY_VERIFY(says(Situation::StoreArchived));
        QVERIFY(panel().isModified());
        QCOMPARE(panel().editedBytes(), "mine old");
        QVERIFY(Journey::button(panel(), u"Save a Copy Elsewhere…"_s));
    }
    dialogs::NewEntryDialog *create(const std::function<void(const support::Arrival &)> &happens)
    {
        m_journey->action("entry.new")->trigger();
        auto *sheet = m_journey->dialog<dialogs::NewEntryDialog>();
        if (!sheet)
            return nullptr;
        sheet->findChild<QLineEdit *>(u"pathEdit"_s)->setText(u"b.md"_s);
        QTest::keyClicks(sheet->findChild<widgets::TextEditor *>(), u"mine"_s);
        justBefore(happens);
        return Journey::press(*sheet, u"Create"_s) && QTest::qWaitFor([this] { return m_conflicts > 0; }) ? sheet : nullptr;
    }
    void pathTaken()
    {
        auto *sheet = create([this](const support::Arrival &) { m_rig->makeEntry(m_store, "b.md", "theirs"); });
        QVERIFY(sheet);
        QTRY_VERIFY(Journey::says(*sheet, u"already"_s)); // by the list, which was read again
        QVERIFY(sheet->isVisible());
        QCOMPARE(sheet->text(), "mine");
        // Another path, and it is there.
        sheet->findChild<QLineEdit *>(u"pathEdit"_s)->setText(u"c.md"_s);
        QVERIFY(Journey::press(*sheet, u"Create"_s));
        QTRY_VERIFY(!m_journey->dialog<dialogs::NewEntryDialog>());
        QCOMPARE(writes(), 2);
    }
    void archivedWhileCreating()
    {
        auto *sheet = create([this](const support::Arrival &) { m_rig->ask("POST", rig::Rig::pathOf(m_store) + "/archive"); });
        QVERIFY(sheet);
        QTRY_VERIFY(Journey::says(*sheet, presentation::sentenceFor(Situation::StoreArchived).text));
        QCOMPARE(sheet->text(), "mine");
    }
    void alreadyRedacted()
    {
        QListView *history = m_journey->window().history().view();
        QTRY_COMPARE(history->model()->rowCount(), 1);
        Journey::click(history, history->model()->index(0, 0));
        QTRY_VERIFY(m_journey->action("version.redact")->isEnabled());
        m_journey->action("version.redact")->trigger();
        QTRY_VERIFY(m_journey->dialog<dialogs::RedactDialog>()); // the index is asked first
        auto *sheet = m_journey->dialog<dialogs::RedactDialog>();
        QTRY_VERIFY(!sheet->isBusy());
        QTest::keyClicks(sheet->findChild<QLineEdit *>(u"wordEdit"_s), u"REDACT"_s);
        justBefore([this](const support::Arrival &arrival) {
            m_rig->ask("POST", arrival.path().mid(int(qstrlen("/api/v1/cloud"))));
        });
        const QList<QPushButton *> buttons = sheet->findChildren<QPushButton *>();
        const auto redact = std::find_if(buttons.begin(), buttons.end(), [](const QPushButton *button) {
            return button->text().remove(u'&').startsWith(u"Redact"_s);
        });
        QVERIFY(redact != buttons.end());
        QTest::mouseClick(*redact, Qt::LeftButton);
        QTRY_VERIFY(says(Situation::AlreadyRedacted));
        QVERIFY(!m_journey->dialog<dialogs::RedactDialog>());
        QTRY_VERIFY(!m_journey->action("version.redact")->isEnabled());
    }

private slots:
    void initTestCase_data() const { support::addProfiles(); }

    void eachMeaningIsToldAsItIs_data()
    {
        QTest::addColumn<QString>("meaning");
        QTest::addColumn<QByteArray>("type");
        for (const char *type : {"conflict_error", "invalid_request_error"}) {
            for (const char *meaning : {"lost race", "archived", "path taken", "archived while creating", "already redacted"})
                QTest::addRow("%s, %s", meaning, type) << QString::fromLatin1(meaning) << QByteArray(type);
        }
    }
    void eachMeaningIsToldAsItIs()
    {
        QFETCH(const QString, meaning);
        QFETCH(const QByteArray, type);
        m_journey.reset();
        m_conflicts = 0;
        m_rig = std::make_unique<rig::Rig>();
        m_store = m_rig->makeStore();
        m_entry = m_rig->makeEntry(m_store, "a.md", "old");
        m_rig->afterEach = [this, meaning, type](const support::Arrival &, QByteArray &reply) {
            if (!reply.startsWith("HTTP/1.1 409"))
                return;
            ++m_conflicts;
            const QByteArray wrong = meaning == u"path taken" ? "version does not match" : "a memory with this path already exists";
            reply = support::json(409, R"({"error":{"message":")" + wrong + R"(","type":")" + type + R"("},"type":"error"})");
        };
        m_journey = std::make_unique<Journey>();
        QVERIFY(m_journey->openRemote(m_rig->front.baseUrl(), "pt-test-canary"));
        m_journey->session()->commands().setCheckSchedule({std::chrono::milliseconds(0), std::chrono::milliseconds(30)});
        QVERIFY(m_journey->openEntry(u"a.md"_s));
        if (meaning == u"lost race")
            lostRace();
        else if (meaning == u"archived")
            archived();
        else if (meaning == u"path taken")
            pathTaken();
        else if (meaning == u"archived while creating")
            archivedWhileCreating();
        else
            alreadyRedacted();
        QCOMPARE(m_conflicts, 1);
        if (meaning != u"path taken")
            QCOMPARE(writes(), 1); // nothing was sent again
    }
    void cleanup()
    {
        m_journey.reset();
        m_rig.reset();
    }
};

QTEST_MAIN(TestJourneyConflicts)
#include "tst_journey_conflicts.moc"

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"

#include "core/utf8.h"
#include "journal/drafts.h"
#include "support/pictures.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/dialogs/draftdialog.h"
#include "ui/dialogs/draftsdialog.h"
#include "ui/dialogs/mergedialog.h"
#include "ui/dialogs/newentrydialog.h"
#include "ui/dialogs/redactdialog.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/historypanel.h"
#include "ui/panels/storespanel.h"
#include "ui/widgets/diffview.h"
#include "ui/widgets/messagebanner.h"
#include "ui/widgets/texteditor.h"

#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTreeView>
#include <QTreeWidget>

#include <array>
#include <cstddef>

using namespace Qt::StringLiterals;
using journal::Draft;
using journal::DraftRow;

//! What is typed and not saved: kept, offered after an end that nobody asked for, and gone when it is saved or thrown away
//! (promises A1, A6, A10).
class TestJourneyDrafts : public QObject
{
    Q_OBJECT

    std::unique_ptr<Journey> m_journey;

    QTreeView *tree() const { return m_journey->window().stores().treeView(); }
    widgets::TextEditor *editor() const { return m_journey->window().entry().editor(); }
    QString file() const { return m_journey->dataFolder() + u"/drafts.sqlite"_s; }

    bool open(const QString &name)
    {
        const QModelIndex store = Journey::row(tree(), u"agent notes"_s);
        tree()->expand(store);
        if (!support::eventually([this] { return Journey::row(tree(), u"notes"_s).isValid(); }))
            return false;
        tree()->expand(Journey::row(tree(), u"notes"_s, Journey::row(tree(), u"agent notes"_s)));
        Journey::click(tree(), Journey::row(tree(), name));
        return support::eventually([this, name] {
            const auto &base = m_journey->workbench().entryController().base();
            return base && base->path.endsWith(name);
        });
    }

    void type(const QString &text)
    {
        editor()->setFocus();
        QTest::keyClick(editor(), Qt::Key_End, Qt::ControlModifier);
        QTest::keyClicks(editor(), text);
    }

    //! As another copy of the program sees them.
    QList<Draft> kept() const
    {
        journal::Drafts drafts(file());
        QObject context;
        QList<Draft> found;
        bool done = false;
        drafts.list().then(&context, [&](const core::Result<QList<DraftRow>> &rows) {
            if (!rows || rows->isEmpty())
                done = true;
            else
                for (const DraftRow &row : *rows)
                    drafts.load(row.id).then(&context, [&, count = rows->size()](const core::Result<Draft> &draft) {
                        found.append(draft ? *draft : Draft());
                        done = found.size() == count;
                    });
        });
        if (!support::eventually([&] { return done; }))
            qFatal("the drafts cannot be read");
        return found;
    }

    //! A button that can be seen, on a banner or on a dialog.
    QPushButton *button(const QString &words) const
    {
        for (const QWidget *place : m_journey->window().findChildren<QWidget *>()) {
            if (!qobject_cast<const QDialog *>(place) && !qobject_cast<const widgets::MessageBanner *>(place))
                continue;
            for (QPushButton *button : place->findChildren<QPushButton *>()) {
                if (button->isVisible() && button->text().remove(u'&') == words)
                    return button;
            }
        }
        return nullptr;
    }
    bool press(const QString &words)
    {
        if (!support::eventually([&] { return button(words) != nullptr; }))
            return false;
        QTest::mouseClick(button(words), Qt::LeftButton);
        return true;
    }
    bool anew()
    {
        m_journey->startAnew();
        return m_journey->openLocal();
    }
    bool said(const QWidget &in, const QString &words) const
    {
        return support::eventually([&] {
            for (const auto *banner : in.findChildren<widgets::MessageBanner *>()) {
                for (const widgets::BannerMessage &message : banner->messages()) {
                    if (message.text.contains(words))
                        return true;
                }
            }
            return false;
        });
    }

private slots:
    void init()
    {
        m_journey = std::make_unique<Journey>();
        QVERIFY(m_journey->openSample());
    }
    void cleanup() { m_journey.reset(); }

    void keptWithinASecondAndGoneWhenSaved()
    {
        QVERIFY(open(u"plan.md"_s));
        const QByteArray before = editor()->bytes();
        type(u"typed"_s);
        QElapsedTimer since;
        since.start();
        QTRY_VERIFY_WITH_TIMEOUT(!kept().isEmpty() && kept().first().text == before + "typed", 1000);
        QVERIFY(since.elapsed() < 1000);
        const Draft draft = kept().first();
        QCOMPARE(draft.base->text, before);
        QCOMPARE(draft.base->version, std::optional<qint64>(1));
        QCOMPARE(draft.path, u"notes/plan.md"_s);
        auto *status = m_journey->window().findChild<QWidget *>(u"draftStatus"_s);
        QTRY_VERIFY(status && status->isVisible());
        m_journey->action("entry.save")->trigger();
        QTRY_VERIFY(!m_journey->window().isWindowModified());
        QTRY_VERIFY(kept().isEmpty());
        QVERIFY(!status->isVisible());
    }

    void keptWhileTypingGoesOn()
    {
        QVERIFY(open(u"plan.md"_s));
        editor()->setFocus();
        QTest::keyClick(editor(), Qt::Key_End, Qt::ControlModifier);
        QElapsedTimer since;
        since.start();
        bool early = false;
        while (since.elapsed() < 2000 && !early) { // never a pause of 200 ms
            QTest::keyClick(editor(), Qt::Key_X, Qt::NoModifier, 50);
            early = since.elapsed() > 500 && !kept().isEmpty();
        }
        QVERIFY(early);
    }

    void goneWhenItIsAsItWas()
    {
        QVERIFY(open(u"plan.md"_s));
        type(u"x"_s);
        QTRY_COMPARE(kept().size(), 1);
        QTest::keyClick(editor(), Qt::Key_Backspace); // by hand, not by undo
        QTRY_VERIFY(kept().isEmpty());
    }

    void goneWhenThrownAway()
    {
        QVERIFY(open(u"plan.md"_s));
        type(u"x"_s);
        QTRY_COMPARE(kept().size(), 1);
        m_journey->action("tab.close")->trigger();
        QVERIFY(said(m_journey->window().stores(), u"is kept on this computer"_s));
        QVERIFY(press(u"Discard"_s));
        QTRY_VERIFY(kept().isEmpty());
    }

    void restoredAfterAnEnd()
    {
        QVERIFY(open(u"plan.md"_s));
        const QByteArray before = editor()->bytes();
        type(u"typed"_s);
        QTRY_COMPARE(kept().size(), 1);
        QVERIFY(anew());
        QVERIFY(said(m_journey->window().stores(), u"An unsaved text of an earlier run"_s));
        QVERIFY(open(u"plan.md"_s));
        QVERIFY(said(m_journey->window().entry(), u"Unsaved text of this entry"_s));
        QCOMPARE(editor()->bytes(), before); // offered, not put there
        QVERIFY(press(u"Restore"_s));
        QTRY_COMPARE(editor()->bytes(), before + "typed");
        QVERIFY(m_journey->window().isWindowModified());
        QCOMPARE(kept().size(), 1);
        type(u" on"_s);
        QTRY_COMPARE(kept().first().text, before + "typed on");
        QCOMPARE(kept().size(), 1);
        m_journey->action("entry.save")->trigger();
        QTRY_VERIFY(!m_journey->window().isWindowModified());
        QTRY_VERIFY(kept().isEmpty());
        QVERIFY(!button(u"Restore"_s));
    }

    void comparedAndDiscarded()
    {
        QVERIFY(open(u"plan.md"_s));
        type(u"typed"_s);
        QTRY_COMPARE(kept().size(), 1);
        QVERIFY(anew());
        QVERIFY(open(u"plan.md"_s));
        QVERIFY(press(u"Compare"_s));
        QTRY_VERIFY(m_journey->dialog<dialogs::DraftDialog>());
        auto *diff = m_journey->dialog<dialogs::DraftDialog>()->findChild<widgets::DiffView *>();
        QTRY_VERIFY2(diff->unifiedText().contains("+typed"), diff->unifiedText().constData());
        auto *dialog = m_journey->dialog<dialogs::DraftDialog>();
        for (QPushButton *one : dialog->findChildren<QPushButton *>()) {
            if (one->text().remove(u'&') == u"Discard"_s)
                QTest::mouseClick(one, Qt::LeftButton);
        }
        QTRY_VERIFY(kept().isEmpty());
        QTRY_VERIFY(!button(u"Restore"_s));
    }

    //! The entry has moved on: the restored text does not go over it unseen.
    void restoredOntoAMovedEntryIsARace()
    {
        QVERIFY(open(u"plan.md"_s));
        type(u"mine"_s);
        QTRY_COMPARE(kept().size(), 1);
        m_journey->startAnew();
        QVERIFY(m_journey->openLocal());
        service::Options options;
        options.dataDirectory = m_journey->dataFolder();
        options.token = "pt-agent";
        const auto door = service::Service::start(options);
        QVERIFY(door);
        Agent agent((*door)->baseUrl(), options.token);
        const auto now = agent.read(m_journey->session()->stores().stores().first().id, u"notes/plan.md"_s);
        QVERIFY(now && agent.write(*now, "theirs\n"));
        QVERIFY(open(u"plan.md"_s));
        QVERIFY(press(u"Restore"_s));
        QTRY_VERIFY(editor()->bytes().contains("mine"));
        m_journey->action("entry.save")->trigger();
        QTRY_VERIFY(m_journey->dialog<dialogs::MergeDialog>());
        QCOMPARE(agent.read(now->store, u"notes/plan.md"_s)->content, QByteArray("theirs\n"));
        QCOMPARE(kept().size(), 1);
    }

    //! Killed between the save and the end of its draft: nothing to offer.
    void whatWasSavedIsNotOffered()
    {
        QVERIFY(open(u"plan.md"_s));
        Draft draft;
        draft.id = journal::newDraftId();
        draft.target = {m_journey->session()->connection().id, m_journey->workbench().entryController().base()->store,
                        m_journey->workbench().entryController().base()->id};
        draft.path = u"notes/plan.md"_s;
        draft.text = editor()->bytes();
        draft.at = QDateTime::currentDateTimeUtc();
        {
            journal::Drafts ended(file());
            bool done = false;
            ended.keep(draft).then(this, [&](const core::Result<core::Done> &) { done = true; });
            QTRY_VERIFY(done);
        }
        QVERIFY(open(u"meeting.md"_s));
        QVERIFY(open(u"plan.md"_s));
        QTRY_VERIFY(kept().isEmpty());
        QVERIFY(!button(u"Restore"_s));
    }

    //! Saved, typed on, and killed before the end of the save was noted: the person's own save is no race with what follows.
    void whatWasTypedAfterASaveIsNoRaceWithIt()
    {
        QVERIFY(open(u"plan.md"_s));
        const core::Entry present = *m_journey->workbench().entryController().base();
        Draft draft;
        draft.id = journal::newDraftId();
        draft.target = {m_journey->session()->connection().id, present.store, present.id};
        draft.path = present.path;
        draft.text = *present.content + "typed after it";
        draft.base = journal::DraftBase{"before\n", core::sha256Hex("before\n"), 1, present.createdAt,
                                        core::sha256Hex(*present.content)};
        draft.at = QDateTime::currentDateTimeUtc();
        {
            journal::Drafts ended(file());
            bool done = false;
            ended.keep(draft).then(this, [&](const core::Result<core::Done> &) { done = true; });
            QTRY_VERIFY(done);
        }
        QVERIFY(open(u"meeting.md"_s));
        QVERIFY(open(u"plan.md"_s));
        QVERIFY(press(u"Restore"_s));
        QTRY_COMPARE(editor()->bytes(), draft.text);
        QVERIFY(!button(u"Merge…"_s));
        m_journey->action("entry.save")->trigger();
        QTRY_VERIFY(!m_journey->window().isWindowModified());
        QVERIFY(!m_journey->dialog<dialogs::MergeDialog>());
        QCOMPARE(m_journey->workbench().entryController().base()->content, std::optional(draft.text));
    }

    //! The session manager ends the session: what was typed a moment ago is on the disk before anybody is asked.
    void theEndOfTheSessionKeepsWhatIsTyped()
    {
        QVERIFY(open(u"plan.md"_s));
        type(u"last words"_s);
        // Qt alone makes one; nobody here asks it anything.
        alignas(std::max_align_t) std::array<char, 64> nothing = {};
        emit qApp->commitDataRequest(reinterpret_cast<QSessionManager &>(nothing));
        // No event loop in between: the program may be gone now.
        m_journey->startAnew();
        QCOMPARE(kept().size(), 1);
        QVERIFY(kept().first().text.endsWith("last words"));
        QVERIFY(m_journey->openLocal());
    }

    void anotherCopyIsLeftAlone()
    {
        QVERIFY(open(u"meeting.md"_s));
        const auto &base = *m_journey->workbench().entryController().base();
        journal::Drafts other(file());
        Draft draft{journal::newDraftId(), {m_journey->session()->connection().id, base.store, base.id}, base.path, "theirs",
                    std::nullopt, QDateTime::currentDateTimeUtc()};
        bool done = false;
        other.keep(draft).then(this, [&](const core::Result<core::Done> &) { done = true; });
        QTRY_VERIFY(done);
        QVERIFY(open(u"plan.md"_s));
        QVERIFY(open(u"meeting.md"_s));
        QVERIFY(said(m_journey->window().entry(), u"Another running copy"_s));
        QVERIFY(!button(u"Restore"_s));
        type(u"mine"_s);
        QTRY_COMPARE(kept().size(), 2);
        m_journey->action("entry.save")->trigger();
        QTRY_COMPARE(kept().size(), 1);
        QCOMPARE(kept().first(), draft);
    }

    void newEntryFromTheList()
    {
        QVERIFY(open(u"plan.md"_s));
        m_journey->action("entry.new")->trigger();
        QTRY_VERIFY(m_journey->dialog<dialogs::NewEntryDialog>());
        auto *sheet = m_journey->dialog<dialogs::NewEntryDialog>();
        QTest::keyClicks(sheet->findChild<QLineEdit *>(), u"fresh.md"_s);
        const QString path = sheet->path();
        QTest::keyClicks(sheet->findChild<widgets::TextEditor *>(), u"first words"_s);
        QTRY_VERIFY(kept().size() == 1 && kept().first().text == "first words" && kept().first().path == path);
        QVERIFY(anew());
        QVERIFY(press(u"Show…"_s));
        QTRY_VERIFY(m_journey->dialog<dialogs::DraftsDialog>());
        auto *list = m_journey->dialog<dialogs::DraftsDialog>()->findChild<QTreeWidget *>();
        QTRY_COMPARE(list->topLevelItemCount(), 1);
        QCOMPARE(list->topLevelItem(0)->text(0), u"first words"_s);
        QCOMPARE(list->topLevelItem(0)->text(1), path);
        QCOMPARE(list->topLevelItem(0)->text(2), u"Local workspace ▸ agent notes"_s);
        QVERIFY(press(u"Open"_s));
        QTRY_VERIFY(m_journey->dialog<dialogs::NewEntryDialog>());
        sheet = m_journey->dialog<dialogs::NewEntryDialog>();
        QCOMPARE(sheet->path(), path);
        QCOMPARE(sheet->text(), QByteArray("first words"));
        QCOMPARE(kept().size(), 1);
        QVERIFY(press(u"Create"_s));
        QTRY_VERIFY(kept().isEmpty());
    }

    void aClosedSheetLeavesItsText()
    {
        QVERIFY(open(u"plan.md"_s));
        m_journey->action("entry.new")->trigger();
        QTRY_VERIFY(m_journey->dialog<dialogs::NewEntryDialog>());
        QTest::keyClicks(m_journey->dialog<dialogs::NewEntryDialog>()->findChild<widgets::TextEditor *>(), u"words"_s);
        QTest::keyClick(m_journey->dialog<dialogs::NewEntryDialog>(), Qt::Key_Escape);
        QVERIFY(press(u"Open Again"_s));
        QTRY_VERIFY(m_journey->dialog<dialogs::NewEntryDialog>());
        QCOMPARE(m_journey->dialog<dialogs::NewEntryDialog>()->text(), QByteArray("words"));
        QTest::keyClick(m_journey->dialog<dialogs::NewEntryDialog>(), Qt::Key_Escape);
        QVERIFY(press(u"Discard"_s));
        QTRY_VERIFY(kept().isEmpty());
    }

    //! A redaction takes the drafts that hold its text with it, unless the person keeps them.
    void goneWithARedaction()
    {
        QVERIFY(open(u"meeting.md"_s));
        type(u"typed"_s); // over the text that is redacted
        QTRY_COMPARE(kept().size(), 1);
        auto *history = m_journey->window().history().view();
        QTRY_COMPARE(history->model()->rowCount(), 3);
        Journey::click(history, history->model()->index(0, 0));
        QTRY_VERIFY(m_journey->action("version.redact")->isEnabled());
        m_journey->action("version.redact")->trigger();
        QTRY_VERIFY(m_journey->dialog<dialogs::RedactDialog>());
        auto *dialog = m_journey->dialog<dialogs::RedactDialog>();
        QTRY_COMPARE(dialog->draftsToDiscard(), QStringList{kept().first().id.value});
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"wordEdit"_s), u"REDACT"_s);
        QVERIFY(press(u"Redact"_s));
        QTRY_VERIFY(kept().isEmpty());
        QVERIFY(editor()->bytes().contains("typed"));
        auto *status = m_journey->window().findChild<QWidget *>(u"draftStatus"_s);
        QTRY_VERIFY(!status->isVisible()); // it is in the editor only, and nothing else is said
    }

    //! Promise B7 in the window: what became of a write whose program was killed, as a sentence.
    void earlierWritesAreTold_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<qint64>("over");
        QTest::addColumn<QString>("words");
        QTest::newRow("saved") << QByteArray("# Meeting\n\n- storage: SQLite\n- owner: Ada\n") << qint64(2) << u"It was saved."_s;
        QTest::newRow("changed since") << QByteArray("# Meeting\n\n- storage: SQLite\n- key: 1234\n") << qint64(1)
                                       << u"It was saved, and then changed by someone."_s;
        QTest::newRow("somebody else") << QByteArray("never saved") << qint64(1) << u"Someone else was first"_s;
    }

    void earlierWritesAreTold()
    {
        QFETCH(QByteArray, sent);
        QFETCH(qint64, over);
        QFETCH(QString, words);
        QVERIFY(open(u"meeting.md"_s));
        const core::Entry head = *m_journey->workbench().entryController().base();
        auto &log = m_journey->session()->versions(head.store);
        QTRY_VERIFY(log.loading().complete);
        const QList<core::Version> versions = log.ofEntry(head.id); // newest first
        QCOMPARE(versions.size(), 3);
        const core::Version base = versions.at(3 - over);
        journal::Intent intent;
        intent.id = u"3f0c"_s;
        intent.connection = m_journey->session()->connection().id;
        intent.store = head.store;
        intent.target = head.id.value;
        intent.name = head.path;
        intent.baseSha256 = base.sha256;
        intent.baseVersion = over;
        intent.baseUpdatedAt = base.createdAt;
        intent.newestBefore = base.id.value;
        intent.newSha256 = core::sha256Hex(sent);
        intent.at = QDateTime::currentDateTimeUtc();
        {
            journal::Intents ended(m_journey->dataFolder() + u"/intents.sqlite"_s);
            bool done = false;
            ended.record(intent).then(this, [&](const core::Result<core::Done> &recorded) { done = bool(recorded); });
            QTRY_VERIFY(done);
        }
        QVERIFY(anew());
        QTRY_VERIFY_WITH_TIMEOUT(said(m_journey->window().stores(), words), 20'000);
        QVERIFY(said(m_journey->window().stores(), u"notes/meeting.md"_s));
        support::picture(m_journey->window(), u"unsettled write, "_s + QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY(press(u"Open"_s));
        QTRY_COMPARE(m_journey->workbench().navigator().subject().entry, head.id);
    }

    //! Something is wrong with the disk: said at once, and over when it is over.
    void cannotBeKept()
    {
        m_journey.reset();
        m_journey = std::make_unique<Journey>();
        QVERIFY(service::importStores(m_journey->dataFolder(), Journey::sampleStore()));
        m_journey->startAnew();
        QDir().mkpath(m_journey->dataFolder());
        QFile::remove(file());
        QVERIFY(QDir().mkpath(file())); // a folder where the file should be
        m_journey->startAnew();
        QVERIFY(m_journey->openLocal());
        QVERIFY(open(u"plan.md"_s));
        type(u"typed"_s);
        QVERIFY(said(m_journey->window().entry(), u"cannot be kept on this computer"_s));
        QVERIFY(editor()->bytes().contains("typed"));
        QVERIFY(QDir().rmdir(file()));
        QTRY_VERIFY(!kept().isEmpty() && kept().first().text.contains("typed"));
        QTRY_COMPARE(m_journey->window().findChild<QLabel *>(u"draftStatus"_s)->text(), u"Kept on this computer"_s);
        for (const auto *banner : m_journey->window().entry().findChildren<widgets::MessageBanner *>())
            QVERIFY(!banner->contains(u"draft.failed"_s));
    }
};

QTEST_MAIN(TestJourneyDrafts)
#include "tst_journey_drafts.moc"

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journey.h"

#include "models/roles.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/dialogs/mergedialog.h"
#include "ui/dialogs/redactdialog.h"
#include "ui/panels/changespage.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/historypanel.h"
#include "ui/panels/storespanel.h"
#include "ui/widgets/diffview.h"
#include "ui/widgets/texteditor.h"

#include <QApplication>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTreeView>

using namespace Qt::StringLiterals;

//! Open, read, edit, save, see the new version, compare, redact, lose a race, with the mouse. By keys: tst_journey_keys.
class TestJourneyEdit : public QObject
{
    Q_OBJECT

    std::unique_ptr<Journey> m_journey;

    QTreeView *tree() const { return m_journey->window().stores().treeView(); }
    QListView *history() const { return m_journey->window().history().view(); }
    widgets::TextEditor *editor() const { return m_journey->window().entry().editor(); }
    widgets::DiffView *diff() const { return m_journey->window().entry().changes()->diffView(); }

    static QPushButton *redactButton(const QDialog *dialog)
    {
        for (QPushButton *button : dialog->findChildren<QPushButton *>()) {
            if (button->text().remove(u'&').startsWith(u"Redact"_s))
                return button;
        }
        return nullptr;
    }

    bool expandStore()
    {
        const QModelIndex store = Journey::row(tree(), u"agent notes"_s);
        tree()->expand(store);
        return support::eventually([this] { return Journey::row(tree(), u"notes"_s).isValid(); });
    }

    bool openMeeting()
    {
        if (!expandStore())
            return false;
        const QModelIndex folder = Journey::row(tree(), u"notes"_s, Journey::row(tree(), u"agent notes"_s));
        tree()->expand(folder);
        Journey::click(tree(), Journey::row(tree(), u"meeting.md"_s));
        return support::eventually([this] {
            return m_journey->workbench().entryController().base().has_value() && history()->model()->rowCount() == 3;
        });
    }

private slots:
    void init()
    {
        m_journey = std::make_unique<Journey>();
        QVERIFY(m_journey->openSample());
    }
    void cleanup() { m_journey.reset(); }

    void readEditSaveWithTheMouse()
    {
        QVERIFY(openMeeting());
        QCOMPARE(editor()->bytes(), "# Meeting\n\n- storage: SQLite\n- owner: Ada\n");
        QVERIFY(history()->model()->index(0, 0).data().toString().contains(u"v3"));

        editor()->setFocus();
        QTest::keyClick(editor(), Qt::Key_End, Qt::ControlModifier);
        QTest::keyClicks(editor(), u"- date: Friday"_s);
        QVERIFY(m_journey->window().isWindowModified());
        QVERIFY(m_journey->action("entry.save")->isEnabled());
        m_journey->action("entry.save")->trigger();

        QTRY_VERIFY(!m_journey->window().isWindowModified());
        QTRY_COMPARE(history()->model()->rowCount(), 4);
        QVERIFY(history()->model()->index(0, 0).data().toString().contains(u"v4"));
        QCOMPARE(m_journey->workbench().entryController().base()->version, 4);
        QVERIFY2(history()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString().contains(u"here"),
                 qPrintable(history()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString()));
    }

    void compareTwoVersions()
    {
        QVERIFY(openMeeting());
        Journey::click(history(), history()->model()->index(1, 0));
        QTRY_VERIFY(m_journey->window().entry().showsVersion());
        Journey::click(history(), history()->model()->index(2, 0), Qt::ControlModifier);
        m_journey->action("version.compare")->trigger();
        QTRY_COMPARE(diff()->changeCount(), 1);
        QVERIFY2(diff()->unifiedText().contains("+- key: 1234"), diff()->unifiedText().constData());
    }

    void oneVersionIsComparedWithTheOneBefore()
    {
        QVERIFY(openMeeting());
        m_journey->action("view.changes")->trigger();
        QCOMPARE(m_journey->window().entry().view(), panels::EntryPanel::View::Changes);
        m_journey->action("view.changes")->trigger(); // back to the text
        QCOMPARE(m_journey->window().entry().view(), panels::EntryPanel::View::Text);
        m_journey->action("view.changes")->trigger();
        QTRY_VERIFY(diff()->unifiedText().contains("+- owner: Ada"));
        Journey::click(history(), history()->model()->index(2, 0));
        QTRY_VERIFY2(diff()->summary().size() > 0 && !diff()->unifiedText().contains("owner"),
                     diff()->unifiedText().constData());
    }

    void redactTakesTheWordAndOnlyThat()
    {
        QVERIFY(openMeeting());
        Journey::click(history(), history()->model()->index(1, 0));
        QTRY_VERIFY(m_journey->action("version.redact")->isEnabled());
        m_journey->action("version.redact")->trigger();
        QTRY_VERIFY(m_journey->dialog<dialogs::RedactDialog>()); // the index is asked first
        auto *dialog = m_journey->dialog<dialogs::RedactDialog>();
        QTRY_VERIFY(!dialog->isBusy());
        auto *word = dialog->findChild<QLineEdit *>(u"wordEdit"_s);
        QVERIFY(word);
        QTest::keyClicks(word, u"redact"_s);
        QVERIFY(!redactButton(dialog)->isEnabled());
        word->clear();
        QTest::keyClicks(word, u"REDACT"_s);
        QTest::keyClick(word, Qt::Key_Return);
        // Enter is Cancel here: the sheet is gone, the text is not.
        QTRY_VERIFY(!m_journey->dialog<dialogs::RedactDialog>());
        QVERIFY(!history()->model()->index(1, 0).data(models::RedactedRole).toBool());

        m_journey->action("version.redact")->trigger();
        QTRY_VERIFY(m_journey->dialog<dialogs::RedactDialog>());
        dialog = m_journey->dialog<dialogs::RedactDialog>();
        QVERIFY(dialog);
        QTRY_VERIFY(!dialog->isBusy());
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"wordEdit"_s), u"REDACT"_s);
        QTest::mouseClick(redactButton(dialog), Qt::LeftButton);
        QTRY_VERIFY(!m_journey->dialog<dialogs::RedactDialog>());
        QTRY_VERIFY2(history()->model()->index(1, 0).data(Qt::AccessibleTextRole).toString().contains(u"redacted"),
                     qPrintable(history()->model()->index(1, 0).data(Qt::AccessibleTextRole).toString()));
        QTRY_VERIFY(!m_journey->action("version.redact")->isEnabled());
    }

    void aLostRaceOverwritesNothing()
    {
        QVERIFY(openMeeting());
        const core::Entry base = *m_journey->workbench().entryController().base();
        QTest::keyClicks(editor(), u"mine "_s);
        // Somebody else, through the same session's service, as an agent would.
        bool written = false;
        m_journey->session()
            ->service()
            .updateEntry(base.store, base.id, {"theirs\n", base.version, base.sha256, std::nullopt})
            .then(this, [&](const core::Result<core::Entry> &result) { written = bool(result); });
        QTRY_VERIFY(written);
        m_journey->action("entry.save")->trigger();
        QTRY_VERIFY(m_journey->dialog<dialogs::MergeDialog>());
        auto *dialog = m_journey->dialog<dialogs::MergeDialog>();
        QCOMPARE(dialog->facts().mine, "mine # Meeting\n\n- storage: SQLite\n- owner: Ada\n");
        emit dialog->saveRequested("theirs\nmine\n");
        QTRY_VERIFY(!m_journey->dialog<dialogs::MergeDialog>());
        QTRY_COMPARE(m_journey->workbench().entryController().base()->version, 5);
        QCOMPARE(editor()->bytes(), "theirs\nmine\n");
        QVERIFY(!m_journey->window().isWindowModified());
    }
};

QTEST_MAIN(TestJourneyEdit)
#include "tst_journey_edit.moc"

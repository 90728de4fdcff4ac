// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "delayproxy.h"
#include "journey.h"

#include "models/roles.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/dialogs/deleteentrydialog.h"
#include "ui/dialogs/mergedialog.h"
#include "ui/dialogs/newentrydialog.h"
#include "ui/dialogs/redactdialog.h"
#include "ui/panels/changespage.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/historypanel.h"
#include "ui/panels/storespanel.h"
#include "ui/presentation/presentedtree.h"
#include "ui/widgets/diffview.h"
#include "ui/widgets/texteditor.h"

#include <QApplication>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTreeView>

using namespace Qt::StringLiterals;

//! The journeys of tst_journey_edit and tst_journey_connection again, with nothing but keys: each key goes to whatever
//! has the focus, as it does for a person.
class TestJourneyKeys : public QObject
{
    Q_OBJECT

    std::unique_ptr<Journey> m_journey;

    QTreeView *tree() const { return m_journey->window().stores().treeView(); }
    QListView *history() const { return m_journey->window().history().view(); }
    widgets::TextEditor *editor() const { return m_journey->window().entry().editor(); }
    widgets::DiffView *diff() const { return m_journey->window().entry().changes()->diffView(); }
    const std::optional<core::Entry> &base() const { return m_journey->workbench().entryController().base(); }

    static void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QWidget *focus = QApplication::focusWidget();
        QVERIFY2(focus, "nothing has the focus");
        QTest::keyClick(focus, key, modifiers);
    }

    static void type(const QString &text)
    {
        QWidget *focus = QApplication::focusWidget();
        QVERIFY2(focus, "nothing has the focus");
        QTest::keyClicks(focus, text);
    }

    //! Goes on with Tab until the button has the focus, and presses it.
    static bool tabTo(const QString &button)
    {
        for (int i = 0; i < 60; ++i) {
            auto *focus = qobject_cast<QPushButton *>(QApplication::focusWidget());
            if (focus && focus->text().remove(u'&').startsWith(button)) {
                QTest::keyClick(focus, Qt::Key_Space);
                return true;
            }
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        return false;
    }

    //! What a window manager does when a dialog closes; offscreen there is none.
    void activate() { QApplication::setActiveWindow(&m_journey->window()); }

    static bool isInFront(const QWidget *dialog) { return dialog && QApplication::activeWindow() == dialog; }

    void openStore()
    {
        activate();
        QTest::keyClick(&m_journey->window(), Qt::Key_1, Qt::ControlModifier);
        QTRY_COMPARE(QApplication::focusWidget(), tree());
        press(Qt::Key_Home);
        press(Qt::Key_Right);
    }

    void openMeeting()
    {
        openStore();
        QTRY_VERIFY(Journey::row(tree(), u"notes"_s).isValid());
        press(Qt::Key_Down);
        press(Qt::Key_Right);
        press(Qt::Key_Down);
        QTRY_VERIFY(base());
        QCOMPARE(base()->path, u"notes/meeting.md"_s);
    }

    void openHistory(int rows)
    {
        press(Qt::Key_3, Qt::ControlModifier);
        QTRY_COMPARE(QApplication::focusWidget(), history());
        QTRY_COMPARE(history()->model()->rowCount(), rows);
        press(Qt::Key_Home);
    }

private slots:
    void init()
    {
        m_journey = std::make_unique<Journey>();
        QVERIFY(service::importStores(m_journey->dataFolder(), Journey::sampleStore()));
    }
    void cleanup() { m_journey.reset(); }

    void readEditSaveCompare()
    {
        QVERIFY(m_journey->openLocal());
        openMeeting();
        press(Qt::Key_Return);
        QTRY_COMPARE(QApplication::focusWidget(), editor());
        type(u"by keys "_s);
        press(Qt::Key_S, Qt::ControlModifier);
        QTRY_COMPARE(base()->version, 4);
        openHistory(4);
        press(Qt::Key_M);
        press(Qt::Key_Down);
        press(Qt::Key_Down);
        press(Qt::Key_Return);
        QTRY_COMPARE(m_journey->window().entry().view(), panels::EntryPanel::View::Changes);
        QTRY_VERIFY2(diff()->unifiedText().contains("+by keys"), diff()->unifiedText().constData());
    }

    void redact()
    {
        QVERIFY(m_journey->openLocal());
        openMeeting();
        openHistory(3);
        press(Qt::Key_Down);
        QTRY_VERIFY(m_journey->action("version.redact")->isEnabled());
        QVERIFY(tabTo(u"Redact"_s));
        QTRY_VERIFY(isInFront(m_journey->dialog<dialogs::RedactDialog>()));
        auto *dialog = m_journey->dialog<dialogs::RedactDialog>();
        QTRY_VERIFY(!dialog->isBusy());
        auto *word = dialog->findChild<QLineEdit *>(u"wordEdit"_s);
        for (int i = 0; i < 60 && QApplication::focusWidget() != word; ++i)
            press(Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), word);
        type(u"REDACT"_s);
        QVERIFY(tabTo(u"Redact"_s));
        QTRY_VERIFY(!m_journey->dialog<dialogs::RedactDialog>());
        QTRY_VERIFY(history()->model()->index(1, 0).data(models::RedactedRole).toBool());
    }

    void loseARace()
    {
        QVERIFY(m_journey->openLocal());
        openMeeting();
        press(Qt::Key_Return);
        type(u"mine "_s);
        bool written = false;
        m_journey->session()
            ->service()
            .updateEntry(base()->store, base()->id, {"theirs\n", base()->version, base()->sha256, std::nullopt})
            .then(this, [&](const core::Result<core::Entry> &result) { written = bool(result); });
        QTRY_VERIFY(written);
        press(Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(isInFront(m_journey->dialog<dialogs::MergeDialog>()));
        QCOMPARE(base()->version, 3);
        press(Qt::Key_Escape);
        QTRY_VERIFY(!m_journey->dialog<dialogs::MergeDialog>());
        QVERIFY(editor()->bytes().startsWith("mine # Meeting"));
        QVERIFY(m_journey->window().isWindowModified());

        activate();
        QTRY_COMPARE(QApplication::focusWidget(), editor());
        press(Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(isInFront(m_journey->dialog<dialogs::MergeDialog>()));
        press(Qt::Key_F7);
        QVERIFY(tabTo(u"Mine, Then Theirs"_s));
        QVERIFY(tabTo(u"Save"_s));
        QTRY_VERIFY(!m_journey->dialog<dialogs::MergeDialog>());
        QTRY_COMPARE(base()->version, 5);
        QVERIFY(editor()->bytes().startsWith("mine # Meeting"));
        QVERIFY(editor()->bytes().endsWith("theirs\n"));
    }

    void createAndDelete()
    {
        QVERIFY(m_journey->openLocal());
        openStore();
        press(Qt::Key_N, Qt::ControlModifier);
        QTRY_VERIFY(isInFront(m_journey->dialog<dialogs::NewEntryDialog>()));
        type(u"people/ada.md"_s);
        press(Qt::Key_Tab);
        type(u"Ada owns storage."_s);
        QVERIFY(tabTo(u"Create"_s));
        QTRY_VERIFY(Journey::row(tree(), u"ada.md"_s).isValid());
        QTRY_VERIFY(base() && base()->path == u"people/ada.md");
        QCOMPARE(editor()->bytes(), "Ada owns storage.");

        activate();
        press(Qt::Key_1, Qt::ControlModifier);
        QTRY_COMPARE(tree()->currentIndex().data().toString(), u"ada.md"_s);
        press(Qt::Key_Delete);
        QTRY_VERIFY(isInFront(m_journey->dialog<dialogs::DeleteEntryDialog>()));
        QVERIFY(tabTo(u"Delete"_s));
        QTRY_VERIFY(!Journey::row(tree(), u"ada.md"_s).isValid());
        QTRY_VERIFY(!base());
    }

    void disconnectAndReconnect()
    {
        QTemporaryDir folder;
        QVERIFY(service::importStores(folder.path(), Journey::sampleStore()));
        service::Options options;
        options.dataDirectory = folder.path();
        options.token = "journey-token";
        const auto running = service::Service::start(options);
        QVERIFY(running);
        DelayProxy proxy((*running)->port(), 0);
        QVERIFY(m_journey->openRemote(proxy.baseUrl(), options.token));
        proxy.cut();
        openStore();
        const auto firstRow = [this] { return tree()->model()->index(0, 0, tree()->model()->index(0, 0)); };
        QTRY_COMPARE_WITH_TIMEOUT(firstRow().data(presentation::PresentedTree::WayOutTextRole).toString(),
                                  u"Retry"_s, 20'000);
        proxy.up();
        press(Qt::Key_Down);
        press(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(firstRow().data().toString(), u"notes"_s, 20'000);
    }
};

QTEST_MAIN(TestJourneyKeys)
#include "tst_journey_keys.moc"

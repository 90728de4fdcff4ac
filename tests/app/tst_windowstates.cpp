// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
//! The real window where something has happened: a lost race, changes, an import, an error, a plan. Nothing that takes the
//! keyboard is nameless, nothing is cut with type of 200 %, and each can be looked at as a picture.
#include "journeys/journey.h"
#include "journeys/oddservice.h"
#include "support/restcheck.h"
#include "ui/controllers/entrycontroller.h"
#include "ui/dialogs/mergedialog.h"
#include "ui/dialogs/movedialog.h"
#include "ui/dialogs/plandialog.h"
#include "ui/panels/activitypanel.h"
#include "ui/panels/changespage.h"
#include "ui/panels/entrypanel.h"
#include "ui/panels/findpanel.h"
#include "ui/panels/historypanel.h"
#include "ui/panels/storespanel.h"
#include "ui/widgets/diffview.h"
#include "ui/widgets/rowlist.h"
#include "ui/widgets/texteditor.h"

#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QTemporaryDir>
#include <QTreeView>
#include <QTreeWidget>
#include <QUrl>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestWindowStates : public QObject
{
    Q_OBJECT

    static void sizes()
    {
        QTest::addColumn<bool>("large");
        QTest::addRow("100 %%") << false;
        QTest::addRow("200 %%") << true;
    }

    static std::unique_ptr<support::LargeType> type()
    {
        QFETCH(bool, large);
        return large ? std::make_unique<support::LargeType>() : nullptr;
    }

    //! Nothing is on its way any more, and what has come is shown.
    static void check(Journey &journey, const QString &state)
    {
        QTRY_COMPARE_WITH_TIMEOUT(journey.session()->client().inFlight(), 0, 20'000);
        check(journey.window(), state);
    }

    static void check(QWidget &window, const QString &state)
    {
        const QString wrong = support::comesToRest(window, u"state"_s, state);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }

    //! The sample store, on a service where somebody else writes, too.
    static QByteArray samples()
    {
        QFile file(QStringLiteral(PALIMPSEST_SAMPLES "/project-alpha.json"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    static bool openMeeting(Journey &journey)
    {
        const QListView *history = journey.window().history().view();
        return journey.openEntry(u"project-alpha"_s, u"notes/meeting.md"_s)
            && QTest::qWaitFor([&] { return history->isVisible() && history->model()->rowCount() > 2; }, 20'000);
    }

    static void put(const QDir &folder, const QString &name, const QByteArray &bytes)
    {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

private slots:
    void nothingYet_data() { sizes(); }
    void nothingYet()
    {
        const auto large = type();
        Journey journey;
        QVERIFY(journey.openLocal());
        check(journey, u"first run"_s);
        const QModelIndex store = Journey::row(journey.window().stores().treeView(), u"project-alpha"_s);
        QVERIFY(store.isValid());
        Journey::click(journey.window().stores().treeView(), store);
        QListView *history = journey.window().history().view();
        QTRY_VERIFY_WITH_TIMEOUT(history->isVisible() && history->model()->rowCount() > 10, 20'000);
        QTRY_VERIFY(journey.session()->entries(journey.workbench().navigator().subject().store).loading().complete);
        check(journey, u"a store"_s);
        journey.action("view.details")->trigger();
        check(journey, u"details of a store"_s);
    }

    void aLostRace_data() { sizes(); }
    void aLostRace()
    {
        const auto large = type();
        Elsewhere service(wire::profileS(), samples());
        Journey journey;
        QVERIFY(journey.openRemote(service.baseUrl(), Elsewhere::token));
        QVERIFY(openMeeting(journey));
        widgets::TextEditor *editor = journey.window().entry().editor();
        const core::Entry base = *journey.workbench().entryController().base();
        QTest::keyClicks(editor, u"Mine: a line of my own"_s);
        QTest::keyClick(editor, Qt::Key_Return);
        editor->moveCursor(QTextCursor::End);
        QTest::keyClicks(editor, u"And one more at the end"_s);
        journey.action("text.preview")->trigger();
        check(journey, u"editing with the preview"_s);
        journey.action("text.preview")->trigger();
        Agent agent(service.baseUrl(), Elsewhere::token);
        const QByteArray text = base.content.value_or(QByteArray());
        QVERIFY(agent.write(base, "Theirs: another first line\n" + text + "\nTheirs at the end\n"));
        journey.action("entry.save")->trigger();
        QTRY_VERIFY(journey.dialog<dialogs::MergeDialog>());
        check(*journey.dialog<dialogs::MergeDialog>(), u"merge"_s);
        QTest::keyClick(journey.dialog<dialogs::MergeDialog>(), Qt::Key_Escape);
        QTRY_VERIFY(!journey.dialog<dialogs::MergeDialog>());
        check(journey, u"merge left"_s);
        QVERIFY(editor->bytes().startsWith("Mine: ")); // still there
    }

    void changesOfAVersion_data() { sizes(); }
    void changesOfAVersion()
    {
        const auto large = type();
        Journey journey;
        QVERIFY(journey.openLocal());
        QVERIFY(openMeeting(journey));
        panels::HistoryPanel &history = journey.window().history();
        const QAbstractItemModel *model = history.view()->model();
        history.setSelection({model->index(0, 0), model->index(model->rowCount() - 1, 0)});
        journey.action("version.compare")->trigger();
        const widgets::DiffView *view = journey.window().entry().changes()->diffView();
        QTRY_VERIFY(view->isVisible() && view->changeCount() > 0);
        journey.action("changes.sideBySide")->setChecked(false);
        check(journey, u"changes inline"_s);
        journey.action("changes.sideBySide")->trigger();
        check(journey, u"changes side by side"_s);
        journey.action("changes.asList")->trigger();
        check(journey, u"changes as a list"_s);
        journey.action("changes.asList")->trigger();
        journey.action("pane.history")->trigger();
        check(journey, u"changes without the history"_s);
        journey.action("pane.history")->trigger();
    }

    void aRedactedVersion_data() { sizes(); }
    void aRedactedVersion()
    {
        const auto large = type();
        Journey journey;
        QVERIFY(journey.openLocal());
        QVERIFY(journey.openEntry(u"project-alpha"_s, u"runbooks/deploy.md"_s));
        panels::HistoryPanel &history = journey.window().history();
        const auto redacted = [&]() -> QModelIndex {
            for (int row = 0; history.view()->model() && row < history.view()->model()->rowCount(); ++row) {
                const QModelIndex index = history.view()->model()->index(row, 0);
                if (index.data().toString().contains(u"redacted"_s))
                    return index;
            }
            return {};
        };
        QTRY_VERIFY_WITH_TIMEOUT(redacted().isValid(), 20'000);
        history.setSelection({redacted()});
        QTest::keyClick(history.view(), Qt::Key_Return);
        QTRY_VERIFY(journey.window().entry().showsVersion());
        check(journey, u"redacted"_s);
        journey.action("view.changes")->trigger();
        QTRY_VERIFY(journey.window().entry().changes()->diffView()->isVisible());
        check(journey, u"changes of a redacted version"_s);
        journey.action("view.details")->trigger();
        check(journey, u"details of a redacted version"_s);
    }

    void finding_data() { sizes(); }
    void finding()
    {
        const auto large = type();
        Journey journey;
        QVERIFY(journey.openLocal());
        QVERIFY(openMeeting(journey));
        journey.action("edit.replace")->trigger();
        auto *field = qobject_cast<QLineEdit *>(QApplication::focusWidget());
        QVERIFY(field);
        field->setText(u"the"_s);
        check(journey, u"find and replace"_s);
        journey.action("changes.sideBySide")->trigger();
        journey.action("find.store")->trigger();
        check(journey, u"find in the store, empty"_s);
        field = qobject_cast<QLineEdit *>(QApplication::focusWidget());
        QVERIFY(field);
        QTest::keyClicks(field, u"storage"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(Journey::says(journey.window().find(), u"in 21 of 21 entries"_s), 20'000);
        check(journey, u"found in the store"_s);
    }

    void activity_data() { sizes(); }
    void activity()
    {
        const auto large = type();
        Journey journey;
        QVERIFY(journey.openLocal());
        Journey::click(journey.window().stores().treeView(),
                       Journey::row(journey.window().stores().treeView(), u"project-alpha"_s));
        journey.action("view.activity")->trigger();
        QTRY_VERIFY(journey.window().activity().view()->isVisible());
        QTRY_COMPARE(journey.session()->client().inFlight(), 0);
        check(journey, u"activity"_s);
    }

    void anImport_data() { sizes(); }
    void anImport()
    {
        const auto large = type();
        QTemporaryDir place;
        QDir folder(place.path());
        QVERIFY(folder.mkpath(u"memories/notes"_s) && folder.cd(u"memories"_s));
        for (int i = 0; i < 9; ++i)
            put(folder, u"notes/a longer name of a meeting %1.md"_s.arg(i), "# Meeting\n");
        put(folder, u"latin1.md"_s, "caf\xE9");
        put(folder, u"large.md"_s, QByteArray(102'401, 'x'));
        put(folder, u"two..dots.md"_s, "x");
        Journey journey;
        QVERIFY(journey.openLocal());
        QTreeView *tree = journey.window().stores().treeView();
        const QModelIndex row = Journey::row(tree, u"project-alpha"_s);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(folder.path())});
        QDragEnterEvent enter(tree->visualRect(row).center(), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(tree->viewport(), &enter);
        QDropEvent drop(tree->visualRect(row).center(), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(tree->viewport(), &drop);
        const auto *dialog = journey.dialog<dialogs::PlanDialog>();
        QVERIFY(dialog);
        QTRY_VERIFY(dialog->stage() == dialogs::PlanDialog::Stage::Ready);
        check(*journey.dialog<dialogs::PlanDialog>(), u"import plan"_s);
        QVERIFY(Journey::press(*dialog, u"Import"_s));
        QTRY_VERIFY_WITH_TIMEOUT(dialog->stage() == dialogs::PlanDialog::Stage::Ended, 20'000);
        check(*journey.dialog<dialogs::PlanDialog>(), u"import ended"_s);
    }

    void aMove_data() { sizes(); }
    void aMove()
    {
        const auto large = type();
        Journey journey;
        QVERIFY(journey.openLocal());
        QVERIFY(openMeeting(journey));
        journey.action("entry.move")->trigger();
        auto *dialog = journey.dialog<dialogs::MoveDialog>();
        QVERIFY(dialog);
        check(*dialog, u"move"_s);
        dialog->findChild<QLineEdit *>(u"pathEdit"_s)->setText(u"notes/performance.md"_s);
        QTRY_VERIFY(!Journey::button(*dialog, u"Move"_s)->isEnabled());
        check(*dialog, u"move to a taken path"_s);
    }

    void aSaveThatFailed_data() { sizes(); }
    void aSaveThatFailed()
    {
        const auto large = type();
        odd::Odd odd;
        Journey journey;
        QVERIFY(journey.openRemote(odd.server().baseUrl(), "canary"));
        journey.session()->commands().setCheckSchedule({0ms, 30ms});
        QVERIFY(journey.openEntry(u"a.md"_s));
        QTest::keyClicks(journey.window().entry().editor(), u"mine "_s);
        odd.answer("PUT", "/memories/mem_1", odd::refusal(500, "api_error"));
        journey.action("entry.save")->trigger();
        QTRY_VERIFY(Journey::button(journey.window().entry(), u"Retry"_s));
        check(journey, u"an error"_s);
        odd.answer("PUT", "/memories/mem_1", odd::refusal(401, "authentication_error"));
        QVERIFY(Journey::press(journey.window().entry(), u"Retry"_s));
        QTRY_VERIFY(Journey::button(journey.window().entry(), u"New Token…"_s));
        check(journey, u"a refused token"_s);
    }
};

QTEST_MAIN(TestWindowStates)
#include "tst_windowstates.moc"

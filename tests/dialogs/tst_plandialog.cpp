// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/transferrun.h"
#include "ui/dialogs/copydialog.h"
#include "ui/dialogs/exportdialog.h"
#include "ui/dialogs/plandialog.h"
#include "ui/presentation/presentedplan.h"

#include "support/accessiblecheck.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace Qt::StringLiterals;
using dialogs::PlanDialog;

class TestPlanDialog : public QObject
{
    Q_OBJECT

    static transfer::PlanItem item(transfer::PlanKind kind, const QString &path)
    {
        transfer::PlanItem item;
        item.kind = kind;
        item.path = path;
        item.size = 1204;
        item.chosen = item.isDoable();
        return item;
    }

    static QList<transfer::PlanItem> plan()
    {
        using transfer::PlanKind;
        QList<transfer::PlanItem> items{item(PlanKind::New, u"a.md"_s),         item(PlanKind::New, u"b\u202E.md"_s),
                                        item(PlanKind::Changed, u"c.md"_s),     item(PlanKind::Same, u"d.md"_s),
                                        item(PlanKind::TooLarge, u"e.md"_s),    item(PlanKind::InvalidPath, u"f..md"_s),
                                        item(PlanKind::NotText, u"g.md"_s),     item(PlanKind::Skipped, u"h"_s),
                                        item(PlanKind::NotText, u"<b>i</b>"_s)};
        items[4].problem = transfer::FileProblem::TooLarge;
        items[5].pathProblem = wire::PathProblem::DotDot;
        items[6].problem = transfer::FileProblem::NotText;
        items[6].position = 1234;
        items[7].problem = transfer::FileProblem::Link;
        items[8].problem = transfer::FileProblem::Blank;
        return items;
    }

    struct Shown
    {
        models::PlanModel model;
        presentation::PresentedPlan presented;
        std::unique_ptr<PlanDialog> dialog;

        Shown()
        {
            presented.setSourceModel(&model);
            dialog = std::make_unique<PlanDialog>(PlanDialog::Purpose::Import, presented);
            dialog->setTarget({u"Local workspace"_s, u"project-alpha"_s});
            connect(dialog.get(), &PlanDialog::choiceRequested, &model, [this](const QModelIndexList &rows, bool chosen) {
                QModelIndexList plain;
                for (const QModelIndex &row : rows)
                    plain.append(presented.mapToSource(row));
                model.setChosen(plain, chosen);
            });
            dialog->showPlanning(u"Looking at the files…"_s);
            dialog->open();
        }
        void showPlan()
        {
            model.setPlan(plan());
            dialog->showPlan();
        }
        [[nodiscard]] QPushButton *button(const QString &text) const
        {
            for (QPushButton *button : dialog->findChildren<QPushButton *>()) {
                if (button->isVisible() && button->text().remove(u'&') == text)
                    return button;
            }
            return nullptr;
        }
        [[nodiscard]] QString label(const char *name) const
        {
            return dialog->findChild<QLabel *>(QString::fromLatin1(name))->text();
        }
    };

private slots:
    void everyItemSaysWhatAndWhy()
    {
        Shown shown;
        QVERIFY(!shown.button(u"Import"_s)->isEnabled());
        shown.showPlan();
        QStringList rows;
        for (int row = 0; row < shown.presented.rowCount(); ++row)
            rows.append(shown.presented.index(row, 1).data().toString() + u" | "_s
                        + shown.presented.index(row, 0).data().toString() + u" | "_s
                        + shown.presented.index(row, 3).data().toString());
        QCOMPARE(rows, (QStringList{
                           u"not text | <b>i</b> | Empty, or nothing but blanks; no service takes that."_s, u"new | a.md | "_s,
                           u"new | b‹U+202E›.md | "_s,
                           u"changed | c.md | Becomes the newest version; the present text stays in the history."_s,
                           u"the same | d.md | "_s, u"too large | e.md | A memory can have 102,400 bytes at most."_s,
                           u"invalid path | f..md | A path cannot have two dots in a row (..)."_s,
                           u"not text | g.md | Not UTF-8 text: the byte at position 1,234 does not fit."_s,
                           u"skipped | h | A symbolic link; links are not followed."_s}));
        QCOMPARE(shown.label("summaryLabel"),
                 u"Found: 2 new, 1 changed, 1 the same, 1 too large, 1 invalid path, 2 not text, 1 skipped. "
                 "3 items are ticked, 3,612 B. Nothing is written yet."_s);
        QVERIFY(!shown.presented.index(0, 0).data(Qt::ToolTipRole).toString().contains(u"<b>"_s));
    }

    void choicesFollowTheFilter()
    {
        Shown shown;
        shown.showPlan();
        auto *kinds = shown.dialog->findChild<QComboBox *>(u"kindBox"_s);
        kinds->setCurrentIndex(kinds->findText(u"Only new (2)"_s));
        emit kinds->activated(kinds->currentIndex());
        QCOMPARE(shown.presented.rowCount(), 2);
        QTest::mouseClick(shown.button(u"Tick None Shown"_s), Qt::LeftButton);
        QCOMPARE(shown.model.chosenCount(), 1); // the changed one is not shown
        kinds->setCurrentIndex(0);
        emit kinds->activated(0);
        QTest::mouseClick(shown.button(u"Tick None Shown"_s), Qt::LeftButton);
        QCOMPARE(shown.model.chosenCount(), 0);
        QVERIFY(!shown.button(u"Import"_s)->isEnabled());
        QTest::mouseClick(shown.button(u"Tick All Shown"_s), Qt::LeftButton);
        QCOMPARE(shown.model.chosenCount(), 3); // what cannot be done cannot be ticked
        auto *table = shown.dialog->findChild<QTreeView *>(u"table"_s);
        table->setCurrentIndex(shown.presented.index(1, 0));
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Space);
        QCOMPARE(shown.model.chosenCount(), 2);
        QVERIFY(!shown.model.plan().first().chosen);
    }

    void escapeStopsARunAndClosesOnlyAfterIt()
    {
        Shown shown;
        shown.showPlan();
        QSignalSpy runs(shown.dialog.get(), &PlanDialog::runRequested);
        QSignalSpy stops(shown.dialog.get(), &PlanDialog::stopRequested);
        QTest::mouseClick(shown.button(u"Import"_s), Qt::LeftButton);
        QCOMPARE(runs.size(), 1);
        shown.model.setCheckable(false);
        shown.dialog->showRunning();
        shown.dialog->setProgress({2, 3, 1});
        QCOMPARE(shown.label("summaryLabel"), u"2 of 3 items, 1 failed"_s);
        QTest::keyClick(shown.dialog.get(), Qt::Key_Escape);
        QCOMPARE(stops.size(), 1);
        QVERIFY(shown.dialog->isVisible());
        core::Error offline;
        offline.kind = core::ErrorKind::Offline;
        shown.model.setResult(0, {session::ItemState::Written, session::ItemWhy::None, {}});
        shown.model.setResult(1, {session::ItemState::Failed, session::ItemWhy::PathTaken, {}});
        shown.model.setResult(2, {session::ItemState::Unknown, session::ItemWhy::None, offline});
        shown.dialog->showEnded(u"Stopped."_s, true);
        QVERIFY(shown.button(u"Retry What Failed"_s));
        QVERIFY(!shown.button(u"Import"_s));
        QCOMPARE(shown.presented.index(1, 3).data().toString(), u"✓ Written"_s);
        QVERIFY(shown.presented.index(2, 3).data().toString().startsWith(u"✗ Somebody made an entry with this path"_s));
        QVERIFY(shown.presented.index(3, 3).data().toString().startsWith(u"? "_s));
        auto *kinds = shown.dialog->findChild<QComboBox *>(u"kindBox"_s);
        kinds->setCurrentIndex(kinds->findText(u"Only what is not done"_s));
        emit kinds->activated(kinds->currentIndex());
        QCOMPARE(shown.presented.rowCount(), 2);
        QTest::keyClick(shown.dialog.get(), Qt::Key_Escape);
        QVERIFY(!shown.dialog->isVisible());
    }

    void everythingHasANameAndRoom_data()
    {
        QTest::addColumn<QString>("stage");
        for (const char *stage : {"planning", "ready", "running", "ended"})
            QTest::newRow(stage) << QString::fromLatin1(stage);
    }

    void everythingHasANameAndRoom()
    {
        QFETCH(QString, stage);
        const support::LargeType large;
        Shown shown;
        shown.dialog->setTopFolder(u"notes & more"_s, true);
        if (stage != u"planning"_s)
            shown.showPlan();
        if (stage == u"running"_s)
            shown.dialog->showRunning();
        if (stage == u"ended"_s)
            shown.dialog->showEnded(u"Stopped, because an answer was lost; nothing was sent after that."_s, true);
        QCOMPARE(support::unnamedWidgets(shown.dialog.get()).join(u'\n'), QString());
        QTRY_COMPARE(support::squeezedWidgets(shown.dialog.get()).join(u'\n'), QString());
    }

    void anExportNeedsAFreeName()
    {
        QTemporaryDir place;
        dialogs::ExportDialog dialog;
        dialog.setTarget({u"Local workspace"_s, u"project-alpha"_s});
        dialog.setSubject(u"The whole store is exported."_s, u"taken"_s);
        dialog.setPlace(place.path());
        dialog.open();
        const auto action = [&dialog] {
            for (QPushButton *button : dialog.findChildren<QPushButton *>()) {
                if (button->text().remove(u'&') == u"Export"_s)
                    return button;
            }
            return static_cast<QPushButton *>(nullptr);
        };
        QVERIFY(action()->isEnabled());
        QVERIFY(QDir(place.path()).mkdir(u"taken"_s));
        auto *name = dialog.findChild<QLineEdit *>(u"nameEdit"_s);
        for (const QString &bad : {u"taken"_s, QString(), u".."_s, u"a/b"_s}) {
            name->setText(u"free"_s);
            QVERIFY(action()->isEnabled());
            name->setText(bad);
            QVERIFY2(!action()->isEnabled(), qPrintable(bad));
        }
        name->setText(u"out"_s);
        auto *history = dialog.findChild<QCheckBox *>(u"historyCheck"_s);
        auto *git = dialog.findChild<QCheckBox *>(u"gitCheck"_s);
        QVERIFY(!git->isEnabled());
        history->setChecked(true);
        git->setChecked(true);
        dialog.findChild<QAbstractButton *>(u"zipButton"_s)->click();
        QCOMPARE(dialog.choice().path, place.filePath(u"out.zip"_s));
        QVERIFY(dialog.choice().zip && dialog.choice().history && dialog.choice().gitStream);
        history->setChecked(false);
        QVERIFY(!dialog.choice().gitStream);
        dialog.showRunning();
        QSignalSpy stops(&dialog, &dialogs::ExportDialog::stopRequested);
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QVERIFY(dialog.isVisible());
        QCOMPARE(stops.size(), 1);
        dialog.showEnded(u"Done."_s, {{u"a<b>"_s, u"deleted meanwhile"_s}});
        QCOMPARE(support::unnamedWidgets(&dialog).join(u'\n'), QString());
        QTRY_COMPARE(support::squeezedWidgets(&dialog).join(u'\n'), QString());
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QVERIFY(!dialog.isVisible());
    }

    void aCopyNeedsAStore()
    {
        dialogs::CopyDialog dialog;
        dialog.setTarget({u"Local workspace"_s, u"project-alpha"_s});
        dialog.setSubject(u"The whole store is copied."_s, u"project-alpha"_s);
        dialog.setConnections({{{u"1"_s}, u"Local workspace"_s}, {{u"2"_s}, u"cloud"_s}}, {u"2"_s});
        dialog.open();
        QPushButton *action = nullptr;
        for (QPushButton *button : dialog.findChildren<QPushButton *>()) {
            if (button->text().startsWith(u"Make"_s))
                action = button;
        }
        QVERIFY(action && !action->isEnabled());
        core::Store archived;
        archived.id = {u"memstore_1"_s};
        archived.archived = true;
        core::Store open;
        open.id = {u"memstore_2"_s};
        open.name = u"beta"_s;
        dialog.setStores({archived, open}, 255);
        auto *stores = dialog.findChild<QComboBox *>(u"storeBox"_s);
        QCOMPARE(stores->count(), 1);
        QVERIFY(action->isEnabled());
        QSignalSpy plans(&dialog, &dialogs::CopyDialog::planRequested);
        QTest::mouseClick(action, Qt::LeftButton);
        QCOMPARE(plans.takeFirst().at(1).value<core::StoreId>().value, u"memstore_2"_s);
        QTest::keyClicks(dialog.findChild<QLineEdit *>(u"nameEdit"_s), u" 2"_s);
        QTest::mouseClick(action, Qt::LeftButton);
        const QVariantList wished = plans.takeFirst();
        QVERIFY(wished.at(1).value<core::StoreId>().isEmpty());
        QCOMPARE(wished.at(2).toString(), u"project-alpha 2"_s);
        QCOMPARE(support::unnamedWidgets(&dialog).join(u'\n'), QString());
        dialog.showProblem(u"No token."_s);
        QVERIFY(!action->isEnabled());
    }
};

QTEST_MAIN(TestPlanDialog)
#include "tst_plandialog.moc"

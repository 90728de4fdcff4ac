// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/deleteentriesdialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using dialogs::DeleteEntriesDialog;

class TestDeleteEntriesDialog : public QObject
{
    Q_OBJECT
private slots:
    void namesEveryEntryInFull();
    void enterDeletesNothing();
    void cancelStopsARunAndKeepsTheDialog();
    void exportComesFirstWhenThereAreMany();
};

namespace {

dialogs::DeleteEntriesFacts facts(int count, bool offerExport = false)
{
    dialogs::DeleteEntriesFacts facts{{u"Local workspace"_s, u"project-alpha"_s}, {}, offerExport};
    for (int i = 0; i < count; ++i)
        facts.rows.append({u"notes/%1.md"_s.arg(i), 100, i == 1});
    return facts;
}

QPushButton *deleteButton(DeleteEntriesDialog &dialog)
{
    for (auto *button : dialog.findChildren<QPushButton *>()) {
        if (button->text().remove(u'&') == u"Delete"_s)
            return button;
    }
    return nullptr;
}

template<typename T>
T *part(DeleteEntriesDialog &dialog, const char *name)
{
    return dialog.findChild<T *>(QLatin1String(name));
}

} // namespace

void TestDeleteEntriesDialog::namesEveryEntryInFull()
{
    DeleteEntriesDialog dialog;
    dialogs::DeleteEntriesFacts some = facts(30);
    some.rows[2].path = u"<b>x</b>\u202Egpj.md"_s;
    dialog.setFacts(some);
    auto *view = part<QTreeWidget>(dialog, "entriesView");
    QCOMPARE(view->topLevelItemCount(), 30);
    QCOMPARE(view->topLevelItem(0)->text(0), u"notes/0.md"_s);
    QVERIFY(view->topLevelItem(1)->text(0).contains(u"unsaved"_s));
    QCOMPARE(view->topLevelItem(2)->text(0), u"<b>x</b>‹U+202E›gpj.md"_s);
    QCOMPARE(view->textElideMode(), Qt::ElideNone);
    const QString question = part<QLabel>(dialog, "questionLabel")->text();
    QVERIFY2(question.contains(u"30 entries"_s) && question.contains(u"3,000"_s), qPrintable(question));
    QVERIFY(part<QLabel>(dialog, "unsavedLabel")->text().startsWith(u"One of them"_s));
    QVERIFY(part<QLabel>(dialog, "targetLabel")->text().contains(u"project-alpha"_s));
}

void TestDeleteEntriesDialog::enterDeletesNothing()
{
    DeleteEntriesDialog dialog;
    dialog.setFacts(facts(2));
    QSignalSpy wanted(&dialog, &DeleteEntriesDialog::deleteRequested);
    dialog.open();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QTest::keyClick(&dialog, Qt::Key_Return);
    QVERIFY(!dialog.isVisible());
    QCOMPARE(wanted.size(), 0);
    dialog.open();
    deleteButton(dialog)->click();
    QCOMPARE(wanted.size(), 1);
}

void TestDeleteEntriesDialog::cancelStopsARunAndKeepsTheDialog()
{
    DeleteEntriesDialog dialog;
    dialog.setFacts(facts(3));
    QSignalSpy stop(&dialog, &DeleteEntriesDialog::stopRequested);
    dialog.open();
    dialog.setProgress(1, 3);
    QVERIFY(!deleteButton(dialog)->isEnabled());
    dialog.reject();
    QCOMPARE(stop.size(), 1);
    QVERIFY(dialog.isVisible());
    dialog.setIdle();
    dialog.reject();
    QVERIFY(!dialog.isVisible());
}

void TestDeleteEntriesDialog::exportComesFirstWhenThereAreMany()
{
    DeleteEntriesDialog dialog;
    QSignalSpy wanted(&dialog, &DeleteEntriesDialog::exportRequested);
    dialog.setFacts(facts(2));
    dialog.open();
    QVERIFY(!part<QPushButton>(dialog, "exportButton")->isVisible());
    dialog.setFacts(facts(21, true));
    QVERIFY(part<QPushButton>(dialog, "exportButton")->isVisible());
    part<QPushButton>(dialog, "exportButton")->click();
    QCOMPARE(wanted.size(), 1);
    QVERIFY(dialog.isVisible());
}

QTEST_MAIN(TestDeleteEntriesDialog)
#include "tst_deleteentriesdialog.moc"

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/deleteentrydialog.h"
#include "ui/dialogs/newentrydialog.h"
#include "ui/dialogs/unsaveddialog.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

//! New entry, delete entry, unsaved text, lost race.
class TestEntryDialogs : public QObject
{
    Q_OBJECT
private slots:
    void pathProblemsStandBesideTheField();
    void nobodyIsScoldedBeforeTheFirstKey();
    void refusedPathIsShownUntilItChanges();
    void newTextIsExact();
    void deleteSaysWhatStays();
    void deleteIsNotTheDefault();
    void unsavedHasThreeWays();
    void unsavedThatCannotBeSavedSaysWhy();
};

namespace {

QPushButton *button(QWidget &dialog, const QString &text)
{
    for (auto *candidate : dialog.findChildren<QPushButton *>()) {
        if (candidate->text().remove(u'&') == text)
            return candidate;
    }
    return nullptr;
}

QLabel *label(QWidget &dialog, const char *name) { return dialog.findChild<QLabel *>(QLatin1String(name)); }

void open(QDialog &dialog)
{
    dialog.open();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
}

} // namespace

void TestEntryDialogs::pathProblemsStandBesideTheField()
{
    dialogs::NewEntryDialog dialog;
    dialog.setPathCheck([](const QString &path) {
        if (path.startsWith(u'/'))
            return u"A path must not start with a slash."_s;
        return path == "taken.md"_L1 ? u"There is an entry with this path already."_s : QString();
    });
    open(dialog);
    QSignalSpy create(&dialog, &dialogs::NewEntryDialog::createRequested);
    auto *path = dialog.findChild<QLineEdit *>(u"pathEdit"_s);
    QVERIFY(path->hasFocus());
    QTest::keyClicks(path, u"/a"_s);
    QVERIFY(label(dialog, "pathHint")->text().contains(u"must not start with a slash"_s));
    QVERIFY(path->accessibleDescription().contains(u"slash"_s));
    QVERIFY(!button(dialog, u"Create"_s)->isEnabled());
    QTest::keyClick(path, Qt::Key_Return);
    QCOMPARE(create.count(), 0);
    path->clear();
    QVERIFY(!button(dialog, u"Create"_s)->isEnabled());
    QTest::keyClicks(path, u"taken.md"_s);
    QVERIFY(label(dialog, "pathHint")->text().contains(u"already"_s));
    QVERIFY(!button(dialog, u"Create"_s)->isEnabled());
    QTest::keyClicks(path, u"2"_s);
    QVERIFY(!label(dialog, "pathHint")->text().contains(u"already"_s));
    QTest::keyClick(path, Qt::Key_Return);
    QCOMPARE(create.count(), 1);
    QCOMPARE(create.first().at(0).toString(), u"taken.md2"_s);
}

void TestEntryDialogs::nobodyIsScoldedBeforeTheFirstKey()
{
    dialogs::NewEntryDialog dialog;
    dialog.setPathCheck([](const QString &path) { return path.endsWith(u'/') ? u"Ends with a slash."_s : QString(); });
    dialog.setTextCheck([](const QByteArray &text) { return text.isEmpty() ? u"Must not be empty."_s : QString(); });
    dialog.setPath(u"notes/"_s);
    open(dialog);
    QVERIFY(!label(dialog, "pathHint")->text().contains(u"Ends with a slash."_s));
    QVERIFY(!button(dialog, u"Create"_s)->isEnabled());
    QTest::keyClicks(dialog.focusWidget(), u"a.md"_s);
    QCOMPARE(dialog.path(), u"notes/a.md"_s);
    QVERIFY(!button(dialog, u"Create"_s)->isEnabled()); // no text yet
    QTest::keyClick(dialog.focusWidget(), Qt::Key_Tab);
    QTest::keyClicks(dialog.focusWidget(), u"x"_s);
    QVERIFY(button(dialog, u"Create"_s)->isEnabled());
    QTest::keyClick(dialog.focusWidget(), Qt::Key_Backspace);
    QVERIFY(!button(dialog, u"Create"_s)->isEnabled());
}

void TestEntryDialogs::refusedPathIsShownUntilItChanges()
{
    dialogs::NewEntryDialog dialog;
    dialog.setPath(u"a.md"_s);
    open(dialog);
    dialog.setBusy(u"Creating…"_s);
    dialog.showPathProblem(u"Somebody took this path meanwhile."_s);
    QVERIFY(label(dialog, "pathHint")->text().contains(u"took this path"_s));
    QVERIFY(!button(dialog, u"Create"_s)->isEnabled());
    QTest::keyClicks(dialog.focusWidget(), u"b.md"_s);
    QCOMPARE(dialog.path(), u"b.md"_s); // it was selected to be typed over
    QVERIFY(!label(dialog, "pathHint")->text().contains(u"took this path"_s));
    QVERIFY(button(dialog, u"Create"_s)->isEnabled());
}

void TestEntryDialogs::newTextIsExact()
{
    dialogs::NewEntryDialog dialog;
    dialog.setPath(u"a.md"_s);
    dialog.setText("one\r\ntwo\xC2\xA0");
    open(dialog);
    QSignalSpy create(&dialog, &dialogs::NewEntryDialog::createRequested);
    QTest::mouseClick(button(dialog, u"Create"_s), Qt::LeftButton);
    QCOMPARE(create.first().at(1).toByteArray(), QByteArray("one\r\ntwo\xC2\xA0"));
}

void TestEntryDialogs::deleteSaysWhatStays()
{
    dialogs::DeleteEntryDialog dialog;
    dialog.setFacts({{u"Local workspace"_s, u"project-alpha"_s}, u"<img src=x>.md"_s, 1204, 3, true});
    open(dialog);
    QCOMPARE(label(dialog, "targetLabel")->text(), u"Connection “Local workspace”, store “project-alpha”"_s);
    QVERIFY(label(dialog, "staysLabel")->text().contains(u"history"_s));
    QVERIFY(label(dialog, "unsavedLabel")->isVisible());
    QStringList values;
    for (const auto *edit : dialog.findChildren<QLineEdit *>())
        values.append(edit->text());
    QVERIFY(values.contains(u"<img src=x>.md"_s));
}

void TestEntryDialogs::deleteIsNotTheDefault()
{
    dialogs::DeleteEntryDialog dialog;
    dialog.setFacts({{u"c"_s, u"s"_s}, u"a.md"_s, {}, {}, false});
    open(dialog);
    QSignalSpy requested(&dialog, &dialogs::DeleteEntryDialog::deleteRequested);
    QVERIFY(!label(dialog, "unsavedLabel")->isVisible());
    QVERIFY(button(dialog, u"Cancel"_s)->hasFocus());
    button(dialog, u"Delete"_s)->setFocus();
    QTest::keyClick(dialog.focusWidget(), Qt::Key_Return);
    QCOMPARE(requested.count(), 0);
    QTest::keyClick(dialog.focusWidget(), Qt::Key_Space);
    QCOMPARE(requested.count(), 1);
    QVERIFY(dialog.isVisible());
}

void TestEntryDialogs::unsavedHasThreeWays()
{
    dialogs::UnsavedDialog dialog;
    dialog.setFacts({u"c"_s, u"s"_s}, u"a\u202E.md"_s);
    QSignalSpy save(&dialog, &dialogs::UnsavedDialog::saveRequested);
    QSignalSpy discard(&dialog, &dialogs::UnsavedDialog::discardRequested);
    QSignalSpy keep(&dialog, &dialogs::UnsavedDialog::keepEditingRequested);
    open(dialog);
    QVERIFY(label(dialog, "questionLabel")->text().contains(u"a‹U+202E›.md"_s));
    QTest::keyClick(dialog.focusWidget(), Qt::Key_Return);
    QCOMPARE(save.count(), 1);
    QVERIFY(dialog.isVisible());
    dialog.setBusy(u"Saving…"_s);
    QVERIFY(!button(dialog, u"Discard Changes"_s)->isEnabled()); // not while it is on its way
    dialog.showFailure(u"The service is busy."_s);
    QTest::keyClick(dialog.focusWidget(), Qt::Key_Escape);
    QCOMPARE(keep.count(), 1);
    open(dialog);
    QTest::mouseClick(button(dialog, u"Keep Editing"_s), Qt::LeftButton);
    QCOMPARE(keep.count(), 2);
    open(dialog);
    QTest::mouseClick(button(dialog, u"Discard Changes"_s), Qt::LeftButton);
    QCOMPARE(discard.count(), 1);
    QCOMPARE(keep.count(), 2);
    QVERIFY(!dialog.isVisible());
}

void TestEntryDialogs::unsavedThatCannotBeSavedSaysWhy()
{
    dialogs::UnsavedDialog dialog;
    dialog.setFacts({u"c"_s, u"s"_s}, u"a.md"_s, u"The store is archived."_s);
    open(dialog);
    QVERIFY(!button(dialog, u"Save"_s)->isEnabled());
    QVERIFY(label(dialog, "textLabel")->text().contains(u"The store is archived."_s));
}

QTEST_MAIN(TestEntryDialogs)
#include "tst_entrydialogs.moc"

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "support/accessiblecheck.h"
#include "ui/dialogs/aboutdialog.h"
#include "ui/dialogs/archivestoredialog.h"
#include "ui/dialogs/deleteentriesdialog.h"
#include "ui/dialogs/deleteentrydialog.h"
#include "ui/dialogs/deletestoredialog.h"
#include "ui/dialogs/mergedialog.h"
#include "ui/dialogs/movedialog.h"
#include "ui/dialogs/newentrydialog.h"
#include "ui/dialogs/pickentrydialog.h"
#include "ui/dialogs/redactdialog.h"
#include "ui/dialogs/shortcutsdialog.h"
#include "ui/dialogs/storedialog.h"
#include "ui/dialogs/unsaveddialog.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QTest>
#include <QTreeWidget>

using namespace Qt::StringLiterals;

//! Every dialog, filled and with a failure shown: names for screen readers, room for large type.
class TestDialogAccess : public QObject
{
    Q_OBJECT
private slots:
    void everythingHasAName_data();
    void everythingHasAName();
    void largeTypeFits_data() { everythingHasAName_data(); }
    void largeTypeFits();
    void shortcutsAreGroupedAndFound();

private:
    static std::unique_ptr<QDialog> make(const QString &name);
};

namespace {

const dialogs::Target Where{u"Local workspace"_s, u"project-alpha"_s};

template <typename T, typename... Arguments>
std::unique_ptr<T> failed(Arguments... arguments)
{
    auto dialog = std::make_unique<T>(arguments...);
    dialog->setTarget(Where);
    dialog->showFailure(u"The service could not be reached. Nothing was changed."_s, u"request id 4711"_s,
                        {presentation::WayOut::NewToken});
    return dialog;
}

std::unique_ptr<QDialog> redactDialog()
{
    auto dialog = failed<dialogs::RedactDialog>();
    dialogs::RedactFacts facts;
    facts.target = Where;
    facts.path = u"notes/meeting.md"_s;
    facts.ordinal = u"v3"_s;
    facts.versionId = u"memver_019e3bb9-5d4a-7c1e-9e63-d87de0a1b2c3"_s;
    facts.createdAt = *core::Timestamp::parse(u"2026-05-18T15:34:26.494349Z");
    facts.size = 1204;
    facts.sha256 = QString(64, u'a');
    facts.content = "# Meeting\npassword: hunter2\n";
    facts.sameVersions = {u"v1, 17 May"_s};
    facts.coverage = u"All 40 versions of this store were compared."_s;
    dialog->setFacts(facts);
    return dialog;
}

} // namespace

std::unique_ptr<QDialog> TestDialogAccess::make(const QString &name)
{
    using namespace dialogs;
    if (name == "about"_L1)
        return std::make_unique<AboutDialog>();
    if (name == "archive"_L1) {
        auto dialog = failed<ArchiveStoreDialog>();
        dialog->setFacts(Where, 12);
        return dialog;
    }
    if (name == "deleteEntry"_L1) {
        auto dialog = failed<DeleteEntryDialog>();
        dialog->setFacts({Where, u"notes/meeting.md"_s, 1204, 3, true});
        return dialog;
    }
    if (name == "deleteEntries"_L1) {
        auto dialog = failed<DeleteEntriesDialog>();
        dialog->setFacts({Where, {{u"notes/meeting.md"_s, 1204, true}, {u"a/very/long/path/"_s.repeated(9), 17, false}}, true});
        return dialog;
    }
    if (name == "deleteStore"_L1) {
        auto dialog = failed<DeleteStoreDialog>();
        dialog->setFacts({Where, u"memstore_1"_s, 12, 20'480, u"at least 412 versions"_s, true});
        return dialog;
    }
    if (name == "merge"_L1) {
        auto dialog = failed<MergeDialog>();
        dialog->setFacts({Where, u"notes/meeting.md"_s, "base\n", "mine\n", "theirs\n", u"version 7"_s,
            u"version 8, saved 12 seconds ago"_s, u"Theirs: 7 bytes\nSHA-256 "_s + QString(64, u'a'), 102'400});
        return dialog;
    }
    if (name == "move"_L1) {
        auto dialog = failed<MoveDialog>();
        dialog->setSubject(u"notes/"_s, true);
        dialog->setPlan([](const QString &typed) {
            return QList<MoveDialog::Row>{{u"notes/meeting.md"_s, typed + u"meeting.md"_s, {}, true},
                {u"notes/plan.md"_s, typed + u"plan.md"_s, u"This store already has an entry with this path."_s, false}};
        });
        return dialog;
    }
    if (name == "newEntry"_L1) {
        auto dialog = failed<NewEntryDialog>();
        dialog->setPath(u"taken.md"_s);
        dialog->showPathProblem(u"There is an entry with this path already."_s);
        return dialog;
    }
    if (name == "pickEntry"_L1) {
        auto dialog = failed<PickEntryDialog>();
        dialog->setSubject(u"What shall “notes/meeting.md” be compared with? Nothing is changed."_s);
        dialog->setTwins({{{u"c"_s}, {u"s"_s}, {u"e"_s}, u"notes/meeting.md"_s, u"Production · project-alpha"_s}});
        dialog->setEntries({}, true);
        return dialog;
    }
    if (name == "redact"_L1)
        return redactDialog();
    if (name == "shortcuts"_L1) {
        auto dialog = std::make_unique<ShortcutsDialog>();
        dialog->setShortcuts({{u"Entry"_s, u"Save"_s, u"Ctrl+S"_s}});
        return dialog;
    }
    if (name == "store"_L1) {
        auto dialog = failed<StoreDialog>(StoreDialog::Purpose::Edit);
        dialog->setFields({u"project-alpha"_s, u"What we know"_s, {{u"team"_s, u"blue"_s}, {u"tier"_s, u"1"_s}}});
        return dialog;
    }
    auto dialog = failed<UnsavedDialog>();
    dialog->setFacts(Where, u"notes/meeting.md"_s, u"The store is archived."_s);
    return dialog;
}

void TestDialogAccess::everythingHasAName_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"about", "archive", "deleteEntries", "deleteEntry", "deleteStore", "merge", "move", "newEntry", "pickEntry",
             "redact", "shortcuts", "store", "unsaved"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestDialogAccess::everythingHasAName()
{
    QFETCH(QString, name);
    const auto dialog = make(name);
    dialog->show();
    QCOMPARE(support::unnamedWidgets(dialog.get()).join(u'\n'), QString());
    QVERIFY(!dialog->windowTitle().isEmpty());
    for (const auto *button : dialog->findChildren<QAbstractButton *>()) {
        if (button->isVisible() && !button->isEnabled())
            QVERIFY2(!button->toolTip().isEmpty() && !button->accessibleDescription().isEmpty(), qPrintable(button->text()));
    }
}

void TestDialogAccess::largeTypeFits()
{
    const support::LargeType large;
    QFETCH(QString, name);
    const auto dialog = make(name);
    dialog->show();
    QTRY_COMPARE(support::squeezedWidgets(dialog.get()).join(u'\n'), QString());
}

void TestDialogAccess::shortcutsAreGroupedAndFound()
{
    dialogs::ShortcutsDialog dialog;
    dialog.setShortcuts({{u"Entry"_s, u"Save"_s, u"Ctrl+S"_s}, {u"View"_s, u"Refresh"_s, u"F5"_s},
        {u"Entry"_s, u"Find"_s, u"Ctrl+F"_s}});
    dialog.open();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    auto *table = dialog.findChild<QTreeWidget *>();
    QCOMPARE(table->topLevelItemCount(), 3);
    QCOMPARE(table->topLevelItem(1)->text(0), u"Find"_s); // beside the other one of its group
    QTest::keyClicks(dialog.focusWidget(), u"f5"_s);
    QVERIFY(table->topLevelItem(0)->isHidden() && table->topLevelItem(1)->isHidden());
    QVERIFY(!table->topLevelItem(2)->isHidden());
    QTest::keyClick(dialog.focusWidget(), Qt::Key_Escape);
    QVERIFY(!dialog.isVisible());
}

QTEST_MAIN(TestDialogAccess)
#include "tst_dialogaccess.moc"

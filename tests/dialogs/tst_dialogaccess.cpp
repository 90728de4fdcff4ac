// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "everydialog.h"
#include "support/accessiblecheck.h"
#include "support/pictures.h"
#include "ui/dialogs/shortcutsdialog.h"
#include "ui/presentation/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

using namespace Qt::StringLiterals;

//! Every dialog, filled and with a failure shown: names for screen readers, room for large type, and all of it by keys.
class TestDialogAccess : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void everythingHasAName_data();
    void everythingHasAName();
    void largeTypeFits_data() { everythingHasAName_data(); }
    void largeTypeFits();
    void keysReachEverythingInOrder_data() { everythingHasAName_data(); }
    void keysReachEverythingInOrder();
    void enterDoesNoHarmAndEscapeLeaves_data() { everythingHasAName_data(); }
    void enterDoesNoHarmAndEscapeLeaves();
    void shortcutsAreGroupedAndFound();

private:
    std::unique_ptr<presentation::Theme> m_theme;
};

namespace {

//! What Tab goes through, from the first on; parts of a field, and what stands in a box that Tab leaves, are the field's.
QList<QWidget *> tabChain(QDialog &dialog)
{
    QList<QWidget *> chain;
    for (QWidget *at = dialog.nextInFocusChain(); at != &dialog; at = at->nextInFocusChain()) {
        if (at->window() == &dialog && at->isVisibleTo(&dialog) && at->isEnabled() && at->focusPolicy() & Qt::TabFocus
            && !at->focusProxy() && !support::isInnerPart(at))
            chain.append(at);
    }
    return chain;
}

//! Left to right, then down; side by side in two columns is fine, wholly above is not.
bool comesAfter(const QWidget &next, const QWidget &before, const QWidget &in)
{
    const QRect a(before.mapTo(&in, QPoint()), before.size());
    const QRect b(next.mapTo(&in, QPoint()), next.size());
    const bool sameRow = b.center().y() >= a.top() && b.center().y() <= a.bottom();
    return sameRow ? b.left() >= a.left() : b.bottom() > a.top();
}

//! The first step of Tab that goes back up; empty: there is none.
QString leapBack(QDialog &dialog)
{
    const QList<QWidget *> chain = tabChain(dialog);
    for (qsizetype i = 1; i < chain.size(); ++i) {
        if (!comesAfter(*chain[i], *chain[i - 1], dialog))
            return support::describe(chain[i - 1]) + u"\n  then "_s + support::describe(chain[i]);
    }
    return {};
}

} // namespace

void TestDialogAccess::initTestCase()
{
    m_theme = std::make_unique<presentation::Theme>(*qApp);
    m_theme->setAppearance(support::wantedAppearance() == u"dark" ? presentation::Appearance::Dark
                                                                  : presentation::Appearance::Light);
}

void TestDialogAccess::everythingHasAName_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : every::dialogNames())
        QTest::addRow("%s", qPrintable(name)) << name;
}

void TestDialogAccess::everythingHasAName()
{
    QFETCH(QString, name);
    const auto dialog = every::makeDialog(name);
    dialog->show();
    support::picture(*dialog, name);
    for (const bool failed : {false, true}) {
        if (failed && every::fail(*dialog))
            support::picture(*dialog, name + u" failed"_s);
        QCOMPARE(support::unnamedWidgets(dialog.get()).join(u'\n'), QString());
        QVERIFY(!dialog->windowTitle().isEmpty());
        for (const auto *button : dialog->findChildren<QAbstractButton *>()) {
            // Of a box that is off as a whole, the box tells.
            if (button->isVisible() && button->testAttribute(Qt::WA_ForceDisabled) && !support::isInnerPart(button))
                QVERIFY2(!button->toolTip().isEmpty() && !button->accessibleDescription().isEmpty(), qPrintable(button->text()));
        }
    }
}

void TestDialogAccess::largeTypeFits()
{
    const support::LargeType large;
    QFETCH(QString, name);
    const auto dialog = every::makeDialog(name);
    dialog->show();
    every::fail(*dialog);
    QTRY_COMPARE(support::squeezedWidgets(dialog.get()).join(u'\n'), QString());
    support::picture(*dialog, name + u" large"_s);
}

void TestDialogAccess::keysReachEverythingInOrder()
{
    QFETCH(QString, name);
    const auto dialog = every::makeDialog(name);
    dialog->show();
    every::fail(*dialog);
    QTRY_COMPARE(leapBack(*dialog), QString()); // layouts come to rest
    const QList<QWidget *> chain = tabChain(*dialog);
    QVERIFY(!chain.isEmpty());
    for (const auto *button : dialog->findChildren<QPushButton *>()) {
        if (button->isVisible() && button->isEnabled())
            QVERIFY2(chain.contains(button), qPrintable(button->text()));
    }
    // Tab leaves every one of them: nothing is a trap.
    dialog->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(dialog.get()));
    for (QWidget *widget : chain) {
        widget->setFocus(Qt::TabFocusReason);
        QWidget *before = QApplication::focusWidget();
        QVERIFY2(before, qPrintable(support::describe(widget)));
        QTest::keyClick(before, Qt::Key_Tab);
        QVERIFY2(chain.size() == 1 || QApplication::focusWidget() != before, qPrintable(support::describe(before)));
    }
}

void TestDialogAccess::enterDoesNoHarmAndEscapeLeaves()
{
    QFETCH(QString, name);
    const auto dialog = every::makeDialog(name);
    dialog->show();
    static const QStringList harmful{u"Delete"_s, u"Redact"_s, u"Archive"_s, u"Discard"_s, u"Remove"_s, u"Use Theirs"_s};
    for (const auto *button : dialog->findChildren<QPushButton *>()) {
        if (!button->isDefault() && !(button->autoDefault() && button->hasFocus()))
            continue;
        for (const QString &word : harmful)
            QVERIFY2(!button->text().remove(u'&').startsWith(word), qPrintable(button->text()));
    }
    // And a box with a verb has a word to leave by.
    for (const auto *box : dialog->findChildren<QDialogButtonBox *>()) {
        const auto buttons = box->buttons();
        QVERIFY(std::any_of(buttons.begin(), buttons.end(), [box](QAbstractButton *button) {
            return button->isVisible() && box->buttonRole(button) == QDialogButtonBox::RejectRole;
        }));
    }
    const QSignalSpy accepted(dialog.get(), &QDialog::accepted);
    QTest::keyClick(dialog.get(), Qt::Key_Escape);
    QVERIFY(!dialog->isVisible());
    QCOMPARE(accepted.size(), 0);
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

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/connectionsdialog.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using dialogs::ConnectionsDialog;

class TestConnectionsDialog : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void showsAll();
    void localIsNeitherEditedNorRemoved();
    void removingAsksInPlace();
    void escapeKeepsTheConnectionAndTheDialog();
    void anotherRowEndsTheQuestion();
    void keysAlone();
    void selectionStays();
    void textsAreKeptByChoice();

private:
    [[nodiscard]] QTreeWidget *list() const { return m_dialog->findChild<QTreeWidget *>(); }
    [[nodiscard]] QPushButton *button(const char *name) const
    {
        return m_dialog->findChild<QPushButton *>(QString::fromLatin1(name));
    }
    [[nodiscard]] bool asks() const { return m_dialog->findChild<QWidget *>(u"question"_s)->isVisible(); }
    void select(int row) { list()->setCurrentItem(list()->topLevelItem(row)); }

    std::unique_ptr<ConnectionsDialog> m_dialog;
    const QList<dialogs::ConnectionRow> m_rows{
        {{u"local"_s}, u"Local workspace"_s, {}, dialogs::TokenKeeping::Keychain, true, true, true},
        {{u"a"_s}, u"Work"_s, u"https://api.qoder.com/api/v1/cloud"_s},
        {{u"b"_s}, u"Odd\u202Ename"_s, u"https://b.example"_s, dialogs::TokenKeeping::ThisRun}};
};

void TestConnectionsDialog::init()
{
    m_dialog = std::make_unique<ConnectionsDialog>();
    m_dialog->setConnections(m_rows);
    m_dialog->open();
    m_dialog->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog.get())); // or no mnemonic works
}

void TestConnectionsDialog::showsAll()
{
    QCOMPARE(list()->topLevelItemCount(), 3);
    QCOMPARE(list()->topLevelItem(0)->text(0), u"Local workspace (open)"_s);
    QCOMPARE(list()->topLevelItem(1)->text(1), u"https://api.qoder.com/api/v1/cloud"_s);
    QCOMPARE(list()->topLevelItem(1)->text(2), u"in the keychain"_s);
    QCOMPARE(list()->topLevelItem(2)->text(2), u"for one run only"_s);
    QVERIFY(!list()->topLevelItem(2)->text(0).contains(QChar(0x202E)));
}

void TestConnectionsDialog::localIsNeitherEditedNorRemoved()
{
    select(0);
    QVERIFY(!button("editButton")->isEnabled());
    QVERIFY(!button("removeButton")->isEnabled());
    QVERIFY(!button("openButton")->isEnabled()); // open already
    QVERIFY(!m_dialog->findChild<QLabel *>(u"listHint"_s)->text().isEmpty()); // and why
    QSignalSpy removed(m_dialog.get(), &ConnectionsDialog::removeRequested);
    QTest::keyClick(list(), Qt::Key_Delete);
    QVERIFY(!asks());
    QCOMPARE(removed.size(), 0);
}

void TestConnectionsDialog::removingAsksInPlace()
{
    QSignalSpy removed(m_dialog.get(), &ConnectionsDialog::removeRequested);
    select(1);
    button("removeButton")->click();
    QVERIFY(asks());
    QVERIFY(m_dialog->findChild<QLabel *>(u"questionLabel"_s)->text().contains(u"“Work”"_s));
    QCOMPARE(removed.size(), 0);
    QCOMPARE(m_dialog->focusWidget(), button("keepButton"));
    button("keepButton")->click();
    QVERIFY(!asks());
    QCOMPARE(removed.size(), 0);
    button("removeButton")->click();
    button("confirmButton")->click();
    QVERIFY(!asks());
    QCOMPARE(removed.size(), 1);
    QCOMPARE(removed.first().first().value<core::ConnectionId>().value, u"a"_s);
    QVERIFY(m_dialog->isVisible());
}

void TestConnectionsDialog::escapeKeepsTheConnectionAndTheDialog()
{
    QSignalSpy removed(m_dialog.get(), &ConnectionsDialog::removeRequested);
    select(1);
    button("removeButton")->click();
    QTest::keyClick(m_dialog->focusWidget(), Qt::Key_Escape);
    QVERIFY(!asks());
    QVERIFY(m_dialog->isVisible());
    QCOMPARE(removed.size(), 0);
    QTest::keyClick(m_dialog->focusWidget(), Qt::Key_Escape);
    QVERIFY(!m_dialog->isVisible());
}

void TestConnectionsDialog::anotherRowEndsTheQuestion()
{
    select(1);
    button("removeButton")->click();
    select(2);
    QVERIFY(!asks());
}

void TestConnectionsDialog::keysAlone()
{
    QSignalSpy opened(m_dialog.get(), &ConnectionsDialog::openRequested);
    QSignalSpy edited(m_dialog.get(), &ConnectionsDialog::editRequested);
    QSignalSpy added(m_dialog.get(), &ConnectionsDialog::addRequested);
    QSignalSpy removed(m_dialog.get(), &ConnectionsDialog::removeRequested);
    list()->setFocus();
    QTest::keyClick(list(), Qt::Key_Down);
    QTest::keyClick(list(), Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened.first().first().value<core::ConnectionId>().value, u"a"_s);
    QVERIFY(m_dialog->isVisible());
    QTest::keyClick(m_dialog.get(), Qt::Key_E, Qt::AltModifier);
    QTRY_COMPARE(edited.size(), 1);
    QTest::keyClick(m_dialog.get(), Qt::Key_A, Qt::AltModifier);
    QTRY_COMPARE(added.size(), 1);
    list()->setFocus();
    QTest::keyClick(list(), Qt::Key_Delete);
    QVERIFY(asks());
    QTest::keyClick(m_dialog.get(), Qt::Key_M, Qt::AltModifier);
    QTRY_COMPARE(removed.size(), 1);
}

void TestConnectionsDialog::selectionStays()
{
    select(2);
    auto rows = m_rows;
    rows.removeAt(1);
    m_dialog->setConnections(rows);
    QCOMPARE(m_dialog->selected().value, u"b"_s);
    rows.removeAt(1);
    m_dialog->setConnections(rows);
    QCOMPARE(m_dialog->selected().value, u"local"_s);
    m_dialog->setConnections({});
    QVERIFY(m_dialog->selected().isEmpty());
    QVERIFY(button("addButton")->isEnabled());
    QVERIFY(!button("editButton")->isEnabled());
}

void TestConnectionsDialog::textsAreKeptByChoice()
{
    auto *box = m_dialog->findChild<QCheckBox *>(u"textsBox"_s);
    auto *reason = m_dialog->findChild<QLabel *>(u"textsHint"_s);
    QSignalSpy chosen(m_dialog.get(), &ConnectionsDialog::keepTextsRequested);
    select(0);
    QVERIFY(box->isEnabled() && box->isChecked()); // of the Local workspace, too
    const QString local = reason->text();
    select(1);
    QVERIFY(!box->isChecked());
    QVERIFY(!reason->text().isEmpty() && reason->text() != local);
    QVERIFY(chosen.isEmpty()); // showing is not choosing
    QTest::keyClick(m_dialog.get(), Qt::Key_X, Qt::AltModifier);
    QTRY_COMPARE(chosen.size(), 1); // it is pressed for a moment
    QCOMPARE(chosen, (QList<QVariantList>{{QVariant::fromValue(core::ConnectionId{u"a"_s}), true}}));
}

QTEST_MAIN(TestConnectionsDialog)
#include "tst_connectionsdialog.moc"

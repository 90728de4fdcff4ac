// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/mergedialog.h"
#include "ui/widgets/diffview.h"
#include "ui/widgets/mergeresult.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

//! The sheet as a person uses it: walk, choose, edit, save; nothing is decided or saved by itself.
class TestMergeDialog : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_dialog = std::make_unique<dialogs::MergeDialog>();
        m_dialog->setFacts(facts());
        m_dialog->open();
        QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
        m_saved = std::make_unique<QSignalSpy>(m_dialog.get(), &dialogs::MergeDialog::saveRequested);
        m_dropped = std::make_unique<QSignalSpy>(m_dialog.get(), &dialogs::MergeDialog::takeTheirsRequested);
    }
    void cleanup()
    {
        m_saved.reset();
        m_dropped.reset();
        m_dialog.reset();
    }

    void saysWhoseTextsAndNeverDecides();
    void walkedAndTakenByMouse();
    void walkedAndTakenByKeys();
    void editedResultIsSaved();
    void withoutConflictsItCanBeSavedAtOnce();
    void comparesEachPair();
    void cancelKeepsWhatWasDecided();
    void changedOnceMore();
    void theLimitAndTheEmptyText();
    void largeTextsAreMergedAside();

private:
    static dialogs::MergeFacts facts()
    {
        return {{u"Local workspace"_s, u"project-alpha"_s}, u"<img src=x>.md"_s, "a\nb\nc\nd\ne\nf\ng\n",
                "a\nB1\nc\nd\ne\nF1\r\ng\n", "a\nB2\nc\nD2\ne\nF2\ng\n", u"version 7"_s,
                u"version 8, saved 12 seconds ago"_s, u"Theirs: 16 bytes"_s, 40};
    }
    static dialogs::MergeFacts apart()
    {
        dialogs::MergeFacts apart = facts();
        apart.mine = "a\nb\nc\nd\ne\nf\nG\n";
        apart.theirs = "A\nb\nc\nd\ne\nf\ng\n";
        return apart;
    }
    template<typename T = QPushButton>
    T *find(const char *name) const
    {
        return m_dialog->findChild<T *>(QLatin1String(name));
    }
    QPushButton *button(const QString &text) const
    {
        for (auto *candidate : m_dialog->findChildren<QPushButton *>()) {
            if (candidate->text().remove(u'&') == text)
                return candidate;
        }
        return nullptr;
    }
    QPushButton *save() const { return button(u"Save Merged Text"_s); }
    QString state() const { return find<QLabel>("conflictLabel")->text(); }
    void click(const char *name) const { QTest::mouseClick(find(name), Qt::LeftButton); }

    std::unique_ptr<dialogs::MergeDialog> m_dialog;
    std::unique_ptr<QSignalSpy> m_saved;
    std::unique_ptr<QSignalSpy> m_dropped;
};

void TestMergeDialog::saysWhoseTextsAndNeverDecides()
{
    QVERIFY(find<QLabel>("questionLabel")->text().contains(u"<img src=x>.md"_s));
    QVERIFY(find<QLabel>("textLabel")->text().contains(u"version 8, saved 12 seconds ago"_s));
    QCOMPARE(state(), u"Conflict 1 of 2: not decided. 2 are left to decide."_s);
    QVERIFY(!save()->isEnabled());
    QVERIFY(save()->toolTip().contains(u"2 conflicts"_s) || save()->toolTip().contains(u"not decided"_s));
    QTest::keyClick(m_dialog->findChild<QComboBox *>(), Qt::Key_Return);
    QCOMPARE(m_saved->count() + m_dropped->count(), 0);
    QVERIFY(m_dialog->isVisible());
    QTest::mouseClick(button(u"Drop Mine, Take Theirs"_s), Qt::LeftButton);
    QCOMPARE(m_dropped->count(), 1);
}

void TestMergeDialog::walkedAndTakenByMouse()
{
    click("mineTheirsButton");
    QCOMPARE(state(), u"Conflict 1 of 2: mine, then theirs. 1 is left to decide."_s);
    QVERIFY(!save()->isEnabled());
    click("nextButton");
    QCOMPARE(state(), u"Conflict 2 of 2: not decided. 1 is left to decide."_s);
    click("theirsButton");
    QCOMPARE(state(), u"Conflict 2 of 2: theirs. All are decided."_s);
    QVERIFY(save()->isEnabled());
    QTest::mouseClick(save(), Qt::LeftButton);
    QCOMPARE(m_saved->count(), 1);
    QCOMPARE(m_saved->first().at(0).toByteArray(), QByteArray("a\nB1\nB2\nc\nD2\ne\nF2\ng\n"));
    QVERIFY(m_dialog->isVisible()); // until its owner knows that it is saved
}

void TestMergeDialog::walkedAndTakenByKeys()
{
    QTest::keyClick(m_dialog->focusWidget(), Qt::Key_F7);
    QVERIFY(state().startsWith(u"Conflict 2 of 2"_s));
    QTest::keyClick(m_dialog->focusWidget(), Qt::Key_M, Qt::AltModifier);
    QTest::keyClick(m_dialog->focusWidget(), Qt::Key_F7, Qt::ShiftModifier);
    QVERIFY(state().startsWith(u"Conflict 1 of 2"_s));
    QTest::keyClick(m_dialog->focusWidget(), Qt::Key_T, Qt::AltModifier);
    QTest::keyClick(m_dialog->focusWidget(), Qt::Key_F7); // before the button has clicked
    QTRY_VERIFY2(save()->isEnabled(), qPrintable(state()));
    QTest::keyClick(m_dialog->focusWidget(), Qt::Key_S, Qt::AltModifier);
    QTRY_COMPARE(m_saved->count(), 1);
    QCOMPARE(m_saved->first().at(0).toByteArray(), QByteArray("a\nB2\nc\nD2\ne\nF1\r\ng\n"));
}

void TestMergeDialog::editedResultIsSaved()
{
    auto *result = m_dialog->resultEditor();
    result->setFocus();
    QTest::keyClicks(result, u"x"_s); // the cursor stands at the first conflict
    QTRY_COMPARE(state(), u"Conflict 1 of 2: edited, not decided. 2 are left to decide."_s);
    click("acceptButton");
    QCOMPARE(state(), u"Conflict 1 of 2: edited. 1 is left to decide."_s);
    click("nextButton");
    click("mineButton");
    QTest::mouseClick(save(), Qt::LeftButton);
    QCOMPARE(m_saved->count(), 1);
    const QByteArray text = m_saved->first().at(0).toByteArray();
    QVERIFY2(text == "a\nxB1\nc\nD2\ne\nF1\r\ng\n", text.constData());
}

void TestMergeDialog::withoutConflictsItCanBeSavedAtOnce()
{
    m_dialog->setFacts(apart());
    QVERIFY(!find<QWidget>("conflictBar")->isVisible());
    QVERIFY(save()->isEnabled());
    QCOMPARE(m_saved->count(), 0);
    QTest::mouseClick(save(), Qt::LeftButton);
    QCOMPARE(m_saved->first().at(0).toByteArray(), QByteArray("A\nb\nc\nd\ne\nf\nG\n"));
}

void TestMergeDialog::comparesEachPair()
{
    auto *combo = find<QComboBox>("compareCombo");
    auto *diff = m_dialog->findChild<widgets::DiffView *>();
    const dialogs::MergeFacts texts = facts();
    QCOMPARE(diff->diff().beforeText, texts.mine);
    QCOMPARE(diff->diff().afterText, texts.theirs);
    combo->setCurrentIndex(1);
    QCOMPARE(diff->diff().beforeText, texts.base);
    QCOMPARE(diff->diff().afterText, texts.mine);
    combo->setCurrentIndex(2);
    QCOMPARE(diff->diff().afterText, texts.theirs);
    combo->setCurrentIndex(3);
    QCOMPARE(diff->diff().beforeText, m_dialog->result());
    click("theirsButton");
    QTRY_COMPARE(diff->diff().beforeText, QByteArray("a\nB2\nc\nD2\ne\nF1\r\ng\n")); // follows
    click("nextButton");
    QTRY_COMPARE(diff->currentChange(), 0); // the only one left is the conflict at hand
}

void TestMergeDialog::cancelKeepsWhatWasDecided()
{
    click("theirsButton");
    QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
    QVERIFY(!m_dialog->isVisible());
    m_dialog->setFacts(facts());
    m_dialog->open();
    QCOMPARE(m_dialog->resultEditor()->openCount(), 1);
    QCOMPARE(m_dialog->result(), QByteArray("a\nB2\nc\nD2\ne\nF1\r\ng\n"));
}

void TestMergeDialog::changedOnceMore()
{
    dialogs::MergeFacts again = facts();
    again.base = again.theirs;
    again.mine = "a\nB2\nc\nD2\ne\nF1\ng\n";
    again.theirs = "a\nB2\nc\nD2\ne\nF3\ng\n";
    again.again = true;
    m_dialog->setFacts(again);
    QVERIFY(find<QLabel>("questionLabel")->text().contains(u"once more"_s));
    QCOMPARE(m_dialog->resultEditor()->conflictCount(), 1);
    QCOMPARE(m_dialog->result(), again.mine);
}

void TestMergeDialog::theLimitAndTheEmptyText()
{
    QTest::mouseClick(find("mineButton"), Qt::LeftButton);
    click("nextButton");
    click("mineButton");
    QVERIFY(save()->isEnabled());
    auto *result = m_dialog->resultEditor();
    result->setFocus();
    QTest::keyClicks(result, QString(30, u'x')); // 40 bytes at most
    QTRY_VERIFY(!save()->isEnabled());
    QVERIFY(find<QLabel>("resultHint")->text().contains(u"40"_s));
    result->selectAll();
    QTest::keyClick(result, Qt::Key_Delete);
    QTRY_COMPARE(result->bytes(), QByteArray());
    QVERIFY(!save()->isEnabled());
}

void TestMergeDialog::largeTextsAreMergedAside()
{
    dialogs::MergeFacts large = facts();
    large.maxBytes = 0;
    large.base = QByteArray("line\n").repeated(40'000);
    large.mine = "mine\n" + large.base;
    large.theirs = large.base + "theirs\n";
    m_dialog->setFacts(large);
    QVERIFY(!save()->isEnabled());
    QTRY_VERIFY(save()->isEnabled());
    QCOMPARE(m_dialog->result(), "mine\n" + large.base + "theirs\n");
}

QTEST_MAIN(TestMergeDialog)
#include "tst_mergedialog.moc"

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "support/loopwatch.h"
#include "ui/widgets/findbar.h"
#include "ui/widgets/texteditor.h"

#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

class TestFindBar : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void findsAsYouType();
    void goesAround();
    void matchCase();
    void escapeCloses();
    void takesTheSelection();
    void nothingFound();
    void followsEdits();
    void findsWhatHasStandIns();
    void patterns();
    void badPatternIsSaid();
    void catastrophicPatternLeavesTheWindowAlone();
    void replacesOneByOne();
    void replacesAllInOneStep();
    void replacesInTheSelection();
    void nothingToReplaceWhenReadOnly();

private:
    [[nodiscard]] int position() const { return m_editor->textCursor().selectionStart(); }
    [[nodiscard]] QString count() const { return m_bar->findChild<QLabel *>()->text(); }

    std::unique_ptr<QWidget> m_window;
    widgets::TextEditor *m_editor = nullptr;
    widgets::FindBar *m_bar = nullptr;
    QLineEdit *m_field = nullptr;
};

void TestFindBar::init()
{
    m_window = std::make_unique<QWidget>();
    auto *layout = new QVBoxLayout(m_window.get());
    m_editor = new widgets::TextEditor(m_window.get());
    m_bar = new widgets::FindBar(m_editor, m_window.get());
    m_field = m_bar->findChild<QLineEdit *>();
    layout->addWidget(m_editor);
    layout->addWidget(m_bar);
    m_editor->setBytes("one two\r\nOne three\none");
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QVERIFY(!m_bar->isVisible());
}

void TestFindBar::cleanup()
{
    m_window.reset();
}

void TestFindBar::findsAsYouType()
{
    m_bar->open();
    QVERIFY(m_field->hasFocus());
    QTest::keyClicks(m_field, u"thr"_s);
    QCOMPARE(m_bar->matchCount(), 1);
    QCOMPARE(m_editor->selectedText(), u"thr"_s);
    QTest::keyClicks(m_field, u"ee"_s);
    QCOMPARE(m_editor->selectedText(), u"three"_s);
    QCOMPARE(count(), u"1 of 1"_s);
}

void TestFindBar::goesAround()
{
    m_bar->open();
    m_bar->setNeedle(u"one"_s);
    QCOMPARE(m_bar->matchCount(), 3);
    QCOMPARE(position(), 0);
    QCOMPARE(count(), u"1 of 3"_s);
    QTest::keyClick(m_field, Qt::Key_Return);
    QCOMPARE(position(), 8);
    m_bar->findNext();
    QCOMPARE(position(), 18);
    m_bar->findNext();
    QCOMPARE(position(), 0);
    QTest::keyClick(m_field, Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(position(), 18);
    QCOMPARE(count(), u"3 of 3"_s);
}

void TestFindBar::matchCase()
{
    m_bar->open();
    m_bar->setNeedle(u"One"_s);
    QCOMPARE(m_bar->matchCount(), 3);
    m_bar->setCaseSensitive(true);
    QCOMPARE(m_bar->matchCount(), 1);
    QCOMPARE(position(), 8);
}

void TestFindBar::escapeCloses()
{
    QSignalSpy spy(m_bar, &widgets::FindBar::closed);
    m_bar->open();
    m_bar->setNeedle(u"one"_s);
    QCOMPARE(m_editor->shownMatchCount(), 3);
    QTest::keyClick(m_field, Qt::Key_Escape);
    QVERIFY(!m_bar->isVisible());
    QVERIFY(m_editor->hasFocus());
    QCOMPARE(spy.size(), 1);
    QCOMPARE(m_editor->shownMatchCount(), 0);
}

void TestFindBar::takesTheSelection()
{
    m_editor->select(4, 3);
    m_bar->open();
    QCOMPARE(m_bar->needle(), u"two"_s);
    QCOMPARE(m_field->selectedText(), u"two"_s);
}

void TestFindBar::nothingFound()
{
    m_bar->open();
    m_bar->setNeedle(u"four"_s);
    QCOMPARE(m_bar->matchCount(), 0);
    QCOMPARE(count(), u"Not found"_s);
    const auto buttons = m_bar->findChildren<QToolButton *>();
    for (const QToolButton *button : buttons)
        QVERIFY(!button->accessibleName().isEmpty() || !button->text().isEmpty() || button->parent() == m_field);
}

void TestFindBar::followsEdits()
{
    m_bar->open();
    m_bar->setNeedle(u"one"_s);
    m_editor->moveCursor(QTextCursor::End);
    m_editor->insertPlainText(u" one"_s);
    QTRY_COMPARE(m_bar->matchCount(), 4);
}

void TestFindBar::findsWhatHasStandIns()
{
    m_editor->setBytes("a\xEF\xB7\x90z");
    m_bar->open();
    m_bar->setNeedle(u"\uFDD0z"_s);
    QCOMPARE(m_bar->matchCount(), 1);
    QCOMPARE(position(), 1);
}

void TestFindBar::patterns()
{
    m_bar->open();
    m_bar->setRegex(true);
    m_bar->setNeedle(u"^o\\w+"_s);
    QTRY_COMPARE(m_bar->matchCount(), 3);
    QTRY_COMPARE(count(), u"1 of 3"_s);
    QTest::keyClick(m_field, Qt::Key_Return);
    QTRY_COMPARE(count(), u"2 of 3"_s);
    m_bar->setNeedle(u"t\\w+"_s);
    QTRY_COMPARE(m_bar->matchCount(), 2);
    m_bar->setWholeWord(true);
    m_bar->setRegex(false);
    m_bar->setNeedle(u"on"_s);
    QCOMPARE(m_bar->matchCount(), 0);
}

void TestFindBar::badPatternIsSaid()
{
    m_bar->open();
    m_bar->setRegex(true);
    m_bar->setNeedle(u"a(b"_s);
    QTRY_VERIFY2(count().contains(u"at character 4"), qPrintable(count()));
    QVERIFY(m_field->palette().color(QPalette::Text) != m_editor->palette().color(QPalette::Text));
    QCOMPARE(m_field->accessibleDescription(), count());
    m_bar->setNeedle(u"one"_s);
    QTRY_COMPARE(m_bar->matchCount(), 3);
    QCOMPARE(m_field->palette().color(QPalette::Text), m_editor->palette().color(QPalette::Text));
}

//! The event loop goes on turning while the pattern runs, and the sentence comes.
void TestFindBar::catastrophicPatternLeavesTheWindowAlone()
{
    m_editor->setBytes(QByteArray(100'000, 'a') + '!');
    m_bar->open();
    m_bar->setRegex(true);
    support::LoopWatch watch;
    m_bar->setNeedle(u"(a+)+$"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!m_bar->isSearching(), 10'000);
    QVERIFY2(count().contains(u"too long"), qPrintable(count()));
    QVERIFY2(watch.longestWorkMs() < 100, qPrintable(QString::number(watch.longestWorkMs())));
}

void TestFindBar::replacesOneByOne()
{
    m_bar->openReplace();
    m_bar->setNeedle(u"one"_s);
    m_bar->setReplacement(u"1"_s);
    QCOMPARE(position(), 0);
    m_bar->replaceOne();
    QCOMPARE(m_editor->bytes(), "1 two\r\nOne three\none"_ba);
    QCOMPARE(m_editor->selectedText(), u"One"_s);
    m_bar->replaceOne();
    m_bar->replaceOne();
    QCOMPARE(m_editor->bytes(), "1 two\r\n1 three\n1"_ba);
    QCOMPARE(m_bar->matchCount(), 0);
}

void TestFindBar::replacesAllInOneStep()
{
    m_bar->openReplace();
    m_bar->setRegex(true);
    m_bar->setNeedle(u"(o)(n)e"_s);
    m_bar->setReplacement(u"$2$1"_s);
    m_bar->replaceAll();
    QTRY_COMPARE(m_editor->bytes(), "no two\r\nNo three\nno"_ba.replace("No", "nO"));
    QTRY_COMPARE(count(), u"3 replaced"_s);
    m_editor->undo();
    QCOMPARE(m_editor->bytes(), "one two\r\nOne three\none"_ba);
    // As many as make one large piece.
    const QByteArray many = QByteArray("ab\r\ncd\n").repeated(2'000);
    m_editor->setBytes(many);
    m_bar->setRegex(false);
    m_bar->setNeedle(u"b"_s);
    m_bar->setReplacement(u"xyz"_s);
    m_bar->replaceAll();
    QCOMPARE(m_editor->bytes(), QByteArray(many).replace("b", "xyz"));
    m_editor->undo();
    QCOMPARE(m_editor->bytes(), many);
}

void TestFindBar::replacesInTheSelection()
{
    m_editor->select(4, 10); // "two\nOne thr"
    m_bar->openReplace();
    m_bar->setInSelection(true);
    m_bar->setNeedle(u"o"_s);
    QCOMPARE(m_bar->matchCount(), 2);
    m_bar->setReplacement(u"0"_s);
    m_bar->replaceAll();
    QCOMPARE(m_editor->bytes(), "one tw0\r\n0ne three\none"_ba);
    m_bar->setInSelection(false);
    QCOMPARE(m_bar->matchCount(), 2);
}

void TestFindBar::nothingToReplaceWhenReadOnly()
{
    m_editor->setLocked(true);
    m_bar->openReplace();
    m_bar->setNeedle(u"one"_s);
    m_bar->setReplacement(u"1"_s);
    QCOMPARE(m_bar->matchCount(), 3);
    m_bar->replaceAll();
    m_bar->replaceOne();
    QCOMPARE(m_editor->bytes(), "one two\r\nOne three\none"_ba);
}

QTEST_MAIN(TestFindBar)
#include "tst_findbar.moc"

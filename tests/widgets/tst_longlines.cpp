// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0

// Lines that are shown in pieces behave like lines (promise I6), byte for byte (E1).
#include "ui/widgets/texteditor.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTest>
#include <QTextBlock>

using namespace Qt::StringLiterals;
using widgets::TextEditor;

class TestLongLines : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void opensInPieces();
    void keysPassTheBreaks();
    void deletesLettersNotBreaks_data();
    void deletesLettersNotBreaks();
    void enterAtABreak_data();
    void enterAtABreak();
    void piecesThatGrowAreDivided();
    void pasteAndUndo();
    void joinsLines();
    void copiesWithoutBreaks();
    void lineNumbersAreThoseOfTheText();
    void savingKeepsUndo();
    void selectsAcrossABreak();
    void typedAtTheBreakByAnyWay();

private:
    [[nodiscard]] int longest() const;
    void putCursor(int position) const { m_editor->select(position, 0); }

    std::unique_ptr<TextEditor> m_editor;
    QByteArray m_line;
};

int TestLongLines::longest() const
{
    int length = 0;
    for (QTextBlock block = m_editor->document()->begin(); block.isValid(); block = block.next())
        length = std::max(length, block.length());
    return length;
}

void TestLongLines::init()
{
    m_line.clear();
    for (int i = 0; m_line.size() < 20'000; ++i)
        m_line += QByteArray::number(i) + ',';
    m_editor = std::make_unique<TextEditor>();
    m_editor->setBytes(m_line);
    m_editor->resize(600, 300);
}

void TestLongLines::opensInPieces()
{
    QVERIFY(!m_editor->isReadOnly());
    QVERIFY(m_editor->blockCount() >= 20);
    QVERIFY(longest() <= 1'002);
    QCOMPARE(m_editor->bytes(), m_line);
    QCOMPARE(m_editor->lineCount(), 1);
    QVERIFY(!m_editor->isModified());
    QVERIFY(!m_editor->document()->isUndoAvailable());
}

//! Through two breaks and back: one letter at a time, plus one stop on either side of a break.
void TestLongLines::keysPassTheBreaks()
{
    putCursor(0);
    for (int i = 0; i < 2'102; ++i)
        QTest::keyClick(m_editor.get(), Qt::Key_Right);
    QCOMPARE(m_editor->selection().from, 2'100);
    QTest::keyClick(m_editor.get(), Qt::Key_X);
    QCOMPARE(m_editor->bytes(), QByteArray(m_line).insert(2'100, 'x'));
    for (int i = 0; i < 2'103; ++i)
        QTest::keyClick(m_editor.get(), Qt::Key_Left);
    QCOMPARE(m_editor->selection().from, 0);
    // Down and End never come to stand within a break.
    for (int i = 0; i < 40; ++i) {
        QTest::keyClick(m_editor.get(), Qt::Key_Down);
        QTest::keyClick(m_editor.get(), Qt::Key_End);
        const int position = m_editor->textCursor().position();
        QVERIFY(position == 0 || m_editor->document()->characterAt(position - 1) != m_editor->loaded().wrapMark());
    }
}

void TestLongLines::deletesLettersNotBreaks_data()
{
    QTest::addColumn<Qt::Key>("key");
    QTest::addColumn<int>("place"); // of the display
    QTest::addColumn<int>("gone");
    QTest::newRow("back from behind") << Qt::Key_Backspace << 1'002 << 999;
    QTest::newRow("back from before") << Qt::Key_Backspace << 1'000 << 999;
    QTest::newRow("forward from before") << Qt::Key_Delete << 1'000 << 1'000;
    QTest::newRow("forward from behind") << Qt::Key_Delete << 1'002 << 1'000;
}

void TestLongLines::deletesLettersNotBreaks()
{
    QFETCH(Qt::Key, key);
    QFETCH(int, place);
    QFETCH(int, gone);
    QTextCursor cursor = m_editor->textCursor();
    cursor.setPosition(place);
    m_editor->setTextCursor(cursor);
    QTest::keyClick(m_editor.get(), key);
    QCOMPARE(m_editor->bytes(), QByteArray(m_line).remove(gone, 1));
    m_editor->undo();
    QCOMPARE(m_editor->bytes(), m_line);
}

void TestLongLines::enterAtABreak_data()
{
    QTest::addColumn<int>("place");
    QTest::newRow("before") << 1'000;
    QTest::newRow("behind") << 1'002;
}

void TestLongLines::enterAtABreak()
{
    QFETCH(int, place);
    QTextCursor cursor = m_editor->textCursor();
    cursor.setPosition(place);
    m_editor->setTextCursor(cursor);
    const int blocks = m_editor->blockCount();
    QTest::keyClick(m_editor.get(), Qt::Key_Return);
    QCOMPARE(m_editor->bytes(), QByteArray(m_line).insert(1'000, '\n'));
    QCOMPARE(m_editor->blockCount(), blocks); // the break became the line's end
    QCOMPARE(m_editor->lineCount(), 2);
    QTest::keyClick(m_editor.get(), Qt::Key_X);
    QCOMPARE(m_editor->bytes(), QByteArray(m_line).insert(1'000, "\nx"));
    m_editor->undo();
    m_editor->undo();
    QCOMPARE(m_editor->bytes(), m_line);
}

void TestLongLines::piecesThatGrowAreDivided()
{
    m_editor->setBytes(QByteArray(3'990, 'y'));
    QCOMPARE(m_editor->blockCount(), 1);
    m_editor->moveCursor(QTextCursor::End);
    for (int i = 0; i < 20; ++i)
        QTest::keyClick(m_editor.get(), Qt::Key_Z);
    QVERIFY(longest() <= 1'012);
    QCOMPARE(m_editor->bytes(), QByteArray(3'990, 'y') + QByteArray(20, 'z'));
    QCOMPARE(m_editor->textCursor().position(), m_editor->document()->characterCount() - 1);
    while (m_editor->document()->isUndoAvailable())
        m_editor->undo();
    QCOMPARE(m_editor->bytes(), QByteArray(3'990, 'y'));
    QCOMPARE(m_editor->blockCount(), 1);
    while (m_editor->document()->isRedoAvailable())
        m_editor->redo();
    QCOMPARE(m_editor->bytes(), QByteArray(3'990, 'y') + QByteArray(20, 'z'));
}

void TestLongLines::pasteAndUndo()
{
    m_editor->setBytes("ab");
    m_editor->moveCursor(QTextCursor::Right);
    QGuiApplication::clipboard()->setText(QString(50'000, u'p'));
    m_editor->paste();
    QVERIFY(longest() <= 1'010);
    QCOMPARE(m_editor->bytes(), 'a' + QByteArray(50'000, 'p') + 'b');
    m_editor->undo();
    QCOMPARE(m_editor->bytes(), "ab"_ba);
    m_editor->redo();
    QCOMPARE(m_editor->bytes(), 'a' + QByteArray(50'000, 'p') + 'b');
}

//! Two lines that are short enough make one that is not.
void TestLongLines::joinsLines()
{
    m_editor->setBytes(QByteArray(3'000, 'a') + "\r\n" + QByteArray(3'000, 'b'));
    QCOMPARE(m_editor->blockCount(), 2);
    m_editor->goToLine(2);
    QTest::keyClick(m_editor.get(), Qt::Key_Backspace);
    QVERIFY(m_editor->blockCount() > 2);
    QCOMPARE(m_editor->bytes(), QByteArray(3'000, 'a') + QByteArray(3'000, 'b'));
    m_editor->undo();
    QCOMPARE(m_editor->bytes(), QByteArray(3'000, 'a') + "\r\n" + QByteArray(3'000, 'b'));
}

void TestLongLines::copiesWithoutBreaks()
{
    m_editor->selectAll();
    m_editor->copy();
    QCOMPARE(QGuiApplication::clipboard()->text().toUtf8(), m_line);
}

void TestLongLines::lineNumbersAreThoseOfTheText()
{
    m_editor->setBytes("one\n" + m_line + "\nthree");
    QCOMPARE(m_editor->lineCount(), 3);
    m_editor->goToLine(3, 3);
    QCOMPARE(m_editor->currentLine(), 3);
    QTest::keyClick(m_editor.get(), Qt::Key_X);
    QVERIFY(m_editor->bytes().endsWith("\nthxree"));
    m_editor->goToLine(2);
    m_editor->moveCursor(QTextCursor::Down);
    QCOMPARE(m_editor->currentLine(), 2);
}

void TestLongLines::savingKeepsUndo()
{
    putCursor(1'500);
    QTest::keyClick(m_editor.get(), Qt::Key_X);
    m_editor->markSaved();
    QCOMPARE(m_editor->loaded().bytes(), QByteArray(m_line).insert(1'500, 'x'));
    QVERIFY(!m_editor->isModified());
    m_editor->undo();
    QCOMPARE(m_editor->bytes(), m_line);
    QVERIFY(m_editor->isModified());
}

void TestLongLines::selectsAcrossABreak()
{
    m_editor->select(995, 10);
    QCOMPARE(m_editor->selectedText().toUtf8(), m_line.sliced(995, 10));
    QCOMPARE(m_editor->selection(), (widgets::TextRange{995, 10}));
    m_editor->replace({{{995, 10}, u"R"_s}, {{3'000, 0}, u"S"_s}});
    QCOMPARE(m_editor->bytes(), QByteArray(m_line).insert(3'000, 'S').replace(995, 10, "R"));
    m_editor->undo(); // one step
    QCOMPARE(m_editor->bytes(), m_line);
}

//! A screen reader puts text where it likes.
void TestLongLines::typedAtTheBreakByAnyWay()
{
    QTextCursor cursor(m_editor->document());
    cursor.setPosition(1'001);
    cursor.insertText(u"X"_s);
    QCOMPARE(m_editor->bytes(), QByteArray(m_line).insert(1'000, 'X'));
}

QTEST_MAIN(TestLongLines)
#include "tst_longlines.moc"

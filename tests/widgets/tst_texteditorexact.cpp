// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0

// What goes in is what comes out, through the keys and the clipboard of the real widget (promise E1).
#include "ui/widgets/texteditor.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QTest>

using namespace Qt::StringLiterals;
using widgets::TextEditor;

class TestTextEditorExact : public QObject
{
    Q_OBJECT

private slots:
    void typedEdits_data();
    void typedEdits();
    void undoGivesTheSameBytes();
    void plainTextWouldLoseBytes();
    void shiftEnterIsALineEnd();
    void paste_data();
    void paste();
    void copyIsExact();
    void savedTextIsTheNewBase();
    void draftIsExact();
    void anotherTextIsOneStep_data();
    void anotherTextIsOneStep();
    void lineEndsAloneAreAStep();
    void whatIsTypedBehindIsAStepOfItsOwn();
};

namespace {

const QByteArray Sample = "\xEF\xBB\xBF# Title\r\nnbsp\xC2\xA0here\nsep\xE2\x80\xA8here\rnonchar\xEF\xB7\x90\xEF\xB7\x91 nul"
    + QByteArray(1, '\0') + ".\r\nlast line";

void press(TextEditor &editor, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QTest::keyClick(&editor, key, modifiers);
}

} // namespace

void TestTextEditorExact::typedEdits_data()
{
    QTest::addColumn<int>("downs");
    QTest::addColumn<Qt::Key>("where");
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::newRow("start") << 0 << Qt::Key_Home << "# Title"_ba << "Z# Title"_ba;
    QTest::newRow("end of the first line") << 0 << Qt::Key_End << "Title\r\n"_ba << "TitleZ\r\n"_ba;
    QTest::newRow("line ended by LF") << 1 << Qt::Key_End << "here\nsep"_ba << "hereZ\nsep"_ba;
}

void TestTextEditorExact::typedEdits()
{
    QFETCH(int, downs);
    QFETCH(Qt::Key, where);
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    TextEditor editor;
    editor.setBytes(Sample);
    QCOMPARE(editor.readOnlyReason(), text::ReadOnlyReason::None);
    QCOMPARE(editor.bytes(), Sample);
    QVERIFY(!editor.isModified());
    for (int i = 0; i < downs; ++i)
        press(editor, Qt::Key_Down);
    press(editor, where);
    QTest::keyClick(&editor, 'Z');
    QByteArray expected = Sample;
    QCOMPARE(expected.count(from), 1);
    QCOMPARE(editor.bytes(), expected.replace(from, to));
    QVERIFY(editor.isModified());
}

void TestTextEditorExact::undoGivesTheSameBytes()
{
    TextEditor editor;
    editor.setBytes(Sample);
    press(editor, Qt::Key_Down);
    press(editor, Qt::Key_Return);
    QTest::keyClicks(&editor, u"new text"_s);
    press(editor, Qt::Key_Home, Qt::ControlModifier);
    press(editor, Qt::Key_End, Qt::ControlModifier | Qt::ShiftModifier);
    press(editor, Qt::Key_Delete);
    QCOMPARE(editor.bytes(), "\xEF\xBB\xBF"_ba);
    for (int i = 0; i < 20 && editor.document()->isUndoAvailable(); ++i)
        editor.undo();
    QCOMPARE(editor.bytes(), Sample);
    QVERIFY(!editor.isModified());
}

//! Why toPlainText() must never be used here: on this very sample it differs.
void TestTextEditorExact::plainTextWouldLoseBytes()
{
    TextEditor editor;
    editor.setBytes(Sample);
    press(editor, Qt::Key_Z);
    const QByteArray expected = QByteArray(Sample).replace("# Title", "z# Title");
    QCOMPARE(editor.bytes(), expected);
    QVERIFY(editor.toPlainText().toUtf8() != expected);
    QVERIFY(editor.loaded().save(editor.toPlainText()) != expected);
}

void TestTextEditorExact::shiftEnterIsALineEnd()
{
    TextEditor editor;
    editor.setBytes("a\r\nb");
    press(editor, Qt::Key_End);
    press(editor, Qt::Key_Return, Qt::ShiftModifier);
    press(editor, Qt::Key_X);
    QCOMPARE(editor.bytes(), "a\r\nx\r\nb"_ba);
}

void TestTextEditorExact::paste_data()
{
    QTest::addColumn<QString>("pasted");
    QTest::addColumn<QByteArray>("saved");
    QTest::newRow("NBSP") << u"\u00A0"_s << "\xC2\xA0"_ba;
    QTest::newRow("U+2028") << u"a\u2028b"_s << "a\xE2\x80\xA8"
                                                "b"_ba;
    QTest::newRow("U+2029 is a line end") << u"a\u2029b"_s << "a\nb"_ba;
    QTest::newRow("CRLF into a text with LF") << u"a\r\nb"_s << "a\nb"_ba;
    QTest::newRow("noncharacters") << u"\uFDD0\uFDD1\uFFFC"_s << "\xEF\xB7\x90\xEF\xB7\x91\xEF\xBF\xBC"_ba;
    QTest::newRow("markup") << u"<b>x</b>"_s << "<b>x</b>"_ba;
}

void TestTextEditorExact::paste()
{
    QFETCH(QString, pasted);
    TextEditor editor;
    editor.setBytes({});
    auto *mime = new QMimeData;
    mime->setText(pasted);
    mime->setHtml(u"<h1>rich</h1>"_s); // is not asked for
    QGuiApplication::clipboard()->setMimeData(mime);
    editor.paste();
    QTEST(editor.bytes(), "saved");
}

void TestTextEditorExact::copyIsExact()
{
    TextEditor editor;
    editor.setBytes(Sample);
    editor.selectAll();
    editor.copy();
    const QMimeData *mime = QGuiApplication::clipboard()->mimeData();
    QVERIFY(!mime->hasHtml());
    QCOMPARE(mime->text(), u"# Title\nnbsp\u00A0here\nsep\u2028here\nnonchar\uFDD0\uFDD1 nul"_s + QChar(u'\0') + u".\nlast line"_s);
}

void TestTextEditorExact::savedTextIsTheNewBase()
{
    TextEditor editor;
    editor.setBytes("a\r\nb\nc\n");
    press(editor, Qt::Key_End, Qt::ControlModifier);
    press(editor, Qt::Key_D);
    const QByteArray saved = editor.bytes();
    QCOMPARE(saved, "a\r\nb\nc\nd"_ba);
    editor.markSaved();
    QVERIFY(!editor.isModified());
    QCOMPARE(editor.bytes(), saved);
    press(editor, Qt::Key_E);
    QCOMPARE(editor.bytes(), "a\r\nb\nc\nde"_ba);
    editor.undo();
    QVERIFY(editor.document()->isUndoAvailable() || !editor.isModified());
}

void TestTextEditorExact::draftIsExact()
{
    TextEditor editor;
    editor.setBytes("a\nb\n");
    editor.setDraft("a\r\nb");
    QVERIFY(editor.isModified());
    QCOMPARE(editor.bytes(), "a\r\nb"_ba);
}

void TestTextEditorExact::anotherTextIsOneStep_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("a line is added") << "one\r\ntwo\n"_ba << "one\r\ntwo\nthree\n"_ba;
    QTest::newRow("a line goes") << "one\r\ntwo\nthree"_ba << "one\r\nthree"_ba;
    QTest::newRow("another text with another BOM and other ends") << Sample << "x\ry\nz\r\n"_ba;
    QTest::newRow("nothing is left") << Sample << QByteArray();
    QTest::newRow("there was nothing") << QByteArray() << Sample;
    QTest::newRow("half a character is common") << "a\xF0\x9F\x98\x80z"_ba << "a\xF0\x9F\x98\x81z"_ba;
    QTest::newRow("the end of a character is common") << "\xF0\x9F\x98\x80"_ba << "\xF0\x9F\xA8\x80"_ba;
    QTest::newRow("a long line grows") << QByteArray(50'000, 'x') << QByteArray(70'000, 'x') + "\r\nend";
    QTest::newRow("a long line shrinks") << "head\n" + QByteArray(70'000, 'x') << "head\n" + QByteArray(9'001, 'x');
}

void TestTextEditorExact::anotherTextIsOneStep()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    TextEditor editor;
    editor.setBytes(before);
    QTest::keyClick(&editor, 'k');
    const QByteArray typed = editor.bytes();
    QCOMPARE(typed, before.startsWith("\xEF\xBB\xBF") ? before.first(3) + 'k' + before.sliced(3) : 'k' + before);
    editor.useBytes(after);
    QCOMPARE(editor.bytes(), after);
    QVERIFY(editor.isModified());
    QCoreApplication::processEvents(); // counts, and notices undo
    editor.undo();
    QCOMPARE(editor.bytes(), typed);
    QCoreApplication::processEvents();
    editor.undo();
    QCOMPARE(editor.bytes(), before);
    editor.redo();
    editor.redo();
    QCOMPARE(editor.bytes(), after);
}

//! What cannot be seen is a step as well, at the line that it is about; also twice, and with typing in between.
void TestTextEditorExact::lineEndsAloneAreAStep()
{
    TextEditor editor;
    editor.setBytes("one\r\ntwo\r\nthree\n");
    const int steps = editor.document()->availableUndoSteps();
    editor.useBytes("one\r\ntwo\nthree\n");
    QCOMPARE(editor.bytes(), "one\r\ntwo\nthree\n");
    QVERIFY(editor.isModified());
    QVERIFY(editor.document()->availableUndoSteps() > steps);
    editor.moveCursor(QTextCursor::End);
    QTest::keyClick(&editor, '!');
    QCOMPARE(editor.bytes(), "one\r\ntwo\nthree\n!");
    editor.useBytes("one\rtwo\rthree\r!");
    QCOMPARE(editor.bytes(), "one\rtwo\rthree\r!");
    editor.useBytes("one\rtwo\rthree\r!"); // the same: no step
    for (const char *text : {"one\r\ntwo\nthree\n!", "one\r\ntwo\nthree\n", "one\r\ntwo\r\nthree\n"}) {
        editor.undo();
        QCOMPARE(editor.bytes(), text);
        QCoreApplication::processEvents(); // counts, and notices undo
        QCOMPARE(editor.bytes(), text);
    }
    QVERIFY(!editor.isModified());
    QVERIFY(!editor.document()->isUndoAvailable());
    QCOMPARE(editor.currentLine(), 3); // behind the line end that changed
    for (const char *text : {"one\r\ntwo\nthree\n", "one\r\ntwo\nthree\n!", "one\rtwo\rthree\r!"}) {
        editor.redo();
        QCOMPARE(editor.bytes(), text);
        QCoreApplication::processEvents();
    }
    // What is typed after going back is judged by what is there then.
    editor.undo();
    QCoreApplication::processEvents();
    editor.moveCursor(QTextCursor::Start);
    QTest::keyClick(&editor, 'k');
    QCOMPARE(editor.bytes(), "kone\r\ntwo\nthree\n!");
}

void TestTextEditorExact::whatIsTypedBehindIsAStepOfItsOwn()
{
    TextEditor editor;
    editor.setBytes("one\n");
    editor.useBytes("one\ntwo");
    editor.moveCursor(QTextCursor::End);
    QTest::keyClick(&editor, '!');
    QCOMPARE(editor.bytes(), "one\ntwo!");
    editor.undo();
    QCOMPARE(editor.bytes(), "one\ntwo");
    editor.undo();
    QCOMPARE(editor.bytes(), "one\n");
}

QTEST_MAIN(TestTextEditorExact)
#include "tst_texteditorexact.moc"

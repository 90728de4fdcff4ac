// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/texteditor.h"

#include <QHelpEvent>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolTip>

using namespace Qt::StringLiterals;
using text::ReadOnlyReason;
using widgets::TextEditor;

class TestTextEditor : public QObject
{
    Q_OBJECT

private slots:
    void countsBytesAtTheLimit_data();
    void countsBytesAtTheLimit();
    void saysHowManyBytes();
    void invalidUtf8IsReadOnly();
    void locked();
    void hiddenCharactersAreMarked();
    void toolTipNamesHiddenCharacters();
    void goesToLines();
    void hasANameAndAGutter();
};

//! Promise E3: the limit of 102,400 is of UTF-8 bytes.
void TestTextEditor::countsBytesAtTheLimit_data()
{
    QTest::addColumn<QString>("content");
    QTest::addColumn<int>("bytes");
    QTest::newRow("empty") << u""_s << 0;
    QTest::newRow("ASCII at the limit") << u"x"_s.repeated(1'024).append(u'\n').repeated(99).append(QString(925, u'y')) << 102'400;
    QTest::newRow("Chinese and one") << u"你"_s.repeated(34'133) + u'x' << 102'400;
    QTest::newRow("Chinese and two") << u"你"_s.repeated(34'133) + u"xy"_s << 102'401;
    QTest::newRow("emoji at the limit") << u"👩"_s.repeated(25'600) << 102'400;
    QTest::newRow("one emoji more") << u"👩"_s.repeated(25'601) << 102'404;
    QTest::newRow("BOM counts") << u"\uFEFFa"_s << 4;
    QTest::newRow("CRLF counts two") << u"a\r\nb\r\n"_s << 6;
}

void TestTextEditor::countsBytesAtTheLimit()
{
    QFETCH(QString, content);
    TextEditor editor;
    QSignalSpy spy(&editor, &TextEditor::byteCountChanged);
    editor.setBytes(content.toUtf8());
    QTEST(int(editor.byteCount()), "bytes");
    QCOMPARE(spy.size(), 1);
    QCOMPARE(spy.at(0).at(0).toLongLong(), editor.byteCount());
}

void TestTextEditor::saysHowManyBytes()
{
    TextEditor editor;
    editor.setBytes("a\r\n");
    QSignalSpy spy(&editor, &TextEditor::byteCountChanged);
    QTest::keyClick(&editor, Qt::Key_X);
    QTRY_COMPARE(spy.size(), 1);
    QCOMPARE(spy.takeFirst().at(0).toInt(), 4);
    editor.insertPlainText(u"é\n"_s);
    QTRY_COMPARE(spy.size(), 1);
    QCOMPARE(spy.takeFirst().at(0).toInt(), 8); // the new line ends as the others
}

void TestTextEditor::invalidUtf8IsReadOnly()
{
    TextEditor editor;
    editor.setBytes("a\xFFz");
    QVERIFY(editor.isReadOnly());
    QTest::keyClick(&editor, Qt::Key_X);
    QCOMPARE(editor.bytes(), "a\xFFz"_ba);
}

void TestTextEditor::locked()
{
    TextEditor editor;
    editor.setBytes("a");
    const QPalette::ColorRole editable = editor.viewport()->backgroundRole();
    editor.setLocked(true);
    QVERIFY(editor.isReadOnly());
    QVERIFY(editor.viewport()->backgroundRole() != editable); // is seen
    QTest::keyClick(&editor, Qt::Key_X);
    QCOMPARE(editor.bytes(), "a"_ba);
    QVERIFY(editor.textInteractionFlags().testFlag(Qt::TextSelectableByKeyboard));
    editor.setBytes("b"); // does not unlock
    QVERIFY(editor.isReadOnly());
    editor.setLocked(false);
    QTest::keyClick(&editor, Qt::Key_X);
    QCOMPARE(editor.bytes(), "xb"_ba);
}

//! A zero-width character changes the picture.
void TestTextEditor::hiddenCharactersAreMarked()
{
    const auto picture = [](const QByteArray &bytes) {
        TextEditor editor;
        editor.resize(400, 100);
        editor.setBytes(bytes);
        editor.setLocked(true); // no blinking cursor
        return editor.grab().toImage();
    };
    QCOMPARE(picture("some text"), picture("some text"));
    for (const char *hidden : {"some\xE2\x80\x8B text", "some\xE2\x80\xAE\xE2\x80\xAC text", "some\xF3\xA0\x81\x81 text"})
        QVERIFY2(picture(hidden) != picture("some text"), hidden);
}

void TestTextEditor::toolTipNamesHiddenCharacters()
{
    TextEditor editor;
    editor.resize(400, 100);
    editor.setBytes("ab\xE2\x80\xAE"
                    "cd");
    editor.show();
    const QTextBlock block = editor.document()->begin();
    QTextCursor cursor(block);
    cursor.setPosition(2);
    const QPoint at = editor.cursorRect(cursor).center();
    QHelpEvent event(QEvent::ToolTip, at, editor.viewport()->mapToGlobal(at));
    QCoreApplication::sendEvent(editor.viewport(), &event);
    QVERIFY2(QToolTip::text().contains(u"U+202E"), qPrintable(QToolTip::text()));
}

void TestTextEditor::goesToLines()
{
    TextEditor editor;
    editor.setBytes("1\n2\n3\n");
    editor.goToLine(3);
    QCOMPARE(editor.textCursor().blockNumber(), 2);
    editor.goToLine(99);
    QCOMPARE(editor.textCursor().blockNumber(), 2);
}

void TestTextEditor::hasANameAndAGutter()
{
    TextEditor editor;
    QVERIFY(!editor.accessibleName().isEmpty());
    const int narrow = editor.gutterWidth();
    editor.setBytes(QByteArray(2'000, '\n'));
    QVERIFY(editor.gutterWidth() > narrow);
    QVERIFY(editor.fontInfo().fixedPitch() || editor.font().styleHint() == QFont::Monospace
            || editor.font().family().contains(u"mono"_s, Qt::CaseInsensitive));
}

QTEST_MAIN(TestTextEditor)
#include "tst_texteditor.moc"

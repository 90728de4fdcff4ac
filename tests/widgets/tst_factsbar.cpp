// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/factsbar.h"
#include "ui/widgets/linebar.h"
#include "ui/widgets/syntaxhighlighter.h"
#include "ui/widgets/texteditor.h"

#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QTest>
#include <QTextLayout>
#include <QToolButton>

using namespace Qt::StringLiterals;
using widgets::TextEditor;

//! What stands under and beside the text: facts, language, colours, *Go to line*, indenting, zoom.
class TestFactsBar : public QObject
{
    Q_OBJECT

private slots:
    void saysWhatCannotBeSeen();
    void followsEdits();
    void sizeIsMarked();
    void languageIsChosen();
    void everyColourCanBeRead_data();
    void everyColourCanBeRead();
    void goesToALine();
    void indentsAndOutdents();
    void enterKeepsTheIndentation();
    void zooms();
};

void TestFactsBar::saysWhatCannotBeSeen()
{
    TextEditor editor;
    widgets::FactsBar bar(&editor);
    editor.setBytes("a\n");
    QTRY_COMPARE(bar.words(), u"LF"_s);
    editor.setBytes("\xEF\xBB\xBF" "a\r\nb\r\nc\na\xCC\x88\xE2\x80\xAE");
    QTRY_COMPARE(bar.words(), u"mixed line ends: 1 LF + 2 CRLF · BOM · no final newline · not NFC · 1 hidden character"_s);
    QVERIFY(bar.details().contains(u"Lines: 4"_s));
}

void TestFactsBar::followsEdits()
{
    TextEditor editor;
    widgets::FactsBar bar(&editor);
    editor.setBytes("a\r\n");
    QTRY_COMPARE(bar.words(), u"CRLF"_s);
    editor.moveCursor(QTextCursor::End);
    QTest::keyClick(&editor, Qt::Key_X);
    QTRY_COMPARE(bar.words(), u"CRLF · no final newline"_s);
    QCOMPARE(bar.findChild<QLabel *>()->text(), u"Line 2, column 2"_s);
}

void TestFactsBar::sizeIsMarked()
{
    TextEditor editor;
    widgets::FactsBar bar(&editor);
    const QLabel *size = bar.findChildren<QLabel *>().at(1);
    editor.setBytes(QByteArray(100'000, 'x'));
    QVERIFY2(!size->text().contains(u"nearly"), qPrintable(size->text()));
    editor.setBytes(QByteArray(100'001, 'x'));
    QVERIFY(size->text().contains(u"nearly full"_s));
    editor.setBytes(QByteArray(102'401, 'x'));
    QVERIFY(size->text().contains(u"1 too many"_s));
}

void TestFactsBar::languageIsChosen()
{
    TextEditor editor;
    widgets::FactsBar bar(&editor);
    editor.setBytes("# Title\n");
    const auto formats = [&] { return editor.document()->firstBlock().layout()->formats().size(); };
    QCOMPARE(formats(), 0);
    editor.setLanguage(text::Language::Markdown);
    QTRY_COMPARE(formats(), 1);
    const QToolButton *button = bar.findChildren<QToolButton *>().at(1);
    QCOMPARE(button->text(), u"Markdown"_s);
    button->menu()->actions().last()->trigger();
    QCOMPARE(editor.language(), text::Language::Json);
    QCOMPARE(button->text(), u"JSON"_s);
    QVERIFY(!editor.isModified());
}

void TestFactsBar::everyColourCanBeRead_data()
{
    QTest::addColumn<QColor>("ground");
    QTest::addColumn<QColor>("ink");
    QTest::newRow("light") << QColor(Qt::white) << QColor(0x1f, 0x23, 0x28);
    QTest::newRow("dark") << QColor(0x19, 0x1b, 0x1f) << QColor(0xe4, 0xe6, 0xe9);
    QTest::newRow("high contrast") << QColor(Qt::black) << QColor(Qt::yellow);
}

void TestFactsBar::everyColourCanBeRead()
{
    QFETCH(QColor, ground);
    QFETCH(QColor, ink);
    QPalette palette;
    palette.setColor(QPalette::Base, ground);
    palette.setColor(QPalette::Text, ink);
    const widgets::Colors colors = widgets::colorsFor(palette);
    for (int kind = 0; kind <= int(text::TokenKind::Comment); ++kind) {
        const QTextCharFormat format = widgets::SyntaxHighlighter::formatFor(text::TokenKind(kind), palette);
        const QColor shown = format.hasProperty(QTextFormat::ForegroundBrush) ? format.foreground().color() : ink;
        for (const QColor &under : {colors.ground, colors.currentLine, colors.match, colors.gap})
            QVERIFY2(widgets::contrast(shown, under) >= 4.5, qPrintable(QString::number(kind)));
    }
}

void TestFactsBar::goesToALine()
{
    TextEditor editor;
    widgets::LineBar bar(&editor);
    editor.setBytes("one\ntwo\nthree");
    bar.open();
    auto *field = bar.findChild<QLineEdit *>();
    field->setText(u"3:2"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(editor.currentLine(), 3);
    QCOMPARE(editor.currentColumn(), 2);
    QVERIFY(bar.isHidden());
    bar.open();
    field->setText(u"99"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(editor.currentLine(), 3);
}

void TestFactsBar::indentsAndOutdents()
{
    TextEditor editor;
    editor.setBytes("a:\r\n    b\n\nc");
    editor.selectAll();
    QTest::keyClick(&editor, Qt::Key_Tab);
    QCOMPARE(editor.bytes(), "    a:\r\n        b\n\n    c"_ba);
    QTest::keyClick(&editor, Qt::Key_Backtab);
    QCOMPARE(editor.bytes(), "a:\r\n    b\n\nc"_ba);
    QTest::keyClick(&editor, Qt::Key_Backtab);
    QCOMPARE(editor.bytes(), "a:\r\nb\n\nc"_ba);
    editor.undo();
    editor.undo();
    editor.undo();
    QCOMPARE(editor.bytes(), "a:\r\n    b\n\nc"_ba);
    editor.moveCursor(QTextCursor::Start);
    QTest::keyClick(&editor, Qt::Key_Right);
    QTest::keyClick(&editor, Qt::Key_Tab);
    QCOMPARE(editor.bytes(), "a   :\r\n    b\n\nc"_ba);
    editor.setBytes("a\n\tb");
    QTest::keyClick(&editor, Qt::Key_Tab);
    QCOMPARE(editor.bytes(), "\ta\n\tb"_ba);
}

void TestFactsBar::enterKeepsTheIndentation()
{
    TextEditor editor;
    editor.setBytes("  - a\r\n");
    QTest::keyClick(&editor, Qt::Key_End);
    QTest::keyClick(&editor, Qt::Key_Return);
    QTest::keyClick(&editor, Qt::Key_B);
    QCOMPARE(editor.bytes(), "  - a\r\n  b\r\n"_ba);
    QTest::keyClick(&editor, Qt::Key_Home);
    QTest::keyClick(&editor, Qt::Key_Return); // in front of it
    QVERIFY(editor.bytes().startsWith("  - a\r\n\r\n"));
}

void TestFactsBar::zooms()
{
    TextEditor editor;
    const qreal usual = editor.font().pointSizeF();
    editor.setZoom(200);
    QCOMPARE(editor.font().pointSizeF(), 2 * usual);
    editor.setZoom(9'999);
    QCOMPARE(editor.zoom(), TextEditor::MostZoom);
    editor.setZoom(100);
    QCOMPARE(editor.font().pointSizeF(), usual);
}

QTEST_MAIN(TestFactsBar)
#include "tst_factsbar.moc"

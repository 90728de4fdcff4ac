// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/factsbar.h"
#include "ui/widgets/texteditor.h"

#include <QHelpEvent>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QToolTip>

using namespace Qt::StringLiterals;
using widgets::TextEditor;
using widgets::TextMarks;

namespace {

//! Each occurrence of `key` in the exact bytes.
TextMarks marksOf(const QByteArray &text, const QByteArray &key = "KEY")
{
    TextMarks marks;
    for (qsizetype at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1))
        marks.append({at, key.size(), u"a key"_s});
    return marks;
}

} // namespace

//! What the scan found, in the editor: the right letters, whatever stands before them.
class TestEditorMarks : public QObject
{
    Q_OBJECT

private slots:
    void theRightLetters_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("plain") << QByteArray("a KEY b\n");
        QTest::newRow("at both ends") << QByteArray("KEY b KEY");
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF" "a KEY");
        QTest::newRow("line ends of all kinds") << QByteArray("a\r\nb\nc\rd\r\n\r\nKEY\r\n");
        QTest::newRow("other letters") << u"ä 你 👩\u200D💻 KEY ü KEY"_s.toUtf8();
        QTest::newRow("paragraph separator") << u"a\u2029b\u2028KEY"_s.toUtf8();
        QTest::newRow("what a document takes for its own") << (u"a\uFDD0\uFFFC"_s.toUtf8() + QByteArray("\0KEY", 4));
        QTest::newRow("a very long line") << QByteArray(9'000, 'x') + "KEY" + QByteArray(9'000, ' ') + "KEY";
    }

    void theRightLetters()
    {
        QFETCH(QByteArray, text);
        TextEditor editor;
        editor.setBytes(text);
        const TextMarks marks = marksOf(text);
        editor.setMarks(text, marks);
        QCOMPARE(editor.markCount(), marks.size());
        for (qsizetype i = 0; i < marks.size(); ++i) {
            editor.nextMark();
            QCOMPARE(editor.selectedText(), u"KEY"_s);
        }
        QCOMPARE(editor.accessibleDescription(), u"Found by the scan: a key"_s);
        QVERIFY(!editor.isModified());
    }

    void aroundInBothDirections()
    {
        TextEditor editor;
        const QByteArray text = "KEY a\nKEY b\nKEY c";
        editor.setBytes(text);
        editor.setMarks(text, marksOf(text));
        const auto lineAfter = [&editor](void (TextEditor::*step)()) {
            (editor.*step)();
            return editor.currentLine();
        };
        QCOMPARE(lineAfter(&TextEditor::nextMark), 1); // the cursor stands before it
        QCOMPARE(lineAfter(&TextEditor::nextMark), 2);
        QCOMPARE(lineAfter(&TextEditor::nextMark), 3);
        QCOMPARE(lineAfter(&TextEditor::nextMark), 1);
        QCOMPARE(lineAfter(&TextEditor::previousMark), 3);
        QCOMPARE(lineAfter(&TextEditor::previousMark), 2);
    }

    //! Until they are found anew.
    void theyMoveWithWhatIsTyped()
    {
        TextEditor editor;
        const QByteArray text = "a\nKEY\n";
        editor.setBytes(text);
        editor.setMarks(text, marksOf(text));
        QTest::keyClicks(&editor, u"in front "_s);
        editor.nextMark();
        QCOMPARE(editor.selectedText(), u"KEY"_s);
        editor.setBytes("b\n");
        QCOMPARE(editor.markCount(), 0); // another text
        editor.nextMark();
        QVERIFY(!editor.textCursor().hasSelection());
    }

    //! Whoever listens hears of a finding as long as it is there.
    void whatIsGoneIsNotTold()
    {
        TextEditor editor;
        editor.setAccessibleDescription(u"its owner's words"_s);
        const QByteArray text = "KEY a\nKEY b\n";
        editor.setBytes(text);
        TextMarks marks = marksOf(text);
        marks.last().words = u"another key"_s;
        editor.setMarks(text, marks);
        editor.nextMark();
        editor.nextMark();
        QCOMPARE(editor.accessibleDescription(), u"Found by the scan: another key"_s);
        editor.setMarks(text, marks.first(1)); // the other one is none any more
        QCOMPARE(editor.accessibleDescription(), u"its owner's words"_s);
        editor.nextMark();
        QCOMPARE(editor.accessibleDescription(), u"Found by the scan: a key"_s);
        editor.setMarks(text, {});
        QCOMPARE(editor.accessibleDescription(), u"its owner's words"_s);
        editor.setMarks(text, marks);
        editor.nextMark();
        QVERIFY(editor.accessibleDescription() != u"its owner's words"_s);
        editor.setBytes("b\n"); // another text
        QCOMPARE(editor.accessibleDescription(), u"its owner's words"_s);
    }

    void theyAreSeenAndTold()
    {
        TextEditor editor;
        editor.resize(500, 120);
        editor.show();
        const QByteArray text = "first\nthe KEY is here\n";
        editor.setBytes(text);
        const QImage without = editor.grab().toImage();
        TextMarks marks = marksOf(text);
        marks.first().words = u"<i>a key</i>"_s;
        editor.setMarks(text, marks);
        QVERIFY(editor.grab().toImage() != without);
        QTextCursor cursor(editor.document());
        cursor.setPosition(int(text.indexOf("EY")));
        const QPoint at = editor.cursorRect(cursor).center();
        QHelpEvent event(QEvent::ToolTip, at, editor.viewport()->mapToGlobal(at));
        QCoreApplication::sendEvent(editor.viewport(), &event);
        QVERIFY2(QToolTip::text().contains(u"&lt;i&gt;a key"_s), qPrintable(QToolTip::text()));
        // Hidden characters are drawn already: nothing more over the letters, only in the gutter.
        const QImage drawn = editor.viewport()->grab().toImage();
        const QImage gutter = editor.grab(QRect(0, 0, editor.gutterWidth(), editor.height())).toImage();
        marks.first().isDrawn = true;
        editor.setMarks(text, marks);
        QVERIFY(editor.viewport()->grab().toImage() != drawn);
        QVERIFY(editor.grab(QRect(0, 0, editor.gutterWidth(), editor.height())).toImage() == gutter);
    }

    void theBarCountsThemAndLeadsThere()
    {
        TextEditor editor;
        widgets::FactsBar bar(&editor);
        bar.resize(800, 40);
        bar.show();
        editor.setBytes("a KEY\nKEY\n");
        const auto button = [&bar]() -> QToolButton * {
            for (QToolButton *candidate : bar.findChildren<QToolButton *>()) {
                if (candidate->isVisible() && candidate->text().contains(u"finding"_s))
                    return candidate;
            }
            return nullptr;
        };
        QVERIFY(!button());
        editor.setMarks(editor.bytes(), marksOf(editor.bytes()));
        QVERIFY(button());
        QCOMPARE(button()->text(), u"2 findings"_s);
        QCOMPARE(button()->accessibleName(), u"Findings of the scan: 2 findings"_s);
        button()->click();
        QCOMPARE(editor.selectedText(), u"KEY"_s);
        QCOMPARE(editor.currentLine(), 1);
        button()->click();
        QCOMPARE(editor.currentLine(), 2);
        editor.setMarks(editor.bytes(), marksOf(editor.bytes()), true);
        QCOMPARE(button()->text(), u"2 findings or more"_s);
        editor.setMarks(editor.bytes(), marksOf(editor.bytes()).first(1));
        QCOMPARE(button()->text(), u"1 finding"_s);
        editor.setMarks(editor.bytes(), {});
        QVERIFY(!button());
    }
};

QTEST_MAIN(TestEditorMarks)
#include "tst_editormarks.moc"

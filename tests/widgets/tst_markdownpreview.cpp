// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "support/loopwatch.h"
#include "ui/widgets/markdownpreview.h"
#include "ui/widgets/markdownview.h"
#include "ui/widgets/texteditor.h"

#include <QApplication>
#include <QLabel>
#include <QScrollBar>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>

using namespace Qt::StringLiterals;

class TestMarkdownPreview : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void showsTheText();
    void followsEdits();
    void nothingIsDoneWhileHidden();
    void loadsNothing();
    void scrollsInStep();
    void neverWaits_data();
    void neverWaits();

private:
    [[nodiscard]] widgets::MarkdownView *view() const { return m_preview->view(); }
    [[nodiscard]] bool waitForPage() const { return QTest::qWaitFor([this] { return m_preview->isUpToDate(); }, 10'000); }

    std::unique_ptr<QSplitter> m_window;
    widgets::TextEditor *m_editor = nullptr;
    widgets::MarkdownPreview *m_preview = nullptr;
};

void TestMarkdownPreview::init()
{
    m_window = std::make_unique<QSplitter>();
    m_editor = new widgets::TextEditor(m_window.get());
    m_preview = new widgets::MarkdownPreview(m_editor, m_window.get());
    m_window->resize(900, 500);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestMarkdownPreview::cleanup()
{
    m_window.reset();
}

void TestMarkdownPreview::showsTheText()
{
    m_editor->setBytes("# Title\n\nSome **bold** text.\n\n- item\n");
    QVERIFY(waitForPage());
    QCOMPARE(view()->toPlainText(), u"Title\nSome bold text.\n\u2022  item"_s);
    QTextCursor cursor(view()->document());
    cursor.setPosition(view()->toPlainText().indexOf(u"bold") + 1);
    QVERIFY(cursor.charFormat().font().bold());
    cursor.setPosition(1);
    QVERIFY(cursor.charFormat().fontPointSize() > view()->document()->defaultFont().pointSizeF());
    QVERIFY(view()->isReadOnly());
    QVERIFY(!m_preview->findChild<QLabel *>()->isVisible());
}

void TestMarkdownPreview::followsEdits()
{
    m_editor->setBytes("one");
    QVERIFY(waitForPage());
    QTest::keyClicks(m_editor, u"# "_s);
    QVERIFY(!m_preview->isUpToDate());
    QTRY_COMPARE(view()->document()->begin().blockFormat().headingLevel(), 1);
    QCOMPARE(m_editor->bytes(), "# one"_ba);
    m_editor->setBytes({});
    QVERIFY(waitForPage());
    QCOMPARE(view()->toPlainText(), QString());
}

void TestMarkdownPreview::nothingIsDoneWhileHidden()
{
    QVERIFY(waitForPage());
    m_preview->hide();
    m_editor->setBytes("text");
    QVERIFY(!QTest::qWaitFor([this] { return m_preview->isUpToDate(); }, 300));
    QCOMPARE(view()->toPlainText(), QString());
    m_preview->show();
    QVERIFY(waitForPage());
    QCOMPARE(view()->toPlainText(), u"text"_s);
}

//! A picture that is there, on this very computer, is a label all the same.
void TestMarkdownPreview::loadsNothing()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"picture.png"_s);
    QImage picture(300, 300, QImage::Format_RGB32);
    picture.fill(Qt::red);
    QVERIFY(picture.save(path));
    m_editor->setBytes("![the picture](" + path.toUtf8() + ") <img src=\"" + path.toUtf8() + "\">\n");
    QVERIFY(waitForPage());
    QVERIFY(view()->toPlainText().startsWith(u"\u25A7 the picture <img src="_s));
    QVERIFY(!view()->toPlainText().contains(QChar::ObjectReplacementCharacter));
    QTextCursor cursor(view()->document());
    cursor.setPosition(4);
    QVERIFY(cursor.charFormat().toolTip().contains(u"picture.png"_s));
    QVERIFY(!cursor.charFormat().isImageFormat());
    QVERIFY(!cursor.charFormat().isAnchor());
}

void TestMarkdownPreview::scrollsInStep()
{
    QByteArray text;
    for (int i = 0; i < 100; ++i)
        text += "# Heading " + QByteArray::number(i) + "\n\n" + QByteArray("words and words ").repeated(20) + "\n\n";
    m_editor->setBytes(text);
    QVERIFY(waitForPage());
    m_editor->goToLine(201); // heading 50
    const auto topText = [this] { return view()->cursorForPosition({5, 20}).block().text(); };
    m_editor->verticalScrollBar()->setValue(m_editor->textCursor().block().firstLineNumber());
    QVERIFY2(std::abs(view()->topLine() - 201) <= 4, qPrintable(topText()));
    m_editor->verticalScrollBar()->setValue(0);
    QCOMPARE(view()->verticalScrollBar()->value(), 0);
    // An edit far below leaves what is seen where it is.
    m_editor->verticalScrollBar()->setValue(m_editor->textCursor().block().firstLineNumber());
    m_editor->moveCursor(QTextCursor::End);
    m_editor->verticalScrollBar()->setValue(m_editor->document()->findBlockByNumber(200).firstLineNumber());
    m_editor->insertPlainText(u"more"_s);
    m_editor->verticalScrollBar()->setValue(m_editor->document()->findBlockByNumber(200).firstLineNumber());
    QVERIFY(waitForPage());
    QVERIFY2(std::abs(view()->topLine() - 201) <= 4, qPrintable(topText()));
}

void TestMarkdownPreview::neverWaits_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto filled = [](const QByteArray &piece) { return piece.repeated(100 * 1024 / piece.size()); };
    QTest::newRow("table of short rows") << QByteArray("|a|b|\n|---|---|\n") + filled("|c|d|\n");
    QTest::newRow("links") << filled("[a](b)\n");
    QTest::newRow("list of links") << filled("- [a](b)\n");
    QTest::newRow("entities") << filled("&#x10FFFF;");
    QTest::newRow("NUL") << QByteArray(100 * 1024, '\0');
    QTest::newRow("nested lists") << filled("- ");
    QTest::newRow("emoji with joiners") << filled("\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB");
    QTest::newRow("marks") << 'a' + filled("\xCC\x81");
    QTest::newRow("HTML table") << QByteArray("<table><tr><td width=999999999 colspan=999999999 rowspan=999999999>x</table>");
    QTest::newRow("words") << filled("some words ");
    QTest::newRow("paragraphs") << filled("some words\n\n");
    QTest::newRow("headings") << filled("# some words\n");
    QTest::newRow("strong runs") << filled("**a** `b` ");
}

//! What the preview adds to what the editor needs.
void TestMarkdownPreview::neverWaits()
{
    QFETCH(QByteArray, text);
    m_preview->hide();
    m_editor->setBytes(text);
    QApplication::processEvents(); // the editor shows it
    m_editor->setUpdatesEnabled(false); // drawing it is not the preview's work
    support::LoopWatch watch;
    m_preview->show();
    QVERIFY(waitForPage());
    QApplication::processEvents();
    m_editor->verticalScrollBar()->setValue(m_editor->verticalScrollBar()->maximum());
    QApplication::processEvents();
    const double away = watch.longestWorkMs();
    QVERIFY2(away <= 100 * support::slowness(), QByteArray::number(away).constData());
}

QTEST_MAIN(TestMarkdownPreview)
#include "tst_markdownpreview.moc"

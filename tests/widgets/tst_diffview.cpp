// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/diffview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using widgets::DiffItem;
using widgets::DiffView;

class TestDiffView : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void showsRowsAndSummary();
    void equalTexts();
    void nextAndPreviousChange();
    void foldsOpenByKey();
    void inlineWhenNarrow();
    void gap();
    void largeTextsTheNewestWins();
    void copies();
    void speaks();
    void ignoresBlanks();
    void movedBlocksHaveTwoEnds();
    void headersNeverInterpret();
    void linesAreSeen();

private:
    std::unique_ptr<DiffView> m_view;
};

namespace {

QByteArray numbered(int lines)
{
    QByteArray bytes;
    for (int i = 1; i <= lines; ++i)
        bytes += "line " + QByteArray::number(i) + '\n';
    return bytes;
}

} // namespace

void TestDiffView::init()
{
    m_view = std::make_unique<DiffView>();
    m_view->setArrangement(DiffView::Arrangement::SideBySide);
    m_view->resize(1000, 300);
    m_view->show();
}

void TestDiffView::cleanup()
{
    m_view.reset();
}

void TestDiffView::showsRowsAndSummary()
{
    QSignalSpy spy(m_view.get(), &DiffView::ready);
    m_view->setTexts({u"v1"_s, "a\nb x\nc\n"}, {u"v2"_s, "a\nb y\nc\nd\n"});
    QCOMPARE(spy.size(), 1);
    QCOMPARE(m_view->items().size(), 4);
    QCOMPARE(m_view->changeCount(), 2);
    QCOMPARE(m_view->summary(), u"Change 1 of 2, +2 −1"_s);
    m_view->setArrangement(DiffView::Arrangement::Inline);
    QCOMPARE(m_view->items().size(), 5);
    m_view->clear();
    QVERIFY(m_view->items().isEmpty());
    QVERIFY(m_view->summary().isEmpty());
}

void TestDiffView::equalTexts()
{
    m_view->setTexts({u"v1"_s, "a\n"}, {u"v2"_s, "a\n"});
    QCOMPARE(m_view->summary(), u"The texts are equal."_s);
    QCOMPARE(m_view->items().size(), 1); // the text is still there
    m_view->nextChange();
    QCOMPARE(m_view->currentChange(), -1);
}

void TestDiffView::nextAndPreviousChange()
{
    QByteArray after = numbered(200);
    after.replace("line 50\n", "line fifty\n").replace("line 150\n", "line 150\nand more\n");
    QSignalSpy spy(m_view.get(), &DiffView::currentChangeChanged);
    m_view->setFolding(false);
    m_view->setTexts({u"v1"_s, numbered(200)}, {u"v2"_s, after});
    QCOMPARE(m_view->changeCount(), 2);
    QCOMPARE(m_view->currentChange(), 0); // goes to the first by itself
    const int first = m_view->verticalScrollBar()->value();
    QVERIFY(first <= 49 && first > 30);
    m_view->nextChange();
    QCOMPARE(m_view->currentChange(), 1);
    QVERIFY(m_view->verticalScrollBar()->value() > 120);
    m_view->nextChange(); // around
    QCOMPARE(m_view->currentChange(), 0);
    m_view->previousChange();
    QCOMPARE(m_view->currentChange(), 1);
    QCOMPARE(spy.size(), 4);
    QCOMPARE(spy.last(), QVariantList({1, 2}));
}

void TestDiffView::foldsOpenByKey()
{
    m_view->setTexts({u"v1"_s, numbered(30)}, {u"v2"_s, numbered(30) + "more\n"});
    QCOMPARE(m_view->items().first().kind, DiffItem::Kind::Fold);
    QCOMPARE(m_view->items().size(), 5);
    QTest::keyClick(m_view.get(), Qt::Key_Home);
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QCOMPARE(m_view->items().size(), 31);
    m_view->setTexts({u"v1"_s, numbered(30)}, {u"v2"_s, numbered(30) + "more\n"}); // folds anew
    QCOMPARE(m_view->items().size(), 5);
    m_view->expandAll();
    QCOMPARE(m_view->items().size(), 31);
}

void TestDiffView::inlineWhenNarrow()
{
    QSignalSpy spy(m_view.get(), &DiffView::arrangementChanged);
    m_view->setTexts({u"v1"_s, "a x\n"}, {u"v2"_s, "a y\n"});
    m_view->setArrangement(DiffView::Arrangement::Automatic);
    QVERIFY(!m_view->isInline());
    m_view->resize(300, 300);
    QTRY_VERIFY(m_view->isInline());
    QCOMPARE(m_view->items().size(), 2);
    QCOMPARE(spy.size(), 1);
    m_view->resize(1200, 300);
    QTRY_COMPARE(m_view->items().size(), 1);
}

void TestDiffView::gap()
{
    m_view->setTexts({u"v1"_s, "secret\n"}, {u"v2"_s, "a\nb\n"});
    const QImage compared = m_view->grab().toImage();
    m_view->showGap(DiffView::Side::Old, u"Redacted on 18 May"_s);
    QCOMPARE(m_view->summary(), u"Only one of the texts is there."_s);
    QCOMPARE(m_view->changeCount(), 0);
    QCOMPARE(m_view->items().size(), 2); // the text that is there
    QVERIFY(m_view->unifiedText().isEmpty());
    QVERIFY(m_view->diff().beforeText != "secret\n");
    QVERIFY(m_view->grab().toImage() != compared);
    m_view->showGap(DiffView::Side::New, u"Deleted"_s);
    QVERIFY(m_view->items().isEmpty());
    m_view->grab();
    m_view->setTexts({u"v1"_s, "a\n"}, {u"v2"_s, "b\n"}); // no gap is left over
    QCOMPARE(m_view->changeCount(), 1);
    m_view->setTexts({u"v1"_s, {}, u"Redacted"_s}, {u"v2"_s, "a\n"});
    QCOMPARE(m_view->items().size(), 1);
}

void TestDiffView::largeTextsTheNewestWins()
{
    QSignalSpy spy(m_view.get(), &DiffView::ready);
    const QByteArray large = numbered(40'000);
    m_view->setTexts({u"v1"_s, large}, {u"v2"_s, large + "first\n"});
    QVERIFY(m_view->isBusy());
    m_view->setTexts({u"v1"_s, large}, {u"v3"_s, large + "second\nthird\n"});
    QTRY_COMPARE(spy.size(), 1);
    QCOMPARE(m_view->diff().added, 2);
    QCOMPARE(m_view->changeCount(), 1);

    m_view->setTexts({u"v1"_s, large}, {u"v2"_s, large + "first\n"});
    m_view->setTexts({u"v1"_s, "a\n"}, {u"v2"_s, "b\n"}); // a small one is there at once
    QCOMPARE(m_view->changeCount(), 1);
    QCOMPARE(m_view->diff().afterText, "b\n"_ba);
    m_view->setTexts({u"v1"_s, QByteArray(9'000'000, 'x')}, {u"v2"_s, "b\n"});
    QTRY_COMPARE(m_view->summary(), u"The texts are too large to be compared."_s);
    QCOMPARE(m_view->diff().state, text::DiffState::TooLarge);

    m_view->setTexts({u"v1"_s, large}, {u"v2"_s, large + "first\n"});
    m_view.reset(); // while it compares
}

void TestDiffView::copies()
{
    m_view->setTexts({u"v1"_s, "a\r\nb\n"}, {u"v2"_s, "a\r\nc\n"});
    m_view->copy();
    QCOMPARE(QGuiApplication::clipboard()->text().toUtf8(), "--- v1\n+++ v2\n@@ -1,2 +1,2 @@\n a\r\n-b\n+c\n"_ba);
    QTest::keyClick(m_view.get(), Qt::Key_Home);
    QTest::keyClick(m_view.get(), Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(m_view->selectedBytes(), "a\r\nc\n"_ba);
    QTest::keyClick(m_view.get(), Qt::Key_Left, Qt::ControlModifier);
    QTest::keyClick(m_view.get(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text().toUtf8(), "a\r\nb\n"_ba);
}

void TestDiffView::speaks()
{
    m_view->setTexts({u"v1"_s, "a\nold\u200B one\n"}, {u"v2"_s, "a\nnew one\n\n"});
    const QString spoken = m_view->spokenChanges();
    QCOMPARE(spoken, u"Change 1 of 1\nLine 2: “old‹U+200B›” became “new”.\nLine 3 was added: a blank line."_s);
    QCOMPARE(m_view->accessibleDescription(), spoken);
    QTest::keyClick(m_view.get(), Qt::Key_Home);
    QCOMPARE(m_view->accessibleDescription(), u"Line 1: a"_s);
    QVERIFY(!m_view->accessibleName().isEmpty());

    m_view->setTexts({u"v1"_s, "theme: dark\n1\n2\n3\n4\n5\n6\nend"}, {u"v2"_s, "theme: light\n1\n2\n\n3\n4\n6\nend\r\n"});
    QCOMPARE(m_view->sentences(), (QStringList{u"Line 1: “dark” became “light”."_s, u"Line 4 was added: a blank line."_s,
                                               u"Line 6 of the older text was removed: “5”."_s,
                                               u"Line 8 ends with CRLF now; it had no line end."_s}));
    m_view->goToSentence(2);
    QCOMPARE(m_view->currentChange(), 2);
    QCOMPARE(m_view->accessibleDescription(), u"Removed line 6: 5"_s);
    const QByteArray many = numbered(9);
    m_view->setTexts({u"v1"_s, "a\n"}, {u"v2"_s, "a\n" + many});
    QCOMPARE(m_view->sentences(),
             QStringList{u"Lines 2 to 10 were added: “line 1”, “line 2”, “line 3”, “line 4”, “line 5”, and 4 more."_s});
    m_view->setTexts({u"v1"_s, "a " + QByteArray(500, 'x') + "\n"}, {u"v2"_s, "a y\n"});
    QVERIFY(m_view->sentences().value(0).size() < 250);
}

void TestDiffView::ignoresBlanks()
{
    m_view->setTexts({u"v1"_s, "a  b\nc\n"}, {u"v2"_s, "a b\nC\n"});
    QCOMPARE(m_view->diff().added, 2);
    m_view->setIgnoreBlanks(true);
    QCOMPARE(m_view->diff().added, 1);
    m_view->setTexts({u"v1"_s, "a  b\n"}, {u"v2"_s, "a b\r\n"}); // holds for what comes
    QCOMPARE(m_view->summary(), u"The texts differ in white space only, which is ignored."_s);
    m_view->setIgnoreBlanks(false);
    QCOMPARE(m_view->changeCount(), 1);
}

void TestDiffView::movedBlocksHaveTwoEnds()
{
    const QByteArray block = "the first of the block\nthe second of the block\n";
    for (const auto arrangement : {DiffView::Arrangement::SideBySide, DiffView::Arrangement::Inline}) {
        m_view->setArrangement(arrangement);
        m_view->setTexts({u"v1"_s, "same\n" + block + numbered(40)}, {u"v2"_s, "same\n" + numbered(40) + block});
        QCOMPARE(m_view->movedBlocks().list().size(), 1);
        QCOMPARE(m_view->changeCount(), 2);
        QCOMPARE(m_view->currentChange(), 0);
        QCOMPARE(m_view->accessibleDescription(),
                 u"Change 1 of 2\nLines 2 to 3 of the older text moved to line 42."_s);
        QVERIFY(m_view->hasOtherEnd());
        QTest::keyClick(m_view.get(), Qt::Key_Return);
        QCOMPARE(m_view->currentChange(), 1);
        QCOMPARE(m_view->accessibleDescription(), u"Moved here, line 42: the first of the block"_s);
        QTest::keyClick(m_view.get(), Qt::Key_Up); // onto the line over it
        QCOMPARE(m_view->accessibleDescription(), u"2 lines moved from line 2"_s);
        QTest::keyClick(m_view.get(), Qt::Key_Return);
        QCOMPARE(m_view->currentChange(), 0);
        QCOMPARE(m_view->accessibleDescription(), u"Moved away, line 2: the first of the block"_s);
        QTest::keyClick(m_view.get(), Qt::Key_Home);
        QTest::keyClick(m_view.get(), Qt::Key_Down);
        QCOMPARE(m_view->accessibleDescription(), u"2 lines moved to line 42"_s);
        const int line = m_view->fontMetrics().height() + 2;
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, {40, line + line / 2}); // the line over the block
        QCOMPARE(m_view->currentChange(), 1);
        QTest::keyClick(m_view.get(), Qt::Key_Home);
        QVERIFY(!m_view->hasOtherEnd());
    }
    // Not by colour alone: where nothing moved, the same lines look different.
    const QImage moved = m_view->grab().toImage();
    m_view->setTexts({u"v1"_s, "same\n" + block + numbered(40)}, {u"v2"_s, "same\n" + numbered(40)});
    QVERIFY(m_view->movedBlocks().list().isEmpty());
    QVERIFY(m_view->grab().toImage() != moved);
}

void TestDiffView::headersNeverInterpret()
{
    m_view->setTexts({u"<img src=x>\u202E"_s, "a\n"}, {u"<b>v2</b>"_s, "b\n"});
    const auto labels = m_view->findChildren<QLabel *>();
    QStringList texts;
    for (const QLabel *label : labels) {
        QCOMPARE(label->textFormat(), Qt::PlainText);
        texts.append(label->text());
    }
    QVERIFY(texts.contains(u"− <img src=x>‹U+202E›"_s));
    QVERIFY(texts.contains(u"+ <b>v2</b>"_s));
}

//! Painting works for every kind of line, and texts that differ look different.
void TestDiffView::linesAreSeen()
{
    const QByteArray before = numbered(20) + "ends\r\nsame words here\ngone\n";
    const QByteArray after = numbered(20) + "ends\nother words here\nlast";
    for (const auto arrangement : {DiffView::Arrangement::SideBySide, DiffView::Arrangement::Inline}) {
        m_view->setArrangement(arrangement);
        m_view->setTexts({u"v1"_s, before}, {u"v2"_s, after});
        const QImage picture = m_view->grab().toImage();
        m_view->setTexts({u"v1"_s, before}, {u"v2"_s, before});
        QVERIFY(m_view->grab().toImage() != picture);
    }
}

QTEST_MAIN(TestDiffView)
#include "tst_diffview.moc"

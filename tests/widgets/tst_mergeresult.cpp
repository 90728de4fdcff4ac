// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/mergeresult.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using text::Take;
using widgets::MergeResult;

//! Pieces taken, typed over and undone: the bytes are always those that belong there.
class TestMergeResult : public QObject
{
    Q_OBJECT

private slots:
    void mergesByItselfAndShowsMineUntilDecided();
    void takesEachPiece_data();
    void takesEachPiece();
    void lineEndsAndMarksOfThePieceStay();
    void onlyTheLineEndsDiffer();
    void undoOpensAgainAndRedoDecides();
    void editedByHand();
    void typedTextElsewhereStays();
    void walks();
    void allThatAreOpenAtOnce();
    void placesThatTouch();
    void theLastLineWithoutItsEnd();
    void randomDecisions();
    void aLongLineIsEditable();
    void aThousandConflicts();

private:
    static void typeAt(MergeResult &result, int position, const QString &text)
    {
        QTextCursor cursor(result.document());
        cursor.setPosition(position);
        result.setTextCursor(cursor);
        QTest::keyClicks(&result, text);
        QCoreApplication::processEvents(); // states follow with the event loop
    }
};

namespace {

text::Merge twoConflicts()
{
    return text::merge("a\nb\nc\nd\ne\nf\ng\n", "a\nB1\nc\nd\ne\nF1\ng\n", "a\nB2\nc\nD2\ne\nF2\ng\n");
}

QList<Take> allTakes()
{
    return {Take::Mine, Take::Theirs, Take::MineThenTheirs, Take::TheirsThenMine, Take::Base};
}

} // namespace

void TestMergeResult::mergesByItselfAndShowsMineUntilDecided()
{
    MergeResult result;
    QSignalSpy changed(&result, &MergeResult::conflictsChanged);
    result.setMerge(twoConflicts());
    QCOMPARE(result.bytes(), "a\nB1\nc\nD2\ne\nF1\ng\n");
    QCOMPARE(result.conflictCount(), 2);
    QCOMPARE(result.openCount(), 2);
    QCOMPARE(result.currentConflict(), 0);
    QCOMPARE(result.mergedCount(text::RegionKind::Theirs), 1);
    QCOMPARE(result.words(0), u"not decided"_s);
    QVERIFY(!changed.isEmpty());
    QVERIFY(result.isModified());
    QCOMPARE(result.linesOf(1), (text::Range{5, 1}));
}

void TestMergeResult::takesEachPiece_data()
{
    QTest::addColumn<Take>("piece");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("mine") << Take::Mine << QByteArray("B1\n");
    QTest::newRow("theirs") << Take::Theirs << QByteArray("B2\n");
    QTest::newRow("mine first") << Take::MineThenTheirs << QByteArray("B1\nB2\n");
    QTest::newRow("theirs first") << Take::TheirsThenMine << QByteArray("B2\nB1\n");
    QTest::newRow("base") << Take::Base << QByteArray("b\n");
}

void TestMergeResult::takesEachPiece()
{
    QFETCH(Take, piece);
    QFETCH(QByteArray, expected);
    MergeResult result;
    result.setMerge(twoConflicts());
    for (const Take before : allTakes()) { // from whatever was taken before
        result.take(0, before);
        result.take(0, piece);
        QCOMPARE(result.bytes(), "a\n" + expected + "c\nD2\ne\nF1\ng\n");
        QCOMPARE(result.taken(0), piece);
        QVERIFY(!result.isOpen(0));
        QVERIFY(result.isOpen(1));
    }
    result.take(1, Take::Theirs);
    QCOMPARE(result.bytes(), "a\n" + expected + "c\nD2\ne\nF2\ng\n");
    QCOMPARE(result.openCount(), 0);
}

void TestMergeResult::lineEndsAndMarksOfThePieceStay()
{
    const QByteArray theirs = "\xEF\xBB\xBF" "x\r\nB2\r\nmore\rend\xE2\x80\xA9last\xC2\xA0\r\n-\r\nz\r\n";
    const text::Merge merge = text::merge("x\nb\n-\nz\n", "x\nB1\n-\nz\n", theirs);
    MergeResult result;
    result.setMerge(merge);
    QCOMPARE(result.bytes(), merge.result());
    for (int i = 0; i < result.conflictCount(); ++i)
        result.take(i, Take::Theirs);
    QCOMPARE(result.bytes(), theirs);
    for (int i = 0; i < result.conflictCount(); ++i)
        result.take(i, Take::Mine);
    QCOMPARE(result.bytes(), "x\nB1\n-\nz\n");
}

void TestMergeResult::onlyTheLineEndsDiffer()
{
    MergeResult result;
    result.setMerge(text::merge("a\nb\nc\n", "a\nB\nc\n", "a\nB\r\nc\n"));
    QCOMPARE(result.conflictCount(), 1);
    result.take(0, Take::Theirs);
    QCOMPARE(result.bytes(), "a\nB\r\nc\n");
    QCOMPARE(result.words(0), u"theirs"_s);
    result.take(0, Take::Mine);
    QCOMPARE(result.bytes(), "a\nB\nc\n");
    result.take(0, Take::Theirs);
    typeAt(result, int(result.document()->toRawText().size()) - 2, u"!"_s);
    QCOMPARE(result.bytes(), "a\nB\r\n!c\n");
}

void TestMergeResult::undoOpensAgainAndRedoDecides()
{
    MergeResult result;
    result.setMerge(text::merge("a\nb\nc\n", "a\nB1\nc\n", "a\nB2\r\nB3\r\nc\n"));
    result.take(0, Take::Theirs);
    QCOMPARE(result.bytes(), "a\nB2\r\nB3\r\nc\n");
    result.undo();
    QTRY_COMPARE(result.openCount(), 1);
    QCOMPARE(result.bytes(), "a\nB1\nc\n");
    result.redo();
    QTRY_COMPARE(result.openCount(), 0);
    QCOMPARE(result.bytes(), "a\nB2\r\nB3\r\nc\n");
    QCOMPARE(result.taken(0), Take::Theirs);
    result.undo();
    QTRY_COMPARE(result.openCount(), 1);
    typeAt(result, 0, u"x"_s);
    QCOMPARE(result.bytes(), "xa\nB1\nc\n");
}

void TestMergeResult::editedByHand()
{
    MergeResult result;
    result.setMerge(twoConflicts());
    typeAt(result, 3, u"typed "_s);
    QCOMPARE(result.bytes(), "a\nBtyped 1\nc\nD2\ne\nF1\ng\n");
    QVERIFY(result.isOpen(0)); // a key hit by chance decides nothing
    QCOMPARE(result.words(0), u"edited, not decided"_s);
    result.accept(0);
    QVERIFY(!result.isOpen(0));
    QVERIFY(!result.taken(0));
    typeAt(result, 3, u"more "_s);
    QVERIFY(!result.isOpen(0));
    result.take(1, Take::Theirs);
    typeAt(result, int(result.document()->toRawText().indexOf(u"F2")), u"!"_s);
    QCOMPARE(result.words(1), u"edited"_s);
    QCOMPARE(result.openCount(), 0);
    result.take(1, Take::Mine);
    QCOMPARE(result.bytes(), "a\nBmore typed 1\nc\nD2\ne\nF1\ng\n");
}

void TestMergeResult::typedTextElsewhereStays()
{
    MergeResult result;
    result.setMerge(twoConflicts());
    typeAt(result, 0, u"top"_s);
    QTest::keyClick(&result, Qt::Key_Return);
    typeAt(result, int(result.document()->toRawText().indexOf(u"g")), u"before "_s);
    result.take(0, Take::MineThenTheirs);
    result.take(1, Take::Theirs);
    QCOMPARE(result.bytes(), "top\na\nB1\nB2\nc\nD2\ne\nF2\nbefore g\n");
    result.undo();
    result.undo();
    QCOMPARE(result.bytes(), "top\na\nB1\nc\nD2\ne\nF1\nbefore g\n");
    QTRY_COMPARE(result.openCount(), 2);
}

void TestMergeResult::walks()
{
    MergeResult result;
    result.setMerge(twoConflicts());
    QSignalSpy current(&result, &MergeResult::currentConflictChanged);
    result.nextConflict();
    QCOMPARE(result.currentConflict(), 1);
    QCOMPARE(result.textCursor().blockNumber(), 5);
    result.nextConflict();
    QCOMPARE(result.currentConflict(), 0);
    result.previousConflict();
    QCOMPARE(result.currentConflict(), 1);
    result.take(0, Take::Mine);
    result.nextConflict(); // only the open ones
    QCOMPARE(result.currentConflict(), 1);
    result.take(1, Take::Mine);
    result.nextConflict(); // none is open: any
    QCOMPARE(result.currentConflict(), 0);
    QTextCursor cursor = result.textCursor();
    cursor.setPosition(int(result.document()->toRawText().indexOf(u"F1")) + 1);
    result.setTextCursor(cursor);
    QCOMPARE(result.currentConflict(), 1); // where the cursor is
    QCOMPARE(current.count(), 5);
}

void TestMergeResult::allThatAreOpenAtOnce()
{
    MergeResult result;
    result.setMerge(twoConflicts());
    result.take(0, Take::MineThenTheirs);
    result.takeForOpen(Take::Theirs);
    QCOMPARE(result.bytes(), "a\nB1\nB2\nc\nD2\ne\nF2\ng\n");
    result.setMerge(twoConflicts());
    result.takeForOpen(Take::Theirs);
    QCOMPARE(result.bytes(), "a\nB2\nc\nD2\ne\nF2\ng\n");
    result.undo(); // one step
    QCOMPARE(result.bytes(), "a\nB1\nc\nD2\ne\nF1\ng\n");
    QTRY_COMPARE(result.openCount(), 2);
}

void TestMergeResult::placesThatTouch()
{
    MergeResult result;
    result.setMerge(twoConflicts());
    QTextCursor cursor(result.document());
    cursor.setPosition(int(result.document()->toRawText().indexOf(u"c")));
    cursor.setPosition(int(result.document()->toRawText().indexOf(u"F1")), QTextCursor::KeepAnchor);
    cursor.removeSelectedText();
    QCOMPARE(result.bytes(), "a\nB1\nF1\ng\n");
    result.take(0, Take::MineThenTheirs);
    QCOMPARE(result.bytes(), "a\nB1\nB2\nF1\ng\n");
    result.take(1, Take::Theirs);
    QCOMPARE(result.bytes(), "a\nB1\nB2\nF2\ng\n");
    result.take(0, Take::Theirs);
    QCOMPARE(result.bytes(), "a\nB2\nF2\ng\n");
    QCOMPARE(result.openCount(), 0);
}

void TestMergeResult::theLastLineWithoutItsEnd()
{
    MergeResult result;
    result.setMerge(text::merge("a\n", "a\nmine", "a\ntheirs"));
    result.take(0, Take::MineThenTheirs);
    QCOMPARE(result.bytes(), "a\nmine\ntheirs");
    result.take(0, Take::TheirsThenMine);
    QCOMPARE(result.bytes(), "a\ntheirs\nmine");
    result.take(0, Take::Base);
    QCOMPARE(result.bytes(), "a\n");
    result.take(0, Take::Theirs);
    QCOMPARE(result.bytes(), "a\ntheirs");
}

//! Whatever is taken, in any order: the bytes are those that the values say.
void TestMergeResult::randomDecisions()
{
    QRandomGenerator random(4);
    const QByteArrayList lines = {"a\n", "b\r\n", "c\r", "\n", "\xE4\xBD\xA0\n", "\xEF\xBB\xBF" "d\n", "\xF0\x9F\x98\x80\r\n",
                                  "\xEF\xB7\x90\n", "\xE2\x80\xA9", "=======\n"};
    const auto change = [&](QByteArrayList from) {
        for (int edits = 6; edits > 0; --edits) {
            const auto at = random.bounded(int(from.size()));
            from[at] = lines[random.bounded(int(lines.size()))] + lines[random.bounded(int(lines.size()))];
        }
        return from.join();
    };
    int conflicts = 0;
    for (int i = 0; i < 60; ++i) {
        QByteArrayList base;
        for (int n = 0; n < 24; ++n)
            base.append(lines[random.bounded(int(lines.size()))]);
        const text::Merge merge = text::merge(base.join(), change(base), change(base));
        MergeResult result;
        result.setMerge(merge);
        QCOMPARE(result.bytes(), merge.result());
        QList<Take> decisions;
        QList<qsizetype> regions;
        for (qsizetype r = 0; r < merge.regions.size(); ++r) {
            decisions.append(Take::Nothing);
            if (merge.regions[r].kind == text::RegionKind::Conflict)
                regions.append(r);
        }
        conflicts += int(regions.size());
        for (int step = 0; step < 12 && !regions.isEmpty(); ++step) {
            const int which = int(random.bounded(int(regions.size())));
            const Take piece = allTakes()[random.bounded(5)];
            decisions[regions[which]] = piece;
            result.take(which, piece);
            QCOMPARE(result.bytes(), merge.result(decisions));
        }
    }
    QVERIFY(conflicts > 100);
}

void TestMergeResult::aLongLineIsEditable()
{
    const QByteArray line(30'000, 'x');
    const text::Merge merge = text::merge("a\n" + line + "\n-\nb\n-\n" + line + "\r\nz\n",
                                          "a\n" + line + "1\n-\nB1\n-\n" + line + "\r\nz\n",
                                          "a\n" + line + "2\n-\nB2\n-\n" + line + "\r\nz\n");
    MergeResult result;
    result.setMerge(merge);
    QVERIFY(!result.isReadOnly());
    QVERIFY(result.blockCount() > 60); // breaks for display cost no byte
    QCOMPARE(result.bytes(), merge.mine);
    QCOMPARE(result.linesOf(0), (text::Range{1, 1}));
    QCOMPARE(result.linesOf(1), (text::Range{3, 1}));
    result.take(1, Take::Theirs);
    result.take(0, Take::Theirs);
    QCOMPARE(result.bytes(), merge.theirs);
    QCOMPARE(result.openCount(), 0);
    result.undo();
    QTRY_COMPARE(result.openCount(), 1);
    result.take(0, Take::MineThenTheirs);
    QCOMPARE(result.bytes(), "a\n" + line + "1\n" + line + "2\n-\nB2\n-\n" + line + "\r\nz\n");

    // Typed into a piece: it is divided elsewhere than a fresh one would be, and what is taken beside it is exact.
    const QString many(2'000, u'y');
    QTextCursor cursor(result.document());
    cursor.setPosition(int(result.document()->characterCount()) - 10'000);
    cursor.insertText(many);
    QCoreApplication::processEvents();
    result.take(1, Take::TheirsThenMine);
    result.take(0, Take::Mine);
    QByteArray text = result.bytes();
    QCOMPARE(text.count('y'), many.size());
    QCOMPARE(text.replace("y", ""), "a\n" + line + "1\n-\nB2\nB1\n-\n" + line + "\r\nz\n");
    QCOMPARE(result.openCount(), 0);
}

void TestMergeResult::aThousandConflicts()
{
    QByteArray base;
    QByteArray mine;
    QByteArray theirs;
    for (int i = 0; i < 1'000; ++i) {
        const QByteArray number = QByteArray::number(i);
        base += number + "\n-\n";
        mine += number + " mine\n-\n";
        theirs += number + " theirs\n-\n";
    }
    MergeResult result;
    result.setMerge(text::merge(base, mine, theirs));
    QCOMPARE(result.conflictCount(), 1'000);
    QElapsedTimer timer;
    timer.start();
    result.take(500, Take::Mine);
    result.takeForOpen(Take::Theirs);
    QVERIFY2(timer.elapsed() < 2'000, qPrintable(QString::number(timer.elapsed())));
    QByteArray expected = theirs;
    expected.replace("\n500 theirs\n", "\n500 mine\n");
    QCOMPARE(result.bytes(), expected);
}

QTEST_MAIN(TestMergeResult)
#include "tst_mergeresult.moc"

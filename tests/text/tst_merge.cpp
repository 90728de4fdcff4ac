// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "support/gitcommand.h"
#include "text/merge.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using text::Merge;
using text::Region;
using text::RegionKind;
using text::Take;

//! Stories told by hand, and the command itself as the judge of a few random ones.
class TestMerge : public QObject
{
    Q_OBJECT

private slots:
    void regions_data();
    void regions();
    void markersInATextAreOnlyText();
    void bothOrders();
    void lineEndsOfEachSideStay();
    void asTheCommand();
    void tooLargeIsOneConflict();
    void cancelled();
    void manyLinesAreFast();

private:
    support::GitCommand m_git;
};

namespace {

//! One letter a region: = unchanged, m mine, t theirs, b both, X conflict.
QByteArray shape(const Merge &merge)
{
    QByteArray letters;
    for (const Region &region : merge.regions)
        letters += "=mtbX"[int(region.kind)];
    return letters;
}

Region conflict(const Merge &merge)
{
    for (const Region &region : merge.regions) {
        if (region.kind == RegionKind::Conflict)
            return region;
    }
    return {};
}

} // namespace

void TestMerge::regions_data()
{
    QTest::addColumn<QByteArray>("base");
    QTest::addColumn<QByteArray>("mine");
    QTest::addColumn<QByteArray>("theirs");
    QTest::addColumn<QByteArray>("expectedShape");
    QTest::addColumn<QByteArray>("expectedResult"); // of a conflict mine

    const auto row = [](const char *name, const char *base, const char *mine, const char *theirs, const char *shapeOf,
                        const char *result) {
        QTest::newRow(name) << QByteArray(base) << QByteArray(mine) << QByteArray(theirs) << QByteArray(shapeOf)
                            << QByteArray(result);
    };
    row("nothing at all", "", "", "", "", "");
    row("nobody changed anything", "a\nb\n", "a\nb\n", "a\nb\n", "=", "a\nb\n");
    row("only mine", "a\nb\nc\n", "a\nB\nc\n", "a\nb\nc\n", "=m=", "a\nB\nc\n");
    row("only theirs", "a\nb\nc\n", "a\nb\nc\n", "a\nb\nC\n", "=t", "a\nb\nC\n");
    row("apart", "a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n", "m=t", "A\nb\nC\n");
    row("side by side is a conflict, as in git", "a\nb\n", "A\nb\n", "a\nB\n", "X", "A\nb\n");
    row("the same", "a\nb\nc\n", "a\nB\nc\n", "a\nB\nc\n", "=b=", "a\nB\nc\n");
    row("the same line differently", "a\nb\nc\n", "a\nB\nc\n", "a\nβ\nc\n", "=X=", "a\nB\nc\n");
    row("mine deleted what theirs changed", "a\nb\nc\n", "a\nc\n", "a\nB\nc\n", "=X=", "a\nc\n");
    row("both appended", "a\n", "a\nmine\n", "a\ntheirs\n", "=X", "a\nmine\n");
    row("both appended, half of it alike", "a\n", "a\n# New\nmine\n", "a\n# New\ntheirs\n", "=bX", "a\n# New\nmine\n");
    row("alike behind", "a\n", "a\nmine\nend\n", "a\ntheirs\nend\n", "=Xb", "a\nmine\nend\n");
    row("written from nothing", "", "mine\n", "theirs\n", "X", "mine\n");
    row("mine emptied it", "a\n", "", "b\n", "X", "");
    row("final newline taken away by mine", "a\nb\n", "a\nb", "A\nb\n", "X", "a\nb");
    row("final newline taken away by mine, far away", "a\n-\nb\n", "a\n-\nb", "A\n-\nb\n", "t=m", "A\n-\nb");
    row("a byte order mark from theirs", "a\n-\nb\n", "a\n-\nB\n", "\xEF\xBB\xBF" "a\n-\nb\n", "t=m",
        "\xEF\xBB\xBF" "a\n-\nB\n");
    row("line ends by theirs, a word by mine", "a\nb\n", "A\nb\n", "a\r\nb\r\n", "X", "A\nb\n");
    row("one difference of mine over two of theirs", "a\nb\nc\nd\ne\n", "1\n2\n3\n4\ne\n", "A\nb\nC\nd\ne\n", "X=",
        "1\n2\n3\n4\ne\n");
}

void TestMerge::regions()
{
    QFETCH(QByteArray, base);
    QFETCH(QByteArray, mine);
    QFETCH(QByteArray, theirs);
    QFETCH(QByteArray, expectedShape);
    QFETCH(QByteArray, expectedResult);
    const Merge merge = text::merge(base, mine, theirs);
    QCOMPARE(merge.state, text::MergeState::Ready);
    QCOMPARE(shape(merge), expectedShape);
    QCOMPARE(merge.result(), expectedResult);
}

void TestMerge::markersInATextAreOnlyText()
{
    const QByteArray marked = "<<<<<<< mine\nold\n||||||| base\nolder\n=======\nnew\n>>>>>>> theirs\n";
    const Merge merge = text::merge(marked + "-\nend\n", marked + "-\nEND\n", "top\n" + marked + "-\nend\n");
    QCOMPARE(shape(merge), "t=m");
    QCOMPARE(merge.result(), "top\n" + marked + "-\nEND\n");
    const Merge against = text::merge("a\n", marked, "=======\n");
    QCOMPARE(against.piece(conflict(against), Take::Mine), marked);
    QCOMPARE(against.piece(conflict(against), Take::Theirs), "=======\n");
}

void TestMerge::bothOrders()
{
    const Merge merge = text::merge("a\r\n", "a\r\nmine", "a\r\ntheirs");
    const Region region = conflict(merge);
    QCOMPARE(merge.piece(region, Take::MineThenTheirs), "mine\r\ntheirs");
    QCOMPARE(merge.piece(region, Take::TheirsThenMine), "theirs\r\nmine");
    QCOMPARE(merge.piece(region, Take::Base), "");
    const Merge gone = text::merge("a\nb\n", "a\n", "a\nB");
    QCOMPARE(gone.piece(conflict(gone), Take::MineThenTheirs), "B");
    QCOMPARE(gone.result({Take::Nothing, Take::TheirsThenMine}), "a\nB");
}

void TestMerge::lineEndsOfEachSideStay()
{
    const Merge merge = text::merge("a\r\nb\nc\r\n-\nd\r", "a\r\nB\nc\r\n-\nd\r", "a\r\nb\nc\r\n-\nD\r");
    QCOMPARE(merge.result(), "a\r\nB\nc\r\n-\nD\r");
    const Merge ends = text::merge("a\nb\nc\n", "a\nb\r\nc\n", "a\nb\r\nc\nd");
    QCOMPARE(shape(ends), "=b=t");
    QCOMPARE(ends.result(), "a\nb\r\nc\nd");
}

void TestMerge::asTheCommand()
{
    QVERIFY(m_git.isReady());
    QRandomGenerator random(20261121);
    const QByteArrayList words = {"a\n", "b\n", "c\r\n", "\n", "=======\n", "\xC3\xA9\n", "x\ry\n"};
    const auto change = [&](QByteArrayList lines) {
        for (int edits = int(random.bounded(4)); edits > 0; --edits)
            lines.insert(int(random.bounded(int(lines.size() + 1))), words[random.bounded(int(words.size()))]);
        for (int edits = int(random.bounded(3)); edits > 0 && !lines.isEmpty(); --edits)
            lines.removeAt(int(random.bounded(int(lines.size()))));
        return lines.join();
    };
    int clean = 0;
    for (int i = 0; i < 60; ++i) {
        QByteArrayList lines;
        for (int n = int(random.bounded(30)); n > 0; --n)
            lines.append(words[random.bounded(int(words.size()))]);
        const QByteArray base = lines.join();
        const QByteArray mine = change(lines);
        const QByteArray theirs = change(lines);
        m_git.write(u"base"_s, base);
        m_git.write(u"mine"_s, mine);
        m_git.write(u"theirs"_s, theirs);
        const Merge merge = text::merge(base, mine, theirs);
        QList<Take> allTheirs;
        for (const Region &region : merge.regions)
            allTheirs.append(region.kind == RegionKind::Conflict ? Take::Theirs : Take::Nothing);
        int exitCode = -1;
        const QStringList files{u"mine"_s, u"base"_s, u"theirs"_s};
        QCOMPARE(merge.result(), m_git.git(QStringList{u"merge-file"_s, u"-p"_s, u"--ours"_s} + files, &exitCode));
        QCOMPARE(exitCode, 0);
        QCOMPARE(merge.result(allTheirs), m_git.git(QStringList{u"merge-file"_s, u"-p"_s, u"--theirs"_s} + files, &exitCode));
        m_git.git(QStringList{u"merge-file"_s, u"-p"_s, u"-q"_s} + files, &exitCode);
        QCOMPARE(merge.conflictCount() == 0, exitCode == 0);
        clean += exitCode == 0 ? 1 : 0;
    }
    QVERIFY2(clean > 5 && clean < 55, qPrintable(QString::number(clean))); // both kinds were tried
}

void TestMerge::tooLargeIsOneConflict()
{
    const QByteArray base(2'000, 'a');
    const Merge merge = text::merge(base, "mine", base, {}, {1'000, 10});
    QCOMPARE(merge.state, text::MergeState::TooLarge);
    QCOMPARE(shape(merge), "X");
    QCOMPARE(merge.result({Take::Theirs}), base);
    QCOMPARE(merge.result({Take::Mine}), "mine");
    const Merge many = text::merge(QByteArray("\n").repeated(11), "x", "x", {}, {1'000, 10});
    QCOMPARE(many.state, text::MergeState::TooLarge);
    QCOMPARE(shape(many), "b");
}

void TestMerge::cancelled()
{
    core::CancelFlag cancel;
    cancel.set();
    const Merge merge = text::merge("a\n", "b\n", "c\n", cancel);
    QCOMPARE(merge.state, text::MergeState::Cancelled);
    QVERIFY(merge.regions.isEmpty());
}

void TestMerge::manyLinesAreFast()
{
    QByteArray base;
    QByteArray mine;
    QByteArray theirs;
    for (int i = 0; i < 10'000; ++i) { // 100 KB, the largest text there is
        const QByteArray line = "line " + QByteArray::number(i);
        base += line + '\n';
        mine += line + (i % 3 == 0 ? " m\n" : "\n");
        theirs += line + (i % 3 == 1 ? " t\n" : "\n");
    }
    QElapsedTimer timer;
    timer.start();
    const Merge merge = text::merge(base, mine, theirs);
    QVERIFY2(timer.elapsed() < 2'000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(merge.conflictCount() > 3'000);
    QCOMPARE(merge.result(), mine);
}

QTEST_GUILESS_MAIN(TestMerge)
#include "tst_merge.moc"

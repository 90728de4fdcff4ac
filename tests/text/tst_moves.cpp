// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/moves.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

using text::Move;

class TestMoves : public QObject
{
    Q_OBJECT

private slots:
    void blocks_data();
    void blocks();
    void withOtherBlanks();
    void movedLinesAreEqualAndLoose();
    void endlessRepetitionIsBounded();
};

namespace {

QByteArray dump(const QList<Move> &moves)
{
    QByteArrayList words;
    for (const Move &move : moves)
        words.append(QByteArray::number(move.before) + '>' + QByteArray::number(move.after) + '*'
                     + QByteArray::number(move.lines));
    return words.join(' ');
}

const QByteArray block = "first line of the block\nsecond line of the block\n";
const QByteArray rest = "one\ntwo\nthree\nfour\n";

} // namespace

void TestMoves::blocks_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &before, const QByteArray &after, const QByteArray &expected) {
        QTest::newRow(name) << before << after << expected;
    };
    row("nothing moved", rest, rest + "five\n", "");
    row("down", block + rest, rest + block, "1>5*2");
    row("up", rest + block, block + rest, "5>1*2");
    row("one line is none", "the only line that has moved\n" + rest, rest + "the only line that has moved\n", "");
    row("too little in them", "a\nb\n" + rest, rest + "a\nb\n", "");
    row("braces are none", "{\n}\n};\n" + rest, rest + "{\n}\n};\n", "");
    row("with its blank line and brace", "\n{\n" + block + "}\n" + rest + "5\n6\n", rest + "5\n6\n\n{\n" + block + "}\n",
        "1>7*5");
    row("two blocks", block + rest + "third line of the block\nfourth line of the block\n",
        "third line of the block\nfourth line of the block\n" + rest + block, "1>7*2 7>1*2");
    row("changed on the way", block + rest, rest + "first line of the block\nanother line of the block\n", "");
    row("copied is not moved", block + rest, block + rest + block, "");
    row("moved and copied", block + rest, rest + block + "-\n" + block, "1>5*2");
    row("only the line ends are others", block, "first line of the block\r\nsecond line of the block\r\n", "");
    row("moved with other line ends", block + rest, rest + "first line of the block\r\nsecond line of the block\r\n", "1>5*2");
    row("a line was put between", "first line of the block\nsecond line of the block\nthird line of the block\n" + rest,
        rest + "first line of the block\nsecond line of the block\nNEW\nthird line of the block\n", "1>5*2");
}

void TestMoves::blocks()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    const text::Diff diff = text::diff(before, after);
    QTEST(dump(text::moves(diff)), "expected");
}

void TestMoves::withOtherBlanks()
{
    const QByteArray indented = "  first line of the   block\n\tsecond line of the block\n";
    QVERIFY(text::moves(text::diff(block + rest, rest + indented)).isEmpty());
    text::DiffOptions options;
    options.ignoreBlanks = true;
    QCOMPARE(dump(text::moves(text::diff(block + rest, rest + indented, {}, options))), "1>5*2");
}

//! What is called moved was taken out and put in, is the same text, and no line is in two blocks.
void TestMoves::movedLinesAreEqualAndLoose()
{
    QRandomGenerator random(4);
    int found = 0;
    for (int round = 0; round < 300; ++round) {
        QByteArrayList lines;
        for (int i = 0; i < 40; ++i)
            lines.append("line with words " + QByteArray::number(random.bounded(25)));
        QByteArrayList after = lines;
        for (int edits = 0; edits < 3; ++edits) {
            const int from = int(random.bounded(30));
            const QByteArrayList cut = after.mid(from, int(random.bounded(6)));
            after = after.mid(0, from) + after.mid(from + cut.size());
            const int to = int(random.bounded(int(after.size())));
            after = after.mid(0, to) + cut + after.mid(to);
        }
        const text::Diff diff = text::diff(lines.join('\n'), after.join('\n'));
        QSet<int> removed;
        QSet<int> added;
        for (const text::Row &row : diff.rows) {
            if (row.kind != text::RowKind::Same) {
                removed.insert(row.before.number);
                added.insert(row.after.number);
            }
        }
        const QList<Move> moves = text::moves(diff);
        for (const Move &move : moves) {
            QVERIFY(move.lines >= 2);
            for (int i = 0; i < move.lines; ++i) {
                QVERIFY(removed.remove(move.before + i));
                QVERIFY(added.remove(move.after + i));
                QCOMPARE(lines[move.before + i - 1], after[move.after + i - 1]);
            }
        }
        found += int(moves.size());
    }
    QVERIFY(found > 200);
}

void TestMoves::endlessRepetitionIsBounded()
{
    QByteArray before;
    QByteArray after;
    for (int i = 0; i < 30'000; ++i) {
        before += "the same line over and over\n";
        after += "the same line over and over again\n";
    }
    const text::Diff diff = text::diff(before + after, after + "-\n" + before);
    QElapsedTimer timer;
    timer.start();
    text::moves(diff);
    QVERIFY2(timer.elapsed() < 3'000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(TestMoves)
#include "tst_moves.moc"

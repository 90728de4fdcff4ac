// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/diff.h"
#include "text/pairing.h"
#include "text/unified.h"

#include <QTest>

using namespace Qt::StringLiterals;
using text::RowKind;

namespace {

//! One row a line: kind, line numbers, texts.
QByteArray dump(const text::Diff &diff)
{
    QByteArray out;
    for (const text::Row &row : diff.rows) {
        out += "=-+~"[int(row.kind)];
        out += QByteArray::number(row.before.number) + ':' + QByteArray::number(row.after.number) + ' ';
        if (row.before.number > 0)
            out += diff.before(row);
        out += '|';
        if (row.after.number > 0)
            out += diff.after(row);
        out += row.endDiffers() ? " end\n" : "\n";
    }
    return out;
}

QByteArray marked(QByteArrayView line, const QList<text::Range> &words)
{
    QByteArrayList marks;
    for (const text::Range &word : words)
        marks.append(line.sliced(word.from, word.length).toByteArray());
    return marks.join('|');
}

} // namespace

class TestDiff : public QObject
{
    Q_OBJECT

private slots:
    void rows_data();
    void rows();
    void marksTheWordsThatDiffer();
    void unlikeLinesHaveNoWordMarks();
    void tooLarge();
    void cancelled();
    void pairsTheMostAlike();
    void unified_data();
    void unified();
};

void TestDiff::rows_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<int>("added");
    QTest::addColumn<int>("removed");

    QTest::newRow("both empty") << ""_ba << ""_ba << ""_ba << 0 << 0;
    QTest::newRow("equal") << "a\nb\n"_ba << "a\nb\n"_ba << "=1:1 a|a\n=2:2 b|b\n"_ba << 0 << 0;
    QTest::newRow("from nothing") << ""_ba << "a\nb"_ba << "+0:1 |a\n+0:2 |b\n"_ba << 2 << 0;
    QTest::newRow("to nothing") << "a\n"_ba << ""_ba << "-1:0 a|\n"_ba << 0 << 1;
    QTest::newRow("changed in the middle") << "a\nfoo b\nc\n"_ba << "a\nfoo d\nc\n"_ba
                                           << "=1:1 a|a\n~2:2 foo b|foo d\n=3:3 c|c\n"_ba << 1 << 1;
    QTest::newRow("inserted at the start") << "b\n"_ba << "a\nb\n"_ba << "+0:1 |a\n=1:2 b|b\n"_ba << 1 << 0;
    QTest::newRow("appended") << "a\n"_ba << "a\nb\n"_ba << "=1:1 a|a\n+0:2 |b\n"_ba << 1 << 0;
    QTest::newRow("removed in the middle")
        << "a\nb\nc\n"_ba << "a\nc\n"_ba << "=1:1 a|a\n-2:0 b|\n=3:2 c|c\n"_ba << 0 << 1;
    QTest::newRow("line end only") << "a\r\nb\n"_ba << "a\nb\n"_ba << "~1:1 a|a end\n=2:2 b|b\n"_ba << 1 << 1;
    QTest::newRow("final newline lost") << "a\nb\n"_ba << "a\nb"_ba << "=1:1 a|a\n~2:2 b|b end\n"_ba << 1 << 1;
    QTest::newRow("NUL is text") << QByteArray("a\0b\nc\n", 6) << QByteArray("a\0b\nd\n", 6)
                                 << QByteArray("=1:1 a\0b|a\0b\n~2:2 c|d\n", 22) << 1 << 1;
    QTest::newRow("lone CR belongs to its line") << "a\rb\n"_ba << "a\rc\n"_ba << "~1:1 a\rb|a\rc\n"_ba << 1 << 1;
    QTest::newRow("two hunks") << "1\n2\n3\n4\n5\n"_ba << "x\n2\n3\n4\ny\n"_ba
                               << "~1:1 1|x\n=2:2 2|2\n=3:3 3|3\n=4:4 4|4\n~5:5 5|y\n"_ba << 2 << 2;
}

void TestDiff::rows()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(QByteArray, expected);
    const text::Diff diff = text::diff(before, after);
    QCOMPARE(diff.state, text::DiffState::Ready);
    QCOMPARE(dump(diff), expected);
    QTEST(diff.added, "added");
    QTEST(diff.removed, "removed");
    QCOMPARE(diff.isEqual(), before == after);
}

void TestDiff::marksTheWordsThatDiffer()
{
    const text::Diff diff = text::diff("storage: SQLite, one file\n", "storage: Postgres, one file\n");
    QCOMPARE(diff.rows.size(), 1);
    QCOMPARE(marked(diff.before(diff.rows[0]), diff.rows[0].before.words), "SQLite"_ba);
    QCOMPARE(marked(diff.after(diff.rows[0]), diff.rows[0].after.words), "Postgres"_ba);
}

void TestDiff::unlikeLinesHaveNoWordMarks()
{
    const text::Diff diff = text::diff("the quick brown fox\n", "12 34 56\n");
    QCOMPARE(diff.rows.size(), 1);
    QCOMPARE(diff.rows[0].kind, RowKind::Changed);
    QVERIFY(diff.rows[0].before.words.isEmpty());
    QVERIFY(diff.rows[0].after.words.isEmpty());
}

void TestDiff::tooLarge()
{
    text::DiffOptions limits;
    limits.maxBytes = 3;
    QCOMPARE(text::diff("a\nb", "a", {}, limits).state, text::DiffState::Ready);
    QCOMPARE(text::diff("a\nbc", "a", {}, limits).state, text::DiffState::TooLarge);
    limits = {};
    limits.maxLines = 2;
    QCOMPARE(text::diff("a\nb\n", "a\n", {}, limits).state, text::DiffState::Ready);
    const text::Diff diff = text::diff("a\n", "a\nb\nc", {}, limits);
    QCOMPARE(diff.state, text::DiffState::TooLarge);
    QVERIFY(diff.rows.isEmpty());
    QVERIFY(!diff.isEqual());
}

void TestDiff::cancelled()
{
    core::CancelFlag cancel;
    cancel.set();
    const text::Diff diff = text::diff("a\n", "b\n", cancel);
    QCOMPARE(diff.state, text::DiffState::Cancelled);
    QVERIFY(diff.rows.isEmpty());
}

void TestDiff::pairsTheMostAlike()
{
    const QList<QByteArrayView> removed = {"alpha beta gamma", "one two three"};
    const QList<QByteArrayView> added = {"something new here", "alpha beta delta", "one two four"};
    const QList<text::Pair> expected = {{-1, 0}, {0, 1}, {1, 2}};
    QCOMPARE(text::pairLines(removed, added), expected);
    const QList<text::Pair> byPosition = {{0, 0}, {1, -1}};
    QCOMPARE(text::pairLines({"aaa", "bbb"}, {"ccc"}), byPosition);
}

void TestDiff::unified_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("equal") << "a\n"_ba << "a\n"_ba << ""_ba;
    QTest::newRow("context and runs")
        << "1\n2\n3\n4\n5\n6\n7\n8\n9\n"_ba << "1\n2\n3\n4\nfive\nsix\n7\n8\n9\n"_ba
        << "--- old\n+++ new\n@@ -2,8 +2,8 @@\n 2\n 3\n 4\n-5\n-6\n+five\n+six\n 7\n 8\n 9\n"_ba;
    QTest::newRow("from nothing") << ""_ba << "a\n"_ba << "--- old\n+++ new\n@@ -0,0 +1 @@\n+a\n"_ba;
    QTest::newRow("no newline at the end")
        << "a\nb\n"_ba << "a\nb"_ba
        << "--- old\n+++ new\n@@ -1,2 +1,2 @@\n a\n-b\n+b\n\\ No newline at end of file\n"_ba;
}

void TestDiff::unified()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QTEST(text::unified(text::diff(before, after), "old", "new"), "expected");
}

QTEST_APPLESS_MAIN(TestDiff)
#include "tst_diff.moc"

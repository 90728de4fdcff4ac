// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/sentences.h"

#include <QTest>

using text::Fact;

class TestSentences : public QObject
{
    Q_OBJECT

private slots:
    void facts_data();
    void facts();
    void blanksIgnored();
    void bounded();
};

namespace {

QByteArray dump(const text::Diff &diff, const text::Facts &facts)
{
    QByteArrayList out;
    for (const Fact &fact : facts.list) {
        const text::Row &row = diff.rows[fact.row];
        QByteArray words = QByteArrayList{"became", "word+", "word-", "added", "removed", "moved", "arrived", "end"}[int(fact.kind)];
        words += ' ' + QByteArray::number(fact.line);
        if (fact.lines != 1)
            words += '*' + QByteArray::number(fact.lines);
        if (fact.otherLine != 0)
            words += '>' + QByteArray::number(fact.otherLine);
        if (fact.before.length > 0)
            words += " [" + diff.before(row).sliced(fact.before.from, fact.before.length).toByteArray() + ']';
        if (fact.after.length > 0)
            words += " {" + diff.after(row).sliced(fact.after.from, fact.after.length).toByteArray() + '}';
        out.append(words);
    }
    return out.join("; ") + (facts.more ? " ..." : "");
}

} // namespace

void TestSentences::facts_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &before, const QByteArray &after, const QByteArray &expected) {
        QTest::newRow(name) << before << after << expected;
    };
    row("equal", "a\n", "a\n", "");
    row("one word", "x\ntheme is dark\n", "x\ntheme is light\n", "became 2 [dark] {light}");
    row("two words are told with what is between", "set dark blue now for me\n", "set light blue soon for me\n",
        "became 1 [dark blue now] {light blue soon}");
    row("a word more", "it is good here\n", "it is very good here\n", "word+ 1 {very }");
    row("two words more are no lie", "it is good here\n", "it is very good right here\n", "became 1 [good] {very good right}");
    row("a word less", "it is very good here\n", "it is good here\n", "word- 1 [very ]");
    row("repeated letters", "aa bb aa cc\n", "aa cc\n", "word- 1 [bb aa ]");
    row("nothing alike", "one two three\n", "4 5 6 7\n", "became 1 [one two three] {4 5 6 7}");
    row("added", "a\n", "a\nb\n\nc\n", "added 2*3");
    row("removed", "a\nb\nc\nd\n", "a\nd\n", "removed 2*2");
    row("both ends", "a\nx\ny\nz\n", "x\ny\nz\nb\n", "removed 1; added 4");
    row("line end", "a\nb\n", "a\nb\r\n", "end 2");
    row("no line end", "a\nb", "a\nb\n", "end 2");
    row("moved", "first line of the block\nsecond line of the block\none\ntwo\nthree\nfour\n",
        "one\ntwo\nthree\nfour\nfirst line of the block\nsecond line of the block\n", "moved 1*2>5; arrived 5*2>1");
    row("moved, and something else came", "first line of the block\nsecond line of the block\none\ntwo\nthree\nfour\n",
        "quite other\none\ntwo\nthree\nfour\nfirst line of the block\nsecond line of the block\n", "moved 1*2>6; added 1; arrived 6*2>1");
}

void TestSentences::facts()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    const text::Diff diff = text::diff(before, after);
    QTEST(dump(diff, text::factsOf(diff, text::moves(diff))), "expected");
}

void TestSentences::blanksIgnored()
{
    text::DiffOptions options;
    options.ignoreBlanks = true;
    const text::Diff diff = text::diff("a  b\n  theme is dark  here\n", "a b\ntheme is light here\n", {}, options);
    QCOMPARE(dump(diff, text::factsOf(diff, {})), "became 2 [dark] {light}");
}

void TestSentences::bounded()
{
    QByteArray before;
    QByteArray after;
    for (int i = 0; i < 50; ++i) {
        before += "line number " + QByteArray::number(i) + '\n';
        after += "line number " + QByteArray::number(i + 1'000) + '\n';
    }
    const text::Diff diff = text::diff(before, after);
    const text::Facts some = text::factsOf(diff, {}, 10);
    QCOMPARE(some.list.size(), 10);
    QVERIFY(some.more);
    const text::Facts all = text::factsOf(diff, {}, 50);
    QCOMPARE(all.list.size(), 50);
    QVERIFY(!all.more);
}

QTEST_GUILESS_MAIN(TestSentences)
#include "tst_sentences.moc"

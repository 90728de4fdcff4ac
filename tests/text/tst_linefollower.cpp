// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/linefollower.h"

#include <QRandomGenerator>
#include <QTest>

using text::LineFollower;

namespace {

//! One letter stands for a telling line, a digit for one that tells nothing.
QByteArray textOf(const char *letters)
{
    QByteArray text;
    for (const char *at = letters; *at; ++at)
        text += (*at >= '0' && *at <= '9' ? QByteArray(1, *at) : "line " + QByteArray(4, *at)) + '\n';
    return text;
}

QList<int> follow(const QByteArray &then, const QByteArray &now)
{
    LineFollower follower;
    const auto before = follower.read(then);
    return LineFollower::follow(before, follower.read(now));
}

//! Length of the longest common sequence, by the table that everybody knows.
int commonLines(const QList<text::LineNumber> &a, const QList<text::LineNumber> &b)
{
    QList<QList<int>> table(a.size() + 1, QList<int>(b.size() + 1, 0));
    for (qsizetype i = 1; i <= a.size(); ++i) {
        for (qsizetype j = 1; j <= b.size(); ++j)
            table[i][j] = a[i - 1].number == b[j - 1].number ? table[i - 1][j - 1] + 1 : std::max(table[i - 1][j], table[i][j - 1]);
    }
    return table.last().last();
}

} // namespace

class TestLineFollower : public QObject
{
    Q_OBJECT

private slots:
    void linesAreThoseOfTheEditor()
    {
        using Lines = QList<QByteArrayView>;
        QCOMPARE(text::splitLines(""), Lines());
        QCOMPARE(text::splitLines("a"), Lines({"a"}));
        QCOMPARE(text::splitLines("a\n"), Lines({"a"}));
        QCOMPARE(text::splitLines("\n\n"), Lines({"", ""}));
        QCOMPARE(text::splitLines("a\r\nb\rc\xE2\x80\xA9" "d\xE2\x80\xA8" "e"), Lines({"a", "b", "c", "d\xE2\x80\xA8" "e"}));
        QCOMPARE(text::splitLines("\xE2"), Lines({"\xE2"})); // cut in the middle of a character
    }

    void linesAreFollowed_data()
    {
        QTest::addColumn<QByteArray>("then");
        QTest::addColumn<QByteArray>("now");
        QTest::addColumn<QList<int>>("sources");
        const auto row = [](const char *name, const char *then, const char *now, const QList<int> &sources) {
            QTest::newRow(name) << textOf(then) << textOf(now) << sources;
        };
        row("the same", "abc", "abc", {0, 1, 2});
        row("nothing before", "", "ab", {-1, -1});
        row("nothing now", "ab", "", {});
        row("put in and taken out", "abcd", "axcdy", {0, -1, 2, 3, -1});
        row("all others", "abc", "xyz", {-1, -1, -1});
        row("one line moved up", "abcd", "dabc", {3, 0, 1, 2});
        row("two changed places", "abcd", "acbd", {0, 2, 1, 3});
        row("a block with what tells nothing", "a1b2cde", "cdea1b2", {4, 5, 6, 0, 1, 2, 3});
        row("what tells nothing does not move alone", "1abc", "abc1", {1, 2, 3, -1});
        row("moved lines that repeat are new", "aabcd", "bcdaa", {2, 3, 4, -1, -1});
        row("copied: the copy is new", "abc", "abca", {0, 1, 2, -1});
        QTest::newRow("line ends count for nothing") << QByteArray("one line\ntwo lines\n") << QByteArray("one line\r\ntwo lines") << QList<int>{0, 1};
    }
    void linesAreFollowed()
    {
        QFETCH(QByteArray, then);
        QFETCH(QByteArray, now);
        QTEST(follow(then, now), "sources");
    }

    //! Never a line of another text, never one line for two, and what stays in order is as much as can.
    void sourcesAreLinesOfTheOther()
    {
        QRandomGenerator random(11);
        for (int round = 0; round < 400; ++round) {
            const auto text = [&random, round] {
                QByteArray letters;
                const int length = int(random.bounded(round < 390 ? 30 : 2000));
                for (int i = 0; i < length; ++i)
                    letters += char(round % 2 ? 'a' + random.bounded(26) : '0' + random.bounded(10)); // with and without moves
                return textOf(letters.constData());
            };
            LineFollower follower;
            const auto then = follower.read(text());
            const auto now = follower.read(text());
            const QList<int> sources = LineFollower::follow(then, now);
            QCOMPARE(sources.size(), now.size());
            QSet<int> used;
            for (qsizetype i = 0; i < now.size(); ++i) {
                if (sources[i] < 0)
                    continue;
                QVERIFY(sources[i] < then.size());
                QCOMPARE(then[sources[i]].number, now[i].number);
                QVERIFY(!used.contains(sources[i]));
                used.insert(sources[i]);
            }
            // More than 600 changes are given to libgit2, which may give up a line for speed.
            if (round % 2 == 0 && round < 390)
                QCOMPARE(int(used.size()), commonLines(then, now));
        }
    }

    void memoryDoesNotGrowWithThePast()
    {
        LineFollower follower;
        QList<text::LineNumber> last;
        for (int i = 0; i < 50; ++i) {
            last = follower.read("kept line\nline " + QByteArray::number(i) + '\n');
            follower.keepOnly(last);
        }
        QCOMPARE(follower.knownLines(), 2);
        QCOMPARE(follower.read("kept line\n").first(), last.first());
    }
};

QTEST_GUILESS_MAIN(TestLineFollower)
#include "tst_linefollower.moc"

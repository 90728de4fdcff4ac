// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/words.h"

#include "core/utf8.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestWords : public QObject
{
    Q_OBJECT

private slots:
    void words_data();
    void words();
    void marks_data();
    void marks();
    void veryManyWords();
    void similarity();
};

namespace {

QByteArray joined(QByteArrayView line, const QList<text::Range> &ranges)
{
    QByteArrayList parts;
    for (const text::Range &range : ranges)
        parts.append(line.sliced(range.from, range.length).toByteArray());
    return parts.join('|');
}

} // namespace

void TestWords::words_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("expected");
    QTest::newRow("empty") << u""_s << u""_s;
    QTest::newRow("words, blanks, signs") << u"foo_1  bar(x)"_s << u"foo_1|  |bar|(|x|)"_s;
    QTest::newRow("umlauts") << u"für alle"_s << u"für| |alle"_s;
    QTest::newRow("Chinese, one by one") << u"你好world"_s << u"你|好|world"_s;
    QTest::newRow("Hangul, by words") << u"안녕 세상"_s << u"안녕| |세상"_s;
    QTest::newRow("combining mark stays") << u"e\u0301a -\u0301"_s << u"e\u0301a| |-\u0301"_s;
    QTest::newRow("joined emoji") << u"👩\u200D💻"_s << u"👩\u200D|💻"_s;
    QTest::newRow("NBSP is blank") << u"a \u00A0b"_s << u"a| \u00A0|b"_s;
}

void TestWords::words()
{
    QFETCH(QString, line);
    QFETCH(QString, expected);
    const QByteArray bytes = line.toUtf8();
    QCOMPARE(QString::fromUtf8(joined(bytes, text::wordsOf(bytes))), expected);
}

void TestWords::marks_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("beforeMarks");
    QTest::addColumn<QString>("afterMarks");
    QTest::newRow("equal") << u"a b"_s << u"a b"_s << u""_s << u""_s;
    QTest::newRow("one word") << u"a b c"_s << u"a x c"_s << u"b"_s << u"x"_s;
    QTest::newRow("inserted") << u"a c"_s << u"a b c"_s << u""_s << u"b "_s;
    QTest::newRow("at both ends") << u"1 b 2"_s << u"3 b 4"_s << u"1|2"_s << u"3|4"_s;
    QTest::newRow("one Chinese character") << u"你好吗"_s << u"你坏吗"_s << u"好"_s << u"坏"_s;
    QTest::newRow("shares a lead byte") << u"é"_s << u"è"_s << u"é"_s << u"è"_s;
    QTest::newRow("from nothing") << u""_s << u"a b"_s << u""_s << u"a b"_s;
}

void TestWords::marks()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    const QByteArray from = before.toUtf8();
    const QByteArray to = after.toUtf8();
    const text::WordMarks marks = text::differingWords(from, to);
    QTEST(QString::fromUtf8(joined(from, marks.before)), "beforeMarks");
    QTEST(QString::fromUtf8(joined(to, marks.after)), "afterMarks");
    for (const text::Range &range : marks.before)
        QVERIFY(core::firstInvalidUtf8(QByteArrayView(from).sliced(range.from, range.length)) < 0);
}

void TestWords::veryManyWords()
{
    QByteArray before;
    for (int i = 0; i < 40'000; ++i)
        before += QByteArray::number(i) + ' ';
    QByteArray after = before;
    after.replace(" 5 ", " five ").replace(" 39990 ", " x ");
    const text::WordMarks marks = text::differingWords(before, after);
    QCOMPARE(marks.before.size(), 1); // from the first to the last difference, in one
    QVERIFY(after.sliced(marks.after[0].from).startsWith("five"));
}

void TestWords::similarity()
{
    QCOMPARE(text::similarity("a b", "a b"), 1.0);
    QCOMPARE(text::similarity("a b", "b  a"), 1.0);
    QCOMPARE(text::similarity("aa bb", "aa cc"), 0.5);
    QCOMPARE(text::similarity("aa", "bb"), 0.0);
    QCOMPARE(text::similarity("", "bb"), 0.0);
    QCOMPARE(text::similarity(" ", "  "), 1.0);
}

QTEST_APPLESS_MAIN(TestWords)
#include "tst_words.moc"

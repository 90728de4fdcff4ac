// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "audit/pattern.h"

#include <QTest>

using namespace Qt::StringLiterals;
using audit::Pattern;

class TestPattern : public QObject
{
    Q_OBJECT

    //! What is marked at the first place that matches, or "-".
    static QString find(const QString &pattern, const QByteArray &text)
    {
        QString problem;
        const auto compiled = Pattern::compile(pattern, &problem);
        if (!compiled)
            return u"? "_s + problem;
        for (qsizetype at = 0; at < text.size(); ++at) {
            if (const auto match = compiled->matchAt(text, at))
                return QString::fromLatin1(text.mid(match->markFrom, match->markTo - match->markFrom));
        }
        return u"-"_s;
    }

private slots:
    void matches_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("marked");
        const auto row = [](const QString &pattern, const QByteArray &text, const QString &marked) {
            QTest::addRow("%s in %s", qPrintable(pattern), text.constData()) << pattern << text << marked;
        };
        row(u"abc"_s, "xxabcxx", u"abc"_s);
        row(u"a\\.c"_s, "abc a.c", u"a.c"_s);
        row(u"a[b-d]+e"_s, "abcdce", u"abcdce"_s);
        row(u"a[^\\s]{2,3}"_s, "a bcd abcdef", u"abcd"_s);
        row(u"\\d{4}"_s, "12 1234", u"1234"_s);
        row(u"\\bab\\b"_s, "xab abx ab.", u"ab"_s);
        row(u"\\bab\\b"_s, "xab abx", u"-"_s);
        row(u"(?i)ab[C]"_s, "xaBc", u"aBc"_s);
        row(u"a(?:b|cd)e"_s, "ace acde", u"acde"_s);
        row(u"a(?:b|cd)?e"_s, "ae", u"ae"_s);
        row(u"key=(\\w+)"_s, "key=value!", u"value"_s);
        row(u"x*y"_s, "zy", u"y"_s);
        row(u"a-"_s, "a-", u"a-"_s);
        row(u"[a-]"_s, "-", u"-"_s);
        row(u"\\x41[\\x42-\\x43]"_s, "AC", u"AC"_s);
        // It never goes back, which is the point.
        row(u"a+ab"_s, "aaab", u"-"_s);
        row(u"(?:a|ab)c"_s, "abc", u"-"_s);
    }

    void matches()
    {
        QFETCH(QString, pattern);
        QFETCH(QByteArray, text);
        QFETCH(QString, marked);
        QCOMPARE(find(pattern, text), marked);
    }

    void whatCannotBeUnderstoodIsSaid_data()
    {
        QTest::addColumn<QString>("pattern");
        for (const QString &pattern : {u"("_s, u")"_s, u"a)"_s, u"(?:a"_s, u"(a)(b)"_s, u"(?:(a))"_s, u"[a"_s, u"*"_s, u"a**"_s, u"a{2"_s,
                                       u"a{3,2}"_s, u"a{99999}"_s, u"a|b"_s, u"(?:a)*"_s, u"(?=a)"_s, u"\\"_s, u"\\q"_s, u"\\x4"_s, u"[ä]"_s,
                                       u"[z-a]"_s, u"a{0}"_s, u"^a"_s, u"a$"_s, QString(), u"a?"_s, u"(?:a|b?)"_s})
            QTest::newRow(qPrintable(pattern)) << pattern;
    }

    void whatCannotBeUnderstoodIsSaid()
    {
        QFETCH(QString, pattern);
        QString problem;
        QVERIFY(!Pattern::compile(pattern, &problem));
        QVERIFY(!problem.isEmpty());
    }

    //! Patterns that make others go back for ever.
    void noTextIsSlow_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nested") << u"a+(?:a|b)c"_s << QByteArray(20'000, 'a');
        QTest::newRow("two runs") << u"[ab]+[bc]+d"_s << QByteArray("abc").repeated(7000);
        QTest::newRow("one long run") << u"[a-z]{10,}@"_s << QByteArray(20'000, 'a');
        QTest::newRow("many beginnings") << u"\\bey[\\w-]{10,}\\.ey"_s << QByteArray("eyJ-").repeated(5000);
        QTest::newRow("many dots") << u"\\bey[\\w-]{10,}\\.ey"_s << QByteArray("eyJ.").repeated(5000);
        QTest::newRow("everything") << u"\\S+x\\S+y"_s << QByteArray("z x ").repeated(5000);
    }

    void noTextIsSlow()
    {
        QFETCH(QString, pattern);
        QFETCH(QByteArray, text);
        const auto compiled = Pattern::compile(pattern);
        QVERIFY(compiled);
        qint64 steps = 0;
        for (qsizetype at = 0; at < text.size(); ++at)
            (void)compiled->matchAt(text, at, &steps);
        QVERIFY2(steps <= 8 * text.size(), qPrintable(QString::number(steps)));
    }
};

QTEST_GUILESS_MAIN(TestPattern)
#include "tst_pattern.moc"

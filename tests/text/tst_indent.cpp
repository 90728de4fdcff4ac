// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/indent.h"

#include <QTest>

using namespace Qt::StringLiterals;
using text::IndentStyle;

class TestIndent : public QObject
{
    Q_OBJECT

private slots:
    void detects_data();
    void detects();
    void steps();
    void outdents_data();
    void outdents();
};

void TestIndent::detects_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("tabs");
    QTest::addColumn<int>("width");
    QTest::newRow("nothing") << u"a\nb"_s << false << 2;
    QTest::newRow("two") << u"a:\n  b:\n    c\n  d"_s << false << 2;
    QTest::newRow("four") << u"a:\n    b:\n        c\n    d"_s << false << 4;
    QTest::newRow("tabs") << u"a:\n\tb\n\tc"_s << true << IndentStyle().width;
}

void TestIndent::detects()
{
    QFETCH(QString, text);
    const IndentStyle style = text::detectIndent(text);
    QTEST(style.tabs, "tabs");
    if (!style.tabs)
        QTEST(style.width, "width");
}

void TestIndent::steps()
{
    QCOMPARE((IndentStyle{true, 4}.step(3)), u"\t"_s);
    QCOMPARE((IndentStyle{false, 4}.step()), u"    "_s);
    QCOMPARE((IndentStyle{false, 4}.step(3)), u" "_s);
    QCOMPARE((IndentStyle{false, 4}.step(4)), u"    "_s);
}

void TestIndent::outdents_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("gone");
    QTest::newRow("not indented") << u"a"_s << 0;
    QTest::newRow("less than a step") << u" a"_s << 1;
    QTest::newRow("a step") << u"  a"_s << 2;
    QTest::newRow("more") << u"     a"_s << 2;
    QTest::newRow("a tab") << u"\ta"_s << 1;
    QTest::newRow("empty") << QString() << 0;
}

void TestIndent::outdents()
{
    QFETCH(QString, line);
    QFETCH(int, gone);
    QCOMPARE(text::outdentLength(line, {false, 2}), gone);
}

QTEST_APPLESS_MAIN(TestIndent)
#include "tst_indent.moc"

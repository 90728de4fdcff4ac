// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/markdown.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using text::MarkdownBlock;
using text::MarkdownKind;
using text::MarkdownPage;
using text::MarkdownStyle;

class TestMarkdown : public QObject
{
    Q_OBJECT

private slots:
    void kinds();
    void styles();
    void lists();
    void tables();
    void linesOfTheSource();
    void htmlIsText();
    void hiddenIsNamed();
    void entities();
    void longOnesAreDivided();
    void everythingIsBounded_data();
    void everythingIsBounded();
    void names();
};

namespace {

QString textOf(const MarkdownBlock &block)
{
    QString text;
    for (const text::MarkdownRun &run : block.runs)
        text += run.text;
    return text;
}

QStringList textsOf(const MarkdownPage &page)
{
    QStringList texts;
    for (const MarkdownBlock &block : page.blocks)
        texts += QString(block.indent * 2, u' ') + (block.marker.isEmpty() ? QString() : block.marker + u' ') + textOf(block);
    return texts;
}

QByteArray filled(const QByteArray &piece, qsizetype size = 100 * 1024)
{
    return piece.repeated(size / piece.size() + 1);
}

} // namespace

void TestMarkdown::kinds()
{
    const MarkdownPage page = text::parseMarkdown("# A\n\ntext\nmore\n\n---\n\n```\nx\n\n  y\n```\n> q\n");
    QList<MarkdownKind> kinds;
    for (const MarkdownBlock &block : page.blocks)
        kinds.append(block.kind);
    using enum MarkdownKind;
    QCOMPARE(kinds, (QList<MarkdownKind>{Heading, Paragraph, Rule, Code, Code, Code, Paragraph}));
    QCOMPARE(textsOf(page), (QStringList{u"A"_s, u"text more"_s, {}, u"x"_s, {}, u"  y"_s, u"q"_s}));
    QCOMPARE(page.blocks[0].level, 1);
    QCOMPARE(page.blocks.last().quote, 1);
    QVERIFY(!page.blocks[3].goesOn);
    QVERIFY(page.blocks[4].goesOn);
    QVERIFY(!page.cut);
}

void TestMarkdown::styles()
{
    const MarkdownPage page = text::parseMarkdown("a **b *c*** `d` ~~e~~ [f](http://g) ![h](/etc/passwd)");
    QCOMPARE(page.blocks.size(), 1);
    const auto &runs = page.blocks.first().runs;
    const auto stylesOf = [&](const QString &text) {
        for (const text::MarkdownRun &run : runs) {
            if (run.text.contains(text))
                return run.styles;
        }
        return text::MarkdownStyles();
    };
    QCOMPARE(stylesOf(u"b"_s), MarkdownStyle::Strong);
    QCOMPARE(stylesOf(u"c"_s), MarkdownStyle::Strong | MarkdownStyle::Emphasis);
    QCOMPARE(stylesOf(u"d"_s), MarkdownStyle::Code);
    QCOMPARE(stylesOf(u"e"_s), MarkdownStyle::Strike);
    QCOMPARE(stylesOf(u"f"_s), MarkdownStyle::Link);
    QCOMPARE(stylesOf(u"h"_s), MarkdownStyle::Image);
    QCOMPARE(runs.last().target, u"/etc/passwd"_s);
}

void TestMarkdown::lists()
{
    const MarkdownPage page = text::parseMarkdown("- a\n  - b\n- [x] c\n- [ ] d\n-\n\n7. e\n8. f\n");
    QCOMPARE(textsOf(page), (QStringList{u"  \u2022 a"_s, u"    \u2022 b"_s, u"  \u2611 c"_s, u"  \u2610 d"_s, u"  \u2022 "_s,
                                         u"  7. e"_s, u"  8. f"_s}));
}

void TestMarkdown::tables()
{
    const MarkdownPage page = text::parseMarkdown("|name|x|\n|---|---|\n|a|longer|\n|b|\n");
    QCOMPARE(textsOf(page), (QStringList{u"name \u2502 x     "_s, u"a    \u2502 longer"_s, u"b    \u2502       "_s}));
    QCOMPARE(page.blocks.first().runs.first().styles, MarkdownStyle::Strong);
    QCOMPARE(page.blocks.first().kind, MarkdownKind::TableRow);
}

void TestMarkdown::linesOfTheSource()
{
    const MarkdownPage page = text::parseMarkdown("# A\n\n\ntext\nmore\n\n- x\n- y\n\n```\nc\nd\n```\n|h|i|\n|---|---|\n|r|s|\n");
    QList<int> lines;
    for (const MarkdownBlock &block : page.blocks)
        lines.append(block.line);
    QCOMPARE(lines, (QList<int>{1, 4, 7, 8, 11, 12, 14, 16}));
}

void TestMarkdown::htmlIsText()
{
    const MarkdownPage page = text::parseMarkdown("<img src=\"file:///etc/passwd\">\n\na <b>c</b>\n");
    QCOMPARE(textsOf(page), (QStringList{u"<img src=\"file:///etc/passwd\">"_s, u"a <b>c</b>"_s}));
}

void TestMarkdown::hiddenIsNamed()
{
    QCOMPARE(textsOf(text::parseMarkdown("a\xE2\x80\xAE"
                                         "b")),
             QStringList{u"a\u2039U+202E\u203Ab"_s});
    QCOMPARE(textsOf(text::parseMarkdown("a&#x202E;b")), QStringList{u"a\u2039U+202E\u203Ab"_s});
}

void TestMarkdown::entities()
{
    QCOMPARE(textsOf(text::parseMarkdown("&lt;b&gt; &#65; &#x42; &unknown; &#xD800; &#x110000;")),
             QStringList{u"<b> A B &unknown; \uFFFD \uFFFD"_s});
}

void TestMarkdown::longOnesAreDivided()
{
    const MarkdownPage page = text::parseMarkdown(filled("word "));
    QVERIFY(page.blocks.size() > 100);
    QVERIFY(!page.cut);
    QString all;
    for (const MarkdownBlock &block : page.blocks) {
        QVERIFY(textOf(block).size() <= 1'000);
        all += textOf(block);
    }
    QCOMPARE(all.trimmed().toUtf8(), filled("word ").trimmed());
}

//! The texts that froze Qt's own Markdown, and some more: a second is the limit, most take a few milliseconds.
void TestMarkdown::everythingIsBounded_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::newRow("table of short rows") << QByteArray("|a|b|\n|---|---|\n") + filled("|c|d|\n");
    QTest::newRow("table with many columns") << filled("|a", 49'999) + '\n' + filled("|---", 100'000) + '\n' + filled("|\n", 20'000);
    QTest::newRow("links") << filled("[a](b)\n");
    QTest::newRow("list of links") << filled("- [a](b)\n");
    QTest::newRow("entities") << filled("&#x10FFFF;");
    QTest::newRow("NUL") << QByteArray(100 * 1024, '\0');
    QByteArray random;
    for (quint32 i = 0, x = 1; i < 100 * 1024; ++i, x = x * 1664525 + 1013904223)
        random += char(x >> 24);
    QTest::newRow("random bytes") << random;
    QByteArray references;
    for (int i = 0; i < 5'000; ++i)
        references += "[a" + QByteArray::number(i) + "]: /u\n";
    for (int i = 0; i < 5'000; ++i)
        references += "[a" + QByteArray::number(i) + "] ";
    QTest::newRow("reference definitions") << references;
    QTest::newRow("nested lists") << filled("- ");
    QTest::newRow("nested quotes") << filled("> ");
    QTest::newRow("emoji with joiners") << filled("\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB");
    QTest::newRow("marks") << 'a' + filled("\xCC\x81");
    QTest::newRow("open brackets") << filled("[");
    QTest::newRow("open images") << filled("![");
    QTest::newRow("stars") << filled("*a_");
    QTest::newRow("backticks") << filled("`a``b```");
    QTest::newRow("open tags") << filled("<a ");
    QTest::newRow("strong runs") << filled("**a** ");
    QTest::newRow("empty lines") << QByteArray(100 * 1024, '\n');
    QTest::newRow("lines") << filled("a  \n");
    QTest::newRow("too large") << filled("# a\n\n", 3 * 1024 * 1024);
}

void TestMarkdown::everythingIsBounded()
{
    QFETCH(QByteArray, source);
    QElapsedTimer timer;
    timer.start();
    const MarkdownPage page = text::parseMarkdown(source);
    QVERIFY2(timer.elapsed() < 3'000, QByteArray::number(timer.elapsed()).constData());
    QVERIFY(page.blocks.size() <= 5'001);
    qsizetype runs = 0;
    qsizetype units = 0;
    for (const MarkdownBlock &block : page.blocks) {
        const qsizetype length = textOf(block).size();
        QVERIFY(length <= 1'000);
        QVERIFY(block.runs.size() <= 100);
        units += length;
        runs += block.runs.size();
    }
    QVERIFY(units <= 250'000);
    QVERIFY(runs <= 10'000);
}

void TestMarkdown::names()
{
    QVERIFY(text::mayBeMarkdown(u"notes/a.md"));
    QVERIFY(text::mayBeMarkdown(u"a.json/notes"));
    QVERIFY(!text::mayBeMarkdown(u"a.JSON"));
    QVERIFY(!text::mayBeMarkdown(u"a/b.yml"));
}

QTEST_APPLESS_MAIN(TestMarkdown)
#include "tst_markdown.moc"

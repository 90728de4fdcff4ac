// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/indent.h"
#include "text/syntax.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using text::Language;
using text::TokenKind;

class TestSyntax : public QObject
{
    Q_OBJECT

private slots:
    void languages();
    void tokens_data();
    void tokens();
    void blocksGoOn();
    void hostileLinesAreQuick();
    void indentation_data();
    void indentation();
    void indentSteps();
};

void TestSyntax::languages()
{
    QCOMPARE(text::languageOf(u"a/B.MD"), Language::Markdown);
    QCOMPARE(text::languageOf(u"a.yml"), Language::Yaml);
    QCOMPARE(text::languageOf(u"a.json"), Language::Json);
    QCOMPARE(text::languageOf(u"a.md/plain"), Language::Plain);
    QCOMPARE(text::languageOf(u"json"), Language::Plain);
}

void TestSyntax::tokens_data()
{
    QTest::addColumn<Language>("language");
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("wanted"); //!< pieces with the kind's number
    const auto row = [](Language language, const QString &line, const QString &wanted) {
        QTest::newRow(qPrintable(line)) << language << line << wanted;
    };
    row(Language::Json, u"{\"a\": \"b\", \"c\" : -1.5e3}"_s,
        u"{=Sign \"a\"=Key :=Sign \"b\"=String ,=Sign \"c\"=Key :=Sign -1.5e3=Number }=Sign"_s);
    row(Language::Json, u"[true,\"a\\\"b\"]"_s, u"[=Sign true=Word ,=Sign \"a\\\"b\"=String ]=Sign"_s);
    row(Language::Yaml, u"- key: value # why"_s, u"-=Sign key=Key :=Sign # why=Comment"_s);
    row(Language::Yaml, u"at: 12 # c"_s, u"at=Key :=Sign 12=Number # c=Comment"_s);
    row(Language::Yaml, u"url: http://a.b/c#d"_s, u"url=Key :=Sign"_s);
    row(Language::Yaml, u"on: [yes, \"x\"]"_s, u"on=Key :=Sign [=Sign yes=Word ,=Sign \"x\"=String ]=Sign"_s);
    row(Language::Markdown, u"## Title"_s, u"## Title=Heading"_s);
    row(Language::Markdown, u"#tag"_s, u""_s);
    row(Language::Markdown, u"- a *b* **c** `d`"_s, u"-=Sign *b*=Emphasis **c**=Strong `d`=Code"_s);
    row(Language::Markdown, u"> see [x](http://y)"_s, u">=Quote [x](http://y)=Link"_s);
    row(Language::Markdown, u"2 * 3 and 12. x"_s, u""_s);
    row(Language::Plain, u"# no"_s, u""_s);
}

void TestSyntax::tokens()
{
    QFETCH(Language, language);
    QFETCH(QString, line);
    static const QStringList names{u"Heading"_s, u"Strong"_s, u"Emphasis"_s, u"Code"_s,   u"Quote"_s, u"Link"_s,
                                   u"Sign"_s,    u"Key"_s,    u"String"_s,   u"Number"_s, u"Word"_s,  u"Comment"_s};
    QList<text::Token> found;
    text::tokenize(language, line, 1, found);
    QStringList said;
    for (const text::Token &token : found)
        said.append(line.sliced(token.from, token.length) + u'=' + names[qsizetype(token.kind)]);
    QTEST(said.join(u' '), "wanted");
}

void TestSyntax::blocksGoOn()
{
    const auto kinds = [](Language language, const QStringList &lines) {
        QString result;
        int state = 0;
        for (const QString &line : lines) {
            QList<text::Token> found;
            state = text::tokenize(language, line, state, found);
            result += found.isEmpty() ? u"-"_s : QString::number(int(found.first().kind));
        }
        return result;
    };
    const QString code = QString::number(int(TokenKind::Code));
    QCOMPARE(kinds(Language::Markdown, {u"a"_s, u"```"_s, u"b"_s, u"~~~"_s, u"```"_s, u"c"_s}),
             u"-"_s + code.repeated(4) + u"-"_s);
    QCOMPARE(kinds(Language::Markdown, {u"---"_s, u"k: 1"_s, u"---"_s, u"k: 1"_s}), u"676-"_s);
    QCOMPARE(kinds(Language::Markdown, {u"a"_s, u"---"_s, u"k: 1"_s}), u"---"_s); // a rule, no front matter
    QCOMPARE(kinds(Language::Json, {u"\"ab"_s, u"c\":1"_s}), u"88"_s);            // a string over two pieces
}

//! Time with the length only: nothing that opens and never closes.
void TestSyntax::hostileLinesAreQuick()
{
    QElapsedTimer timer;
    timer.start();
    for (const Language language : {Language::Markdown, Language::Yaml, Language::Json}) {
        for (const QString &part : {u"*a_"_s, u"["_s, u"`"_s, u"``a"_s, u"[]("_s, u"\"\\"_s, u"- "_s, u"> "_s, u"\\"_s, u"#"_s, u"'"_s, u"http://"_s}) {
            QList<text::Token> found;
            text::tokenize(language, part.repeated(4'000 / part.size()), 1, found);
        }
    }
    QVERIFY2(timer.elapsed() < 500, qPrintable(QString::number(timer.elapsed())));
}

void TestSyntax::indentation_data()
{
    QTest::addColumn<QString>("lines");
    QTest::addColumn<bool>("tabs");
    QTest::addColumn<int>("width");
    QTest::newRow("nothing") << u"a\nb"_s << false << 2;
    QTest::newRow("two") << u"a\n  b\n    c\n  d"_s << false << 2;
    QTest::newRow("four") << u"a\n    b\n        c\n"_s << false << 4;
    QTest::newRow("tabs") << u"a\n\tb\n\tc"_s << true << 4;
    QTest::newRow("blocks of a document") << u"a\u2029    b"_s << false << 4;
}

void TestSyntax::indentation()
{
    QFETCH(QString, lines);
    const text::IndentStyle style = text::detectIndent(lines);
    QTEST(style.tabs, "tabs");
    QTEST(style.width, "width");
}

void TestSyntax::indentSteps()
{
    QCOMPARE((text::IndentStyle{false, 4}).step(3), u" "_s);
    QCOMPARE((text::IndentStyle{false, 4}).step(4), u"    "_s);
    QCOMPARE((text::IndentStyle{true, 4}).step(3), u"\t"_s);
    QCOMPARE(text::outdentLength(u"   a", {false, 2}), 2);
    QCOMPARE(text::outdentLength(u" a", {false, 4}), 1);
    QCOMPARE(text::outdentLength(u"\t  a", {false, 4}), 1);
    QCOMPARE(text::outdentLength(u"a", {}), 0);
}

QTEST_APPLESS_MAIN(TestSyntax)
#include "tst_syntax.moc"

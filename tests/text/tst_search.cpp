// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/search.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using text::SearchEnd;
using text::SearchQuery;

class TestSearch : public QObject
{
    Q_OBJECT

private slots:
    void finds_data();
    void finds();
    void sayWhatIsWrong();
    void catastrophicPatternsEnd_data();
    void catastrophicPatternsEnd();
    void keepsSoMany();
    void replaces_data();
    void replaces();
    void replacementsAreBounded();
    void cancelled();
};

void TestSearch::finds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<SearchQuery>("query");
    QTest::addColumn<QList<qsizetype>>("found");
    using L = QList<qsizetype>;
    QTest::newRow("any case") << u"one One"_s << SearchQuery{u"one"_s} << L{0, 4};
    QTest::newRow("case") << u"one One"_s << SearchQuery{u"One"_s, false, true} << L{4};
    QTest::newRow("plain signs") << u"a.b axb"_s << SearchQuery{u"a.b"_s} << L{0};
    QTest::newRow("words") << u"cat concat cat-flap Katze"_s << SearchQuery{u"cat"_s, false, false, true} << L{0, 11};
    QTest::newRow("words, Chinese and umlauts") << u"Ä äx ä"_s << SearchQuery{u"ä"_s, false, false, true} << L{0, 5};
    QTest::newRow("pattern") << u"a1 b22"_s << SearchQuery{u"\\d+"_s, true} << L{1, 4};
    QTest::newRow("lines") << u"x\nx\n"_s << SearchQuery{u"^x$"_s, true} << L{0, 2};
    QTest::newRow("a dot ends with the line") << u"ab\ncd"_s << SearchQuery{u"b.*"_s, true} << L{1};
    QTest::newRow("empty matches are none") << u"aab"_s << SearchQuery{u"a*"_s, true} << L{0};
    QTest::newRow("apart") << u"aaaa"_s << SearchQuery{u"aa"_s} << L{0, 2};
    QTest::newRow("within") << u"aaaa"_s << SearchQuery{u"a"_s, false, false, false, 1, 3} << L{1, 2};
    QTest::newRow("look behind the border") << u"xay"_s << SearchQuery{u"(?<=x)a"_s, true, false, false, 1, 2} << L{1};
    QTest::newRow("emoji") << u"👩x"_s << SearchQuery{u"x"_s} << L{2};
    QTest::newRow("nothing") << u"a"_s << SearchQuery{} << L{};
}

void TestSearch::finds()
{
    QFETCH(QString, text);
    QFETCH(SearchQuery, query);
    const text::SearchResult result = text::findAll(text, query);
    QCOMPARE(result.end, SearchEnd::Complete);
    QList<qsizetype> found;
    for (const text::SearchMatch &match : result.matches)
        found.append(match.from);
    QTEST(found, "found");
}

void TestSearch::sayWhatIsWrong()
{
    const text::SearchResult result = text::findAll(u"a"_s, {u"a(b"_s, true});
    QCOMPARE(result.end, SearchEnd::BadPattern);
    QVERIFY(!result.error.isEmpty());
    QCOMPARE(result.errorAt, 3);
    QCOMPARE(text::findAll(u"a"_s, {u"*"_s, true, false, true}).errorAt, 0);
    QCOMPARE(text::findAll(u"a(b"_s, {u"a(b"_s}).matches.size(), 1); // as plain text it is fine
}

void TestSearch::catastrophicPatternsEnd_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::newRow("nested") << u"(a+)+$"_s;
    QTest::newRow("alternatives") << u"(a|aa)+$"_s;
}

//! 100 KB on which the pattern would run for longer than the sun shines.
void TestSearch::catastrophicPatternsEnd()
{
    QFETCH(QString, pattern);
    QElapsedTimer timer;
    timer.start();
    const text::SearchResult result = text::findAll(QString(100'000, u'a') + u'!', {pattern, true});
    QCOMPARE(result.end, SearchEnd::TooSlow);
    QVERIFY2(timer.elapsed() < 4'000, qPrintable(QString::number(timer.elapsed())));
}

void TestSearch::keepsSoMany()
{
    const QString text(200, u'a');
    QCOMPARE(text::findAll(text, {u"a"_s}, {}, 100).end, SearchEnd::More);
    QCOMPARE(text::findAll(text, {u"a"_s}, {}, 100).matches.size(), 100);
    QCOMPARE(text::findAll(text, {u"a"_s}, {}, 200).end, SearchEnd::Complete);
}

void TestSearch::replaces_data()
{
    QTest::addColumn<QString>("with");
    QTest::addColumn<bool>("regex");
    QTest::addColumn<QString>("text");
    QTest::newRow("plain keeps signs") << u"$1\\n"_s << false << u"$1\\n"_s;
    QTest::newRow("group") << u"<$1>"_s << true << u"<b>"_s;
    QTest::newRow("all") << u"$0$0"_s << true << u"abab"_s;
    QTest::newRow("dollar") << u"$$1"_s << true << u"$1"_s;
    QTest::newRow("line, tab, backslash") << u"\\n\\t\\\\"_s << true << u"\n\t\\"_s;
    QTest::newRow("no such group") << u"[$7]"_s << true << u"[]"_s;
}

void TestSearch::replaces()
{
    QFETCH(QString, with);
    QFETCH(bool, regex);
    const text::ReplaceResult result = text::replaceAll(u"xab"_s, {regex ? u"a(b)"_s : u"ab"_s, regex}, with);
    QCOMPARE(result.end, SearchEnd::Complete);
    QCOMPARE(result.matches, (QList<text::SearchMatch>{{1, 2}}));
    QTEST(result.texts.first(), "text");
}

void TestSearch::replacementsAreBounded()
{
    const text::ReplaceResult result = text::replaceAll(QString(100'000, u'a'), {u"a"_s}, QString(1'000, u'b'));
    QCOMPARE(result.end, SearchEnd::TooLarge);
    QCOMPARE(text::replaceAll(QString(100'000, u'a'), {u"a"_s}, u"bb"_s).matches.size(), 100'000);
}

void TestSearch::cancelled()
{
    core::CancelFlag cancel;
    cancel.set();
    QCOMPARE(text::findAll(u"a"_s, {u"a"_s}, cancel).end, SearchEnd::Cancelled);
}

QTEST_APPLESS_MAIN(TestSearch)
#include "tst_search.moc"

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/textfacts.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using text::LineEnd;

class TestTextFacts : public QObject
{
    Q_OBJECT

private slots:
    void facts();
    void ends_data();
    void ends();
    void composed_data();
    void composed();
    void hostileMarksAreQuick();
};

void TestTextFacts::facts()
{
    const text::TextFacts facts = text::factsOf("\xEF\xBB\xBF" "a \r\nb\t\nc\rd\xE2\x80\x8B");
    QVERIFY(facts.bom);
    QVERIFY(facts.mixed());
    QVERIFY(!facts.finalEnd);
    QVERIFY(facts.composed);
    QCOMPARE(facts.count(LineEnd::CrLf), 1);
    QCOMPARE(facts.count(LineEnd::Lf), 1);
    QCOMPARE(facts.count(LineEnd::Cr), 1);
    QCOMPARE(facts.lines, 4);
    QCOMPARE(facts.trailingBlanks, 2);
    QCOMPARE(facts.tabs, 1);
    QCOMPARE(facts.oddCharacters, 1);
    QCOMPARE(facts.bytes, 16);
}

void TestTextFacts::ends_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("finalEnd");
    QTest::newRow("empty") << ""_ba << false;
    QTest::newRow("none") << "a"_ba << false;
    QTest::newRow("LF") << "a\n"_ba << true;
    QTest::newRow("CRLF") << "a\r\n"_ba << true;
    QTest::newRow("CR") << "a\r"_ba << true;
    QTest::newRow("then text") << "a\nb"_ba << false;
}

void TestTextFacts::ends()
{
    QFETCH(QByteArray, bytes);
    QTEST(text::factsOf(bytes).finalEnd, "finalEnd");
}

void TestTextFacts::composed_data()
{
    QTest::addColumn<QString>("content");
    QTest::addColumn<bool>("composed");
    QTest::newRow("ASCII") << u"abc"_s << true;
    QTest::newRow("precomposed") << u"\u00E4"_s << true;
    QTest::newRow("decomposed") << u"a\u0308"_s << false;
    QTest::newRow("no composed form") << u"q\u0308"_s << true;
    QTest::newRow("marks in the wrong order") << u"x\u0308\u0323"_s << false;
    QTest::newRow("Hangul letters") << u"\u1112\u1161"_s << false;
    QTest::newRow("Angstrom sign") << u"\u212B"_s << false;
    QTest::newRow("emoji") << u"👩\u200D💻"_s << true;
    QTest::newRow("far in the text") << u"\u4F60"_s.repeated(5'000) + u"a\u0308"_s << false;
}

void TestTextFacts::composed()
{
    QFETCH(QString, content);
    QTEST(text::isComposed(content), "composed");
    QCOMPARE(content.normalized(QString::NormalizationForm_C) == content, text::isComposed(content));
}

void TestTextFacts::hostileMarksAreQuick()
{
    QElapsedTimer timer;
    timer.start();
    (void)text::factsOf(QString(u"\u0344\u0323"_s.repeated(25'000)).toUtf8());
    (void)text::factsOf(QString(u"a"_s + u"\u0301"_s.repeated(50'000)).toUtf8());
    (void)text::factsOf(QString(u"\u0F73"_s.repeated(34'000)).toUtf8());
    QVERIFY2(timer.elapsed() < 500, qPrintable(QString::number(timer.elapsed())));
}

QTEST_APPLESS_MAIN(TestTextFacts)
#include "tst_textfacts.moc"

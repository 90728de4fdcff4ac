// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/diffline.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QString marked(const widgets::DiffLine &line)
{
    QStringList parts;
    for (const text::Range &mark : line.marks)
        parts.append(line.text.sliced(mark.from, mark.length));
    return parts.join(u'|');
}

} // namespace

class TestDiffLine : public QObject
{
    Q_OBJECT

private slots:
    void lines_data();
    void lines();
    void marksFollowTheirCharacters();
    void spotsAreFoundAgain();
    void longLinesShowWhatDiffers();
    void longLinesWithoutMarksShowTheirBeginning();
    void columns();
};

void TestDiffLine::lines_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("shown");
    QTest::newRow("empty") << ""_ba << u""_s;
    QTest::newRow("tab") << "a\tb"_ba << u"a   b"_s;
    QTest::newRow("markup") << "<b>x</b>"_ba << u"<b>x</b>"_s;
    QTest::newRow("hidden") << u"a\u202Eb\u00A0"_s.toUtf8() << u"a‹U+202E›b‹U+00A0›"_s;
    QTest::newRow("BOM") << "\xEF\xBB\xBFx"_ba << u"‹U+FEFF›x"_s;
    QTest::newRow("not UTF-8") << "a\xFFz"_ba << u"a\uFFFDz"_s;
    QTest::newRow("CR") << "a\rb"_ba << u"a‹U+000D›b"_s;
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << u"a‹U+0000›b"_s;
    QTest::newRow("emoji") << u"👩\u200D💻"_s.toUtf8() << u"👩\u200D💻"_s;
}

void TestDiffLine::lines()
{
    QFETCH(QByteArray, bytes);
    QTEST(widgets::diffLine(bytes, {}, 4).text, "shown");
}

void TestDiffLine::marksFollowTheirCharacters()
{
    // Bytes: ä is 0-1, tab 2, U+200B 3-5, x 6, 你 7-9, emoji 10-13, y 14.
    const QByteArray bytes = u"ä\t\u200Bx你👩y"_s.toUtf8();
    const widgets::DiffLine line = widgets::diffLine(bytes, {{0, 2}, {3, 4}, {10, 4}}, 4);
    QCOMPARE(line.text, u"ä   ‹U+200B›x你👩y"_s);
    QCOMPARE(marked(line), u"ä|‹U+200B›x|👩"_s);
}

//! Other places of a line, which may overlap, beside what differs.
void TestDiffLine::spotsAreFoundAgain()
{
    const auto spots = [](const widgets::DiffLine &line) {
        QStringList parts;
        for (const text::Range &spot : line.spots)
            parts.append(line.text.sliced(spot.from, spot.length));
        return parts.join(u'|');
    };
    const QByteArray bytes = u"ä\t\u200Bx你👩y"_s.toUtf8();
    QCOMPARE(spots(widgets::diffLine(bytes, {{0, 2}}, 4, {{0, 2}, {2, 5}, {6, 4}, {6, 1}, {14, 1}, {15, 0}})), u"ä|   ‹U+200B›x|x你|x|y|"_s);
    QByteArray far(50'000, 'x');
    far.replace(30'000, 3, "KEY");
    const widgets::DiffLine line = widgets::diffLine(far, {{100, 1}}, 4, {{30'000, 3}});
    QCOMPARE(spots(line), u"KEY"_s);
    QVERIFY(line.text.size() < 1'000);
    // More than are shown of a line are there, but empty.
    QCOMPARE(widgets::diffLine("ab", {}, 4, QList<text::Range>(40, {0, 1})).spots.size(), 40);
}

void TestDiffLine::longLinesShowWhatDiffers()
{
    QByteArray bytes = u"ö"_s.toUtf8().repeated(50'000);
    bytes.replace(60'000, 2, "!?");
    const widgets::DiffLine line = widgets::diffLine(bytes, {{60'000, 2}}, 4);
    QCOMPARE(marked(line), u"!?"_s);
    QVERIFY(line.text.size() < 400);
    QVERIFY(line.text.startsWith(u" … ö"));
    QVERIFY(line.text.endsWith(u"ö … "));
    QVERIFY(!line.text.contains(QChar::ReplacementCharacter)); // no sequence was cut
    QCOMPARE(line.written.size(), 2);
}

void TestDiffLine::longLinesWithoutMarksShowTheirBeginning()
{
    const widgets::DiffLine line = widgets::diffLine(QByteArray(50'000, 'x'), {}, 4);
    QCOMPARE(line.text, QString(4'000, u'x') + u" … "_s);
}

void TestDiffLine::columns()
{
    QCOMPARE(widgets::columnsOf("abc", 4), 3);
    QCOMPARE(widgets::columnsOf("a\tc", 4), 6);
    QCOMPARE(widgets::columnsOf("\xE4\xBD\xA0", 4), 2);
    QVERIFY(widgets::columnsOf(QByteArray(1'000'000, 'x'), 4) <= 8'000);
}

QTEST_APPLESS_MAIN(TestDiffLine)
#include "tst_diffline.moc"

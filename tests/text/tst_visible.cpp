// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/visible.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using text::OddKind;

Q_DECLARE_METATYPE(text::OddKind)

class TestVisible : public QObject
{
    Q_OBJECT

private slots:
    void oddPaths();
    void plainPaths_data();
    void plainPaths();
    void written_data();
    void written();
    void twinsStayApart();
    void marks_data();
    void marks();
    void harmlessContentHasNoMarks();
    void everyHiddenSignIsCounted();
    void marksAreBounded();
};

namespace {

QString character(char32_t c)
{
    return QStringView(QChar::fromUcs4(c)).toString(); // QString::fromUcs4() swallows a BOM
}

//! Controls, bidi, zero width, tags, fillers, odd blanks, selectors, noncharacters, twins of letters.
const QList<char32_t> OddCharacters = {
    0x00, 0x01, 0x07, 0x09, 0x0A, 0x0D, 0x1B, 0x7F, 0x85, 0x9B, 0xA0, 0xAD, 0x034F, 0x061C, 0x115F, 0x17B4, 0x180E,
    0x2000, 0x2007, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x202F,
    0x2060, 0x2061, 0x2066, 0x2067, 0x2068, 0x2069, 0x206A, 0x2126, 0x212B, 0x2800, 0x3000, 0x3164, 0xE000, 0xFDD0, 0xFE0F,
    0xFEFF, 0xFFA0, 0xFFF9, 0xFFFC, 0xFFFE, 0x1D159, 0xE0001, 0xE0041, 0xE007F, 0xE0100, 0x10FFFF, 0xF0000, 0xF900};

} // namespace

//! 60 characters in two places: 120 paths.
void TestVisible::oddPaths()
{
    int count = 0;
    for (const char32_t c : OddCharacters) {
        for (const QString &path : {u"/notes/"_s + character(c) + u"meeting.md"_s, u"/no"_s + character(c)}) {
            const QString shown = text::visible(path);
            const QByteArray context = text::codePointName(c).toLatin1();
            QVERIFY2(text::hasOdd(path), context.constData());
            QVERIFY2(shown.contains(u'\u2039' + text::codePointName(c) + u'\u203A'), context.constData());
            QVERIFY2(text::oddMarks(shown).isEmpty(), context.constData());
            QVERIFY2(!shown.contains(character(c)), context.constData());
            ++count;
        }
    }
    QCOMPARE(count, 120);
}

void TestVisible::plainPaths_data()
{
    QTest::addColumn<QString>("path");
    for (const QString &path :
         {u""_s, u"/a.md"_s, u"/with blanks/in it.md"_s, u"/größe/naïve.md"_s, u"/笔记/会议.md"_s, u"/ملاحظات.md"_s,
          u"/a\\b/..%2f.txt."_s, u"/✅/👩🏽.md"_s, u"/\u2039angle\u203A"_s, u"/नमस्ते"_s, u"<img src=x>"_s})
        QTest::newRow(path.toUtf8().toPercentEncoding().constData()) << path;
}

void TestVisible::plainPaths()
{
    QFETCH(QString, path);
    QVERIFY(!text::hasOdd(path));
    QCOMPARE(text::visible(path), path);
}

void TestVisible::written_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("shown");
    QTest::newRow("bidi") << u"/a\u202Egpj.exe"_s << u"/a‹U+202E›gpj.exe"_s;
    QTest::newRow("beyond the BMP") << u"/a"_s + character(0xE0041) << u"/a‹U+E0041›"_s;
    QTest::newRow("trailing blank") << u"/a.md "_s << u"/a.md‹U+0020›"_s;
    QTest::newRow("blank before a slash") << u"/a /b"_s << u"/a‹U+0020›/b"_s;
    QTest::newRow("two blanks") << u"a  b"_s << u"a‹U+0020›‹U+0020›b"_s;
    QTest::newRow("half surrogate") << u"a"_s + QChar(0xD83D) + u"b"_s << u"a‹U+D83D›b"_s;
    QTest::newRow("halves in the wrong order") << QString(QChar(0xDC69)) + QChar(0xD83D) << u"‹U+DC69›‹U+D83D›"_s;
    QTest::newRow("NFD") << u"/re\u0301sume\u0301"_s << u"/re‹U+0301›sume‹U+0301›"_s;
    QTest::newRow("mark with nothing under it") << u"\u0301a"_s << u"‹U+0301›a"_s;
    QTest::newRow("what looks like an escape") << u"/‹U+202E›"_s << u"/‹U+2039›U+202E›"_s;
    QTest::newRow("two lines") << u"/a\nb"_s << u"/a‹U+000A›b"_s;
}

void TestVisible::written()
{
    QFETCH(QString, path);
    QTEST(text::visible(path), "shown");
    QVERIFY(text::hasOdd(path));
}

void TestVisible::twinsStayApart()
{
    const QStringList twins = {u"/é"_s, u"/e\u0301"_s, u"/é\u200B"_s, u"/Å"_s, u"/\u212B"_s, u"/A\u030A"_s, u"/a b"_s, u"/a\u00A0b"_s,
                               u"/\u202E"_s, u"/‹U+202E›"_s, u"/a"_s, u"/a "_s};
    QSet<QString> shown;
    for (const QString &twin : twins)
        shown.insert(text::visible(twin));
    QCOMPARE(shown.size(), twins.size());
}

void TestVisible::marks_data()
{
    QTest::addColumn<QString>("content");
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("length");
    QTest::addColumn<OddKind>("kind");
    QTest::newRow("bidi") << u"ab\u202Ec"_s << 2 << 1 << OddKind::Bidi;
    QTest::newRow("isolate") << u"\u2066c"_s << 0 << 1 << OddKind::Bidi;
    QTest::newRow("zero width") << u"a\u200Bb"_s << 1 << 1 << OddKind::Invisible;
    QTest::newRow("tag") << u"a"_s + character(0xE0041) << 1 << 2 << OddKind::Invisible;
    QTest::newRow("ESC") << u"a\u001B[0m"_s << 1 << 1 << OddKind::Control;
    QTest::newRow("NBSP") << u"a\u00A0b"_s << 1 << 1 << OddKind::Blank;
    QTest::newRow("line separator") << u"a\u2028b"_s << 1 << 1 << OddKind::Control;
    QTest::newRow("BOM in the middle") << u"a\uFEFFb"_s << 1 << 1 << OddKind::Invisible;
    QTest::newRow("joiner between letters") << u"a\u200Db"_s << 1 << 1 << OddKind::Invisible;
    QTest::newRow("a selector too many") << u"⚠\uFE0F\uFE0F"_s << 2 << 1 << OddKind::Invisible;
    QTest::newRow("half surrogate") << u"a"_s + QChar(0xD800) << 1 << 1 << OddKind::Control;
}

void TestVisible::marks()
{
    QFETCH(QString, content);
    const QList<text::OddMark> marks = text::oddMarks(content);
    QCOMPARE(marks.size(), 1);
    QTEST(int(marks[0].from), "from");
    QTEST(int(marks[0].length), "length");
    QTEST(marks[0].kind, "kind");
}

void TestVisible::harmlessContentHasNoMarks()
{
    for (const QString &content : {u"tab\tand\r\nlines"_s, u"⚠️ ✅ ❤️ 1️⃣"_s, u"👩\u200D💻 🏳️\u200D🌈"_s, u"e\u0301 größe 你好 مرحبا"_s})
        QVERIFY2(text::oddMarks(content).isEmpty(), content.toUtf8().constData());
}

//! Promise I5: forty texts, and how many signs each has that a person cannot see.
void TestVisible::everyHiddenSignIsCounted()
{
    struct Case
    {
        const char16_t *text;
        int marks;
    };
    const Case cases[] = {
        {u"plain", 0}, {u"a\u202Ab", 1}, {u"a\u202Bb", 1}, {u"a\u202Cb", 1}, {u"a\u202Db", 1}, {u"a\u202Eb", 1},
        {u"a\u2066b\u2069", 2}, {u"a\u2067b\u2069", 2}, {u"a\u2068b\u2069", 2}, {u"a\u200Eb", 1}, {u"a\u200Fb", 1},
        {u"a\u061Cb", 1}, {u"a\u200Bb\u200Bc", 2}, {u"a\u200Cb", 1}, {u"a\u200Db", 1}, {u"a\u2060b", 1},
        {u"a\u2061b", 1}, {u"a\u2062b", 1}, {u"a\u2063b", 1}, {u"a\u2064b", 1}, {u"a\uFEFFb", 1}, {u"a\u00ADb", 1},
        {u"a\u034Fb", 1}, {u"a\u115Fb", 1}, {u"a\u1160b", 1}, {u"a\u3164b", 1}, {u"a\uFFA0b", 1}, {u"a\u180Eb", 1},
        {u"a\u001Bb", 1}, {u"a\u0000b", 1}, {u"a\u0007b", 1}, {u"a\u007Fb", 1}, {u"a\u0085b", 1}, {u"a\u009Bb", 1},
        {u"a\u2028b", 1}, {u"a\u2029b", 1}, {u"a\u00A0b", 1}, {u"a\u3000b", 1},
        {u"if (x\u202E) { /* \u2066 */ }", 2}, {u"\U000E0041\U000E0042\U000E007F", 3}, {u"a\U0001D173b", 1},
    };
    QVERIFY(std::size(cases) >= 40);
    int number = 0;
    for (const Case &one : cases) {
        QString text = QString::fromUtf16(one.text);
        if (number == 29) // a string of C ends there
            text = u"a"_s + QChar(0) + u"b"_s;
        QVERIFY2(text::oddMarks(text).size() == one.marks, qPrintable(u"%1: %2"_s.arg(number).arg(text::visible(text))));
        ++number;
    }
}

void TestVisible::marksAreBounded()
{
    QCOMPARE(text::oddMarks(QString(100, u'\u200B'), 7).size(), 7);
}

QTEST_APPLESS_MAIN(TestVisible)
#include "tst_visible.moc"

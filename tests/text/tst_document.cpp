// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/document.h"

#include <QTest>

using namespace Qt::StringLiterals;
using text::Document;
using text::LineEnd;
using text::ReadOnlyReason;

class TestDocument : public QObject
{
    Q_OBJECT

private slots:
    void facts_data();
    void facts();
    void edits_data();
    void edits();
    void invalidUtf8IsReadOnly();
    void withoutStandInsItIsReadOnly();
    void standInsAvoidTheText();
    void longLinesAreWrappedForDisplay();
    void longLinesBreakBetweenCharacters();
    void slowLinesStayReadOnly();
    void foreignText();
    void clipboardText();
};

void TestDocument::facts_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("display");
    QTest::addColumn<bool>("bom");
    QTest::addColumn<bool>("mixed");
    QTest::addColumn<LineEnd>("dominant");
    QTest::addColumn<bool>("finalEnd");
    QTest::newRow("empty") << ""_ba << u""_s << false << false << LineEnd::Lf << false;
    QTest::newRow("LF") << "a\nb\n"_ba << u"a\nb\n"_s << false << false << LineEnd::Lf << true;
    QTest::newRow("CRLF") << "a\r\nb"_ba << u"a\nb"_s << false << false << LineEnd::CrLf << false;
    QTest::newRow("CR") << "a\rb\r"_ba << u"a\nb\n"_s << false << false << LineEnd::Cr << true;
    QTest::newRow("mixed") << "a\r\nb\r\nc\nd"_ba << u"a\nb\nc\nd"_s << false << true << LineEnd::CrLf << false;
    QTest::newRow("BOM") << "\xEF\xBB\xBFx"_ba << u"x"_s << true << false << LineEnd::Lf << false;
    QTest::newRow("two BOMs") << "\xEF\xBB\xBF\xEF\xBB\xBFx"_ba << u"\uFEFFx"_s << true << false << LineEnd::Lf << false;
    QTest::newRow("NBSP and U+2028 stay") << "\xC2\xA0\xE2\x80\xA8"_ba << u"\u00A0\u2028"_s << false << false
                                          << LineEnd::Lf << false;
    QTest::newRow("U+2029 ends a line") << "a\xE2\x80\xA9"
                                           "b"_ba
                                        << u"a\nb"_s << false << false << LineEnd::Paragraph << false;
    QTest::newRow("NUL, U+FDD0, U+FFFC have stand-ins")
        << QByteArray("a\0b\xEF\xB7\x90\xEF\xBF\xBC", 9) << u"a\uFDD2b\uFDD3\uFDD5"_s << false << false << LineEnd::Lf
        << false;
}

void TestDocument::facts()
{
    QFETCH(QByteArray, bytes);
    const Document document = Document::load(bytes);
    QCOMPARE(document.readOnlyReason(), ReadOnlyReason::None);
    QCOMPARE(document.readOnlyAt(), -1);
    QTEST(document.display(), "display");
    QTEST(document.hasBom(), "bom");
    QTEST(document.hasMixedEnds(), "mixed");
    QTEST(document.dominantEnd(), "dominant");
    QTEST(document.endsWithLineEnd(), "finalEnd");
    QCOMPARE(document.save(document.display()), bytes);
    // Also when it goes the way of an edited text.
    const QString longer = document.display() + u'x';
    QCOMPARE(document.save(longer), bytes + 'x');
}

void TestDocument::edits_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("edited");
    QTest::addColumn<QByteArray>("saved");
    const QByteArray mixed = "a\r\nb\nc\rd";
    QTest::newRow("a letter") << mixed << u"a\nbX\nc\nd"_s << "a\r\nbX\nc\rd"_ba;
    QTest::newRow("first line gone") << mixed << u"b\nc\nd"_s << "b\nc\rd"_ba;
    QTest::newRow("middle line gone") << mixed << u"a\nc\nd"_s << "a\r\nc\rd"_ba;
    QTest::newRow("lines joined") << mixed << u"a\nbc\nd"_s << "a\r\nbc\rd"_ba;
    QTest::newRow("new line takes the end of the one before") << mixed << u"a\nnew\nb\nc\nd"_s << "a\r\nnew\r\nb\nc\rd"_ba;
    QTest::newRow("new first line takes the dominant end")
        << "a\nb\r\nc\r\nd"_ba << u"new\na\nb\nc\nd"_s << "new\r\na\nb\r\nc\r\nd"_ba;
    QTest::newRow("line split keeps its end") << "a\r\nbbcc\nd"_ba << u"a\nbb\ncc\nd"_s << "a\r\nbb\r\ncc\nd"_ba;
    QTest::newRow("line changed, one put after it") << mixed << u"a\nb1\nb2\nc\nd"_s << "a\r\nb1\nb2\nc\rd"_ba;
    QTest::newRow("appended after the last") << mixed << u"a\nb\nc\nd\ne"_s << "a\r\nb\nc\rd\re"_ba;
    QTest::newRow("two places at once") << "a\r\nb\nc\rd\r\ne\nf"_ba << u"aX\nb\nc\nd\neX\nf"_s
                                        << "aX\r\nb\nc\rd\r\neX\nf"_ba;
    QTest::newRow("lines moved out of the middle of two edits")
        << "a\r\nb\nc\nd\r\ne"_ba << u"aX\nc\ndX\ne"_s << "aX\r\nc\ndX\r\ne"_ba;
    QTest::newRow("U+2029 as Qt gives it") << "a\nb"_ba << u"a\u2029bX"_s << "a\nbX"_ba;
    QTest::newRow("final newline removed") << "a\nb\n"_ba << u"a\nb"_s << "a\nb"_ba;
    QTest::newRow("everything replaced") << "a\r\nb\r\n"_ba << u"x\ny\nz"_s << "x\r\ny\r\nz"_ba;
    QTest::newRow("emptied, BOM stays") << "\xEF\xBB\xBF"
                                           "abc"_ba
                                        << u""_s << "\xEF\xBB\xBF"_ba;
    QTest::newRow("stand-ins go back") << QByteArray("a\0b", 3) << u"a\uFDD2bX"_s << QByteArray("a\0bX", 4);
}

void TestDocument::edits()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, edited);
    QTEST(Document::load(bytes).save(edited), "saved");
}

void TestDocument::invalidUtf8IsReadOnly()
{
    const QByteArray bytes = "ab\xFF"
                             "cd";
    const Document document = Document::load(bytes);
    QCOMPARE(document.readOnlyReason(), ReadOnlyReason::InvalidUtf8);
    QCOMPARE(document.readOnlyAt(), 2);
    QCOMPARE(document.display(), u"ab\uFFFDcd"_s);
    QCOMPARE(document.save(u"something else"), bytes);
}

void TestDocument::withoutStandInsItIsReadOnly()
{
    QString text;
    for (char16_t c = 0xFDD2; c <= 0xFDEC; ++c)
        text += QChar(c);
    QCOMPARE(Document::load(text.toUtf8()).readOnlyReason(), ReadOnlyReason::NoStandIn);
    text.chop(1); // leaves four
    const Document document = Document::load(text.toUtf8());
    QCOMPARE(document.readOnlyReason(), ReadOnlyReason::None);
    QCOMPARE(document.save(document.display() + u'x'), text.toUtf8() + 'x');
}

void TestDocument::standInsAvoidTheText()
{
    const QString text = u"\uFDD0\uFDD2\uFDD3"_s;
    const Document document = Document::load(text.toUtf8());
    QVERIFY(!document.display().contains(u'\uFDD0'));
    QCOMPARE(document.display().size(), 3);
    QCOMPARE(document.save(document.display() + u'x'), text.toUtf8() + 'x');
    QCOMPARE(document.meaning(document.display()[0].unicode()), u'\uFDD0');
    QCOMPARE(document.meaning(document.display()[1].unicode()), u'\uFDD2');
}

void TestDocument::longLinesAreWrappedForDisplay()
{
    const QByteArray line(25'000, 'x');
    const QByteArray bytes = "short\n" + line + "\r\nlast";
    const Document document = Document::load(bytes);
    QCOMPARE(document.readOnlyReason(), ReadOnlyReason::LongLine);
    QCOMPARE(document.readOnlyAt(), 6);
    const QStringList blocks = document.display().split(u'\n');
    QCOMPARE(blocks.size(), 15);
    QVERIFY(!document.isWrappedAfter(0));
    QVERIFY(document.isWrappedAfter(1));
    QVERIFY(!document.isWrappedAfter(13));
    QVERIFY(!document.isWrappedAfter(14));
    QCOMPARE(QStringList(blocks.mid(1, 13)).join(QString()), QString::fromLatin1(line));
    QCOMPARE(document.save(u"edited"), bytes);

    text::DocumentOptions options;
    options.keepLongLines = true;
    const Document whole = Document::load(bytes, options);
    QCOMPARE(whole.readOnlyReason(), ReadOnlyReason::None);
    QCOMPARE(whole.save(whole.display() + u'!'), bytes + '!');
    QCOMPARE(Document::load(QByteArray(10'000, 'x')).readOnlyReason(), ReadOnlyReason::None);
    QCOMPARE(Document::load(QByteArray(10'001, 'x')).readOnlyReason(), ReadOnlyReason::LongLine);
}

void TestDocument::longLinesBreakBetweenCharacters()
{
    const QString family = u"👩\u200D💻"_s; // five UTF-16 units, so that pieces do not fit by chance
    const QString endless = QString(u"👩\u200D"_s).repeated(5'000); // one grapheme
    const QString words = u"some words "_s.repeated(1'200);
    for (const QString &line : {family.repeated(3'000), endless, words}) {
        const Document document = Document::load(line.toUtf8());
        const QStringList blocks = document.display().split(u'\n');
        QVERIFY(blocks.size() > 3);
        QCOMPARE(blocks.join(QString()), line);
        for (const QString &block : blocks) {
            QVERIFY(block.size() <= 2'064);
            QVERIFY(!block.front().isLowSurrogate());
            QVERIFY(!block.back().isHighSurrogate());
        }
        if (line == words)
            QVERIFY(blocks.first().endsWith(u' '));
        if (line != words && line != endless)
            QVERIFY(blocks.first().endsWith(u"💻"));
    }
}

void TestDocument::slowLinesStayReadOnly()
{
    text::DocumentOptions options;
    options.keepLongLines = true;
    const QByteArray emoji = QByteArray("\xF0\x9F\x91\xA9").repeated(25'600);
    const QByteArray bytes = QByteArray(20'000, 'x') + '\n' + emoji;
    QCOMPARE(Document::load(bytes).readOnlyReason(), ReadOnlyReason::SlowLine);
    const Document document = Document::load(bytes, options);
    QCOMPARE(document.readOnlyReason(), ReadOnlyReason::SlowLine);
    QVERIFY(!document.isWrappedAfter(0)); // the other line may be in one piece
    QVERIFY(document.isWrappedAfter(1));
    QCOMPARE(document.save(u"edited"), bytes);
    const QByteArray some = QByteArray(20'000, 'x') + QByteArray("\xF0\x9F\x91\xA9").repeated(2'000);
    QCOMPARE(Document::load(some).readOnlyReason(), ReadOnlyReason::LongLine);
    const QByteArray lines = (QByteArray("\xF0\x9F\x91\xA9").repeated(100) + '\n').repeated(200);
    QCOMPARE(Document::load(lines).readOnlyReason(), ReadOnlyReason::None);
}

void TestDocument::foreignText()
{
    const Document document = Document::load("x");
    QCOMPARE(document.toDisplay(u"a\r\nb\rc\nd\u2029e"), u"a\nb\nc\nd\ne"_s);
    QCOMPARE(document.toDisplay(u"\u00A0\u2028\uFEFF"), u"\u00A0\u2028\uFEFF"_s);
    const QString odd = u"\uFDD0\uFDD1\uFFFC"_s + QChar(u'\0');
    QCOMPARE(document.save(document.toDisplay(odd)), odd.toUtf8());
    QCOMPARE(document.toDisplay(QString(QChar(0xD800)) + u'a'), u"\uFFFDa"_s);
    QCOMPARE(document.toDisplay(u"👩"), u"👩"_s);
    QCOMPARE(document.toDisplay(u"\uFDD2"), u"\uFFFD"_s); // is a stand-in here
}

void TestDocument::clipboardText()
{
    const Document document = Document::load("x");
    QCOMPARE(document.fromDisplay(u"a\u2029b\u2028\uFDD3"), u"a\nb\u2028\uFDD0"_s);
}

QTEST_APPLESS_MAIN(TestDocument)
#include "tst_document.moc"

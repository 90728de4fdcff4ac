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
    void longLinesAreShownInPieces();
    void breaksForDisplayAreNoBytes();
    void aSavedTextIsTheNewBase();
    void longLinesBreakBetweenCharacters();
    void onlySlowLinesAreShort();
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
    text.chop(1); // leaves four, and one is for breaks
    QCOMPARE(Document::load(text.toUtf8()).readOnlyReason(), ReadOnlyReason::NoStandIn);
    text.chop(1);
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

void TestDocument::longLinesAreShownInPieces()
{
    const QByteArray line(25'000, 'x');
    const QByteArray bytes = "short\n" + line + "\r\nlast";
    const Document document = Document::load(bytes);
    QCOMPARE(document.readOnlyReason(), ReadOnlyReason::None);
    const QStringList blocks = document.display().split(u'\n');
    QCOMPARE(blocks.size(), 27);
    for (qsizetype i = 0; i < blocks.size(); ++i)
        QCOMPARE(blocks[i].endsWith(document.wrapMark()), i >= 1 && i < 25);
    QCOMPARE(document.save(document.display()), bytes);
    QCOMPARE(document.save(document.display() + u'!'), bytes + '!');
    QVERIFY(!Document::load(QByteArray(4'000, 'x')).display().contains(u'\n'));
    QVERIFY(Document::load(QByteArray(4'001, 'x')).display().contains(u'\n'));
}

//! A break for display costs no byte wherever it comes to stand, a line end always costs its own.
void TestDocument::breaksForDisplayAreNoBytes()
{
    const QByteArray line(5'000, 'x');
    const Document document = Document::load(line);
    QString edited = document.display();
    const QString gap = QString(document.wrapMark()) + u'\n';
    QVERIFY(edited.contains(gap));
    QCOMPARE(document.save(QString(edited).insert(1'000, u'\n')), QByteArray(line).insert(1'000, '\n')); // before it
    QCOMPARE(document.save(QString(edited).insert(1'002, u'\n')), QByteArray(line).insert(1'000, '\n')); // behind it
    QCOMPARE(document.save(QString(edited).remove(1'000, 1)), QByteArray(line).insert(1'000, '\n')); // the mark is gone
    QCOMPARE(document.save(QString(edited).remove(1'001, 1)), line); // the end of the block is gone
    edited.remove(0, 1'002); // a whole piece with its break
    QCOMPARE(document.save(edited), line.sliced(1'000));
}

void TestDocument::aSavedTextIsTheNewBase()
{
    const Document document = Document::load("a\r\nb\nc\n");
    const QString edited = u"a\u2029new\u2029b\u2029c\u2029"_s;
    const Document saved = document.rebased(edited);
    QCOMPARE(saved.bytes(), "a\r\nnew\r\nb\nc\n"_ba);
    QCOMPARE(saved.save(edited), saved.bytes());
    QCOMPARE(saved.save(u"a\u2029b\u2029c\u2029"), document.bytes()); // undone
    QCOMPARE(document.rebased(u"\u2029").endsWithLineEnd(), true);
}

void TestDocument::longLinesBreakBetweenCharacters()
{
    const QString family = u"👩\u200D💻"_s; // five UTF-16 units, so that pieces do not fit by chance
    const QString endless = QString(u"👩\u200D"_s).repeated(5'000); // one grapheme
    const QString words = u"some words "_s.repeated(1'200);
    for (const QString &line : {family.repeated(3'000), endless, words}) {
        const Document document = Document::load(line.toUtf8());
        QStringList blocks = document.display().split(u'\n');
        QVERIFY(blocks.size() > 3);
        for (QString &block : blocks) {
            if (block.endsWith(document.wrapMark()))
                block.chop(1);
            QVERIFY(block.size() <= 1'000);
            QVERIFY(!block.front().isLowSurrogate());
            QVERIFY(!block.back().isHighSurrogate());
        }
        QCOMPARE(blocks.join(QString()), line);
        if (line == words)
            QVERIFY(blocks.first().endsWith(u' '));
        else
            QVERIFY(blocks.first().size() < 200); // emoji are slow
        if (line != words && line != endless)
            QVERIFY(blocks.first().endsWith(u"💻"));
    }
}

//! Languages that write with marks are not slow, heaps of marks are.
void TestDocument::onlySlowLinesAreShort()
{
    const auto pieces = [](const QString &line) { return Document::load(line.toUtf8()).display().count(u'\n') + 1; };
    QCOMPARE(pieces(u"กิ"_s.repeated(1'500)), 1);
    QCOMPARE(pieces(u"e\u0301"_s.repeated(1'500)), 1);
    QCOMPARE(pieces(u"\t"_s.repeated(3'000)), 1);
    QCOMPARE(pieces(u"👩"_s.repeated(120)), 1);
    QVERIFY(pieces(u"👩"_s.repeated(121)) > 1);
    QVERIFY(pieces(u"a"_s + u"\u0301"_s.repeated(3'000)) > 20);
    QVERIFY(pieces(u"\u0001"_s.repeated(3'000)) > 20);
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
    QCOMPARE(document.toDisplay(QString(document.wrapMark())), u"\uFFFD"_s);
    const QString longLine = u"x"_s.repeated(9'000);
    QVERIFY(document.toDisplay(longLine).contains(u'\n'));
    QCOMPARE(document.save(document.toDisplay(longLine)), longLine.toUtf8());
    QCOMPARE(document.fromDisplay(document.toDisplay(longLine)), longLine);
}

void TestDocument::clipboardText()
{
    const Document document = Document::load("x");
    QCOMPARE(document.fromDisplay(u"a\u2029b\u2028\uFDD3"), u"a\nb\u2028\uFDD0"_s);
}

QTEST_APPLESS_MAIN(TestDocument)
#include "tst_document.moc"

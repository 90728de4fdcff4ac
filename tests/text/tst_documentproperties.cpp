// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0

// Promise E1 over random texts rich in what QPlainTextEdit changes (M7). How many: RC_PARAMS in CMakeLists.txt.
#include "text/document.h"

#include <rapidcheck.h>

#include <QPlainTextEdit>
#include <QTest>
#include <QTextCursor>

using text::Document;

namespace {

rc::Gen<QByteArray> texts()
{
    const auto piece = rc::gen::elementOf(std::vector<std::string>{
        "a", "b", " ", "\n", "\n", "\r\n", "\r\n", "\r", "\t", "\xC2\xA0", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xEF\xB7\x90",
        "\xEF\xB7\x91", "\xEF\xB7\x92", "\xEF\xBB\xBF", "\xEF\xBF\xBC", std::string(1, '\0'), "\xC3\xA4",
        "a\xCC\x88", "\xE4\xBD\xA0", "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB", "\xE2\x80\xAE", "\xC2\x85", "\x0B",
        "\x0C", "\x1B", "\xEF\xBF\xBE"});
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece), [](const std::vector<std::string> &parts) {
        QByteArray bytes;
        for (const std::string &part : parts)
            bytes += QByteArray::fromStdString(part);
        return bytes;
    });
}

//! What differs between two texts, cut from both ends.
QByteArray insertedBytes(const QByteArray &before, const QByteArray &after)
{
    qsizetype head = 0;
    while (head < before.size() && head < after.size() && before[head] == after[head])
        ++head;
    qsizetype tail = 0;
    while (tail < before.size() - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    return head + tail == before.size() ? after.sliced(head, after.size() - before.size()) : "changed";
}

} // namespace

class TestDocumentProperties : public QObject
{
    Q_OBJECT

private slots:
    void unedited();
    void oneLetter();
    void oneLetterThroughTheEditorAndUndone();
    void plainTextWouldFail();
};

void TestDocumentProperties::unedited()
{
    QVERIFY(rc::check("load and save gives the same bytes", [] {
        const QByteArray bytes = *texts();
        const Document document = Document::load(bytes);
        RC_ASSERT(document.save(document.display()) == bytes);
    }));
}

void TestDocumentProperties::oneLetter()
{
    QVERIFY(rc::check("one letter typed anywhere is the only difference", [] {
        const QByteArray bytes = *texts();
        const Document document = Document::load(bytes);
        RC_PRE(document.readOnlyReason() == text::ReadOnlyReason::None);
        QString edited = document.display();
        const auto at = *rc::gen::inRange<qsizetype>(0, edited.size() + 1);
        RC_PRE((at == edited.size() || !edited[at].isLowSurrogate())); // the macro itself does not short-circuit
        edited.insert(at, u'Z');
        RC_ASSERT(insertedBytes(bytes, document.save(edited)) == "Z");
    }));
}

void TestDocumentProperties::oneLetterThroughTheEditorAndUndone()
{
    QPlainTextEdit edit;
    QVERIFY(rc::check("QPlainTextEdit keeps the display, and undo gives the bytes back", [&edit] {
        const QByteArray bytes = *texts();
        const Document document = Document::load(bytes);
        edit.setPlainText(document.display());
        RC_ASSERT(document.save(edit.document()->toRawText()) == bytes);
        const auto at = *rc::gen::inRange<int>(0, int(document.display().size()) + 1);
        RC_PRE((at == document.display().size() || !document.display()[at].isLowSurrogate()));
        QTextCursor cursor(edit.document());
        cursor.setPosition(at);
        RC_PRE(cursor.position() == at);
        cursor.insertText(QStringLiteral("Z"));
        RC_ASSERT(insertedBytes(bytes, document.save(edit.document()->toRawText())) == "Z");
        edit.undo();
        RC_ASSERT(document.save(edit.document()->toRawText()) == bytes);
    }));
}

//! The mutant: without Document, or with toPlainText() instead of toRawText(), the same samples lose bytes.
void TestDocumentProperties::plainTextWouldFail()
{
    const QByteArray bytes = "a\r\nb\xC2\xA0"
                             "c\xE2\x80\xA8"
                             "d\xEF\xB7\x90"
                             "e\n";
    QPlainTextEdit edit;
    edit.setPlainText(QString::fromUtf8(bytes));
    QVERIFY(edit.toPlainText().toUtf8() != bytes);
    QVERIFY(edit.document()->toRawText().toUtf8() != bytes);
    const Document document = Document::load(bytes);
    edit.setPlainText(document.display());
    QTextCursor(edit.document()).insertText(QStringLiteral("Z"));
    QVERIFY(document.save(edit.toPlainText()) != 'Z' + bytes);
    QCOMPARE(document.save(edit.document()->toRawText()), 'Z' + bytes);
}

QTEST_MAIN(TestDocumentProperties)
#include "tst_documentproperties.moc"

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0

// Load, edit, save, read back gives the same bytes (promise E1): random edits through the real editor, against a plain
// model of what a text with line ends is. How many: RC_PARAMS in CMakeLists.txt.
#include "ui/widgets/texteditor.h"

#include <rapidcheck.h>

#include <QLoggingCategory>
#include <QTest>
#include <QTextCursor>

using namespace Qt::StringLiterals;
using widgets::TextEditor;

namespace {

//! Rich in what a QTextDocument changes, and in what makes lines long or slow.
const std::vector<QString> &pieces()
{
    static const std::vector<QString> all = {
        u"a"_s, u"b"_s, u" "_s, u"\n"_s, u"\n"_s, u"\r\n"_s, u"\r\n"_s, u"\r"_s, u"\t"_s, u"\u00A0"_s, u"\u2028"_s,
        u"\u2029"_s, u"\uFDD0"_s, u"\uFDD1"_s, u"\uFDD2"_s, u"\uFDD6"_s, u"\uFEFF"_s, u"\uFFFC"_s, QString(QChar(u'\0')),
        u"\u00E4"_s, u"a\u0308"_s, u"\u4F60"_s, u"\U0001F469\u200D\U0001F4BB"_s, u"\u202E"_s, u"\u0085"_s, u"\v"_s,
        u"\f"_s, u"\u001B"_s, u"\uFFFE"_s, u"\U0010FFFF"_s, QString(5'000, u'x'), u"w\u00F6rd "_s.repeated(900),
        u"\U0001F600"_s.repeated(150)};
    return all;
}

rc::Gen<QString> texts()
{
    const auto arbitrary = rc::gen::map(rc::gen::suchThat(rc::gen::inRange<int>(0, 0x110000), [](int c) {
        return c < 0xD800 || c > 0xDFFF;
    }), [](int c) { return QString::fromUcs4(reinterpret_cast<const char32_t *>(&c), 1); });
    const auto piece = rc::gen::weightedOneOf<QString>({{4, rc::gen::elementOf(pieces())}, {1, arbitrary}});
    return rc::gen::map(rc::gen::container<std::vector<QString>>(piece), [](const std::vector<QString> &parts) {
        QString text;
        for (const QString &part : parts)
            text += part;
        return text;
    });
}

//! A text cut into lines with their ends: what a person sees as units, and what an edit may touch.
struct Line
{
    QString text;
    QString end;
};

QList<Line> linesOf(const QString &text)
{
    QList<Line> lines(1);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == u'\r' && i + 1 < text.size() && text[i + 1] == u'\n')
            lines.last().end = u"\r\n"_s, ++i;
        else if (c == u'\n' || c == u'\r' || c == QChar::ParagraphSeparator)
            lines.last().end = c;
        else {
            lines.last().text += c;
            continue;
        }
        lines.append(Line());
    }
    return lines;
}

//! Where the cursor is set for a place in the text, both counted with line ends as one.
struct Place
{
    qsizetype inBytes = 0;
    qsizetype inEditor = 0;
};

//! Between two characters of a line, never within a pair.
Place placeIn(const QString &text, qsizetype wanted)
{
    Place place;
    const qsizetype bom = text.startsWith(QChar(0xFEFF)) ? 1 : 0;
    qsizetype at = bom;
    for (qsizetype units = 0; at < text.size() && units < wanted; ++units, ++place.inEditor) {
        const bool two = (text[at] == u'\r' && at + 1 < text.size() && text[at + 1] == u'\n');
        const bool pair = text[at].isHighSurrogate();
        at += two || pair ? 2 : 1;
        place.inEditor += pair ? 1 : 0;
    }
    place.inBytes = at;
    return place;
}

bool isEnd(QChar c) { return c == u'\n' || c == u'\r' || c == QChar::ParagraphSeparator; }

} // namespace

class TestEditorProperties : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void untouched();
    void oneEditIsTheOnlyDifference();
    void undoAndRedo();
    void anotherTextIsOneStep();
    void linesKeepTheirEnds();

private:
    TextEditor m_editor;
};

void TestEditorProperties::initTestCase()
{
    QLoggingCategory::setFilterRules(u"qt.text.font.*=false"_s); // fonts that the machine does not have
    m_editor.resize(400, 300);
}

void TestEditorProperties::untouched()
{
    QVERIFY(rc::check("what is loaded is what is saved", [this] {
        const QByteArray bytes = (*texts()).toUtf8();
        m_editor.setBytes(bytes);
        RC_ASSERT(m_editor.bytes() == bytes);
        RC_ASSERT(!m_editor.isModified());
    }));
}

//! Something typed or pasted within a line, or a stretch of a line deleted: nothing else differs, and what was saved
//! reads back the same.
void TestEditorProperties::oneEditIsTheOnlyDifference()
{
    QVERIFY(rc::check("an edit within a line is the only difference", [this] {
        const QString text = *texts();
        m_editor.setBytes(text.toUtf8());
        RC_PRE(m_editor.readOnlyReason() == text::ReadOnlyReason::None);
        const Place place = placeIn(text, *rc::gen::inRange<qsizetype>(0, std::min<qsizetype>(text.size(), 400) + 1));
        qsizetype gone = 0; // a stretch without a line end
        const auto most = *rc::gen::inRange<qsizetype>(0, 6);
        while (gone < most && place.inBytes + gone < text.size() && !isEnd(text[place.inBytes + gone]))
            ++gone;
        if (gone > 0 && text[place.inBytes + gone - 1].isHighSurrogate())
            ++gone;
        const auto with = *rc::gen::elementOf(std::vector<QString>{
            u"Z"_s, u""_s, u"\u00A0"_s, u"e\u0301"_s, u"\U0001F600"_s, u"\uFFFC"_s, QString(6'000, u'Z')});
        m_editor.replace({{{place.inEditor, gone}, with}});
        const QByteArray expected = QString(text).replace(place.inBytes, gone, with).toUtf8();
        RC_ASSERT(m_editor.bytes() == expected);
        m_editor.markSaved();
        RC_ASSERT(m_editor.bytes() == expected);
        RC_ASSERT(m_editor.loaded().bytes() == expected);
        m_editor.setBytes(expected);
        RC_ASSERT(m_editor.bytes() == expected);
    }));
}

//! Any keys at any places: undone to the last they give the bytes that were loaded, redone what was there before.
void TestEditorProperties::undoAndRedo()
{
    QVERIFY(rc::check("undo gives the bytes back, redo too", [this] {
        const QByteArray bytes = (*texts()).toUtf8();
        m_editor.setBytes(bytes);
        RC_PRE(m_editor.readOnlyReason() == text::ReadOnlyReason::None);
        const auto count = *rc::gen::inRange(1, 12);
        for (int i = 0; i < count; ++i) {
            const auto size = m_editor.unwrapped().text().size();
            m_editor.select(*rc::gen::inRange<qsizetype>(0, size + 1), 0);
            const auto key = *rc::gen::element(Qt::Key_X, Qt::Key_Return, Qt::Key_Backspace, Qt::Key_Delete, Qt::Key_Tab,
                                               Qt::Key_Backtab);
            QTest::keyClick(&m_editor, key);
        }
        const QByteArray edited = m_editor.bytes();
        while (m_editor.document()->isUndoAvailable())
            m_editor.undo();
        RC_ASSERT(m_editor.bytes() == bytes);
        while (m_editor.document()->isRedoAvailable())
            m_editor.redo();
        RC_ASSERT(m_editor.bytes() == edited);
    }));
}

//! Any text in place of any other: undone the one, redone the other, to the byte.
void TestEditorProperties::anotherTextIsOneStep()
{
    QVERIFY(rc::check("another text is one step", [this] {
        const QByteArray before = (*texts()).toUtf8();
        const QByteArray after = (*texts()).toUtf8();
        m_editor.setBytes(before);
        m_editor.useBytes(after);
        RC_ASSERT(m_editor.bytes() == after);
        RC_ASSERT(m_editor.isModified() == (before != after));
        if (!m_editor.document()->isUndoAvailable())
            return; // loaded anew: one of them cannot be edited, or nothing of either is displayed
        m_editor.undo();
        RC_ASSERT(m_editor.bytes() == before);
        RC_ASSERT(!m_editor.isModified());
        m_editor.redo();
        RC_ASSERT(m_editor.bytes() == after);
    }));
}

//! Whatever is typed at the start of any line, every line keeps the end it had.
void TestEditorProperties::linesKeepTheirEnds()
{
    QVERIFY(rc::check("lines keep their ends", [this] {
        const QString text = *texts();
        RC_PRE(!text.startsWith(QChar(0xFEFF)));
        m_editor.setBytes(text.toUtf8());
        RC_PRE(m_editor.readOnlyReason() == text::ReadOnlyReason::None);
        QList<Line> lines = linesOf(text);
        const auto number = *rc::gen::inRange<qsizetype>(0, lines.size());
        m_editor.goToLine(int(number) + 1);
        RC_ASSERT(m_editor.currentLine() == int(number) + 1);
        QTest::keyClick(&m_editor, Qt::Key_Z);
        lines[number].text.prepend(u'z');
        QString expected;
        for (const Line &line : std::as_const(lines))
            expected += line.text + line.end;
        RC_ASSERT(m_editor.bytes() == expected.toUtf8());
    }));
}

QTEST_MAIN(TestEditorProperties)
#include "tst_editorproperties.moc"

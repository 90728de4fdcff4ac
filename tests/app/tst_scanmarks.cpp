// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/scanmarks.h"
#include "ui/widgets/diffview.h"
#include "ui/widgets/texteditor.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using controllers::ScanMarks;
using State = controllers::ScanMarks::State;
using widgets::DiffView;
using widgets::TextEditor;

namespace {

constexpr auto fruit = R"({"format": 1, "rules": [{"id": "fruit", "reason": "a fruit", "kind": "instruction", "patterns": ["\\bapple\\b"]}]})";

QByteArray tooLarge()
{
    const QByteArray line = QByteArray(999, 'a') + '\n';
    return line.repeated(session::TextMarks::mostBytes / line.size() + 1);
}

} // namespace

//! What views know of the scan: that nothing was found is said only of what was looked through.
class TestScanMarks : public QObject
{
    Q_OBJECT

    QTemporaryDir m_rules;

private slots:
    void initTestCase()
    {
        QFile file(m_rules.filePath(u"fruit.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(fruit) > 0);
    }

    void ofAText()
    {
        ScanMarks marks(m_rules.path());
        TextEditor editor;
        editor.setBytes("an apple");
        QCOMPARE(marks.state(editor), State::NotYet); // nobody follows it
        marks.follow(editor);
        QCOMPARE(marks.state(editor), State::NotYet);
        QCOMPARE(marks.whyNone(editor), u"This text was not looked through yet."_s);
        QTRY_COMPARE(marks.state(editor), State::Scanned);
        QCOMPARE(editor.markCount(), 1);

        QSignalSpy told(&marks, &ScanMarks::stateChanged);
        editor.setBytes("a stone");
        QCOMPARE(marks.state(editor), State::NotYet);
        QTRY_COMPARE(marks.state(editor), State::Scanned);
        QCOMPARE(marks.whyNone(editor), u"The scan found nothing in this text."_s);
        QCOMPARE(told.size(), 2);
        QTest::keyClicks(&editor, u"apple "_s); // in a pause of typing, and not known before
        QTRY_COMPARE(editor.markCount(), 1);
        QCOMPARE(marks.state(editor), State::Scanned);
        QVERIFY2(told.size() >= 4, qPrintable(QString::number(told.size())));
        editor.setBytes({});
        QTRY_COMPARE(marks.state(editor), State::Scanned);
    }

    void ofALargeText()
    {
        ScanMarks marks(m_rules.path());
        TextEditor editor;
        marks.follow(editor);
        editor.setBytes(tooLarge());
        QCOMPARE(marks.state(editor), State::NotYet);
        QTRY_COMPARE(marks.state(editor), State::TooLarge);
        QCOMPARE(marks.whyNone(editor), u"This text is too large for the scan."_s);
        editor.setBytes("an apple");
        QTRY_COMPARE(marks.state(editor), State::Scanned);
    }

    void ofAComparison()
    {
        ScanMarks marks(m_rules.path());
        DiffView view;
        marks.follow(view);
        QCOMPARE(marks.state(view), State::NotYet); // there is none
        view.setTexts({u"v1"_s, "a stone\n"}, {u"v2"_s, "an apple\n"});
        QCOMPARE(marks.state(view), State::NotYet);
        QTRY_COMPARE(marks.state(view), State::Scanned);
        QCOMPARE(view.marks().lines().size(), 1);
        view.setTexts({u"v1"_s, "a stone\n"}, {u"v2"_s, "a tree\n"});
        QCOMPARE(marks.state(view), State::NotYet);
        QTRY_COMPARE(marks.state(view), State::Scanned);
        view.setTexts({u"v1"_s, {}, u"Redacted"_s}, {u"v2"_s, {}, u"Redacted"_s});
        QCOMPARE(marks.state(view), State::NotYet); // neither text is there
    }

    //! One of the two is enough; and not before the comparison is there.
    void ofALargeComparison()
    {
        ScanMarks marks(m_rules.path());
        DiffView view;
        marks.follow(view);
        view.setTexts({u"v1"_s, "a stone\n"}, {u"v2"_s, tooLarge()});
        QTRY_COMPARE(marks.state(view), State::TooLarge);
        QVERIFY(!view.isBusy());
        QCOMPARE(marks.whyNone(view), u"This text is too large for the scan."_s);
    }
};

QTEST_MAIN(TestScanMarks)
#include "tst_scanmarks.moc"

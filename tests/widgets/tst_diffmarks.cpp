// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/diffmarks.h"
#include "ui/widgets/diffview.h"

#include <QHelpEvent>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>

using namespace Qt::StringLiterals;
using widgets::DiffMarks;
using widgets::DiffView;
using widgets::MarkChange;
using widgets::TextMarks;

namespace {

//! Each occurrence of `key`.
TextMarks marksOf(const QByteArray &text, const QByteArray &key = "KEY")
{
    TextMarks marks;
    for (qsizetype at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1))
        marks.append({at, key.size(), u"a key (%1)"_s.arg(QString::fromLatin1(key))});
    return marks;
}

//! "2:came 5:same" for each side.
QString words(const DiffMarks &marks, const text::Diff &diff, bool isOld)
{
    QStringList all;
    for (const text::Row &row : diff.rows) {
        const int number = isOld ? row.before.number : row.after.number;
        for (const widgets::LineMark &mark : number > 0 ? marks.of(number, isOld) : QList<widgets::LineMark>()) {
            const char *change = mark.change == MarkChange::Came ? "came" : mark.change == MarkChange::Went ? "went" : "same";
            all.append(u"%1:%2"_s.arg(number).arg(QString::fromLatin1(change)));
        }
    }
    return all.join(u' ');
}

QByteArray numbered(int lines)
{
    QByteArray bytes;
    for (int i = 1; i <= lines; ++i)
        bytes += "line " + QByteArray::number(i) + '\n';
    return bytes;
}

} // namespace

//! What the scan found, in a comparison: what came in, what went, what was there before.
class TestDiffMarks : public QObject
{
    Q_OBJECT

private slots:
    void whatCameAndWent_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("old");
        QTest::addColumn<QString>("now");
        QTest::newRow("came") << QByteArray("a\nb\n") << QByteArray("a\nKEY\nb\n") << u""_s << u"2:came"_s;
        QTest::newRow("went") << QByteArray("a\nKEY\nb\n") << QByteArray("a\nb\n") << u"2:went"_s << u""_s;
        QTest::newRow("was there") << QByteArray("a\nKEY\nb\n") << QByteArray("a\nKEY\nc\n") << u"2:same"_s << u"2:same"_s;
        QTest::newRow("its line changed") << QByteArray("a\nx KEY\n") << QByteArray("a\ny KEY\n") << u"2:same"_s << u"2:same"_s;
        QTest::newRow("moved") << QByteArray("KEY\na\nb\nc\nd\n") << QByteArray("a\nb\nc\nd\nKEY\n") << u"1:same"_s << u"5:same"_s;
        // Which of two equal ones is the new one: not that in a line that stood there before.
        QTest::newRow("another one") << QByteArray("a\nKEY\n") << QByteArray("KEY b\na\nKEY\n") << u"2:same"_s << u"1:came 3:same"_s;
        QTest::newRow("one of two went") << QByteArray("KEY b\na\nKEY\n") << QByteArray("a\nKEY\n") << u"1:went 3:same"_s << u"2:same"_s;
        QTest::newRow("twice in a line") << QByteArray("KEY\n") << QByteArray("KEY KEY\n") << u"1:same"_s << u"1:same 1:came"_s;
        QTest::newRow("at the end") << QByteArray("a") << QByteArray("a KEY") << u""_s << u"1:came"_s;
    }

    void whatCameAndWent()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        const text::Diff diff = text::diff(before, after);
        const DiffMarks marks(diff, marksOf(before), marksOf(after), DiffMarks::Missing::Nothing);
        QTEST(words(marks, diff, true), "old");
        QTEST(words(marks, diff, false), "now");
        QCOMPARE(marks.came(), words(marks, diff, false).count(u"came"_s));
        QCOMPARE(marks.went(), words(marks, diff, true).count(u"went"_s));
    }

    //! A private key is many lines, and each of them is marked.
    void aMarkOfManyLines()
    {
        const QByteArray before = "a\n";
        const QByteArray after = "a\r\nxBEGIN\r\nmiddle\r\n\r\nENDx\n";
        const text::Diff diff = text::diff(before, after);
        const DiffMarks marks(diff, {}, {{after.indexOf("BEGIN"), after.indexOf("ENDx") + 3 - after.indexOf("BEGIN"), u"key"_s}},
                              DiffMarks::Missing::Nothing);
        QCOMPARE(marks.came(), 1);
        QCOMPARE(words(marks, diff, false), u"2:came 3:came 4:came 5:came"_s);
        QCOMPARE(marks.of(2, false).first().range, (text::Range{1, 5}));
        QCOMPARE(marks.of(3, false).first().range, (text::Range{0, 6}));
        QCOMPARE(marks.of(4, false).first().range, (text::Range{0, 0}));
        QCOMPARE(marks.of(5, false).first().range, (text::Range{0, 3}));
    }

    //! Nothing is claimed where a text is not known; where there was none before, all of it came in.
    void whereATextIsMissing()
    {
        const QByteArray text = "a\nKEY\n";
        DiffView view;
        view.setTexts({u"v1"_s, {}, u"Redacted."_s}, {u"v2"_s, text});
        view.setMarks({}, marksOf(text));
        QCOMPARE(words(view.marks(), view.diff(), false), u"2:same"_s);
        QCOMPARE(view.marks().came(), 0);
        view.setTexts({u"Before"_s, {}, u"There was no entry."_s, true}, {u"v1"_s, text});
        QVERIFY(view.marks().isEmpty());
        view.setMarks({}, marksOf(text));
        QCOMPARE(words(view.marks(), view.diff(), false), u"2:came"_s);
        view.setTexts({u"v1"_s, text}, {u"v2"_s, {}, u"Deleted."_s});
        view.setMarks(marksOf(text), {});
        QCOMPARE(words(view.marks(), view.diff(), true), u"2:same"_s);
        QCOMPARE(view.text(DiffView::Side::New), QByteArray());
    }

    //! The same texts with another label, as when somebody else changed something: nothing flickers.
    void theyStandWhileTheTextsAreTheSame()
    {
        DiffView view;
        view.setTexts({u"v1"_s, "a\n"}, {u"v2"_s, "a\nKEY\n"});
        view.setMarks({}, marksOf("a\nKEY\n"));
        QSignalSpy changed(&view, &DiffView::textsChanged);
        view.setTexts({u"v1"_s, "a\n"}, {u"v2, now"_s, "a\nKEY\n"});
        QCOMPARE(changed.size(), 1);
        QCOMPARE(view.marks().came(), 1);
        view.setTexts({u"v1"_s, "a\n"}, {u"v2, now"_s, "a\nb\nKEY\n"});
        QVERIFY(view.marks().isEmpty());
    }

    void fromOneToTheNextByKey()
    {
        const QByteArray before = numbered(200).replace("line 20\n", "KEY 20\n");
        const QByteArray after = QByteArray(before).replace("line 100\n", "KEY 100\n").replace("line 150\n", "line one hundred and fifty\n");
        DiffView view;
        view.resize(1000, 300);
        view.setTexts({u"v1"_s, before}, {u"v2"_s, after});
        QSignalSpy changed(&view, &DiffView::marksChanged);
        view.setMarks(marksOf(before), marksOf(after));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(view.marks().lines().size(), 2); // the unchanged row once
        // The change that is shown says what came in with it.
        QVERIFY2(view.accessibleDescription().contains(u"came in with this change: a key (KEY)"_s), qPrintable(view.accessibleDescription()));
        view.nextMark(); // from the first change on
        QVERIFY2(view.accessibleDescription().contains(u"KEY 100"_s), qPrintable(view.accessibleDescription()));
        QCOMPARE(view.currentChange(), 0);
        view.nextMark(); // around, into a fold, which opens
        QVERIFY2(view.accessibleDescription().contains(u"Line 20: KEY 20"_s), qPrintable(view.accessibleDescription()));
        QVERIFY(view.accessibleDescription().contains(u"Found by the scan: a key (KEY)"_s));
        view.nextMark();
        QVERIFY(view.accessibleDescription().contains(u"KEY 100"_s));
        view.previousMark();
        QVERIFY(view.accessibleDescription().contains(u"KEY 20"_s));
        view.previousMark();
        QVERIFY(view.accessibleDescription().contains(u"KEY 100"_s));
        // As sentences, which lead there, too.
        QCOMPARE(view.sentences().last(), u"Line 100. Found by the scan, came in with this change: a key (KEY)"_s);
        view.goToSentence(int(view.sentences().size()) - 2);
        QVERIFY(view.accessibleDescription().contains(u"KEY 20"_s));
        view.clear();
        QVERIFY(view.marks().isEmpty());
        view.nextMark(); // there is none
    }

    void theTooltipSaysWhy()
    {
        const QByteArray text = "a\nKEY\n";
        DiffView view;
        view.setArrangement(DiffView::Arrangement::SideBySide);
        view.resize(1000, 300);
        view.show();
        view.setTexts({u"v1"_s, "a\n"}, {u"v2"_s, text});
        view.setMarks({}, {{2, 3, u"<b>a key</b>"_s}});
        const int height = view.fontMetrics().height() + 2;
        const auto point = [&](int x, int line) {
            const QPoint at(x, height * line + height / 2);
            QHelpEvent event(QEvent::ToolTip, at, view.viewport()->mapToGlobal(at));
            QCoreApplication::sendEvent(view.viewport(), &event);
            return QToolTip::isVisible() ? QToolTip::text() : QString();
        };
        QVERIFY2(point(700, 1).contains(u"&lt;b&gt;a key"_s), qPrintable(point(700, 1))); // shown as it is
        QTRY_COMPARE(point(200, 1), QString()); // the other side has none
    }

    //! Different pixels, not only different facts: in the text and in the margin, and more where it came in.
    void itIsSeen()
    {
        const QByteArray text = "a\nfirst KEY\nb\n";
        DiffView view;
        view.setArrangement(DiffView::Arrangement::Inline);
        view.resize(600, 200);
        view.show();
        const auto shot = [&](const QByteArray &before, bool marked) {
            view.setTexts({u"v1"_s, before}, {u"v2"_s, text});
            if (marked)
                view.setMarks(marksOf(before), marksOf(text));
            return view.grab().toImage();
        };
        const QByteArray same = "a\nfirst KEY\n";
        QVERIFY(shot(same, false) != shot(same, true));
        QVERIFY(shot("a\nb\n", false) != shot("a\nb\n", true));
    }

    //! Far out in a very long line the place is still found again.
    void inALongLine()
    {
        const QByteArray text = QByteArray(20'000, 'x') + "KEY" + QByteArray(20'000, 'y');
        DiffView view;
        view.resize(600, 200);
        view.setTexts({u"v1"_s, text + "\na"}, {u"v2"_s, text + "\nb"});
        QVERIFY(view.isBusy()); // large: the marks may come first
        view.setMarks(marksOf(text), marksOf(text));
        QTRY_COMPARE(view.changeCount(), 1);
        view.nextMark();
        QVERIFY2(view.accessibleDescription().contains(u"Found by the scan"_s), qPrintable(view.accessibleDescription()));
        view.show();
        QVERIFY(!view.grab().isNull());
    }
};

QTEST_MAIN(TestDiffMarks)
#include "tst_diffmarks.moc"

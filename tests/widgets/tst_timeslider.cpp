// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/timeslider.h"

#include <QHelpEvent>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>

#include <cstdlib>

using namespace Qt::StringLiterals;
using widgets::TimeSlider;

//! A line of time with one handle or two: it asks for moments, and its owner sets them.
class TestTimeSlider : public QObject
{
    Q_OBJECT

    std::unique_ptr<TimeSlider> m_slider;
    using Step = TimeSlider::Step;

    static QDateTime day(int number) { return QDate(2026, 5, 1).addDays(number).startOfDay(); }
    QImage picture() const { return m_slider->grab().toImage(); }

private slots:
    void initTestCase() { qputenv("TZ", "Europe/Berlin"); }
    void init()
    {
        m_slider = std::make_unique<TimeSlider>();
        m_slider->resize(600, m_slider->sizeHint().height());
        m_slider->setSpan({day(0), day(30)});
        m_slider->setMoment(0, day(10), u"11 May 2026 00:00:00"_s);
        m_slider->show();
        QVERIFY(QTest::qWaitForWindowActive(m_slider.get()));
        m_slider->setFocus();
    }
    void cleanup() { m_slider.reset(); }

    void keysAskForSteps()
    {
        QSignalSpy steps(m_slider.get(), &TimeSlider::stepWanted);
        const QList<QPair<int, Step>> keys{{Qt::Key_Left, Step::WriteBack},     {Qt::Key_Right, Step::WriteForward},
                                           {Qt::Key_PageUp, Step::DayBack},     {Qt::Key_PageDown, Step::DayForward},
                                           {Qt::Key_Home, Step::Beginning},     {Qt::Key_End, Step::End}};
        for (const auto &[key, step] : keys) {
            QTest::keyClick(m_slider.get(), Qt::Key(key));
            QCOMPARE(steps.takeFirst().at(1).value<Step>(), step);
        }
        QTest::keyClick(m_slider.get(), Qt::Key_Left, Qt::ControlModifier);
        QCOMPARE(steps.takeFirst().at(1).value<Step>(), Step::DayBack);
    }

    void draggingAsksForMoments()
    {
        QSignalSpy wanted(m_slider.get(), &TimeSlider::momentWanted);
        const QPoint there = m_slider->pointOf(day(20));
        QTest::mousePress(m_slider.get(), Qt::LeftButton, {}, there);
        QCOMPARE(wanted.size(), 1);
        // A pixel is an hour or so.
        QVERIFY(std::llabs(wanted.first().at(1).toDateTime().secsTo(day(20))) < 2 * 3600);
        QMouseEvent move(QEvent::MouseMove, m_slider->pointOf(day(5)), m_slider->mapToGlobal(m_slider->pointOf(day(5))), Qt::NoButton,
                         Qt::LeftButton, {});
        QCoreApplication::sendEvent(m_slider.get(), &move);
        QVERIFY(std::llabs(wanted.last().at(1).toDateTime().secsTo(day(5))) < 2 * 3600);
        QTest::mouseRelease(m_slider.get(), Qt::LeftButton, {}, m_slider->pointOf(day(5)));
        const qsizetype before = wanted.size();
        QMouseEvent after(QEvent::MouseMove, there, m_slider->mapToGlobal(there), Qt::NoButton, Qt::NoButton, {});
        QCoreApplication::sendEvent(m_slider.get(), &after);
        QCOMPARE(wanted.size(), before); // let go
    }

    void beyondTheEndsIsTheEnd()
    {
        QCOMPARE(m_slider->momentAt(-50), day(0));
        QCOMPARE(m_slider->momentAt(5000), day(30));
    }

    void ofTwoTheNearerOneMoves()
    {
        m_slider->setMoment(1, day(25), u"26 May 2026 00:00:00"_s);
        QSignalSpy wanted(m_slider.get(), &TimeSlider::momentWanted);
        QSignalSpy active(m_slider.get(), &TimeSlider::activeChanged);
        QTest::mouseClick(m_slider.get(), Qt::LeftButton, {}, m_slider->pointOf(day(23)));
        QCOMPARE(wanted.takeLast().at(0).toInt(), 1);
        QCOMPARE(active.size(), 1);
        QTest::mouseClick(m_slider.get(), Qt::LeftButton, {}, m_slider->pointOf(day(12)));
        QCOMPARE(wanted.takeLast().at(0).toInt(), 0);
        // By keys, too; and what they move is said.
        QTest::keyClick(m_slider.get(), Qt::Key_Down);
        QCOMPARE(m_slider->active(), 1);
        QCOMPARE(m_slider->accessibleName(), u"Second moment: 26 May 2026 00:00:00"_s);
        // Without a second one there is nothing to go to.
        m_slider->setMoment(1, std::nullopt);
        QCOMPARE(m_slider->active(), 0);
        QTest::keyClick(m_slider.get(), Qt::Key_Down);
        QCOMPARE(m_slider->active(), 0);
        QCOMPARE(m_slider->accessibleName(), u"Moment: 11 May 2026 00:00:00"_s);
    }

    void aMarkIsHitExactly()
    {
        m_slider->setMarks({{day(3), u"“before the run”"_s}, {day(15), u"“after”"_s}});
        QSignalSpy marks(m_slider.get(), &TimeSlider::markWanted);
        QSignalSpy moments(m_slider.get(), &TimeSlider::momentWanted);
        QTest::mouseClick(m_slider.get(), Qt::LeftButton, {}, QPoint(m_slider->pointOf(day(15)).x() + 2, 4));
        QCOMPARE(marks.size(), 1);
        QCOMPARE(marks.first().at(1).toInt(), 1);
        QCOMPARE(moments.size(), 0);
        QTest::mouseClick(m_slider.get(), Qt::LeftButton, {}, m_slider->pointOf(day(15))); // below it is the line
        QCOMPARE(moments.size(), 1);
    }

    void whatHappenedIsSeen()
    {
        const QImage empty = picture();
        m_slider->setCounts([](const QDateTime &from, const QDateTime &to) { return from <= day(18) && day(18) < to ? 4 : 0; });
        const QImage bars = picture();
        QVERIFY(bars != empty);
        const int x = m_slider->pointOf(day(18)).x() + 4;
        bool differs = false; // in that day's column, and in none at the other end
        bool elsewhere = false;
        for (int y = 0; y < bars.height(); ++y) {
            differs = differs || bars.pixel(x, y) != empty.pixel(x, y);
            elsewhere = elsewhere || bars.pixel(m_slider->pointOf(day(4)).x(), y) != empty.pixel(m_slider->pointOf(day(4)).x(), y);
        }
        QVERIFY(differs);
        QVERIFY(!elsewhere);
        m_slider->setKnownSince(day(8));
        QVERIFY(picture() != bars);
        QHelpEvent help(QEvent::ToolTip, QPoint(x, 30), m_slider->mapToGlobal(QPoint(x, 30)));
        QCoreApplication::sendEvent(m_slider.get(), &help);
        QVERIFY2(QToolTip::text().contains(u"19 May"_s) && QToolTip::text().contains(u"4 writes"_s), qPrintable(QToolTip::text()));
    }

    void withoutASpanNothingHappens()
    {
        m_slider->setSpan({});
        QSignalSpy wanted(m_slider.get(), &TimeSlider::momentWanted);
        QTest::mouseClick(m_slider.get(), Qt::LeftButton, {}, QPoint(100, 30));
        QCOMPARE(wanted.size(), 0);
        QVERIFY(!picture().isNull());
    }
};

QTEST_MAIN(TestTimeSlider)
#include "tst_timeslider.moc"

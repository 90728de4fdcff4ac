// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/barchart.h"
#include "ui/widgets/stepchart.h"

#include <QHelpEvent>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using widgets::BarBin;
using widgets::BarChart;
using widgets::BarTone;
using widgets::StepChart;
using widgets::TimeSpan;
using widgets::TimeUnit;

class TestBarChart : public QObject
{
    Q_OBJECT

    std::unique_ptr<BarChart> m_chart;

    static QDateTime day(int number) { return QDate(2026, 5, 1).addDays(number).startOfDay(); }
    static BarBin bin(int number, qint64 created, qint64 updated, qint64 deleted)
    {
        return {day(number).addSecs(3600 * 11), {created, updated, deleted}};
    }
    QPoint at(int number) const
    {
        return m_chart->barRect(m_chart->firstSlot() + number).center().toPoint();
    }
    QImage picture() const { return m_chart->grab().toImage(); }
    static int colours(const QImage &image)
    {
        QSet<QRgb> found;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                found.insert(image.pixel(x, y));
        }
        return int(found.size());
    }

private slots:
    void initTestCase() { qputenv("TZ", "Europe/Berlin"); }
    void init()
    {
        m_chart = std::make_unique<BarChart>();
        m_chart->setLocale(QLocale(QLocale::English, QLocale::UnitedKingdom));
        m_chart->resize(600, 140);
        m_chart->setSeries({{u"created"_s, BarTone::Solid}, {u"updated"_s, BarTone::Striped}, {u"deleted"_s, BarTone::Crossed}});
        m_chart->setSpan({day(0), day(30)});
        m_chart->setBins({bin(2, 1, 3, 0), bin(3, 0, 8, 1), bin(20, 0, 0, 1)});
        m_chart->show();
        QVERIFY(QTest::qWaitForWindowActive(m_chart.get()));
        m_chart->setFocus();
    }
    void cleanup() { m_chart.reset(); }

    void barsStandOverTheirDays()
    {
        QCOMPARE(m_chart->unit(), TimeUnit::Day);
        QCOMPARE(m_chart->lastSlot() - m_chart->firstSlot(), 29);
        QCOMPARE(m_chart->scaleTop(), 10);
        const qint64 first = m_chart->firstSlot();
        QCOMPARE(m_chart->sentenceAt(first + 3), u"Monday, 4 May 2026: 9 versions (8 updated, 1 deleted)."_s);
        QCOMPARE(m_chart->sentenceAt(first + 20), u"Thursday, 21 May 2026: 1 version (1 deleted)."_s);
        QCOMPARE(m_chart->sentenceAt(first + 5), u"Wednesday, 6 May 2026: nothing was written."_s);
        QCOMPARE(m_chart->summary(),
                 u"14 versions between Friday, 1 May 2026 and Saturday, 30 May 2026. Most of them: "
                 "Monday, 4 May 2026: 9 versions (8 updated, 1 deleted)."_s);
    }
    void hoursOfOneDayAreToldApart()
    {
        m_chart->setSpan({day(3), day(4)});
        QCOMPARE(m_chart->unit(), TimeUnit::Hour);
        QCOMPARE(m_chart->sentenceAt(m_chart->firstSlot() + 11),
                 u"4 May 2026, 11:00 to 12:00: 9 versions (8 updated, 1 deleted)."_s);
    }
    void mouseBrushesWholeDaysAndSaysSoOnce()
    {
        QSignalSpy brushed(m_chart.get(), &BarChart::brushChanged);
        QTest::mousePress(m_chart.get(), Qt::LeftButton, {}, at(5));
        QTest::mouseMove(m_chart.get(), at(4));
        QTest::mouseMove(m_chart.get(), at(2));
        QCOMPARE(brushed.count(), 0); // not while it is drawn
        QTest::mouseRelease(m_chart.get(), Qt::LeftButton, {}, at(2));
        QCOMPARE(brushed.count(), 1);
        QCOMPARE(m_chart->brush(), (TimeSpan{day(2), day(6)}));
        QTest::keyClick(m_chart.get(), Qt::Key_Escape);
        QCOMPARE(brushed.count(), 2);
        QVERIFY(!m_chart->brush());
    }
    void aDragBeyondTheEdgeEndsAtTheEdge()
    {
        QTest::mousePress(m_chart.get(), Qt::LeftButton, {}, at(27));
        QTest::mouseMove(m_chart.get(), QPoint(5000, 10));
        QTest::mouseRelease(m_chart.get(), Qt::LeftButton, {}, QPoint(5000, 10));
        QCOMPARE(m_chart->brush(), (TimeSpan{day(27), day(30)}));
    }
    void keysBrushToo()
    {
        QSignalSpy brushed(m_chart.get(), &BarChart::brushChanged);
        QTest::keyClick(m_chart.get(), Qt::Key_Home);
        QTest::keyClick(m_chart.get(), Qt::Key_Right);
        QCOMPARE(brushed.count(), 0); // moving about chooses nothing
        QTest::keyClick(m_chart.get(), Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(m_chart.get(), Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(m_chart->brush(), (TimeSpan{day(1), day(4)}));
        QTest::keyClick(m_chart.get(), Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(m_chart->brush(), (TimeSpan{day(1), day(3)}));
        QTest::keyClick(m_chart.get(), Qt::Key_Space);
        QCOMPARE(m_chart->brush(), (TimeSpan{day(2), day(3)}));
        QSignalSpy zoomed(m_chart.get(), &BarChart::zoomRequested);
        QTest::keyClick(m_chart.get(), Qt::Key_Return);
        QCOMPARE(zoomed.count(), 1);
        QCOMPARE(zoomed.first().first().value<TimeSpan>(), (TimeSpan{day(2), day(3)}));
    }
    void theKeyboardIsToldWhereItStands()
    {
        QTest::keyClick(m_chart.get(), Qt::Key_Home);
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(m_chart.get(), Qt::Key_Right);
        QVERIFY2(m_chart->accessibleDescription().startsWith(u"Monday, 4 May 2026: 9 versions (8 updated, 1 deleted)."_s),
                 qPrintable(m_chart->accessibleDescription()));
        QTest::keyClick(m_chart.get(), Qt::Key_Right, Qt::ShiftModifier);
        QVERIFY(m_chart->accessibleDescription().contains(u"Chosen: from Monday, 4 May 2026 to Tuesday, 5 May 2026."_s));
    }
    void escapeWithoutABrushIsLeftToOthers()
    {
        QKeyEvent override(QEvent::ShortcutOverride, Qt::Key_Escape, Qt::NoModifier);
        override.ignore();
        QCoreApplication::sendEvent(m_chart.get(), &override);
        QVERIFY(!override.isAccepted());
        m_chart->setBrush(TimeSpan{day(1), day(2)});
        QCoreApplication::sendEvent(m_chart.get(), &override);
        QVERIFY(override.isAccepted());
    }
    void growingDataMoveNothing()
    {
        m_chart->setBrush(TimeSpan{day(3), day(5)});
        const QRectF before = m_chart->barRect(m_chart->firstSlot() + 3);
        const qint64 top = m_chart->scaleTop();
        m_chart->setBins({bin(1, 0, 2, 0), bin(2, 1, 3, 0), bin(3, 0, 9, 1), bin(20, 0, 0, 1)});
        QCOMPARE(m_chart->barRect(m_chart->firstSlot() + 3), before);
        QCOMPARE(m_chart->scaleTop(), top);
        QCOMPARE(m_chart->brush(), (TimeSpan{day(3), day(5)}));
        // Less, as by a filter: the bars keep their scale until most of it stands empty.
        m_chart->setBins({bin(3, 0, 4, 0)});
        QCOMPARE(m_chart->scaleTop(), top);
        m_chart->setBins({bin(3, 0, 1, 0)});
        QCOMPARE(m_chart->scaleTop(), 1);
        m_chart->setBins({bin(3, 0, 11, 0)});
        QCOMPARE(m_chart->scaleTop(), 20);
    }
    void whatIsNotReadYetIsNotNothing()
    {
        const QImage before = picture();
        m_chart->setKnownSince(day(15));
        QVERIFY(picture() != before);
        QCOMPARE(m_chart->sentenceAt(m_chart->firstSlot() + 5), u"Wednesday, 6 May 2026: not read yet."_s);
        QCOMPARE(m_chart->sentenceAt(m_chart->firstSlot() + 16), u"Sunday, 17 May 2026: nothing was written."_s);
        QVERIFY(m_chart->accessibleDescription().contains(u"is not read yet"_s));
    }
    void oneDeletionAmongThousandsIsSeen()
    {
        m_chart->setSeries({{u"updated"_s, BarTone::Solid}, {u"deleted"_s, BarTone::Dotted}});
        m_chart->setBins({{day(3), {5000, 0}}});
        const QImage without = picture();
        m_chart->setBins({{day(3), {5000, 1}}});
        QVERIFY(picture() != without);
    }
    void partsDifferWithoutColour_data()
    {
        QTest::addColumn<BarTone>("first");
        QTest::addColumn<BarTone>("second");
        QTest::newRow("solid striped") << BarTone::Solid << BarTone::Striped;
        QTest::newRow("striped crossed") << BarTone::Striped << BarTone::Crossed;
        QTest::newRow("crossed dotted") << BarTone::Crossed << BarTone::Dotted;
    }
    void partsDifferWithoutColour()
    {
        QFETCH(BarTone, first);
        QFETCH(BarTone, second);
        // One series at a time, in black and white: the pictures still differ.
        const auto black = [this](BarTone tone) {
            m_chart->setSpan({day(0), day(5)});
            m_chart->setSeries({{u"x"_s, tone}});
            m_chart->setBins({{day(3), {1}}});
            QImage mono = picture().convertToFormat(QImage::Format_Grayscale8);
            const int low = 255 / 2;
            for (int y = 0; y < mono.height(); ++y) {
                for (int x = 0; x < mono.width(); ++x)
                    mono.scanLine(y)[x] = mono.constScanLine(y)[x] > low ? 255 : 0;
            }
            return mono;
        };
        QVERIFY(black(first) != black(second));
    }
    void strangeValuesDoNoHarm()
    {
        m_chart->setBins({{QDateTime(), {1, 1, 1}}, {day(900'000), {1}}, {day(2), {-5, 2, 0, 7, 7}}});
        QCOMPARE(m_chart->sentenceAt(m_chart->firstSlot() + 2), u"Sunday, 3 May 2026: 2 versions (2 updated)."_s);
        m_chart->setSpan({day(-700'000), day(900'000)}); // a clock of a service that went mad
        (void)picture();
        m_chart->setSpan({day(4), day(4)});
        (void)picture();
        QTest::keyClick(m_chart.get(), Qt::Key_Right);
        QTest::mouseClick(m_chart.get(), Qt::LeftButton, {}, {50, 50});
        QVERIFY(!m_chart->brush());
        m_chart->resize(30, 20);
        m_chart->setSpan({day(0), day(30)});
        (void)picture();
    }

    void stepsAreGoneThroughAndChosen()
    {
        StepChart chart;
        chart.resize(300, 60);
        chart.setSteps({{day(0), 100, u"Version 1"_s}, {day(1), 1200, u"Version 2"_s}, {day(1).addSecs(10), std::nullopt, u"Version 3"_s},
                        {day(9), 0, u"Version 4"_s}},
                       day(10));
        chart.setWords(u"Size over 4 versions"_s, u"1,200 B"_s);
        QCOMPARE(chart.accessibleName(), u"Size over 4 versions"_s);
        chart.show();
        QVERIFY(QTest::qWaitForWindowActive(&chart));
        QSignalSpy chosen(&chart, &StepChart::stepChosen);
        chart.setFocus();
        QTest::keyClick(&chart, Qt::Key_Left);
        QCOMPARE(chart.current(), 3);
        QTest::keyClick(&chart, Qt::Key_Left);
        QTest::keyClick(&chart, Qt::Key_Left);
        QCOMPARE(chosen.last().first().toInt(), 1);
        QCOMPARE(chart.accessibleDescription(), u"Version 2"_s);
        QTest::mouseClick(&chart, Qt::LeftButton, {}, chart.pointOf(0).toPoint());
        QCOMPARE(chosen.last().first().toInt(), 0);
        QVERIFY(chart.pointOf(1).y() < chart.pointOf(0).y());
        // A version that arrives leaves the chosen one chosen.
        chart.setCurrent(1);
        chart.setSteps({{day(-4), 5, u"Version 0"_s}, {day(0), 100, u"Version 1"_s}, {day(1), 1200, u"Version 2"_s}}, day(10));
        QCOMPARE(chart.current(), 2);
        QVERIFY(colours(chart.grab().toImage()) > 3);
        chart.setSteps({}, {});
        (void)chart.grab();
        QTest::keyClick(&chart, Qt::Key_Right);
        QCOMPARE(chart.current(), -1);
    }
};

QTEST_MAIN(TestBarChart)
#include "tst_barchart.moc"

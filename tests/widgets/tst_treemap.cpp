// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/treemap.h"
#include "ui/widgets/treemaplayout.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;
using widgets::Treemap;
using widgets::TreemapNode;

//! Areas in proportion that fill their place, and the widget that shows them.
class TestTreemap : public QObject
{
    Q_OBJECT
private slots:
    void areasAreInProportionAndFillThePlace()
    {
        QRandomGenerator random(3);
        for (int round = 0; round < 100; ++round) {
            QList<double> weights(random.bounded(1, 60));
            for (double &weight : weights)
                weight = random.bounded(10) == 0 ? 0.0 : random.bounded(1.0) * (random.bounded(4) == 0 ? 1000 : 1);
            std::sort(weights.begin(), weights.end(), std::greater<>());
            const double all = std::accumulate(weights.cbegin(), weights.cend(), 0.0);
            const QRectF area(3, 5, random.bounded(20, 900), random.bounded(20, 900));
            const QList<QRectF> rects = widgets::squarified(weights, area);
            QCOMPARE(rects.size(), weights.size());
            for (qsizetype i = 0; i < rects.size(); ++i) {
                const double share = all > 0 ? weights[i] / all : 0;
                QVERIFY(std::abs(rects[i].width() * rects[i].height() - share * area.width() * area.height()) < 0.01);
                QVERIFY(share <= 0 || area.adjusted(-0.01, -0.01, 0.01, 0.01).contains(rects[i]));
                for (qsizetype j = 0; j < i; ++j) {
                    const QRectF both = rects[i].intersected(rects[j]);
                    QVERIFY(both.isEmpty() || both.width() * both.height() < 0.01);
                }
            }
        }
    }

    //! The example of the paper: 6, 6, 4, 3, 2, 2, 1 in 6 by 4 has no area worse than 3 to 1.
    void areasAreNearToSquares()
    {
        for (const QRectF &rect : widgets::squarified({6, 6, 4, 3, 2, 2, 1}, QRectF(0, 0, 6, 4))) {
            const double ratio = std::max(rect.width() / rect.height(), rect.height() / rect.width());
            QVERIFY2(ratio <= 3.01, qPrintable(QString::number(ratio)));
        }
    }

    void nothingHasNoArea()
    {
        QVERIFY(widgets::squarified({}, QRectF(0, 0, 10, 10)).isEmpty());
        QCOMPARE(widgets::squarified({0, 0}, QRectF(0, 0, 10, 10)), QList<QRectF>(2));
        QCOMPARE(widgets::squarified({1}, QRectF()), QList<QRectF>(1));
    }

    void theInnermostIsChosen()
    {
        Treemap map;
        map.resize(400, 300);
        map.setNodes(nodes());
        const QRect folder = map.areaOf(1), a = map.areaOf(3), top = map.areaOf(2);
        QVERIFY(folder.contains(a) && !folder.intersects(top));
        QVERIFY(a.top() > folder.top() + map.fontMetrics().height() / 2); // its folder's name is above
        QCOMPARE(map.nodeAt(a.center()), 3);
        QCOMPARE(map.nodeAt(folder.topLeft() + QPoint(3, 3)), 1);
        QSignalSpy chosen(&map, &Treemap::chosen), activated(&map, &Treemap::activated);
        QTest::mouseClick(&map, Qt::LeftButton, {}, a.center());
        QCOMPARE(chosen.takeFirst().first().toInt(), 3);
        QTest::mouseDClick(&map, Qt::LeftButton, {}, top.center());
        QCOMPARE(activated.takeFirst().first().toInt(), 2);
    }

    void whatIsGoneAndWhatIsCurrentLooksSo()
    {
        Treemap map;
        map.resize(400, 300);
        map.setNodes(nodes());
        const QImage plain = map.grab().toImage();
        map.setGone([](int node) { return node == 2; });
        const QImage gone = map.grab().toImage();
        QVERIFY(plain.copy(map.areaOf(2)) != gone.copy(map.areaOf(2)));
        QCOMPARE(plain.copy(map.areaOf(3)), gone.copy(map.areaOf(3)));
        map.setCurrent(3);
        QVERIFY(gone.copy(map.areaOf(3)) != map.grab().toImage().copy(map.areaOf(3)));
    }

    //! What nobody could see costs nothing: a hundred thousand entries in a small window.
    void tooSmallIsNotDrawn()
    {
        QList<TreemapNode> many{{{}, 100'000, 1, 100'000, true}};
        for (int i = 0; i < 100'000; ++i)
            many.append({QString::number(i), 1});
        Treemap map;
        map.resize(300, 200);
        map.setNodes(many);
        QVERIFY(map.areaOf(50'000).isEmpty());
        QCOMPARE(map.nodeAt({150, 100}), 0);
        QVERIFY(!map.grab().isNull());
    }

private:
    static QList<TreemapNode> nodes()
    {
        return {{{}, 40, 1, 2, true}, {u"notes/"_s, 30, 3, 2, true}, {u"top.md"_s, 10}, {u"a.md"_s, 20}, {u"b.md"_s, 10}};
    }
};

QTEST_MAIN(TestTreemap)
#include "tst_treemap.moc"

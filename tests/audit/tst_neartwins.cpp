// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "audit/neartwins.h"
#include "support/knownpast.h"

#include <QHash>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;
using audit::NearPair;
using audit::NearTwinFinder;
using audit::NearTwins;

namespace {

//! As the program is told to use more time (PALIMPSEST_TEST_SIZE).
int testSize()
{
    return std::max(qEnvironmentVariableIntValue("PALIMPSEST_TEST_SIZE"), 1);
}

QByteArray words(QRandomGenerator &random, int count)
{
    QByteArray text;
    for (int i = 0; i < count; ++i)
        text += "w" + QByteArray::number(random.bounded(5'000)) + (i % 12 == 11 ? '\n' : ' ');
    return text;
}

//! With about so many of its words exchanged.
QByteArray changed(QRandomGenerator &random, const QByteArray &text, double share)
{
    QList<QByteArray> parts = text.simplified().split(' ');
    for (QByteArray &word : parts) {
        if (random.generateDouble() < share)
            word = "x" + QByteArray::number(random.bounded(100'000));
    }
    return parts.join(' ');
}

QString pairs(const NearTwins &twins)
{
    QStringList all;
    for (const NearPair &pair : twins.pairs)
        all.append(u"%1-%2:%3"_s.arg(pair.first).arg(pair.second).arg(pair.percent));
    return all.join(u' ');
}

} // namespace

//! Texts that are alike: all of them found, none invented, whatever the texts are.
class TestNearTwins : public QObject
{
    Q_OBJECT

private slots:
    void howAlike_data()
    {
        QTest::addColumn<QByteArray>("a");
        QTest::addColumn<QByteArray>("b");
        QTest::addColumn<double>("share");
        QTest::newRow("same") << QByteArray("one two three four") << QByteArray("one two three four") << 1.0;
        QTest::newRow("blanks and signs") << QByteArray("One, two;\n\tthree!") << QByteArray("one two three") << 1.0;
        QTest::newRow("one more word") << QByteArray("a b c d e") << QByteArray("a b c d e f") << 3.0 / 4;
        QTest::newRow("the middle word") << QByteArray("a b c d e f g") << QByteArray("a b c X e f g") << 2.0 / 8;
        QTest::newRow("nothing") << QByteArray("a b c d") << QByteArray("e f g h") << 0.0;
        QTest::newRow("repeated") << QByteArray("a b c a b c a b c") << QByteArray("a b c a b c") << 1.0;
        QTest::newRow("short") << QByteArray("a b") << QByteArray("a b") << 1.0;
        QTest::newRow("order") << QByteArray("a b") << QByteArray("b a") << 0.0;
        QTest::newRow("empty") << QByteArray() << QByteArray() << 0.0;
        QTest::newRow("signs only") << QByteArray("-- !") << QByteArray("-- !") << 0.0;
        // 我们使用数据库 and 我们使用文件库: five and five runs, two of them the same.
        QTest::newRow("without blanks") << u"我们使用数据库"_s.toUtf8() << u"我们使用文件库"_s.toUtf8() << 2.0 / 8;
        QTest::newRow("not UTF-8") << QByteArray("\xE4\xFF\xF0") << QByteArray("\xE4\xFF\xF0") << 1.0;
    }

    void howAlike()
    {
        QFETCH(QByteArray, a);
        QFETCH(QByteArray, b);
        QFETCH(double, share);
        QCOMPARE(audit::jaccardOfWords(a, b), share);
        QCOMPARE(audit::jaccardOfWords(b, a), share);
    }

    void findsPairs()
    {
        QRandomGenerator random(1);
        const QByteArray a = words(random, 300);
        NearTwinFinder finder;
        QCOMPARE(finder.take(a), 0);
        QCOMPARE(finder.take(words(random, 300)), 1);
        QCOMPARE(finder.take(a + " and a few more words"), 2);
        QCOMPARE(finder.take("a short note"), 3);
        QCOMPARE(finder.take("A short note."), 4);
        QCOMPARE(finder.take(QByteArray()), 5);
        QCOMPARE(finder.take(QByteArray()), 6); // nothing is not like nothing
        const NearTwins twins = finder.result();
        QCOMPARE(pairs(twins), u"3-4:100 0-2:98"_s);
        QCOMPARE(twins.total, 2);
        QVERIFY(twins.pairs.first().isExact && !twins.bounded && !twins.cancelled);
        QCOMPARE(pairs(finder.result(99)), u"3-4:100"_s);
    }

    //! Against the exact answer, each text with each.
    void asCounted()
    {
        QRandomGenerator random(2);
        QList<QByteArray> texts;
        const int families = 40 * testSize();
        for (int family = 0; family < families; ++family) {
            // Short ones, and some that are longer than what is kept of a text.
            const QByteArray first = words(random, family % 4 == 3 ? 3'000 : 20 + random.bounded(400));
            texts.append(first);
            for (const double share : {0.002, 0.01, 0.03, 0.06, 0.2})
                texts.append(changed(random, first, share));
        }
        NearTwinFinder finder;
        for (const QByteArray &text : std::as_const(texts))
            finder.take(text);
        const NearTwins twins = finder.result();
        QVERIFY(!twins.bounded);
        QHash<std::pair<int, int>, NearPair> found;
        for (const NearPair &pair : twins.pairs)
            found.insert({pair.first, pair.second}, pair);
        int checked = 0;
        int estimated = 0;
        for (int first = 0; first < texts.size(); ++first) {
            const int end = (first / 6 + 1) * 6; // of other families nothing is alike, which is checked below
            for (int second = first + 1; second < end; ++second) {
                const double share = audit::jaccardOfWords(texts[first], texts[second]);
                const auto pair = found.constFind({first, second});
                const int percent = int(share * 100 + 1e-9);
                if (pair != found.cend() && pair->isExact)
                    QCOMPARE(pair->percent, percent);
                else if (pair != found.cend())
                    QVERIFY2(std::abs(pair->percent - percent) <= 9, qPrintable(u"%1 for %2"_s.arg(pair->percent).arg(percent))); // 5 sigma
                // Only those near the threshold may be judged otherwise, and only where they are estimated.
                const bool isShort = texts[first].size() < 2'500 && texts[second].size() < 2'500;
                if (percent >= (isShort ? 80 : 89))
                    QVERIFY2(pair != found.cend(), qPrintable(u"missed %1-%2: %3"_s.arg(first).arg(second).arg(percent)));
                if (percent < (isShort ? 80 : 71))
                    QVERIFY(pair == found.cend());
                checked += percent >= 80 ? 1 : 0;
                estimated += pair != found.cend() && !pair->isExact ? 1 : 0;
            }
        }
        QVERIFY(checked > families && estimated > families / 4);
        for (const NearPair &pair : twins.pairs)
            QCOMPARE(pair.first / 6, pair.second / 6);
    }

    //! The texts of the generator's stores, as they stand at the end: short, with lines in common. Each pair is counted.
    void againstTheGenerator_data()
    {
        QTest::addColumn<int>("versions");
        for (int seed = 1; seed <= 4; ++seed)
            QTest::addRow("200, %d", seed) << 200;
        if (testSize() > 1)
            QTest::addRow("20000, %d", 5) << 20'000;
    }

    void againstTheGenerator()
    {
        QFETCH(int, versions);
        const quint32 seed = QByteArray(QTest::currentDataTag()).last(1).toUInt();
        const support::KnownPast past = support::KnownPast::make(versions, seed);
        QSet<int> numbers;
        for (const qsizetype version : past.standingAt(std::numeric_limits<qint64>::max()))
            numbers.insert(past.versions[version].text);
        QList<int> inOrder(numbers.cbegin(), numbers.cend());
        std::sort(inOrder.begin(), inOrder.end());
        QList<QByteArray> texts;
        NearTwinFinder finder;
        for (const int number : std::as_const(inOrder)) {
            texts.append(support::KnownPast::textOf(number));
            finder.take(texts.last());
        }
        QVERIFY(texts.size() > 10);
        const NearTwins twins = finder.result(50);
        QStringList wrong;
        int expected = 0;
        const int most = std::min<int>(int(texts.size()), 500); // each with each
        QHash<std::pair<int, int>, int> found;
        for (const NearPair &pair : twins.pairs)
            found.insert({pair.first, pair.second}, pair.percent);
        for (int first = 0; first < most; ++first) {
            for (int second = first + 1; second < most; ++second) {
                const int percent = int(audit::jaccardOfWords(texts[first], texts[second]) * 100 + 1e-9);
                expected += percent >= 50 ? 1 : 0;
                const int told = found.value({first, second}, -1);
                if (told >= 0 && told != percent)
                    wrong.append(u"%1-%2: %3 for %4"_s.arg(first).arg(second).arg(told).arg(percent));
                if (told < 0 && percent >= 80 && !twins.bounded)
                    wrong.append(u"%1-%2: missed %3"_s.arg(first).arg(second).arg(percent));
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n').left(2'000)));
        qInfo("%d texts, %d pairs with 50 %% or more, %lld told", int(texts.size()), expected, qlonglong(twins.total));
    }

    void theSameEverywhere()
    {
        // The hashes are our own, so this holds on every machine and in every run.
        QRandomGenerator random(3);
        NearTwinFinder finder;
        const QByteArray text = words(random, 2'000);
        for (int i = 0; i < 5; ++i)
            finder.take(changed(random, text, 0.02 * i));
        QCOMPARE(pairs(finder.result()), pairs(finder.result()));
        const NearTwins twins = finder.result();
        QVERIFY(std::is_sorted(twins.pairs.cbegin(), twins.pairs.cend(),
                               [](const NearPair &a, const NearPair &b) { return a.percent > b.percent; }));
    }

    //! Very many that are all alike: the work stays bounded, and that is told.
    void manyThatAreAlike()
    {
        QRandomGenerator random(4);
        const QByteArray text = words(random, 200);
        NearTwinFinder finder;
        const int count = testSize() > 1 ? 2'000 : 500;
        for (int i = 0; i < count; ++i)
            finder.take(text + " number" + QByteArray::number(i));
        const NearTwins twins = finder.result();
        QVERIFY(twins.bounded);
        QVERIFY2(twins.total >= count && twins.total <= qint64(count) * 24 * 32, qPrintable(QString::number(twins.total)));
        QCOMPARE(twins.pairs.size(), std::min<qint64>(twins.total, NearTwinFinder::mostListed));
        QSet<int> named;
        for (const NearPair &pair : twins.pairs)
            named << pair.first << pair.second;
        QVERIFY(named.size() > 200);
    }

    void boundsAndCancel()
    {
        NearTwinFinder finder;
        QVERIFY(finder.canTake(NearTwinFinder::mostBytes));
        QVERIFY(!finder.canTake(NearTwinFinder::mostBytes + 1));
        for (int i = 0; i < NearTwinFinder::mostTexts; ++i)
            finder.take("a b c");
        QVERIFY(!finder.canTake(1));
        core::CancelFlag cancel;
        cancel.set();
        const NearTwins twins = finder.result(80, cancel);
        QVERIFY(twins.cancelled);
        QVERIFY(twins.pairs.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestNearTwins)
#include "tst_neartwins.moc"

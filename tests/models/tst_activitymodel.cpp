// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "feedfixture.h"

#include "models/activitymodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using models::ActivityModel;

class TestActivityModel : public QObject
{
    Q_OBJECT

    std::unique_ptr<feeds::Shelf> m_shelf;
    std::unique_ptr<ActivityModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;

    void open(qint64 count, const history::Filter &filter = {})
    {
        m_tester.reset();
        m_shelf = std::make_unique<feeds::Shelf>();
        m_shelf->count = count;
        m_model = std::make_unique<ActivityModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_tester->setUseFetchMore(false); // it would fetch on and on
        m_model->setSource({u"memstore_1"_s}, [shelf = m_shelf.get()](const auto &query) { return shelf->ask(query); }, filter);
    }
    bool fetch(int rows)
    {
        while (m_model->rowCount() < rows && m_model->canFetchMore({})) {
            m_model->fetchMore({});
            if (!quiet())
                return false;
        }
        return m_model->rowCount() >= rows;
    }
    bool quiet() { return support::eventually([&] { return !m_model->isLoading(); }); }
    //! Looks at the rows, as a view does, and gives the numbers of their records.
    QList<qint64> numbers(int first, int last)
    {
        m_model->setVisibleRows(first, last);
        if (!quiet())
            return {};
        QList<qint64> found;
        for (int row = first; row <= last; ++row) {
            const auto record = m_model->recordAt(m_model->index(row));
            found.append(record ? feeds::numberOf(history::positionOf(record->version)) : -1);
        }
        return found;
    }
    static QList<qint64> down(qint64 from, int count)
    {
        QList<qint64> list;
        for (int i = 0; i < count; ++i)
            list.append(from - i);
        return list;
    }

private slots:
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        m_shelf.reset();
    }

    void everyRecordIsARowInOrder()
    {
        open(1050);
        QCOMPARE(m_model->rowCount(), 0);
        QVERIFY(m_shelf->asked.isEmpty()); // nobody looks yet
        QVERIFY(fetch(1050));
        QVERIFY(m_model->isComplete());
        QVERIFY(!m_model->canFetchMore({}));
        QCOMPARE(numbers(0, 1049), down(1049, 1050));
        QCOMPARE(m_shelf->asked.size(), 6);
        for (const history::FeedQuery &query : std::as_const(m_shelf->asked))
            QCOMPARE(query.limit, ActivityModel::blockSize);
    }
    void aRowTellsItsRecord()
    {
        open(10);
        m_shelf->other[9] = feeds::record(9);
        m_shelf->other[9].version.path = u"notes/a\u202Eb.md"_s;
        m_shelf->other[9].version.redacted = true;
        m_shelf->other[9].writtenHere = true;
        QVERIFY(fetch(10));
        const QModelIndex first = m_model->index(0);
        QCOMPARE(first.data(models::PathRole).toString(), u"notes/a\u202Eb.md"_s);
        QCOMPARE(first.data(models::DisplayPathRole).toString(), u"notes/a‹U+202E›b.md"_s);
        QVERIFY(first.data(models::RedactedRole).toBool());
        QVERIFY(first.data(models::WrittenHereRole).toBool());
        QCOMPARE(first.data(models::SizeChangeRole).toLongLong(), 9 - 25);
        QCOMPARE(first.data(models::ActionRole).value<core::Action>(), core::Action::Created);
        QCOMPARE(first.data(models::VersionIdRole).toString(), feeds::record(9).version.id.value);
        QVERIFY(!first.data(models::OrdinalRole).isValid()); // would take the whole history of the entry
    }
    void manyRowsTakeFewRecords()
    {
        const int rows = qEnvironmentVariableIntValue("PALIMPSEST_TEST_SIZE") >= 2 ? 1'000'000 : 60'000;
        open(rows + 500);
        m_tester.reset(); // it looks at everything at every step
        int most = 0;
        while (m_model->rowCount() < rows) {
            QVERIFY(fetch(m_model->rowCount() + 1));
            m_model->setVisibleRows(m_model->rowCount() - 50, m_model->rowCount() - 1);
            most = std::max(most, m_model->blocksAtHand());
        }
        QVERIFY2(most <= ActivityModel::mostBlocks, qPrintable(QString::number(most)));
        QVERIFY(!m_model->recordAt(m_model->index(0)));
        QVERIFY(!m_model->index(0).data(models::VersionIdRole).isValid());
        // Back at the top and in the middle they are read again, and are the same.
        QCOMPARE(numbers(0, 30), down(rows + 499, 31));
        QCOMPARE(numbers(rows / 2 - 150, rows / 2 + 150), down(rows + 499 - (rows / 2 - 150), 301));
        QVERIFY(m_model->blocksAtHand() <= ActivityModel::mostBlocks);
    }
    void whatIsNewComesAboveAndMovesNothing()
    {
        open(1000);
        QVERIFY(fetch(600));
        const QPersistentModelIndex chosen = m_model->index(40);
        QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
        m_shelf->count = 1003;
        m_model->noteChanged(feeds::position(1000), feeds::position(1002));
        QTRY_COMPARE(m_model->rowCount(), 603);
        QCOMPARE(chosen.row(), 43);
        QCOMPARE(numbers(0, 602), down(1002, 603));
        QCOMPARE(reset.count(), 0);
    }
    void thousandsOfNewOnesComeAtOnce()
    {
        open(1000);
        QVERIFY(fetch(400));
        m_shelf->count = 4000;
        m_model->noteChanged(feeds::position(1000), feeds::position(3999));
        QTRY_COMPARE(m_model->rowCount(), 3400);
        QCOMPARE(numbers(0, 3399), down(3999, 3400));
        m_shelf->count = 4001; // and it goes on well with the blocks that came of it
        m_model->noteChanged(feeds::position(4000), feeds::position(4000));
        QTRY_COMPARE(m_model->rowCount(), 3401);
        QCOMPARE(numbers(0, 3400), down(4000, 3401));
    }
    void gapsAreFilledWhereTheyBelong()
    {
        open(2000);
        for (qint64 n = 1500; n < 1700; ++n)
            m_shelf->missing.insert(n);
        QVERIFY(fetch(1000));
        const QPersistentModelIndex below = m_model->index(900);
        m_shelf->missing.clear();
        m_model->noteChanged(feeds::position(1500), feeds::position(1699));
        QTRY_COMPARE(m_model->rowCount(), 1200);
        QVERIFY(quiet());
        QCOMPARE(below.row(), 1100);
        QCOMPARE(numbers(0, 1199), down(1999, 1200));
    }
    void gapsAreFilledInBlocksThatWereLetGo()
    {
        open(20'000);
        m_tester.reset();
        for (qint64 n = 19'000; n < 19'030; ++n)
            m_shelf->missing.insert(n);
        QVERIFY(fetch(15'000));
        for (int row = 6'000; row <= 14'000; row += 200) {
            m_model->setVisibleRows(row, row + 50);
            QVERIFY(quiet());
        }
        const QPersistentModelIndex below = m_model->index(14'010);
        m_model->keep(below);
        QVERIFY(!m_model->recordAt(m_model->index(1000)));
        m_shelf->missing.clear();
        m_model->noteChanged(feeds::position(19'000), feeds::position(19'029));
        QTRY_COMPARE(m_model->rowCount(), 15'030);
        QVERIFY(quiet());
        QCOMPARE(below.row(), 14'040);
        QCOMPARE(numbers(900, 1200), down(19'099, 301));
    }
    void theChosenOneStaysAtHand()
    {
        open(20'000);
        m_tester.reset();
        QVERIFY(fetch(200));
        m_model->keep(m_model->index(100));
        QVERIFY(fetch(16'000));
        m_model->setVisibleRows(15'900, 15'950);
        QVERIFY(quiet());
        QVERIFY(m_model->recordAt(m_model->index(100)));
        QVERIFY(!m_model->recordAt(m_model->index(300)));
        QVERIFY(m_model->blocksAtHand() <= ActivityModel::mostBlocks);
    }
    void aRedactionShows()
    {
        open(1000);
        QVERIFY(fetch(400));
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        m_shelf->other[900] = feeds::record(900);
        m_shelf->other[900].version.redacted = true;
        m_model->noteChanged(feeds::position(900), feeds::position(900));
        QTRY_VERIFY(!changed.isEmpty());
        QCOMPARE(m_model->rowCount(), 400);
        QVERIFY(m_model->index(99).data(models::RedactedRole).toBool());
    }
    void whatDoesNotPassAnyMoreGoes()
    {
        open(1000);
        for (qint64 n = 0; n < 1000; n += 2) {
            m_shelf->other[n] = feeds::record(n);
            m_shelf->other[n].version.redacted = true;
        }
        history::Filter filter;
        filter.redactedOnly = true;
        m_model->setFilter(filter);
        QVERIFY(fetch(500));
        QVERIFY(m_model->isComplete());
        const QPersistentModelIndex below = m_model->index(100);
        for (qint64 n = 960; n < 970; ++n)
            m_shelf->other.remove(n);
        m_model->noteChanged(feeds::position(960), feeds::position(969));
        QTRY_COMPARE(m_model->rowCount(), 495);
        QCOMPARE(below.row(), 95);
        // And with all of them gone there is nothing left to hold on to.
        m_shelf->other.clear();
        m_model->noteChanged(feeds::position(0), feeds::position(999));
        QTRY_COMPARE(m_model->rowCount(), 0);
        m_shelf->other[5] = feeds::record(5);
        m_shelf->other[5].version.redacted = true;
        m_model->noteChanged(feeds::position(5), feeds::position(5));
        QVERIFY(fetch(1));
    }
    //! As a list does: it looks again within the very signal that tells of the rows.
    void aViewThatAnswersAtOnceBreaksNothing()
    {
        open(450);
        for (qint64 n = 0; n < 450; ++n) {
            m_shelf->other[n] = feeds::record(n);
            m_shelf->other[n].version.redacted = true;
        }
        history::Filter filter;
        filter.redactedOnly = true;
        m_model->setFilter(filter);
        QVERIFY(fetch(450));
        const auto look = [this] { m_model->setVisibleRows(0, 30); };
        connect(m_model.get(), &QAbstractItemModel::rowsRemoved, this, look);
        connect(m_model.get(), &QAbstractItemModel::rowsInserted, this, look);
        for (qint64 n = 250; n < 450; ++n) // a whole block at once, and one after the other
            m_shelf->other.remove(n);
        m_model->noteChanged(feeds::position(0), feeds::position(449));
        QTRY_COMPARE(m_model->rowCount(), 250);
        QVERIFY(quiet());
        QCOMPARE(numbers(0, 249), down(249, 250));
        m_shelf->other.clear();
        m_model->noteChanged(feeds::position(0), feeds::position(449));
        QTRY_COMPARE(m_model->rowCount(), 0);
    }
    //! More rows than are held: what is far away from the view is filled again without being let go meanwhile.
    void farBlocksAreFilledUnderALookingView()
    {
        open(12'000);
        m_tester.reset();
        QVERIFY(fetch(12'000));
        const auto look = [this] { m_model->setVisibleRows(0, 30); };
        connect(m_model.get(), &QAbstractItemModel::rowsRemoved, this, look);
        connect(m_model.get(), &QAbstractItemModel::rowsInserted, this, look);
        look();
        QVERIFY(quiet());
        for (qint64 n = 5; n < 12'000; n += 5) // not the oldest: what comes below the end is fetched
            m_shelf->missing.insert(n);
        m_model->noteChanged(feeds::position(0), feeds::position(11'999));
        QTRY_COMPARE(m_model->rowCount(), 9'601);
        QVERIFY(quiet());
        m_shelf->missing.clear();
        m_model->noteChanged(feeds::position(0), feeds::position(11'999));
        QTRY_COMPARE(m_model->rowCount(), 12'000);
        QVERIFY(quiet());
        QCOMPARE(numbers(6'000, 6'300), down(5'999, 301));
    }
    void whatChangesWhileAnAnswerIsOnItsWayIsNotMissed()
    {
        open(1000);
        m_shelf->held = true;
        m_model->fetchMore({});
        m_shelf->count = 1001; // written after the index had looked
        m_model->noteChanged(feeds::position(1000), feeds::position(1000));
        m_shelf->held = false;
        m_shelf->release();
        QTRY_COMPARE(m_model->rowCount(), 201);
        QCOMPARE(numbers(0, 200), down(1000, 201));
    }
    void olderOnesThatBecomeKnownCanBeFetched()
    {
        open(1000);
        m_shelf->first = 700; // the walk back has come so far
        QVERIFY(fetch(300));
        QVERIFY(m_model->isComplete());
        QSignalSpy state(m_model.get(), &ActivityModel::stateChanged);
        m_shelf->first = 0;
        m_model->noteChanged(feeds::position(600), feeds::position(699));
        QVERIFY(!m_model->isComplete());
        QVERIFY(!state.isEmpty());
        QVERIFY(fetch(1000));
        QCOMPARE(numbers(0, 999), down(999, 1000));
    }
    void aFilterBeginsAnew()
    {
        open(3000);
        QVERIFY(fetch(600));
        m_shelf->held = true;
        m_model->fetchMore({});
        history::Filter filter;
        filter.actions = {core::Action::Deleted};
        m_model->setFilter(filter);
        QCOMPARE(m_model->rowCount(), 0);
        m_shelf->held = false;
        m_shelf->release(); // the late answer to the question before
        QVERIFY(fetch(200));
        for (int row = 0; row < 200; ++row)
            QCOMPARE(m_model->index(row).data(models::ActionRole).value<core::Action>(), core::Action::Deleted);
    }
    void anErrorIsSaidAndTriedAgain()
    {
        open(1000);
        QVERIFY(fetch(200));
        m_shelf->error = core::Error{core::ErrorKind::Storage, {}};
        m_model->fetchMore({});
        QTRY_VERIFY(m_model->error());
        QVERIFY(!m_model->canFetchMore({})); // a view that asks again and again
        QCOMPARE(m_model->rowCount(), 200);
        m_shelf->error.reset();
        m_model->retry();
        QTRY_COMPARE(m_model->rowCount(), 400);
        QVERIFY(!m_model->error());
    }
    void anEmptyStoreIsComplete()
    {
        open(0);
        m_model->fetchMore({});
        QTRY_VERIFY(m_model->isComplete());
        QCOMPARE(m_model->rowCount(), 0);
        m_model->setVisibleRows(0, 20);
        m_model->clear();
        QVERIFY(!m_model->canFetchMore({}));
    }
};

QTEST_MAIN(TestActivityModel)
#include "tst_activitymodel.moc"

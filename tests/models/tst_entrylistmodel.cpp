// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "modelfixture.h"

#include "models/entrylistmodel.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

#include <optional>

using namespace Qt::StringLiterals;
using models::EntryListModel;
using support::entry;

namespace {

QStringList paths(const EntryListModel &model)
{
    QStringList found;
    for (int row = 0; row < model.rowCount(); ++row)
        found.append(model.index(row, 0).data(models::PathRole).toString());
    return found;
}

struct World
{
    World()
    {
        tester.emplace(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        tester->setUseFetchMore(false);
        model.setEntries(&list);
    }

    support::Service service;
    session::EntryList &list = service.list(u"memstore_1"_s);
    EntryListModel model;
    std::optional<QAbstractItemModelTester> tester;
};

} // namespace

class tst_EntryListModel : public QObject
{
    Q_OBJECT

private slots:
    void readsInFetchMoreOnly()
    {
        World world;
        world.service.entries = {support::entryJson("mem_2", "b.md"), support::entryJson("mem_1", "a.md")};
        QVERIFY(world.model.canFetchMore({}));
        QCOMPARE(world.service.server.arrivalCount(), 0);
        world.model.fetchMore({});
        QCOMPARE(world.model.rowCount(), 0);
        QTRY_COMPARE(paths(world.model), QStringList({u"a.md"_s, u"b.md"_s}));
        QTRY_VERIFY(world.model.filterCoverage().complete);
        QVERIFY(!world.model.canFetchMore({}));
    }

    void sortingKeepsSelectionAndIsTotal()
    {
        World world;
        world.list.put(entry(u"1"_s, u"a.md"_s, 5, 3));
        world.list.put(entry(u"2"_s, u"b.md"_s, 9, 1));
        world.list.put(entry(u"3"_s, u"c10.md"_s, 5, 2));
        world.list.put(entry(u"4"_s, u"c9.md"_s, 5, 2));
        QItemSelectionModel selection(&world.model);
        selection.setCurrentIndex(world.model.indexOf({u"2"_s}), QItemSelectionModel::SelectCurrent | QItemSelectionModel::Rows);
        QSignalSpy reset(&world.model, &QAbstractItemModel::modelReset);
        world.model.sort(EntryListModel::SizeColumn, Qt::DescendingOrder);
        QCOMPARE(paths(world.model), QStringList({u"b.md"_s, u"a.md"_s, u"c9.md"_s, u"c10.md"_s}));
        QCOMPARE(selection.currentIndex().data(models::EntryIdRole).toString(), u"2"_s);
        QCOMPARE(selection.selectedRows().size(), 1);
        world.model.sort(EntryListModel::UpdatedColumn, Qt::AscendingOrder);
        QCOMPARE(paths(world.model), QStringList({u"b.md"_s, u"c9.md"_s, u"c10.md"_s, u"a.md"_s}));
        QCOMPARE(selection.currentIndex().data(models::EntryIdRole).toString(), u"2"_s);
        QCOMPARE(reset.count(), 0);
    }

    void aChangedRowMovesToItsPlace()
    {
        World world;
        for (int i = 0; i < 6; ++i)
            world.list.put(entry(QString::number(i), u"p%1"_s.arg(i), i * 10, 1));
        world.model.sort(EntryListModel::SizeColumn, Qt::AscendingOrder);
        const QPersistentModelIndex moved = world.model.indexOf({u"1"_s});
        world.list.put(entry(u"1"_s, u"p1"_s, 45, 2));
        QCOMPARE(paths(world.model), QStringList({u"p0"_s, u"p2"_s, u"p3"_s, u"p4"_s, u"p1"_s, u"p5"_s}));
        QCOMPARE(moved.row(), 4);
        world.list.put(entry(u"5"_s, u"p5"_s, 1, 2));
        QCOMPARE(paths(world.model), QStringList({u"p0"_s, u"p5"_s, u"p2"_s, u"p3"_s, u"p4"_s, u"p1"_s}));
        world.list.put(entry(u"2"_s, u"p2"_s, 21, 2)); // stays
        QCOMPARE(world.model.indexOf({u"2"_s}).row(), 2);
        world.list.put(entry(u"0"_s, u"p0"_s, 999, 2)); // to the end
        QCOMPARE(world.model.indexOf({u"0"_s}).row(), 5);
        world.list.put(entry(u"0"_s, u"p0"_s, 0, 3)); // to the start
        QCOMPARE(world.model.indexOf({u"0"_s}).row(), 0);
    }

    void whateverHappensItIsSorted()
    {
        World world;
        QRandomGenerator random(7);
        world.model.sort(EntryListModel::SizeColumn, Qt::DescendingOrder);
        for (int step = 0; step < 300; ++step) {
            const QString id = QString::number(random.bounded(25));
            if (random.bounded(4) == 0)
                world.list.drop({id});
            else
                world.list.put(entry(id, u"p"_s + id, random.bounded(8), step + 1));
            for (int row = 1; row < world.model.rowCount(); ++row)
                QVERIFY(world.model.index(row - 1, 0).data(models::SizeRole).toLongLong()
                        >= world.model.index(row, 0).data(models::SizeRole).toLongLong());
            QCOMPARE(world.model.rowCount(), world.list.entries().size());
        }
    }

    void theFilterSaysOfHowMany()
    {
        World world;
        world.list.put(entry(u"1"_s, u"Notes/a.md"_s));
        world.list.put(entry(u"2"_s, u"other/b.md"_s));
        world.model.setPathFilter(u"NOTE"_s);
        QCOMPARE(paths(world.model), QStringList({u"Notes/a.md"_s}));
        QCOMPARE(world.model.filterCoverage(), (models::FilterCoverage {1, 2, false}));
        world.list.put(entry(u"3"_s, u"notes/c.md"_s));
        world.list.put(entry(u"4"_s, u"x.md"_s));
        QCOMPARE(world.model.rowCount(), 2);
        world.list.drop({u"1"_s});
        QCOMPARE(paths(world.model), QStringList({u"notes/c.md"_s}));
    }

    void theListMayDieFirst()
    {
        World world;
        world.list.put(entry(u"1"_s, u"a.md"_s));
        QCOMPARE(world.model.rowCount(), 1);
        world.service.lists.clear();
        QCOMPARE(world.model.rowCount(), 0);
        QVERIFY(!world.model.canFetchMore({}));
        world.model.retry();
    }
};

QTEST_GUILESS_MAIN(tst_EntryListModel)
#include "tst_entrylistmodel.moc"

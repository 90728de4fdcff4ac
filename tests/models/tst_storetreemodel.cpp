// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "modelfixture.h"

#include "models/storetreemodel.h"
#include "support/loopwatch.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <QTreeView>

#include <optional>

using namespace Qt::StringLiterals;
using models::NodeKind;
using models::StoreTreeModel;
using support::entry;
using support::entryJson;
using support::storeJson;

namespace {

const core::ConnectionId connectionId {u"c1"_s};
const core::StoreId one {u"memstore_1"_s};

//! A model over a service, watched from its first row on.
struct World
{
    explicit World(std::chrono::milliseconds delay = std::chrono::milliseconds(400), bool watched = true)
        : model(nullptr, delay)
    {
        if (watched) {
            tester.emplace(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
            tester->setUseFetchMore(false);
        }
        model.setSource(connectionId, service.repository.get(),
                        [this](const core::StoreId &store, bool make) { return service.list(store, make); });
    }
    //! Opens the first store; answers its row.
    QModelIndex open()
    {
        model.fetchMore({});
        if (!support::eventually([this] { return model.indexOf(one).isValid(); }))
            return {};
        model.fetchMore(model.indexOf(one));
        return model.indexOf(one);
    }
    [[nodiscard]] NodeKind kind(const QModelIndex &index) const { return index.data(models::NodeKindRole).value<NodeKind>(); }

    support::Service service;
    StoreTreeModel model;
    std::optional<QAbstractItemModelTester> tester;
};

} // namespace

class tst_StoreTreeModel : public QObject
{
    Q_OBJECT

private slots:
    void ghostsStandBesideTheLiving()
    {
        World world;
        world.service.stores = {storeJson("memstore_1", "alpha", 1)};
        world.service.entries = {entryJson("mem_1", "notes/live.md", 5)};
        const core::Timestamp deleted = core::Timestamp::fromMicroseconds(1'790'000'000'000'000);
        const QList<models::Ghost> ghosts{{{u"mem_7"_s}, u"notes/gone.md"_s, deleted}, {{u"mem_8"_s}, u"old/gone.md"_s, deleted}};
        world.open();
        QTRY_COMPARE(world.model.rowCount(world.model.indexOf(one)), 1);
        world.model.setGhosts(one, ghosts);
        const QStringList all{u"alpha"_s, u"  notes"_s, u"    live.md"_s, u"    gone.md"_s, u"  old"_s, u"    gone.md"_s};
        QCOMPARE(support::dump(world.model), all);
        const QModelIndex gone = world.model.indexOfGhost(one, {u"mem_7"_s});
        QCOMPARE(world.kind(gone), NodeKind::Ghost);
        QCOMPARE(gone.data(models::EntryIdRole).toString(), u"mem_7"_s);
        QCOMPARE(gone.data(models::PathRole).toString(), u"notes/gone.md"_s);
        QCOMPARE(gone.data(models::UpdatedAtRole).value<core::Timestamp>(), deleted);
        QVERIFY(!world.model.indexOf(one, {u"mem_7"_s}).isValid()); // is no entry
        QCOMPARE(world.model.filterCoverage(one).known, 1);
        // They obey the filter, and a refresh leaves them where they are.
        world.model.setPathFilter(u"old"_s);
        QTRY_COMPARE(world.model.rowCount(world.model.indexOf(one)), 2); // and the row that says that no entry matches
        world.model.setPathFilter({});
        world.model.refresh(world.model.indexOf(one));
        QTRY_COMPARE(support::dump(world.model), all);
        world.model.setGhosts(one, ghosts.mid(1));
        QVERIFY(!world.model.indexOfGhost(one, {u"mem_7"_s}).isValid());
        QVERIFY(world.model.indexOfGhost(one, {u"mem_8"_s}).isValid());
        world.model.setGhosts(one, {});
        QCOMPARE(support::dump(world.model), QStringList({u"alpha"_s, u"  notes"_s, u"    live.md"_s}));
    }

    void storesAndEntriesComeByFetchMore()
    {
        World world;
        world.service.stores = {storeJson("memstore_2", "beta"), storeJson("memstore_1", "alpha", 3)};
        world.service.entries = {entryJson("mem_3", "notes/b.md", 5), entryJson("mem_2", "notes/a.md", 7), entryJson("mem_1", "top.md")};
        QVERIFY(world.model.canFetchMore({}));
        QSignalSpy inserted(&world.model, &QAbstractItemModel::rowsInserted);
        world.model.fetchMore({});
        QCOMPARE(inserted.count(), 0); // nothing changes before it returns
        QTRY_COMPARE(support::dump(world.model), QStringList({u"beta"_s, u"alpha"_s}));
        QVERIFY(!world.model.canFetchMore({}));
        const QModelIndex alpha = world.model.indexOf(one);
        QVERIFY(world.model.hasChildren(alpha)); // until it is known
        QCOMPARE(alpha.data(models::CountRole).toLongLong(), 3);
        world.model.fetchMore(alpha);
        QVERIFY(!world.model.canFetchMore(alpha)); // asks once
        QTRY_COMPARE(support::dump(world.model), QStringList({u"beta"_s, u"alpha"_s, u"  notes"_s, u"    a.md"_s, u"    b.md"_s, u"  top.md"_s}));
        const QModelIndex notes = world.model.indexOfPath(one, u"notes"_s);
        QCOMPARE(world.kind(notes), NodeKind::Folder);
        QCOMPARE(notes.data(models::CountRole).toLongLong(), 2);
        QCOMPARE(notes.data(models::SizeRole).toLongLong(), 12);
        QTRY_VERIFY(notes.data(models::CountCompleteRole).toBool());
        const QModelIndex a = world.model.indexOf(one, {u"mem_2"_s});
        QCOMPARE(a.data(models::PathRole).toString(), u"notes/a.md"_s);
        QCOMPARE(a.data(models::VersionRole).toLongLong(), 1);
        QCOMPARE(a.data(models::UpdatedAtRole).value<core::Timestamp>().text(), u"2026-05-18T15:34:26.494349Z"_s);
        QCOMPARE(a, world.model.indexOfPath(one, u"notes/a.md"_s));
        QVERIFY(a.flags() & Qt::ItemNeverHasChildren);
    }

    void storesPageAsAskedFor()
    {
        World world;
        world.service.server.answer(support::json(200, support::listJson({storeJson("memstore_3", "third")}, "memstore_3", true)));
        world.service.stores = {storeJson("memstore_1", "first")};
        world.model.fetchMore({});
        QTRY_COMPARE(support::dump(world.model), QStringList({u"third"_s}));
        QTRY_VERIFY(world.model.canFetchMore({}));
        QCOMPARE(world.service.server.arrivals().size(), 1); // nobody asked for more
        world.model.fetchMore({});
        QTRY_COMPARE(support::dump(world.model), QStringList({u"third"_s, u"first"_s}));
        QVERIFY(world.service.server.arrivals().last().target.contains("after_id=memstore_3"));
    }

    void arrivingRowsMoveNeitherSelectionNorPlace()
    {
        World world;
        world.service.stores = {storeJson("memstore_1", "alpha")};
        world.service.entries = {entryJson("mem_5", "m/m.md")};
        QVERIFY(world.open().isValid());
        QTRY_VERIFY(world.model.indexOf(one, {u"mem_5"_s}).isValid());
        const QPersistentModelIndex chosen = world.model.indexOf(one, {u"mem_5"_s});
        QTreeView view;
        view.setModel(&world.model);
        view.expandAll();
        view.setCurrentIndex(chosen);
        QSignalSpy reset(&world.model, &QAbstractItemModel::modelReset);
        QSignalSpy moved(view.selectionModel(), &QItemSelectionModel::currentChanged);
        for (int i = 0; i < 50; ++i)
            world.service.list(one.value).put(entry(u"mem_x%1"_s.arg(i), u"%1/%2.md"_s.arg(QChar(char16_t('a' + i % 26))).arg(i)));
        QCOMPARE(reset.count(), 0);
        QCOMPARE(moved.count(), 0);
        QVERIFY(chosen.isValid());
        QCOMPARE(chosen.data(models::EntryIdRole).toString(), u"mem_5"_s);
        QCOMPARE(view.currentIndex(), chosen);
        QVERIFY(view.isExpanded(chosen.parent()));
    }

    void emptyStoresAndListsSaySo()
    {
        World world;
        world.service.stores = {storeJson("memstore_1", "alpha")};
        const QModelIndex alpha = world.open();
        QTRY_COMPARE(world.model.rowCount(alpha), 1);
        QCOMPARE(world.kind(world.model.index(0, 0, alpha)), NodeKind::Empty);
        world.service.list(one.value).put(entry(u"mem_1"_s, u"a.md"_s));
        QTRY_COMPARE(world.kind(world.model.index(0, 0, alpha)), NodeKind::Entry);
        QTRY_COMPARE(world.model.rowCount(alpha), 1);

        World nothing;
        nothing.model.fetchMore({});
        QTRY_COMPARE(nothing.model.rowCount(), 1);
        QCOMPARE(nothing.kind(nothing.model.index(0, 0)), NodeKind::Empty);
    }

    void loadingIsSaidOnlyWhenItTakesLong()
    {
        World quick(std::chrono::hours(1));
        quick.service.stores = {storeJson("memstore_1", "alpha")};
        quick.service.server.answer(support::json(200, support::listJson(quick.service.stores)));
        quick.model.fetchMore({});
        QTRY_COMPARE(quick.model.rowCount(), 1);
        quick.service.server.fault("stall@0");
        const QModelIndex alpha = quick.model.indexOf(one);
        quick.model.fetchMore(alpha);
        QTRY_COMPARE(quick.service.server.arrivalCount(), 2);
        QCOMPARE(quick.model.rowCount(alpha), 0);

        World slow(std::chrono::milliseconds(1));
        slow.service.server.answer(support::json(200, support::listJson({storeJson("memstore_1", "alpha")})));
        slow.model.fetchMore({});
        QTRY_VERIFY(slow.model.indexOf(one).isValid());
        slow.service.server.fault("stall@0");
        slow.model.fetchMore(slow.model.indexOf(one));
        QTRY_COMPARE(slow.model.rowCount(slow.model.indexOf(one)), 1);
        QCOMPARE(slow.kind(slow.model.index(0, 0, slow.model.indexOf(one))), NodeKind::Loading);
        slow.service.list(one.value).cancel();
        QTRY_COMPARE(slow.kind(slow.model.index(0, 0, slow.model.indexOf(one))), NodeKind::More);
        slow.model.retry(slow.model.index(0, 0, slow.model.indexOf(one)));
        QTRY_COMPARE(slow.kind(slow.model.index(0, 0, slow.model.indexOf(one))), NodeKind::Empty);
    }

    void aFailedListSaysWhyAndRetries()
    {
        World world;
        world.service.stores = {storeJson("memstore_1", "alpha")};
        world.model.fetchMore({});
        QTRY_VERIFY(world.model.indexOf(one).isValid());
        world.service.server.fault("status:403");
        world.service.entries = {entryJson("mem_1", "a.md")};
        const QModelIndex alpha = world.model.indexOf(one);
        world.model.fetchMore(alpha);
        QTRY_COMPARE(world.model.rowCount(alpha), 1);
        const QModelIndex failed = world.model.index(0, 0, alpha);
        QCOMPARE(world.kind(failed), NodeKind::Failed);
        QCOMPARE(failed.data(models::ErrorRole).value<core::Error>().kind, core::ErrorKind::Forbidden);
        QVERIFY(!world.model.canFetchMore(alpha));
        world.model.retry(failed);
        QTRY_COMPARE(support::dump(world.model), QStringList({u"alpha"_s, u"  a.md"_s}));
    }

    void aFailedStoreListSaysWhyAndRetries()
    {
        World world;
        world.service.server.fault("status:403");
        world.service.stores = {storeJson("memstore_1", "alpha")};
        world.model.fetchMore({});
        QTRY_COMPARE(world.model.rowCount(), 1);
        QCOMPARE(world.kind(world.model.index(0, 0)), NodeKind::Failed);
        QVERIFY(!world.model.canFetchMore({}));
        world.model.retry(world.model.index(0, 0));
        QTRY_COMPARE(support::dump(world.model), QStringList({u"alpha"_s}));
    }

    void theFilterIsOneResetAndSaysOfHowMany()
    {
        World world;
        world.service.stores = {storeJson("memstore_1", "alpha")};
        world.service.entries = {entryJson("mem_3", "Notes/Meeting.md"), entryJson("mem_2", "notes/todo.md"), entryJson("mem_1", "meet/x.md")};
        QVERIFY(world.open().isValid());
        QTRY_COMPARE(world.model.filterCoverage().known, 3);
        QTRY_VERIFY(world.model.filterCoverage().complete);
        QSignalSpy reset(&world.model, &QAbstractItemModel::modelReset);
        world.model.setPathFilter(u"MEET"_s);
        QCOMPARE(reset.count(), 1);
        QCOMPARE(support::dump(world.model), QStringList({u"alpha"_s, u"  meet"_s, u"    x.md"_s, u"  Notes"_s, u"    Meeting.md"_s}));
        QCOMPARE(world.model.filterCoverage(), (models::FilterCoverage {2, 3, true}));
        QVERIFY(!world.model.indexOf(one, {u"mem_2"_s}).isValid());
        world.service.list(one.value).put(entry(u"mem_4"_s, u"notes/meeting2.md"_s)); // arrives through the filter
        world.service.list(one.value).put(entry(u"mem_5"_s, u"notes/other.md"_s));
        QCOMPARE(world.model.filterCoverage(), (models::FilterCoverage {3, 5, true}));
        QVERIFY(world.model.indexOf(one, {u"mem_4"_s}).isValid());
        world.model.setPathFilter(u"nothing has this"_s);
        QTRY_COMPARE(world.kind(world.model.index(0, 0, world.model.indexOf(one))), NodeKind::NoMatch);
        world.model.setPathFilter({});
        QTRY_COMPARE(support::dump(world.model).size(), 9);
        QCOMPARE(reset.count(), 3);
    }

    void changesStayInPlace()
    {
        World world;
        world.service.stores = {storeJson("memstore_1", "alpha")};
        world.service.entries = {entryJson("mem_1", "a/b.md", 10)};
        QVERIFY(world.open().isValid());
        QTRY_VERIFY(world.model.indexOf(one, {u"mem_1"_s}).isValid());
        QTRY_VERIFY(world.service.list(one.value).loading().complete);
        const QPersistentModelIndex row = world.model.indexOf(one, {u"mem_1"_s});
        QSignalSpy changed(&world.model, &QAbstractItemModel::dataChanged);
        QSignalSpy removed(&world.model, &QAbstractItemModel::rowsRemoved);
        world.service.list(one.value).put(entry(u"mem_1"_s, u"a/b.md"_s, 30, 2));
        QVERIFY(changed.count() > 0);
        QCOMPARE(row.data(models::VersionRole).toLongLong(), 2);
        QCOMPARE(row.parent().data(models::SizeRole).toLongLong(), 30);
        QCOMPARE(removed.count(), 0);
        world.service.list(one.value).drop({u"mem_1"_s});
        QCOMPARE(removed.count(), 1); // the folder with it
        QVERIFY(!row.isValid());
        QTRY_COMPARE(world.kind(world.model.index(0, 0, world.model.indexOf(one))), NodeKind::Empty);
    }

    void marksAreShownAndOutliveTheSource()
    {
        World world;
        world.service.stores = {storeJson("memstore_1", "alpha")};
        world.service.entries = {entryJson("mem_1", "a.md")};
        QVERIFY(world.open().isValid());
        QTRY_VERIFY(world.model.indexOf(one, {u"mem_1"_s}).isValid());
        const core::EntryRef ref {connectionId, one, {u"mem_1"_s}};
        QSignalSpy changed(&world.model, &QAbstractItemModel::dataChanged);
        world.model.setDirty(ref, true);
        world.model.setIntegrity(ref, core::Integrity::HashMismatch);
        QCOMPARE(changed.count(), 2);
        world.model.setSession(nullptr);
        QCOMPARE(world.model.rowCount(), 0);
        world.model.setSource(connectionId, world.service.repository.get(),
                              [&](const core::StoreId &store, bool make) { return world.service.list(store, make); });
        const QModelIndex again = world.model.indexOf(one, {u"mem_1"_s}); // what was loaded is there at once
        QVERIFY(again.data(models::DirtyRole).toBool());
        QCOMPARE(again.data(models::IntegrityRole).value<core::Integrity>(), core::Integrity::HashMismatch);
        world.model.setDirty({{u"other"_s}, one, {u"mem_1"_s}}, false); // another connection's entry
        QVERIFY(again.data(models::DirtyRole).toBool());
    }

    void storesComeAndGo()
    {
        World world;
        world.service.stores = {storeJson("memstore_1", "alpha")};
        world.service.entries = {entryJson("mem_1", "a.md")};
        QVERIFY(world.open().isValid());
        QTRY_COMPARE(world.model.rowCount(world.model.indexOf(one)), 1);
        core::Store fresh;
        fresh.id = {u"memstore_9"_s};
        fresh.name = u"new"_s;
        world.service.repository->put(fresh);
        QCOMPARE(support::dump(world.model), QStringList({u"new"_s, u"alpha"_s, u"  a.md"_s}));
        world.service.repository->drop(one);
        QCOMPARE(support::dump(world.model), QStringList({u"new"_s}));
        QVERIFY(!world.model.indexOf(one).isValid());
    }

    void theSourceMayDieFirst()
    {
        World world;
        world.service.stores = {storeJson("memstore_1", "alpha")};
        world.service.entries = {entryJson("mem_1", "a.md")};
        QVERIFY(world.open().isValid());
        world.service.repository.reset();
        QCOMPARE(world.model.rowCount(), 0);
        world.service.lists.clear();
        QVERIFY(!world.model.canFetchMore({}));
        world.model.retry({});
        world.model.refresh();
    }

    void aViewReadsTenThousandWithoutAPause()
    {
        World world(std::chrono::milliseconds(400), false); // the tester walks the whole tree at each signal
        world.service.stores = {storeJson("memstore_1", "alpha", 10'000)};
        int page = 0;
        world.service.server.setDefault([&](const support::Arrival &arrival) {
            if (arrival.path().endsWith("/memory_stores"))
                return support::json(200, support::listJson(world.service.stores));
            QList<QByteArray> items;
            for (int i = 0; i < 100; ++i) {
                const QByteArray number = QByteArray::number(page * 100 + i);
                items.append(entryJson("mem_" + number.rightJustified(6, '0'), "f" + QByteArray::number(i % 20) + "/e" + number + ".md"));
            }
            ++page;
            return support::json(200, support::listJson(items, "mem_" + QByteArray::number(page * 100 - 1).rightJustified(6, '0'), page < 100));
        });
        QTreeView view;
        view.setUniformRowHeights(true);
        view.setModel(&world.model);
        view.resize(300, 600);
        view.show();
        QVERIFY(world.open().isValid());
        view.expand(world.model.indexOf(one));
        support::LoopWatch watch;
        QTRY_COMPARE_WITH_TIMEOUT(world.model.filterCoverage().known, 10'000, 60'000);
        QVERIFY2(watch.longestAwayMs() < 100 * support::slowness(), qPrintable(QString::number(watch.longestAwayMs())));
        QTRY_COMPARE(world.model.rowCount(world.model.indexOf(one)), 20); // without the Loading row
    }
};

QTEST_MAIN(tst_StoreTreeModel)
#include "tst_storetreemodel.moc"

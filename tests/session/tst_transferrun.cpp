// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "rig.h"
#include "support/profiles.h"

#include "core/utf8.h"
#include "session/listing.h"
#include "session/transferrun.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace session;
using transfer::PlanItem;
using transfer::PlanKind;

//! Running a plan against the real service: one item at a time, never on after a doubt (K4).
class TestTransferRun : public QObject
{
    Q_OBJECT

    static TransferRun::ReadText texts(const QHash<QString, QByteArray> &texts)
    {
        return [texts](const PlanItem &item) {
            if (texts.contains(item.path))
                return core::ready<QByteArray>(texts.value(item.path));
            core::Error gone;
            gone.kind = core::ErrorKind::Storage;
            gone.delivery = core::Delivery::NotSent;
            return core::ready<QByteArray>(gone);
        };
    }

    static QList<PlanItem> plan(rig::Rig &rig, const QString &store, const QHash<QString, QByteArray> &texts)
    {
        transfer::ImportScan scan;
        QStringList paths = texts.keys();
        paths.sort();
        for (const QString &path : std::as_const(paths)) {
            transfer::ScannedFile file;
            file.path = path;
            file.size = texts.value(path).size();
            file.sha256 = core::sha256Hex(texts.value(path));
            scan.files.append(file);
        }
        const auto entries = rig::wait(readAllEntries(*rig.session, {store}));
        return transfer::planImport(scan, {*entries, rig.session->dialect().limits, {}, false});
    }

    static QList<ItemState> states(const TransferRun &run)
    {
        QList<ItemState> states;
        for (int i = 0; i < run.plan().size(); ++i)
            states.append(run.result(i).state);
        return states;
    }

    static bool runToEnd(TransferRun &run)
    {
        QSignalSpy finished(&run, &TransferRun::finished);
        run.start();
        return finished.wait(30'000);
    }

private slots:
    void initTestCase_data() { support::addProfiles(); }

    void writesWhatWasPlanned()
    {
        rig::Rig rig;
        const QString store = rig.makeStore();
        rig.makeEntry(store, "b.md", "before");
        rig.makeEntry(store, "c.md", "same");
        const QHash<QString, QByteArray> wanted{{u"a.md"_s, "new\r\n"}, {u"b.md"_s, "after"}, {u"c.md"_s, "same"},
                                                {u"d.md"_s, "not chosen"}};
        QList<PlanItem> items = plan(rig, store, wanted);
        QCOMPARE(items.at(1).kind, PlanKind::Changed);
        QCOMPARE(items.at(2).kind, PlanKind::Same);
        items[3].chosen = false;
        TransferRun run(*rig.session, {store}, items, texts(wanted));
        QVERIFY(runToEnd(run));
        QCOMPARE(states(run), (QList<ItemState>{ItemState::Written, ItemState::Written, ItemState::NotRun, ItemState::NotRun}));
        QCOMPARE(rig.writes(), 2);
        QCOMPARE(run.progress().written, 2);
        QCOMPARE(run.progress().total, 2);
        QVERIFY(!run.canRetry());
        QStringList equal = run.equalPaths();
        equal.sort();
        QCOMPARE(equal, (QStringList{u"a.md"_s, u"b.md"_s, u"c.md"_s}));
        const auto entries = rig::wait(readAllEntries(*rig.session, {store}));
        QCOMPARE(entries->size(), 3);
        for (const core::Entry &entry : *entries)
            QCOMPARE(entry.sha256, core::sha256Hex(wanted.value(entry.path)));
    }

    void whatMovedMeanwhileIsNotOverwritten()
    {
        rig::Rig rig;
        const QString store = rig.makeStore();
        const QString changed = rig.makeEntry(store, "changed.md", "before");
        const QString gone = rig.makeEntry(store, "gone.md", "before");
        const QHash<QString, QByteArray> wanted{{u"changed.md"_s, "mine"}, {u"gone.md"_s, "mine"}, {u"taken.md"_s, "mine"},
                                                {u"twin.md"_s, "mine"}};
        TransferRun run(*rig.session, {store}, plan(rig, store, wanted), texts(wanted));
        rig.write(store, changed, "theirs");
        rig.remove(store, gone);
        rig.makeEntry(store, "taken.md", "theirs");
        rig.makeEntry(store, "twin.md", "mine");
        const int before = int(rig.ledger(store).size());
        QVERIFY(runToEnd(run));
        QCOMPARE(states(run),
                 (QList<ItemState>{ItemState::Failed, ItemState::Failed, ItemState::Failed, ItemState::Unchanged}));
        QCOMPARE(run.result(0).why, ItemWhy::LostRace);
        QCOMPARE(run.result(1).why, ItemWhy::EntryGone);
        QCOMPARE(run.result(2).why, ItemWhy::PathTaken);
        QCOMPARE(int(rig.ledger(store).size()), before);
    }

    void nothingIsDoneAfterTheFirstUnknownResult_data()
    {
        QTest::addColumn<int>("position");
        for (const int position : {0, 1, 4, 9})
            QTest::addRow("%d", position) << position;
    }

    void nothingIsDoneAfterTheFirstUnknownResult()
    {
        QFETCH(int, position);
        rig::Rig rig;
        rig.session->commands().setCheckSchedule({std::chrono::milliseconds(0)});
        const QString store = rig.makeStore();
        QHash<QString, QByteArray> wanted;
        for (int i = 0; i < 10; ++i)
            wanted.insert(u"%1.md"_s.arg(i), "text " + QByteArray::number(i));
        const QList<PlanItem> items = plan(rig, store, wanted);
        int asked = 0;
        rig.beforeEach = [&](const support::Arrival &arrival) {
            if (arrival.method == "GET" && arrival.path().endsWith("versions") && asked++ == position) {
                rig.front.fault("apply_then_fin");
                for (int i = 0; i < 100; ++i)
                    rig.front.fault("status:503");
            }
        };
        TransferRun run(*rig.session, {store}, items, texts(wanted));
        QVERIFY(runToEnd(run));
        rig.beforeEach = {};
        QCOMPARE(rig.writes(), position + 1);
        for (int i = 0; i < 10; ++i)
            QCOMPARE(run.result(i).state,
                     i < position ? ItemState::Written : i == position ? ItemState::Unknown : ItemState::NotRun);
        QVERIFY(run.progress().stopped);
        QVERIFY(run.canRetry());
    }

    void retryGoesOnWithoutDoubles()
    {
        rig::Rig rig;
        rig.session->commands().setCheckSchedule({std::chrono::milliseconds(0)});
        const QString store = rig.makeStore();
        QHash<QString, QByteArray> wanted;
        for (int i = 0; i < 5; ++i)
            wanted.insert(u"%1.md"_s.arg(i), "text");
        QHash<QString, QByteArray> first = wanted;
        first.remove(u"1.md"_s); // cannot be read at the first try
        bool again = false;
        const auto read = [&](const PlanItem &item) { return texts(again ? wanted : first)(item); };
        TransferRun run(*rig.session, {store}, plan(rig, store, wanted), read);
        int asked = 0;
        rig.beforeEach = [&](const support::Arrival &arrival) {
            if (!again && arrival.method == "GET" && arrival.path().endsWith("versions") && asked++ == 2) {
                rig.front.fault("apply_then_fin");
                for (int i = 0; i < 12; ++i)
                    rig.front.fault("status:503");
            }
        };
        QVERIFY(runToEnd(run));
        QCOMPARE(run.result(1).why, ItemWhy::SourceError);
        QCOMPARE(run.result(3).state, ItemState::Unknown);
        again = true;
        QTRY_VERIFY_WITH_TIMEOUT(rig::wait(rig.session->service().getStore({store})).has_value(), 10'000); // faults are used up
        QSignalSpy finished(&run, &TransferRun::finished);
        run.retryFailed();
        QVERIFY(finished.wait(30'000));
        QCOMPARE(run.progress().written + run.progress().unchanged, 5);
        QCOMPARE(rig.ledger(store).size(), 5);
    }

    void aRefusedTokenStopsTheRun()
    {
        rig::Rig rig;
        const QString store = rig.makeStore();
        QHash<QString, QByteArray> wanted;
        for (int i = 0; i < 5; ++i)
            wanted.insert(u"%1.md"_s.arg(i), "text");
        const QList<PlanItem> items = plan(rig, store, wanted);
        rig.front.fault("status:401");
        TransferRun run(*rig.session, {store}, items, texts(wanted));
        QVERIFY(runToEnd(run));
        QCOMPARE(run.progress().failed, 1);
        QCOMPARE(run.result(4).state, ItemState::NotRun);
        QCOMPARE(rig.writes(), 0);
    }

    void cancelEndsItAndTellsWhatWasDone()
    {
        rig::Rig rig;
        const QString store = rig.makeStore();
        QHash<QString, QByteArray> wanted;
        for (int i = 0; i < 20; ++i)
            wanted.insert(u"%1.md"_s.arg(i), "text");
        TransferRun run(*rig.session, {store}, plan(rig, store, wanted), texts(wanted));
        connect(&run, &TransferRun::itemChanged, &run, [&run](int item) {
            if (run.result(item).state == ItemState::Written && run.progress().written == 3)
                run.cancel();
        });
        QVERIFY(runToEnd(run));
        QVERIFY(run.progress().cancelled);
        const int written = run.progress().written;
        QCOMPARE(written, 3);
        QCOMPARE(int(rig.ledger(store).size()), written);
        QSignalSpy finished(&run, &TransferRun::finished);
        run.retryFailed();
        QVERIFY(finished.wait(30'000));
        QCOMPARE(run.progress().written, 20);
    }

    void metadataOfOthersStays()
    {
        rig::Rig rig;
        if (!rig.isC())
            QSKIP("this profile does not let metadata be set");
        const QString store = rig.makeStore();
        const rig::Answer made = rig.ask("POST", "/memory_stores/" + store.toLatin1() + "/memories",
                                         R"({"path":"a.md","content":"before","metadata":{"theirs":"1","both":"old"}})");
        QCOMPARE(made.status, 201);
        QList<PlanItem> items = plan(rig, store, {{u"a.md"_s, "after"}});
        items[0].metadata = {{u"both"_s, u"new"_s}, {u"mine"_s, u"2"_s}};
        TransferRun run(*rig.session, {store}, items, texts({{u"a.md"_s, "after"}}));
        QVERIFY(runToEnd(run));
        QCOMPARE(run.result(0).state, ItemState::Written);
        const auto now = rig::wait(rig.session->readEntry({store}, items.at(0).base->id));
        QCOMPARE(now->metadata, (core::Metadata{{u"both"_s, u"new"_s}, {u"mine"_s, u"2"_s}, {u"theirs"_s, u"1"_s}}));
    }

    void aCopyIsCheckedOnBothSides()
    {
        rig::Rig from;
        rig::Rig to;
        const QString source = from.makeStore("from");
        const QString target = to.makeStore("to");
        for (int i = 0; i < 7; ++i)
            from.makeEntry(source, "folder/" + QByteArray::number(i), "text " + QByteArray::number(i));
        const auto entries = rig::wait(readAllEntries(*from.session, {source}));
        QVERIFY(entries);
        TransferRun run(*to.session, {target}, transfer::planCopy(*entries, {{}, to.session->dialect().limits, {}, false}),
                        readFrom(*from.session));
        QVERIFY(runToEnd(run));
        QCOMPARE(run.progress().written, 7);
        auto check = rig::wait(checkCopies(*from.session, {source}, *to.session, {target}, run.equalPaths()));
        QVERIFY(check);
        QCOMPARE(check->equal, 7);
        QCOMPARE(check->total(), 7);
        // Somebody writes on the other side, and the check says so.
        const auto there = rig::wait(readAllEntries(*to.session, {target}));
        to.write(target, there->first().id.value, "changed");
        to.remove(target, there->last().id.value);
        check = rig::wait(checkCopies(*from.session, {source}, *to.session, {target}, run.equalPaths()));
        QCOMPARE(check->equal, 5);
        QCOMPARE(check->different, QStringList{there->first().path});
        QCOMPARE(check->missing, QStringList{there->last().path});
    }

    void aSessionThatEndsEndsTheRun()
    {
        auto rig = std::make_unique<rig::Rig>();
        const QString store = rig->makeStore();
        QHash<QString, QByteArray> wanted{{u"a.md"_s, "x"}, {u"b.md"_s, "y"}};
        TransferRun run(*rig->session, {store}, plan(*rig, store, wanted), texts(wanted));
        QSignalSpy finished(&run, &TransferRun::finished);
        run.start();
        rig.reset();
        QCOMPARE(finished.size(), 1);
        QVERIFY(!run.canRetry());
    }
};

QTEST_GUILESS_MAIN(TestTransferRun)
#include "tst_transferrun.moc"

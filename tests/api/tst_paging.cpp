// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/walk.h"
#include "realservice.h"

#include <QRandomGenerator>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using support::ask;
using support::RealService;

//! Page walking of contract 2.6 over the embedded service: page= in profile C, after_id= in profile S.
class TestPaging : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase_data() const { support::addProfiles(); }
    void edges_data();
    void edges();
    void cursorRowGoes_data();
    void cursorRowGoes();
    void stoppedAndGoneOn();
    void changingWhileWalked();

private:
    struct Walked
    {
        QStringList ids;
        int pages = 0;
    };
    template<typename T>
    static Walked walk(RealService &real, const core::StoreId &store, int limit,
                       const std::function<void(const QList<T> &)> &onPage = {});
};

namespace {

core::Call<core::Page<core::Store>> list(RealService &real, const core::StoreId &, int limit, const core::Cursor &from,
                                         core::Store)
{
    return real.stores->listStores({}, from, limit);
}

core::Call<core::Page<core::Entry>> list(RealService &real, const core::StoreId &store, int limit,
                                         const core::Cursor &from, core::Entry)
{
    return real.stores->listEntries(store, from, limit);
}

core::Call<core::Page<core::Version>> list(RealService &real, const core::StoreId &store, int limit,
                                           const core::Cursor &from, core::Version)
{
    return real.stores->listVersions(store, {}, from, limit);
}

//! 1 in every commit's run; 2 and 3 are for the night and before a release.
int testSize()
{
    return std::max(1, qEnvironmentVariableIntValue("PALIMPSEST_TEST_SIZE"));
}

} // namespace

template<typename T>
TestPaging::Walked TestPaging::walk(RealService &real, const core::StoreId &store, int limit,
                                    const std::function<void(const QList<T> &)> &onPage)
{
    Walked walked;
    QObject context;
    const auto summary = support::waitFor(
        api::walkPages<T>(
            &context, [&](const core::Cursor &from) { return list(real, store, limit, from, T()); },
            [&](const QList<T> &items) {
                for (const T &item : items)
                    walked.ids.append(item.id.value);
                if (onPage)
                    onPage(items);
                return true;
            },
            {0ms, 100'000, 100, {}}),
        1'200'000); // a long one, on a machine that does much else
    if (!summary || !*summary)
        qFatal("the walk failed: %s", summary ? qPrintable(summary->error().detail) : "no end");
    walked.pages = (*summary)->pages;
    return walked;
}

void TestPaging::edges_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("limit");
    QTest::addColumn<int>("pages");
    QTest::newRow("empty") << 0 << 10 << 1;
    QTest::newRow("limit 1") << 4 << 1 << 4;
    QTest::newRow("exact multiple") << 6 << 3 << 2;
    QTest::newRow("one more") << 7 << 3 << 3;
    QTest::newRow("one less") << 5 << 3 << 2;
    QTest::newRow("all at once") << 7 << 100 << 1;
    QTest::newRow("never more than 100 is asked for") << 7 << 1'000 << 1;
}

void TestPaging::edges()
{
    QFETCH(int, count);
    QFETCH(int, limit);
    QFETCH(int, pages);
    RealService real;
    QStringList stores;
    for (int i = 0; i < count; ++i)
        stores.prepend(real.makeStore(u"s%1"_s.arg(i)).value);
    const Walked walkedStores = walk<core::Store>(real, {}, limit);
    QCOMPARE(walkedStores.ids, stores);
    QCOMPARE(walkedStores.pages, pages);

    const core::StoreId store = real.makeStore();
    QStringList entries;
    for (int i = 0; i < count; ++i)
        entries.prepend(real.makeEntry(store, u"%1.md"_s.arg(i)).id.value);
    const Walked walkedEntries = walk<core::Entry>(real, store, limit);
    QCOMPARE(walkedEntries.ids, entries);
    QCOMPARE(walkedEntries.pages, pages);

    const Walked walkedVersions = walk<core::Version>(real, store, limit);
    QCOMPARE(walkedVersions.ids.size(), count);
    QCOMPARE(QSet<QString>(walkedVersions.ids.cbegin(), walkedVersions.ids.cend()).size(), count);
    QVERIFY(std::is_sorted(walkedVersions.ids.crbegin(), walkedVersions.ids.crend()));
    QCOMPARE(walkedVersions.pages, pages);
}

void TestPaging::cursorRowGoes_data()
{
    QTest::addColumn<int>("limit");
    QTest::newRow("1") << 1;
    QTest::newRow("2") << 2;
    QTest::newRow("5") << 5;
}

//! The row that the cursor names is deleted before the next page is asked for, each time.
void TestPaging::cursorRowGoes()
{
    QFETCH(int, limit);
    RealService real;
    const core::StoreId store = real.makeStore();
    QStringList entries;
    for (int i = 0; i < 11; ++i)
        entries.prepend(real.makeEntry(store, u"%1.md"_s.arg(i)).id.value);
    const Walked walked = walk<core::Entry>(real, store, limit, [&](const QList<core::Entry> &page) {
        QVERIFY(ask(real.stores->deleteEntry(store, page.last().id)));
    });
    QCOMPARE(walked.ids, entries);
    QVERIFY(ask(real.stores->listEntries(store, {}))->items.size() < 11);
}

void TestPaging::stoppedAndGoneOn()
{
    RealService real;
    const core::StoreId store = real.makeStore();
    for (int i = 0; i < 9; ++i)
        static_cast<void>(real.makeEntry(store, u"%1.md"_s.arg(i)));
    QObject context;
    QStringList ids;
    core::Cursor from;
    int rounds = 0;
    for (bool more = true; more; ++rounds) { // one page each time
        const auto summary = support::waitFor(api::walkPages<core::Entry>(
            &context, [&](const core::Cursor &cursor) { return real.stores->listEntries(store, cursor, 2); },
            [&](const QList<core::Entry> &items) {
                for (const core::Entry &item : items)
                    ids.append(item.id.value);
                return false;
            },
            {0ms, 100, 100, from}));
        QVERIFY(summary && *summary);
        more = (*summary)->stopped;
        from = (*summary)->next;
    }
    QCOMPARE(rounds, 5);
    QCOMPARE(ids.size(), 9);
    QCOMPARE(QSet<QString>(ids.cbegin(), ids.cend()).size(), 9);
}

//! Promise D1: while others create, delete (the cursor's row too), update and rename, a traversal shows what exists
//! throughout exactly once. 6 traversals of 150 entries; with PALIMPSEST_TEST_SIZE=2 it is 200 of 10,000, which takes
//! longer than QTest and CTest allow: run it by itself with QTEST_FUNCTION_TIMEOUT=7200000.
void TestPaging::changingWhileWalked()
{
    const bool large = testSize() > 1;
    const int count = large ? 10'000 : 150;
    const int traversals = large ? 200 : 6;
    RealService real;
    api::MemoryStores others(*real.client, real.dialect); // somebody else's hands
    const core::StoreId store = real.makeStore();
    QRandomGenerator random(20'261'121);
    QMap<QString, core::Entry> live;
    int paths = 0;
    const auto create = [&](const QString &path) {
        const auto made = ask(others.createEntry(store, {path, "text", {}}));
        if (!made)
            qFatal("%s", qPrintable(made.error().serverText));
        live.insert(made->id.value, *made);
    };
    const auto remove = [&](const QString &id) {
        QVERIFY(ask(others.deleteEntry(store, {id})));
        live.remove(id);
    };
    const auto any = [&] { return std::next(live.cbegin(), random.bounded(int(live.size()))).value(); };
    const auto mutate = [&](const QString &cursorRow) {
        if (random.bounded(3) == 0 && live.contains(cursorRow))
            remove(cursorRow);
        for (int i = 0; i < 5; ++i) {
            const core::Entry entry = any();
            switch (random.bounded(4)) {
            case 0:
                create(u"new-%1.md"_s.arg(paths++));
                break;
            case 1:
                remove(entry.id.value);
                break;
            case 2:
                live[entry.id.value] = *ask(others.updateEntry(store, entry.id, {"more", entry.version, entry.sha256, {}}));
                break;
            default: // there is no renaming: deleted and made again under another path
                remove(entry.id.value);
                create(u"renamed-%1.md"_s.arg(paths++));
            }
        }
    };
    for (int i = 0; i < count; ++i)
        create(u"%1.md"_s.arg(i));
    for (int round = 0; round < traversals; ++round) {
        while (live.size() < count)
            create(u"filled-%1.md"_s.arg(paths++));
        QSet<QString> throughout(live.keyBegin(), live.keyEnd());
        int pages = 0;
        const int limit = round % 2 ? 7 : 100;
        const Walked walked = walk<core::Entry>(real, store, limit, [&](const QList<core::Entry> &page) {
            if (large && pages++ % (100 / limit) != 0)
                return; // as many changes as with the larger pages
            mutate(page.last().id.value);
            throughout.intersect(QSet<QString>(live.keyBegin(), live.keyEnd()));
        });
        const QSet<QString> seen(walked.ids.cbegin(), walked.ids.cend());
        QCOMPARE(seen.size(), walked.ids.size()); // none twice
        QVERIFY(!throughout.isEmpty());
        QVERIFY2(seen.contains(throughout), qPrintable(u"round %1"_s.arg(round)));
        QStringList truth(live.keyBegin(), live.keyEnd());
        std::reverse(truth.begin(), truth.end());
        QCOMPARE(walk<core::Entry>(real, store, 100).ids, truth); // one refresh shows all changes
    }
}

QTEST_GUILESS_MAIN(TestPaging)
#include "tst_paging.moc"

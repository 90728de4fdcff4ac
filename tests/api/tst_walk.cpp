// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/endpoints.h"
#include "api/walk.h"
#include "asking.h"

#include <QMap>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Pages = std::function<core::Result<core::Page<core::Entry>>(const core::Cursor &, int call)>;

core::Entry entry(int number)
{
    core::Entry result;
    result.id.value = u"mem_"_s + QString::number(number).rightJustified(8, u'0');
    return result;
}

core::Page<core::Entry> page(QList<int> numbers, bool more)
{
    core::Page<core::Entry> result;
    for (const int number : numbers)
        result.items.append(entry(number));
    result.hasMore = more;
    result.lastId = result.items.isEmpty() ? QString() : result.items.last().id.value;
    return result;
}

core::Page<core::Entry> paged(core::Page<core::Entry> result, const QString &cursor)
{
    result.nextPage = cursor;
    return result;
}

struct Outcome
{
    std::optional<core::Result<api::WalkSummary>> end;
    QList<core::Entry> seen;
    int calls = 0;
};

Outcome walk(const Pages &pages, api::WalkOptions options = {0ms, 100'000, 100, {}})
{
    Outcome outcome;
    QObject context;
    const std::function<core::Call<core::Page<core::Entry>>(const core::Cursor &)> fetch =
        [&](const core::Cursor &from) { return core::ready(pages(from, outcome.calls++)); };
    const std::function<bool(const QList<core::Entry> &)> onPage = [&](const QList<core::Entry> &items) {
        outcome.seen += items;
        return true;
    };
    outcome.end = support::waitFor(api::walkPages<core::Entry>(&context, fetch, onPage, options), 5000);
    return outcome;
}

} // namespace

Q_DECLARE_METATYPE(Pages)

//! Promises D1 and D2: lists are complete under change, and no pager traps us.
class TestWalk : public QObject
{
    Q_OBJECT
private slots:
    void hostile_data();
    void hostile();
    void honest();
    void outOfOrder();
    void stopsAndGoesOn();
    void cancelReachesThePage();
    void completeUnderChange_data();
    void completeUnderChange();
};

void TestWalk::hostile_data()
{
    QTest::addColumn<Pages>("pages");
    QTest::newRow("same page for ever") << Pages([](auto &, int) { return page({3, 2}, true); });
    QTest::newRow("cycle of three") << Pages([](auto &, int call) { return page({call % 3}, true); });
    QTest::newRow("empty and no cursor") << Pages([](auto &, int) { return page({}, true); });
    QTest::newRow("empty pages for ever") << Pages([](auto &, int call) {
        return paged(page({}, true), u"c"_s + QString::number(call));
    });
    QTest::newRow("nothing new for ever") << Pages([](auto &, int call) {
        return paged(page({3, 2}, true), u"c"_s + QString::number(call));
    });
    QTest::newRow("last id from elsewhere") << Pages([](auto &, int call) {
        auto result = page({call}, true);
        result.lastId = u"mem_elsewhere"_s + QString::number(call);
        return result;
    });
    QTest::newRow("null cursor") << Pages([](auto &, int) {
        auto result = page({1}, true);
        result.lastId.clear();
        return result;
    });
    QTest::newRow("cursor is an address") << Pages([](auto &, int) {
        return paged(page({1}, true), u"https://evil.example/next"_s);
    });
    QTest::newRow("cursor of 10 MB") << Pages([](auto &, int) { return paged(page({1}, true), QString(10'000'000, u'x')); });
    QTest::newRow("pages without end") << Pages([](auto &, int call) { return page({call}, true); });
    QTest::newRow("shrinking to nothing") << Pages([](auto &, int call) {
        QList<int> numbers;
        for (int i = 0; i < 5 - call; ++i)
            numbers.append(call * 10 + i);
        return page(numbers, true);
    });
    const auto parsed = [](const QByteArray &body) -> core::Result<core::Page<core::Entry>> {
        const auto result = wire::parseEntryPage(body, {u"memstore_1"_s});
        return result ? core::Result(result->value) : core::Result<core::Page<core::Entry>>(result.error());
    };
    const QByteArray item = R"({"id":"mem_%","store_id":"memstore_1","path":"a","created_at":"2026-05-18T15:34:26Z"})";
    QByteArray flood;
    for (int i = 0; i < 100'000; ++i)
        flood += (i ? "," : "") + QByteArray(item).replace('%', QByteArray::number(i));
    QTest::newRow("page of 100,000") << Pages([parsed, flood](auto &, int) {
        return parsed("{\"data\":[" + flood + "],\"has_more\":false}");
    });
    QTest::newRow("has_more is a text") << Pages([parsed](auto &, int) { return parsed(R"({"data":[],"has_more":"false"})"); });
    QTest::newRow("page of another store") << Pages([parsed, item](auto &, int) {
        return parsed("{\"data\":[" + QByteArray(item).replace("store_1", "store_2").replace('%', "1") + "],\"has_more\":false}");
    });
}

void TestWalk::hostile()
{
    QFETCH(Pages, pages);
    const Outcome outcome = walk(pages, {0ms, 500, 100, {}});
    QVERIFY2(outcome.end, "the walk never ended");
    QVERIFY(!*outcome.end);
    QCOMPARE(outcome.end->error().kind, core::ErrorKind::Protocol);
    QVERIFY2(outcome.end->error().detail.startsWith(u'$'), qPrintable(outcome.end->error().detail));
    QSet<QString> ids;
    for (const core::Entry &item : outcome.seen)
        ids.insert(item.id.value);
    QCOMPARE(ids.size(), outcome.seen.size());
    // As soon as it can be known. Without a row here: after the first page.
    static const QMap<QByteArray, int> calls{{"same page for ever", 2}, {"cycle of three", 4}, {"empty pages for ever", 101},
                                             {"nothing new for ever", 102}, {"pages without end", 500}, {"shrinking to nothing", 6}};
    QCOMPARE(outcome.calls, calls.value(QTest::currentDataTag(), 1));
}

void TestWalk::honest()
{
    const Outcome outcome = walk([](const core::Cursor &from, int call) {
        switch (call) {
        case 0: return page({9, 8}, true);
        case 1: return from.afterId == entry(8).id.value ? paged(page({8, 7}, true), u"p2"_s) : page({}, false);
        case 2: return from.page == u"p2" && from.afterId.isEmpty() ? paged(page({}, true), u"p3"_s) : page({}, false);
        default: return paged(page({6}, false), u"p4"_s); // has_more decides
        }
    });
    QVERIFY(outcome.end && *outcome.end);
    QCOMPARE(outcome.calls, 4);
    QCOMPARE(outcome.seen.size(), 4); // mem_8 came twice
    QCOMPARE(outcome.end->value().items, 4);
    QCOMPARE(outcome.end->value().pages, 4);
}

void TestWalk::outOfOrder()
{
    core::Store newer;
    newer.id.value = u"memstore_2"_s;
    core::Store older;
    older.id.value = u"memstore_1"_s;
    QVERIFY(api::isInOrder(newer, older));
    QVERIFY(!api::isInOrder(older, newer));
    core::Version late;
    late.createdAt = *core::Timestamp::parse(u"2026-05-18T15:34:26.2Z");
    core::Version early;
    early.createdAt = *core::Timestamp::parse(u"2026-05-18T15:34:26.1Z");
    QVERIFY(api::isInOrder(late, early));
    QVERIFY(!api::isInOrder(early, late));
    QVERIFY(api::isInOrder(early, core::Version())); // an unknown time says nothing
}

void TestWalk::stopsAndGoesOn()
{
    QObject context;
    const std::function<core::Call<core::Page<core::Entry>>(const core::Cursor &)> fetch = [](const core::Cursor &from) {
        return core::ready<core::Page<core::Entry>>(from.isStart() ? page({9, 8}, true) : page({7}, false));
    };
    const std::function<bool(const QList<core::Entry> &)> stop = [](const auto &) { return false; };
    const auto first = support::waitFor(api::walkPages<core::Entry>(&context, fetch, stop, {0ms, 10, 10, {}}));
    QVERIFY(first && *first && first->value().stopped);
    QCOMPARE(first->value().next.afterId, entry(8).id.value);
    const auto rest = support::waitFor(api::walkPages<core::Entry>(&context, fetch, stop, {0ms, 10, 10, first->value().next}));
    QVERIFY(rest && *rest && !rest->value().stopped);
    QCOMPARE(rest->value().items, 1);
}

void TestWalk::cancelReachesThePage()
{
    QObject context;
    core::Promise<core::Page<core::Entry>> pending;
    bool stopped = false;
    pending.onCancel([&] {
        stopped = true;
        core::Error error;
        error.kind = core::ErrorKind::Cancelled;
        pending.resolve(error);
    });
    auto call = api::walkPages<core::Entry>(
        &context, [&](const core::Cursor &) { return pending.call(); }, [](const auto &) { return true; });
    call.cancel();
    QVERIFY(stopped);
    const auto end = support::waitFor(call);
    QVERIFY(end && !*end);
    QCOMPARE(end->error().kind, core::ErrorKind::Cancelled);
}

void TestWalk::completeUnderChange_data()
{
    QTest::addColumn<int>("limit");
    QTest::newRow("100") << 100;
    QTest::newRow("7") << 7;
}

//! A key-set pager over a list that changes between all pages; the rows with even numbers stay throughout.
void TestWalk::completeUnderChange()
{
    QFETCH(int, limit);
    for (int round = 0; round < 20; ++round) {
        QMap<int, bool> rows;
        for (int i = 0; i < 4000; ++i)
            rows.insert(i, true);
        int next = 4001;
        const Outcome outcome = walk([&](const core::Cursor &from, int call) {
            int at = from.afterId.isEmpty() ? 1'000'000 : from.afterId.mid(4).toInt();
            if (call % 2 && at % 2 && at != 1'000'000)
                rows.remove(at); // the cursor's own row
            rows.remove((call * 37 + round) % 2000 * 2 + 1);
            rows.insert(next += 2, true);
            QList<int> numbers;
            auto it = rows.lowerBound(at);
            while (it != rows.begin() && numbers.size() < limit)
                numbers.append((--it).key());
            return page(numbers, it != rows.begin());
        });
        QVERIFY(outcome.end && *outcome.end);
        QSet<QString> ids;
        for (const core::Entry &item : outcome.seen)
            ids.insert(item.id.value);
        QCOMPARE(ids.size(), outcome.seen.size());
        for (int i = 0; i < 4000; i += 2)
            QVERIFY(ids.contains(entry(i).id.value));
    }
}

QTEST_GUILESS_MAIN(TestWalk)
#include "tst_walk.moc"

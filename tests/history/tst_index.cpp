// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "answers.h"
#include "history/index.h"
#include "history/indexlooks.h"
#include "history/packing.h"
#include "history/scan.h"
#include "history/schema.h"
#include "support/knownpast.h"
#include "support/quickfolder.h"
#include "wait.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <random>

using namespace Qt::StringLiterals;

namespace {

const core::StoreId store{u"memstore_one"_s};
const core::Timestamp now = core::Timestamp::fromMicroseconds(1'790'000'000'000'000);

core::Version version(const QString &id, qint64 at, qint64 size, core::Action action = core::Action::Updated)
{
    core::Version v;
    v.id = {id};
    v.store = store;
    v.entry = {u"mem_x"_s};
    v.path = u"notes/x.md"_s;
    v.action = action;
    v.actionWord = action == core::Action::Created ? u"created"_s : action == core::Action::Deleted ? u"deleted"_s : u"updated"_s;
    v.size = size;
    v.sha256 = QString(64, QChar(u'a' + int(size % 6)));
    v.createdAt = core::Timestamp::fromMicroseconds(at);
    return v;
}

} // namespace

//! history::Index against the known past and against odd records.
class TestIndex : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>(support::quickFolder());
        m_index = std::make_unique<history::Index>(file());
    }
    void cleanup()
    {
        m_index.reset();
        m_folder.reset();
    }

    void everyAnswer_data();
    void everyAnswer();
    void packsLosslessly_data();
    void packsLosslessly();
    void keepsOddRecords();
    void changesFollowWhateverComesBetween();
    void aRecordThatMovesLeavesItsPlace();
    void redactionIsForEverAndKeepsTheHash();
    void knowsOwnWritesBeforeAndAfter();
    void forgetsAStore();
    void storesAreApart();
    void anUnknownStoreIsEmpty();
    void aLongLookCanBeCancelled();
    void aLookHearsOfItOnItsWay();
    void keepsMarks();
    void keepsNotes();
    void isPrivateAndStaysAfterTheEnd();
    void aFileThatCannotBeOpenedIsAnError();
    void edgesFollowTheZone();

private:
    [[nodiscard]] QString file() const { return m_folder->filePath(u"history/one.index"_s); }
    [[nodiscard]] history::PutOutcome put(const QList<core::Version> &versions)
    {
        const auto outcome = wait(m_index->put(store, versions, now));
        return outcome ? *outcome : history::PutOutcome{};
    }
    [[nodiscard]] QList<history::Record> all(const history::Filter &filter = {})
    {
        const auto block = wait(m_index->feed({store, filter}));
        return block ? block->records : QList<history::Record>();
    }
    [[nodiscard]] QList<std::optional<qint64>> changes()
    {
        QList<std::optional<qint64>> list;
        for (const history::Record &record : all())
            list.append(record.change);
        return list;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<history::Index> m_index;
};

void TestIndex::everyAnswer_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<QString>("order");
    QTest::newRow("200, newest first") << 200 << u"newest"_s;
    QTest::newRow("200, oldest first") << 200 << u"oldest"_s;
    QTest::newRow("200, any order, twice") << 200 << u"any"_s;
    QTest::newRow("3,000, any order") << 3000 << u"any"_s;
    if (qEnvironmentVariableIntValue("PALIMPSEST_TEST_SIZE") >= 2)
        QTest::newRow("20,000, newest first") << 20'000 << u"newest"_s;
}

void TestIndex::everyAnswer()
{
    QFETCH(int, size);
    QFETCH(QString, order);
    const QList<core::Version> versions = support::KnownPast::make(size, quint32(size)).records(store);
    QList<core::Version> arriving = versions;
    if (order == u"oldest"_s)
        std::reverse(arriving.begin(), arriving.end());
    if (order == u"any"_s) {
        arriving += versions.mid(0, size / 3);
        std::shuffle(arriving.begin(), arriving.end(), std::mt19937(7));
    }
    for (qsizetype at = 0; at < arriving.size(); at += 100)
        QVERIFY(wait(m_index->put(store, arriving.mid(at, 100), now)));
    QCOMPARE(answers::checkAll(*m_index, store, versions), QString());
    const auto summary = wait(m_index->summary(store));
    QVERIFY(summary);
    QCOMPARE(summary->records, qint64(size));
    QCOMPARE(summary->newest->version, versions.constFirst());
    QCOMPARE(summary->oldest->version, versions.constLast());
}

void TestIndex::packsLosslessly_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qsizetype>("bytes");
    QTest::newRow("usual") << u"memver_019e3bb9cf417d89970ba7f45e728c56"_s << qsizetype(16);
    QTest::newRow("upper case") << u"memver_019E3BB9CF417D89970BA7F45E728C56"_s << qsizetype(40);
    QTest::newRow("another prefix") << u"version019e3bb9cf417d89970ba7f45e728c56"_s << qsizetype(40);
    QTest::newRow("with dashes") << u"memver_019e3bb9-cf41-7d89-970b-a7f45e728c56"_s << qsizetype(44);
    QTest::newRow("as long as a packed one") << u"fifteen bytes 1"_s << qsizetype(17);
    QTest::newRow("one more") << u"sixteen bytes 12"_s << qsizetype(17);
    QTest::newRow("one less") << u"fourteen bytes"_s << qsizetype(15);
    QTest::newRow("not ASCII") << u"memver_用户"_s << qsizetype(14);
    QTest::newRow("short") << u"1"_s << qsizetype(2);
}

void TestIndex::packsLosslessly()
{
    QFETCH(QString, text);
    QFETCH(qsizetype, bytes);
    const QByteArray packed = history::packId("memver_"_L1, text);
    QCOMPARE(packed.size(), bytes);
    QCOMPARE(history::unpackId("memver_"_L1, packed), text);
    for (const QString &hash : {QString(64, u'b'), QString(64, u'B'), QString(31, u'x'), QString(32, u'x'), QString()})
        QCOMPARE(history::unpackHash(history::packHash(hash)), hash);
}

void TestIndex::keepsOddRecords()
{
    core::Version odd = version(u"version 15 long"_s, 5, 7, core::Action::Other);
    odd.actionWord = u"renamed"_s;
    odd.sha256 = u"sha-512:…"_s;
    odd.size.reset();
    odd.redacted = true; // without a moment
    odd.unknownFields = {{u"created_by"_s, uR"({"type":"api_key","id":"k \"1\""})"_s}};
    core::Version old = version(u"memver_019e3bb9cf417d89970ba7f45e728c56"_s, -3, 0);
    old.actionWord = u"modified"_s;
    old.sha256.clear();
    old.path = u"a\u0000b"_s;
    core::Version nameless = version(QString(), 9, 9);
    const auto outcome = put({odd, old, nameless});
    QCOMPARE(outcome.added.size(), 2);
    QCOMPARE(outcome.redacted, QList<core::Version>{odd});
    const QList<history::Record> found = all();
    QCOMPARE(found.size(), 2);
    QCOMPARE(found[0].version, odd);
    QCOMPARE(found[1].version, old);
    QCOMPARE(found[0].confirmedAt, now);
    QVERIFY(!found[0].change);
    QVERIFY(put({odd, old}).isEmpty()); // nothing new in the same once more
}

void TestIndex::changesFollowWhateverComesBetween()
{
    using Changes = QList<std::optional<qint64>>;
    (void)put({version(u"d"_s, 4, 70)});
    QCOMPARE(changes(), (Changes{std::nullopt}));
    (void)put({version(u"b"_s, 2, 10)});
    QCOMPARE(changes(), (Changes{60, std::nullopt}));
    (void)put({version(u"c"_s, 4, 50)}); // the same moment, the smaller id
    QCOMPARE(changes(), (Changes{20, 40, std::nullopt}));
    (void)put({version(u"a"_s, 1, 4, core::Action::Created)});
    QCOMPARE(changes(), (Changes{20, 40, 6, 4}));
    (void)put({version(u"e"_s, 9, 0, core::Action::Deleted)});
    QCOMPARE(changes(), (Changes{-70, 20, 40, 6, 4}));
}

void TestIndex::aRecordThatMovesLeavesItsPlace()
{
    using Changes = QList<std::optional<qint64>>;
    (void)put({version(u"a"_s, 1, 4, core::Action::Created), version(u"b"_s, 2, 10), version(u"c"_s, 3, 15)});
    const auto outcome = put({version(u"b"_s, 9, 11)}); // the service says something else now
    QCOMPARE(outcome.changed.size(), 1);
    QCOMPARE(outcome.added.size(), 0);
    QCOMPARE(changes(), (Changes{-4, 11, 4}));
    QCOMPARE(all().constFirst().version, version(u"b"_s, 9, 11));
}

void TestIndex::redactionIsForEverAndKeepsTheHash()
{
    const core::Version before = version(u"a"_s, 1, 4, core::Action::Created);
    QVERIFY(put({before}).redacted.isEmpty());
    core::Version after = before;
    after.redacted = true;
    after.redactedAt = core::Timestamp::fromMicroseconds(77);
    after.sha256.clear(); // some services clear them
    after.size.reset();
    const auto outcome = put({after});
    QCOMPARE(outcome.changed.size(), 1);
    QCOMPARE(outcome.redacted.size(), 1);
    QCOMPARE(outcome.redacted.constFirst().sha256, before.sha256);
    QVERIFY(put({before}).isEmpty()); // on its way before
    QVERIFY(put({after}).isEmpty());
    history::Filter filter;
    filter.redactedOnly = true;
    const auto found = all(filter);
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.constFirst().version.sha256, before.sha256);
    QCOMPARE(found.constFirst().version.size, before.size);
    QCOMPARE(found.constFirst().version.redactedAt, after.redactedAt);
}

void TestIndex::knowsOwnWritesBeforeAndAfter()
{
    const core::Version first = version(u"a"_s, 10'000'000, 4);
    const core::Version second = version(u"b"_s, 20'000'000, 5);
    const core::Version gone = version(u"c"_s, 30'000'000, 0, core::Action::Deleted);
    (void)put({first});
    QVERIFY(wait(m_index->noteOwnWrites(store, {{first.entry, first.sha256, core::Timestamp::fromMicroseconds(11'999'999), false},
                                                {second.entry, second.sha256, core::Timestamp::fromMicroseconds(22'000'001), false},
                                                {gone.entry, {}, core::Timestamp::fromMicroseconds(29'000'000), true}})));
    (void)put({second, gone});
    history::Filter filter;
    filter.writtenHereOnly = true;
    const auto found = all(filter);
    QCOMPARE(found.size(), 2);
    QCOMPARE(found[0].version, gone);
    QCOMPARE(found[1].version, first); // `second` is more than 2 s away
    QVERIFY(found[0].writtenHere);
}

void TestIndex::forgetsAStore()
{
    (void)put({version(u"a"_s, 1, 4)});
    QVERIFY(wait(m_index->keepNote({store, {u"a"_s}, u"a note"_s, now})));
    QVERIFY(wait(m_index->forgetStore(store)));
    QVERIFY(all().isEmpty());
    QVERIFY(wait(m_index->notes(store))->isEmpty());
    QCOMPARE(wait(m_index->walk(store))->records, 0);
    QCOMPARE(put({version(u"a"_s, 1, 4)}).added.size(), 1);
}

void TestIndex::storesAreApart()
{
    const core::StoreId other{u"memstore_two"_s};
    core::Version same = version(u"a"_s, 1, 4);
    (void)put({same});
    same.store = other;
    same.size = 9;
    const auto outcome = wait(m_index->put(other, {same}, now));
    QVERIFY(outcome);
    QCOMPARE(outcome->added.size(), 1);
    QCOMPARE(all().size(), 1);
    QCOMPARE(all().constFirst().version.size, 4);
    const auto twins = wait(m_index->twins(same.sha256));
    QCOMPARE(twins->records.size(), 2);
    QSet<core::StoreId> stores;
    for (const history::Record &record : twins->records)
        stores.insert(record.version.store);
    QCOMPARE(stores, (QSet<core::StoreId>{store, other}));
}

void TestIndex::anUnknownStoreIsEmpty()
{
    QVERIFY(all().isEmpty());
    QVERIFY(wait(m_index->history(store, {u"mem_x"_s}))->records.isEmpty());
    QVERIFY(!*wait(m_index->find(store, {u"a"_s})));
    QCOMPARE(wait(m_index->count(store, {}))->count, 0);
    QVERIFY(wait(m_index->stateAt(store, now))->isEmpty());
    QVERIFY(wait(m_index->changesBetween(store, {}, now))->isEmpty());
    QVERIFY(!wait(m_index->summary(store))->newest);
}

void TestIndex::aLongLookCanBeCancelled()
{
    const QList<core::Version> versions = support::KnownPast::make(3000).records(store);
    (void)put(versions);
    history::Filter slow;
    slow.path = u"nothing like this"_s;
    QList<core::Call<history::Count>> calls;
    for (int i = 0; i < 200; ++i) // the first ones hold the others up
        calls.append(m_index->count(store, slow));
    for (core::Call<history::Count> &call : calls)
        call.cancel();
    const auto last = wait(calls.last());
    QVERIFY(!last);
    QCOMPARE(last.error().kind, core::ErrorKind::Cancelled);
    QCOMPARE(wait(m_index->count(store, {}))->count, 3000); // the next one is not harmed
}

//! Through the function itself, so that it is the look that hears of it and not the queue before it. A glob that fits
//! nothing goes over all records without ever having one to answer with.
void TestIndex::aLookHearsOfItOnItsWay()
{
    const support::KnownPast past = support::KnownPast::make(3000);
    (void)put(past.records(store));
    m_index.reset();
    const auto connection = db::Connection::open(history::indexOptions(file()));
    QVERIFY(connection);
    history::Filter glob;
    glob.path = u"no/such/*.md"_s;
    glob.pathMatch = history::Filter::PathMatch::Glob;
    const history::FeedQuery query{store, glob};
    const core::Timestamp begin = core::Timestamp::fromMicroseconds(past.versions.first().at - 1);
    const core::Timestamp end = core::Timestamp::fromMicroseconds(past.versions.last().at + 1);
    const auto isCancelled = [](const auto &result) { return !result && result.error().kind == core::ErrorKind::Cancelled; };
    history::Stop wanted;
    QVERIFY(history::feedOf(**connection, query, wanted)->records.isEmpty());
    QCOMPARE(history::countOf(**connection, store, glob, 1000, wanted)->count, 0);
    QVERIFY(!history::changesIn(**connection, store, begin, end, wanted)->isEmpty());

    history::Stop stopped;
    stopped.call.set();
    QVERIFY(isCancelled(history::feedOf(**connection, query, stopped)));
    QVERIFY(isCancelled(history::around(**connection, store, glob, {end, {}}, 10, 10, stopped)));
    QVERIFY(isCancelled(history::countOf(**connection, store, glob, 1000, stopped)));
    QVERIFY(isCancelled(history::histogramOf(**connection, store, glob, {begin, end}, stopped)));
    QVERIFY(isCancelled(history::changesIn(**connection, store, begin, end, stopped)));

    // And in the middle: within some hundred rows of 3,000.
    history::Stop later;
    int taken = 0;
    db::Transaction reading(**connection, db::Transaction::Read);
    history::Rows rows(**connection);
    const auto key = history::storeKey(**connection, store);
    QVERIFY(key);
    const auto scanned = history::scan(**connection, *key, {}, {}, history::FeedQuery::Direction::Older, rows, later,
                                       [&](const db::Statement &) {
                                           if (++taken == 300)
                                               later.call.set();
                                           return true;
                                       });
    QVERIFY(isCancelled(scanned));
    QVERIFY2(taken < 1000, qPrintable(QString::number(taken)));
}

void TestIndex::keepsMarks()
{
    const history::Mark mark{0, store, core::Timestamp::fromMicroseconds(50), {u"v"_s}, u"before the run"_s, now, false};
    const auto kept = wait(m_index->keepMark(mark));
    QVERIFY(kept && kept->id > 0);
    history::Mark looked{0, store, core::Timestamp::fromMicroseconds(60), {}, QString(), now, true};
    QVERIFY(wait(m_index->keepMark(looked)));
    looked.moment = core::Timestamp::fromMicroseconds(70);
    const auto again = wait(m_index->keepMark(looked));
    history::Mark renamed = *kept;
    renamed.name = u"before"_s;
    QVERIFY(wait(m_index->keepMark(renamed)));
    QCOMPARE(*wait(m_index->marks(store)), (QList<history::Mark>{*again, renamed}));
    QVERIFY(wait(m_index->removeMark(renamed.id)));
    QCOMPARE(*wait(m_index->marks(store)), (QList<history::Mark>{*again}));
    QVERIFY(wait(m_index->marks({u"memstore_two"_s}))->isEmpty());
}

void TestIndex::keepsNotes()
{
    const history::Note note{store, {u"v"_s}, u"why? \U0001F914"_s, now};
    QVERIFY(wait(m_index->keepNote(note)));
    QCOMPARE(*wait(m_index->notes(store)), QList<history::Note>{note});
    QVERIFY(wait(m_index->keepNote({store, {u"v"_s}, QString(), now})));
    QVERIFY(wait(m_index->notes(store))->isEmpty());
}

void TestIndex::isPrivateAndStaysAfterTheEnd()
{
    (void)put({version(u"a"_s, 1, 4)});
    QCOMPARE(QFileInfo(file()).permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
             QFile::Permissions());
    m_index = std::make_unique<history::Index>(file());
    QCOMPARE(all().size(), 1);
}

void TestIndex::aFileThatCannotBeOpenedIsAnError()
{
    m_index.reset();
    const QString other = m_folder->filePath(u"history/two.index"_s);
    QVERIFY(QDir().mkpath(other)); // a folder is in the way
    m_index = std::make_unique<history::Index>(other);
    const auto outcome = wait(m_index->put(store, {version(u"a"_s, 1, 4)}, now));
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, core::ErrorKind::Storage);
    QVERIFY(!wait(m_index->count(store, {})));
}

void TestIndex::edgesFollowTheZone()
{
    // Europe/Berlin: 2026-03-29 has 23 hours.
    const auto at = [](const QString &text) { return *core::Timestamp::parse(text); };
    const QList<core::Timestamp> days = history::bucketEdges(at(u"2026-03-28T12:00:00Z"_s), at(u"2026-03-30T08:00:00Z"_s), history::BucketUnit::Day);
    QCOMPARE(days.size(), 4);
    QCOMPARE(days[0], at(u"2026-03-27T23:00:00Z"_s));
    QCOMPARE(days[1], at(u"2026-03-28T23:00:00Z"_s));
    QCOMPARE(days[2], at(u"2026-03-29T22:00:00Z"_s));
    QCOMPARE(days[3], at(u"2026-03-30T22:00:00Z"_s));
    const QList<core::Timestamp> hours = history::bucketEdges(at(u"2026-03-29T00:30:00Z"_s), at(u"2026-03-29T02:00:00Z"_s), history::BucketUnit::Hour);
    QCOMPARE(hours.size(), 4);
    QCOMPARE(hours[0], at(u"2026-03-29T00:00:00Z"_s));
    QCOMPARE(hours[3], at(u"2026-03-29T03:00:00Z"_s));
    QCOMPARE(history::bucketEdges(at(u"1970-01-02T00:00:00Z"_s), at(u"2026-03-29T02:00:00Z"_s), history::BucketUnit::Hour).size(), 5000);
}

QTEST_GUILESS_MAIN(TestIndex)
#include "tst_index.moc"

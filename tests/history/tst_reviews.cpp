// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "db/connection.h"
#include "history/index.h"
#include "history/reviews.h"
#include "history/schema.h"
#include "support/knownpast.h"
#include "support/quickfolder.h"
#include "wait.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <random>

using namespace Qt::StringLiterals;
using history::Position;
using history::ReviewCount;
using history::ReviewQuery;
using history::Reviews;
using history::ReviewState;
using history::ReviewStep;
using history::ReviewTarget;

namespace {

const core::StoreId store{u"memstore_one"_s};
const core::Timestamp readAt = core::Timestamp::fromMicroseconds(1'790'000'000'000'000);

core::Timestamp at(qint64 microseconds)
{
    return core::Timestamp::fromMicroseconds(microseconds);
}

core::VersionId idOf(int number)
{
    return {u"memver_"_s + u"%1"_s.arg(number, 32, 16, QChar(u'0'))};
}

//! Written at `number` seconds.
core::Version write(int number, const QString &entry = u"mem_x"_s)
{
    core::Version version;
    version.id = idOf(number);
    version.store = store;
    version.entry = {entry};
    version.path = u"notes/x.md"_s;
    version.action = core::Action::Updated;
    version.actionWord = u"updated"_s;
    version.size = number;
    version.sha256 = QString(64, u'a');
    version.createdAt = at(qint64(number) * 1'000'000);
    return version;
}

} // namespace

//! What was looked at, against plain sets: literal cases, and the generator's own record at each size.
class TestReviews : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<history::Index> m_index;
    std::unique_ptr<Reviews> m_reviews;

    [[nodiscard]] QString file() const { return m_folder->filePath(u"history/one.index"_s); }
    void open()
    {
        m_index = std::make_unique<history::Index>(file());
        m_reviews = std::make_unique<Reviews>(file());
    }
    void close()
    {
        m_reviews.reset();
        m_index.reset();
    }
    bool put(const QList<core::Version> &versions) { return bool(wait(m_index->put(store, versions, readAt))); }
    bool begin(qint64 seconds)
    {
        const auto state = wait(m_reviews->begin(store, at(seconds * 1'000'000)));
        return state && state->prepared && state->since == at(seconds * 1'000'000);
    }
    QStringList listed(bool unreadOnly = true, bool ownToo = false, int page = 3)
    {
        QStringList ids;
        ReviewQuery query{store, unreadOnly, ownToo, std::nullopt, page};
        for (bool more = true; more;) {
            const auto block = wait(m_reviews->feed(query));
            if (!block || block->block.records.size() > page)
                return {u"failed"_s};
            for (const history::Record &record : block->block.records) {
                const bool unread = block->unread.contains(record.version.id);
                ids.append(record.version.id.value.right(4) + (unreadOnly && !unread ? u"!"_s : !unreadOnly && unread ? u"*"_s : QString()));
            }
            more = block->block.more;
            if (more)
                query.from = history::positionOf(block->block.records.last().version);
        }
        return ids;
    }
    ReviewCount counted(bool ownToo = false) { return wait(m_reviews->count(store, ownToo)).value(); }
    ReviewStep mark(const ReviewTarget &target) { return wait(m_reviews->markReviewed(store, target)).value(); }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>(support::quickFolder());
        open();
    }
    void cleanup()
    {
        close();
        m_folder.reset();
    }

    void nothingIsUnreadBeforeItBegins()
    {
        QVERIFY(put({write(1), write(2)}));
        QVERIFY(!wait(m_reviews->state(store))->hasBegun());
        QCOMPARE(listed(), QStringList());
        QCOMPARE(counted(), ReviewCount());
        QCOMPARE(counted().percent(), 100);
        QCOMPARE(mark({.versions = {idOf(1)}}).versions, 0);
        QVERIFY(!wait(m_reviews->state({u"memstore_two"_s}))->hasBegun());
    }

    void whatIsMarkedGoesAndComesBack()
    {
        QVERIFY(put({write(1), write(2), write(3), write(4), write(5)}));
        QVERIFY(begin(2));
        QCOMPARE(listed(), (QStringList{u"0005"_s, u"0004"_s, u"0003"_s, u"0002"_s}));
        QCOMPARE(counted(), (ReviewCount{4, 4}));
        QCOMPARE(counted().percent(), 0);
        const ReviewStep step = mark({.versions = {idOf(4), idOf(2), idOf(1)}}); // 1 is before the beginning
        QCOMPARE(step.versions, 2);
        QCOMPARE(step.newest.id, idOf(4));
        QCOMPARE(step.oldest.id, idOf(2));
        QCOMPARE(listed(), (QStringList{u"0005"_s, u"0003"_s}));
        QCOMPARE(listed(false), (QStringList{u"0005*"_s, u"0004"_s, u"0003*"_s, u"0002"_s}));
        QCOMPARE(counted(), (ReviewCount{4, 2}));
        QCOMPARE(counted().percent(), 50);
        QCOMPARE(mark({.versions = {idOf(4)}}).versions, 0); // twice
        // It is so after the end of the program.
        close();
        open();
        QCOMPARE(listed(), (QStringList{u"0005"_s, u"0003"_s}));
        QVERIFY(wait(m_reviews->state(store))->prepared);
        QVERIFY(wait(m_reviews->undo(store, step)));
        QCOMPARE(listed(), (QStringList{u"0005"_s, u"0004"_s, u"0003"_s, u"0002"_s}));
    }

    void undoTakesBackItsOwnStepOnly()
    {
        QVERIFY(put({write(1), write(2), write(3), write(4)}));
        QVERIFY(begin(0));
        const ReviewStep outer = mark({.versions = {idOf(1), idOf(4)}});
        (void)mark({.versions = {idOf(2), idOf(3)}}); // between them
        QVERIFY(wait(m_reviews->undo(store, outer)));
        QCOMPARE(listed(), (QStringList{u"0004"_s, u"0001"_s}));
        QVERIFY(wait(m_reviews->markUnread(store, {idOf(2), idOf(4)})));
        QCOMPARE(listed(), (QStringList{u"0004"_s, u"0002"_s, u"0001"_s}));
    }

    void aWholeEntryAndAllThatIsShown()
    {
        QVERIFY(put({write(1), write(2, u"mem_y"_s), write(3), write(4, u"mem_y"_s), write(5), write(6)}));
        QVERIFY(begin(2));
        QCOMPARE(mark({.entry = {u"mem_y"_s}}).versions, 2);
        QCOMPARE(mark({.entry = {u"mem_z"_s}}).versions, 0);
        QCOMPARE(listed(), (QStringList{u"0006"_s, u"0005"_s, u"0003"_s}));
        // What came while the person was asked stays.
        const ReviewStep all = mark({.upTo = history::positionOf(write(5))});
        QCOMPARE(all.versions, 2);
        QCOMPARE(listed(), QStringList{u"0006"_s});
        QVERIFY(wait(m_reviews->undo(store, all)));
        QCOMPARE(listed(), (QStringList{u"0006"_s, u"0005"_s, u"0003"_s}));
    }

    void whatWasWrittenHereIsLeftOut()
    {
        QVERIFY(put({write(1), write(2, u"mem_y"_s), write(3)}));
        QVERIFY(begin(0));
        QVERIFY(wait(m_index->noteOwnWrites(store, {{{u"mem_y"_s}, QString(64, u'a'), at(2'000'000), false}})));
        QCOMPARE(listed(), (QStringList{u"0003"_s, u"0001"_s}));
        QCOMPARE(listed(true, true), (QStringList{u"0003"_s, u"0002"_s, u"0001"_s}));
        QCOMPARE(counted(), (ReviewCount{2, 2}));
        QCOMPARE(counted(true), (ReviewCount{3, 3}));
        QCOMPARE(mark({.upTo = history::positionOf(write(3))}).versions, 2);
        QCOMPARE(counted().percent(), 100);
        QCOMPARE(counted(true).percent(), 66); // rounded down
        QCOMPARE(mark({.upTo = history::positionOf(write(3)), .ownToo = true}).versions, 1);
        QCOMPARE(counted(true).percent(), 100);
    }

    void whatBecomesKnownLateIsUnread()
    {
        QVERIFY(put({write(5), write(6)}));
        QVERIFY(begin(3));
        (void)mark({.upTo = history::positionOf(write(6))});
        QCOMPARE(counted(), (ReviewCount{2, 0}));
        QVERIFY(put({write(1), write(2), write(3), write(4)})); // the walk goes back; 3 is the first within
        QVERIFY(put({write(7)}));                               // and somebody writes
        QCOMPARE(listed(), (QStringList{u"0007"_s, u"0004"_s, u"0003"_s}));
        QVERIFY(put({write(5), write(6)})); // read again
        QCOMPARE(counted(), (ReviewCount{5, 3}));
    }

    void itCanBeginElsewhere()
    {
        QVERIFY(put({write(1), write(2), write(3), write(4), write(5)}));
        QVERIFY(begin(4));
        (void)mark({.versions = {idOf(4)}});
        QVERIFY(begin(2)); // earlier
        QCOMPARE(listed(), (QStringList{u"0005"_s, u"0003"_s, u"0002"_s}));
        (void)mark({.versions = {idOf(3)}});
        QVERIFY(begin(5)); // later
        QCOMPARE(listed(), QStringList{u"0005"_s});
        QCOMPARE(counted(), (ReviewCount{1, 1}));
        QVERIFY(begin(1)); // what was looked at stays so
        QCOMPARE(listed(), (QStringList{u"0005"_s, u"0002"_s, u"0001"_s}));
    }

    void storesAreApartAndCanBeForgotten()
    {
        const core::StoreId other{u"memstore_two"_s};
        QVERIFY(put({write(1), write(2)}));
        QVERIFY(wait(m_index->put(other, {write(1)}, readAt)));
        QVERIFY(begin(0));
        QVERIFY(!wait(m_reviews->state(other))->hasBegun());
        QVERIFY(wait(m_reviews->begin(other, at(0))));
        (void)mark({.upTo = history::positionOf(write(9))});
        QCOMPARE(*wait(m_reviews->count(other, false)), (ReviewCount{1, 1}));
        QVERIFY(wait(m_index->forgetStore(store)));
        QVERIFY(!wait(m_reviews->state(store))->hasBegun());
        QCOMPARE(*wait(m_reviews->count(other, false)), (ReviewCount{1, 1}));
    }

    void anOlderFileIsTaken()
    {
        QVERIFY(put({write(1), write(2)}));
        close();
        {
            auto connection = db::Connection::open(history::indexOptions(file()));
            QVERIFY(connection);
            QVERIFY((*connection)->execute("DROP INDEX version_unread; ALTER TABLE version DROP COLUMN unread; DROP TABLE review;"
                                           " PRAGMA user_version = 1"));
        }
        open();
        QCOMPARE(wait(m_index->summary(store))->records, 2);
        QVERIFY(begin(0));
        QVERIFY(put({write(3)}));
        QCOMPARE(listed(), (QStringList{u"0003"_s, u"0002"_s, u"0001"_s}));
    }

    void aFileThatCannotBeOpenedIsAnError()
    {
        close();
        m_reviews = std::make_unique<Reviews>(m_folder->path()); // a folder
        const auto state = wait(m_reviews->state(store));
        QVERIFY(!state);
        QCOMPARE(state.error().kind, core::ErrorKind::Storage);
        QVERIFY(!wait(m_reviews->markReviewed(store, {.versions = {idOf(1)}})));
    }

    void agreesWithTheGeneratorsRecord_data()
    {
        QTest::addColumn<int>("size");
        QTest::newRow("200") << 200;
        QTest::newRow("6,000") << 6000; // more than one slice
        if (qEnvironmentVariableIntValue("PALIMPSEST_TEST_SIZE") >= 2)
            QTest::newRow("20,000") << 20'000;
    }

    //! A person looks at this and that, takes some of it back, and begins earlier; the store is read in parts meanwhile.
    void agreesWithTheGeneratorsRecord()
    {
        QFETCH(int, size);
        const support::KnownPast past = support::KnownPast::make(size, quint32(size) + 3);
        QList<core::Version> all = past.records(store); // newest first
        size = int(all.size());
        std::mt19937 random(unsigned(size) + 1);
        QList<core::Version> shuffled = all;
        std::shuffle(shuffled.begin(), shuffled.end(), random);
        QVERIFY(put(shuffled.mid(0, size / 2)));

        QSet<core::VersionId> known;
        for (const core::Version &version : shuffled.mid(0, size / 2))
            known.insert(version.id);
        core::Timestamp since = all[size / 3].createdAt;
        QVERIFY(wait(m_reviews->begin(store, since))->prepared);
        QSet<core::VersionId> reviewed;
        const auto unread = [&] {
            QList<core::Version> list;
            for (const core::Version &version : std::as_const(all)) {
                if (version.createdAt >= since && known.contains(version.id) && !reviewed.contains(version.id))
                    list.append(version);
            }
            return list;
        };
        const auto check = [&] {
            qint64 writes = 0;
            for (const core::Version &version : std::as_const(all))
                writes += version.createdAt >= since && known.contains(version.id);
            const QList<core::Version> expected = unread();
            const ReviewCount count = counted();
            QCOMPARE(count, (ReviewCount{writes, expected.size()}));
            QCOMPARE(count.percent(), int((writes - expected.size()) * 100 / std::max<qint64>(1, writes)));
            ReviewQuery query{store, true, false, std::nullopt, 700};
            qsizetype next = 0;
            for (bool more = true; more;) {
                const auto block = wait(m_reviews->feed(query));
                QVERIFY(block && block->unread.size() == block->block.records.size());
                for (const history::Record &record : block->block.records) {
                    QVERIFY(next < expected.size());
                    QCOMPARE(record.version.id, expected[next++].id);
                }
                more = block->block.more;
                if (more)
                    query.from = history::positionOf(block->block.records.last().version);
            }
            QCOMPARE(next, expected.size());
        };
        const auto markSome = [&](ReviewTarget target, const std::function<bool(const core::Version &)> &wanted) {
            QSet<core::VersionId> some;
            for (const core::Version &version : unread()) {
                if (wanted(version))
                    some.insert(version.id);
            }
            const ReviewStep step = mark(target);
            reviewed.unite(some);
            return step.versions == some.size() ? std::pair(step, some) : std::pair(ReviewStep{-1, 0, {}, {}}, some);
        };
        check();
        ReviewTarget each;
        for (int i = 0; i < size / 10; ++i)
            each.versions.append(all[qsizetype(random() % unsigned(size))].id);
        QVERIFY(markSome(each, [&](const core::Version &v) { return each.versions.contains(v.id); }).first.number > 0);
        check();
        const core::EntryId entry = unread().constFirst().entry;
        QVERIFY(markSome({.entry = entry}, [&](const core::Version &v) { return v.entry == entry; }).first.number > 0);
        check();
        QVERIFY(put(shuffled.mid(size / 2))); // the rest becomes known
        for (const core::Version &version : std::as_const(all))
            known.insert(version.id);
        check();
        const core::Version middle = all[size / 8];
        const auto [step, some] = markSome({.upTo = history::positionOf(middle)}, [&](const core::Version &v) {
            return !(history::positionOf(middle) < history::positionOf(v));
        });
        QVERIFY(step.number > 0);
        check();
        QVERIFY(wait(m_reviews->undo(store, step)));
        reviewed.subtract(some);
        check();
        since = at(0);
        QVERIFY(wait(m_reviews->begin(store, since))->prepared);
        check();
        QVERIFY(markSome({.upTo = history::positionOf(all.constFirst())}, [](const core::Version &) { return true; }).first.number > 0);
        check();
        QCOMPARE(counted().percent(), 100);
        QCOMPARE(wait(m_reviews->moments(store))->size(), size);
    }

    void aStopInTheMiddleGoesOnLater()
    {
        QList<core::Version> many;
        for (int i = 1; i <= 5'500; ++i)
            many.append(write(i));
        QVERIFY(put(many));
        core::Call<ReviewState> call = m_reviews->begin(store, at(0));
        m_reviews.reset(); // the program ends; it comes back unprepared, or was quick
        m_reviews = std::make_unique<Reviews>(file());
        const auto state = wait(m_reviews->state(store));
        QVERIFY(state);
        QVERIFY(begin(0));
        QCOMPARE(counted(), (ReviewCount{5'500, 5'500}));
    }
};

QTEST_GUILESS_MAIN(TestReviews)
#include "tst_reviews.moc"

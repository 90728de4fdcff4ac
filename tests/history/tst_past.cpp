// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "history/index.h"
#include "history/past.h"
#include "support/knownpast.h"
#include "support/quickfolder.h"
#include "wait.h"

#include <QMap>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using history::Past;
using history::PastState;

namespace {

const core::StoreId store{u"memstore_one"_s};
const core::Timestamp readAt = core::Timestamp::fromMicroseconds(1'790'000'000'000'000);

core::Timestamp moment(qint64 microseconds) { return core::Timestamp::fromMicroseconds(microseconds); }

core::Version version(const QString &id, const QString &entry, qint64 at, qint64 size, core::Action action)
{
    core::Version v;
    v.id = {id};
    v.store = store;
    v.entry = {entry};
    v.path = u"notes/%1.md"_s.arg(entry);
    v.action = action;
    v.size = size;
    v.createdAt = moment(at);
    return v;
}

//! What a state says, a line for each entry by path.
QStringList said(const PastState &state)
{
    QStringList lines;
    for (const int item : state.items) {
        const int write = PastState::write(item);
        const Past::Write &known = state.past->at(write);
        lines.append(state.past->pathOf(write) + u' ' + state.past->entryOf(write).value + u' '
                     + (PastState::isUncertain(item) ? u"?"_s : QString::number(known.size) + (known.redacted ? u" redacted"_s : QString())));
    }
    return lines;
}

} // namespace

//! The whole past in memory against the generator's own record, at every moment.
class TestPast : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>(support::quickFolder());
        m_index = std::make_unique<history::Index>(m_folder->filePath(u"history/one.index"_s));
    }
    void cleanup()
    {
        m_index.reset();
        m_folder.reset();
    }

    void anyMomentIsTheGenerators_data();
    void anyMomentIsTheGenerators();
    void whatIsOlderThanKnownIsNotGuessed();
    void withinAMomentTheIdDecides();
    void aLaterRedactionIsSeenWhenItIsReadAgain();
    void stepsGoFromMomentToMoment();
    void anUnknownStoreIsEmpty();
    void aLookCanBeCancelled();

private:
    std::shared_ptr<const Past> past()
    {
        const auto read = wait(m_index->past(store));
        return read ? *read : nullptr;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<history::Index> m_index;
};

void TestPast::anyMomentIsTheGenerators_data()
{
    QTest::addColumn<int>("size");
    QTest::newRow("200") << 200;
    if (qEnvironmentVariableIntValue("PALIMPSEST_TEST_SIZE") >= 2)
        QTest::newRow("20,000") << 20'000;
}

void TestPast::anyMomentIsTheGenerators()
{
    QFETCH(int, size);
    const support::KnownPast known = support::KnownPast::make(size, quint32(size) + 3);
    QVERIFY(wait(m_index->put(store, known.records(store), readAt)));
    const auto past = this->past();
    QVERIFY(past);
    QCOMPARE(past->writes(), size);
    QCOMPARE(past->entries(), int(known.paths.size()));

    QStringList lines; // what has to be said of each write
    QList<qint64> sizes;
    QSet<QString> met;
    QSet<int> madeAgain;
    for (int entry = 0; entry < known.paths.size(); ++entry) {
        if (met.contains(known.paths.at(entry)))
            madeAgain.insert(entry);
        met.insert(known.paths.at(entry));
    }
    for (qsizetype i = 0; i < known.versions.size(); ++i) {
        const core::Version record = known.record(i, store);
        sizes.append(record.size.value_or(0));
        lines.append(record.path + u' ' + record.entry.value + u' ' + QString::number(sizes.constLast()) + (record.redacted ? u" redacted"_s : QString()));
    }
    const int step = std::max(1, size / 70);
    int redacted = 0;
    int again = 0;
    for (qsizetype i = 0; i < known.versions.size(); i += step) {
        for (const qint64 beside : {-1, 0, 1}) {
            const qint64 at = known.versions.at(i).at + beside;
            const QHash<QString, qsizetype> then = known.standingAt(at);
            QMap<QString, QString> expected;
            qint64 bytes = 0;
            for (auto it = then.cbegin(); it != then.cend(); ++it) {
                bytes += sizes.at(it.value());
                redacted += known.versions.at(it.value()).redactedAt != 0;
                again += madeAgain.contains(known.versions.at(it.value()).entry);
                expected.insert(it.key(), lines.at(it.value()));
            }
            const PastState state = past->stateAt(moment(at));
            QCOMPARE(said(state), QStringList(expected.values()));
            QCOMPARE(state.entries(), int(then.size()));
            QCOMPARE(state.bytes(), bytes);
            QCOMPARE(state.uncertain, 0);
        }
    }
    QVERIFY(redacted > 0); // or the test would not see them
    QVERIFY(again > 0);    // made again at a path that had been deleted
    QCOMPARE(past->stateAt(moment(known.versions.constFirst().at - 1)).entries(), 0);
}

//! Only the newer half was read: what stood is said where it is known, and nothing else is.
void TestPast::whatIsOlderThanKnownIsNotGuessed()
{
    const support::KnownPast known = support::KnownPast::make(400, 11);
    const qsizetype half = known.versions.size() / 2;
    QList<core::Version> newer;
    for (qsizetype i = known.versions.size() - 1; i >= half; --i)
        newer.append(known.record(i, store));
    QVERIFY(wait(m_index->put(store, newer, readAt)));
    const auto past = this->past();
    QVERIFY(past);
    int uncertain = 0;
    for (qsizetype i = 0; i < known.versions.size(); i += 3) {
        const qint64 at = known.versions.at(i).at;
        QHash<int, qsizetype> last; // of each entry, the newest known write up to the moment
        QHash<int, qsizetype> next; // and the oldest known after it
        for (qsizetype v = half; v < known.versions.size(); ++v) {
            if (known.versions.at(v).at <= at)
                last.insert(known.versions.at(v).entry, v);
            else if (!next.contains(known.versions.at(v).entry))
                next.insert(known.versions.at(v).entry, v);
        }
        QStringList expected;
        for (auto it = last.cbegin(); it != last.cend(); ++it) {
            const core::Version record = known.record(it.value(), store);
            if (record.action != core::Action::Deleted)
                expected.append(record.path + u' ' + record.entry.value + u' ' + QString::number(*record.size)
                                + (record.redacted ? u" redacted"_s : QString()));
        }
        for (auto it = next.cbegin(); it != next.cend(); ++it) {
            const core::Version record = known.record(it.value(), store);
            if (!last.contains(it.key()) && record.action != core::Action::Created)
                expected.append(record.path + u' ' + record.entry.value + u" ?"_s);
        }
        QStringList found = said(past->stateAt(moment(at)));
        found.sort();
        expected.sort();
        QCOMPARE(found, expected);
        uncertain += past->stateAt(moment(at)).uncertain;
    }
    QVERIFY(uncertain > 0);
}

void TestPast::withinAMomentTheIdDecides()
{
    // The clock stood still: three writes in one moment. Put in any order.
    QVERIFY(wait(m_index->put(store, {version(u"memver_b"_s, u"mem_x"_s, 1000, 20, core::Action::Updated),
                                      version(u"memver_c"_s, u"mem_x"_s, 1000, 30, core::Action::Updated),
                                      version(u"memver_a"_s, u"mem_x"_s, 1000, 10, core::Action::Created),
                                      version(u"memver_e"_s, u"mem_y"_s, 1000, 0, core::Action::Deleted),
                                      version(u"memver_d"_s, u"mem_y"_s, 1000, 5, core::Action::Created)},
                              readAt)));
    const auto past = this->past();
    QVERIFY(past);
    QCOMPARE(said(past->stateAt(moment(1000))), QStringList{u"notes/mem_x.md mem_x 30"_s});
    QCOMPARE(said(past->stateAt(moment(999))), QStringList());
}

void TestPast::aLaterRedactionIsSeenWhenItIsReadAgain()
{
    core::Version one = version(u"memver_a"_s, u"mem_x"_s, 1000, 10, core::Action::Created);
    QVERIFY(wait(m_index->put(store, {one}, readAt)));
    const auto before = past();
    one.redacted = true;
    one.redactedAt = moment(5000);
    QVERIFY(wait(m_index->put(store, {one}, readAt)));
    const auto after = past();
    QVERIFY(before && after);
    QCOMPARE(said(before->stateAt(moment(2000))), QStringList{u"notes/mem_x.md mem_x 10"_s});
    QCOMPARE(said(after->stateAt(moment(2000))), QStringList{u"notes/mem_x.md mem_x 10 redacted"_s}); // of the moment, as far as it can be read now
    QCOMPARE(after->stateAt(moment(2000)).redacted, 1);
}

void TestPast::stepsGoFromMomentToMoment()
{
    QVERIFY(wait(m_index->put(store, {version(u"memver_a"_s, u"mem_x"_s, 1000, 1, core::Action::Created),
                                      version(u"memver_b"_s, u"mem_y"_s, 2000, 1, core::Action::Created),
                                      version(u"memver_c"_s, u"mem_x"_s, 2000, 2, core::Action::Updated),
                                      version(u"memver_d"_s, u"mem_x"_s, 3000, 3, core::Action::Updated)},
                              readAt)));
    const auto past = this->past();
    QVERIFY(past);
    QVERIFY(!past->writeBefore(moment(1000)));
    QCOMPARE(past->writeBefore(moment(1001)), moment(1000));
    QCOMPARE(past->writeBefore(moment(3000)), moment(2000));
    QCOMPARE(past->writeAfter(moment(0)), moment(1000));
    QCOMPARE(past->writeAfter(moment(1000)), moment(2000));
    QCOMPARE(past->writeAfter(moment(2000)), moment(3000)); // both of that moment are one step
    QVERIFY(!past->writeAfter(moment(3000)));
    QCOMPARE(past->oldest(), moment(1000));
    QCOMPARE(past->newest(), moment(3000));
    QCOMPARE(past->writesBetween(moment(1000), moment(3000)), 3);
    QCOMPARE(past->writesBetween(moment(1001), moment(2000)), 0);
}

void TestPast::anUnknownStoreIsEmpty()
{
    const auto past = this->past();
    QVERIFY(past);
    QCOMPARE(past->writes(), 0);
    QCOMPARE(past->stateAt(moment(1000)).entries(), 0);
    QVERIFY(!past->oldest());
}

void TestPast::aLookCanBeCancelled()
{
    const support::KnownPast known = support::KnownPast::make(200, 2);
    QVERIFY(wait(m_index->put(store, known.records(store), readAt)));
    auto call = m_index->past(store);
    call.cancel();
    const auto read = wait(std::move(call));
    QVERIFY(!read || (*read)->writes() == 200); // it may have been done before that was heard
}

QTEST_GUILESS_MAIN(TestPast)
#include "tst_past.moc"

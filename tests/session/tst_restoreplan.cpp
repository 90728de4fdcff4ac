// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/restoreplan.h"

#include "core/utf8.h"
#include "history/index.h"
#include "support/knownpast.h"
#include "tests/history/wait.h"

#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using session::RestoreBasis;
using session::RestoreScope;
using transfer::PastGap;
using transfer::PlanItem;
using transfer::PlanKind;

//! What a plan for going back says, against the generator's own record of the past, and case by case.
class TestRestorePlan : public QObject
{
    Q_OBJECT

    static constexpr qint64 hour = 3'600'000'000;

    static core::Timestamp at(int hours) { return core::Timestamp::fromMicroseconds(1'790'000'000'000'000 + hours * hour); }
    static history::Record record(const QString &entry, const QString &path, const QByteArray &text, int hours)
    {
        history::Record record;
        record.version.id = {u"v-%1-%2"_s.arg(entry).arg(hours)};
        record.version.entry = {entry};
        record.version.path = path;
        record.version.action = core::Action::Updated;
        record.version.sha256 = core::sha256Hex(text);
        record.version.size = text.size();
        record.version.createdAt = at(hours);
        return record;
    }
    static core::Entry entry(const QString &id, const QString &path, const QByteArray &text, int createdHours = 0)
    {
        core::Entry entry;
        entry.id = {id};
        entry.path = path;
        entry.sha256 = core::sha256Hex(text);
        entry.size = text.size();
        entry.createdAt = at(createdHours);
        return entry;
    }
    static history::EntryChange change(const QString &entry, const QString &path, const std::optional<history::Record> &before,
                                       bool beforeKnown = true)
    {
        history::EntryChange change;
        change.entry = {entry};
        change.path = path;
        change.before = before;
        change.beforeKnown = beforeKnown;
        change.versions = 1;
        return change;
    }
    static QStringList words(const QList<PlanItem> &plan)
    {
        QStringList words;
        for (const PlanItem &item : plan) {
            const char *kind = item.kind == PlanKind::Recreate ? "recreate"
                : item.kind == PlanKind::PutBack               ? "put back"
                : item.kind == PlanKind::Delete                ? "delete"
                : item.kind == PlanKind::Same                  ? "same"
                : item.gap == PastGap::Redacted                ? "redacted"
                                                               : "not known";
            words.append(u"%1 %2"_s.arg(QLatin1String(kind), item.path));
        }
        return words;
    }

private slots:
    void everyMomentOfAKnownPast_data();
    void everyMomentOfAKnownPast();
    void kinds();
    void aPathThatLivesAgain();
    void whatIsNotKnownIsNotDeleted();
    void scope();
};

void TestRestorePlan::everyMomentOfAKnownPast_data()
{
    QTest::addColumn<int>("size");
    QTest::newRow("200") << 200;
    if (qEnvironmentVariableIntValue("PALIMPSEST_TEST_SIZE") >= 2)
        QTest::newRow("20,000") << 20'000;
}

void TestRestorePlan::everyMomentOfAKnownPast()
{
    QFETCH(int, size);
    const support::KnownPast past = support::KnownPast::make(size, 7);
    const core::StoreId store{u"memstore_1"_s};
    const QTemporaryDir folder;
    history::Index index(folder.filePath(u"history/a.index"_s));
    const QList<core::Version> records = past.records(store);
    QVERIFY(wait(index.put(store, records, at(0))));
    const auto recordOf = [&](qsizetype version) -> const core::Version & { return records.at(records.size() - 1 - version); };

    QHash<QString, qsizetype> present = past.standingAt(std::numeric_limits<qint64>::max());
    QList<core::Entry> now;
    for (auto it = present.cbegin(); it != present.cend(); ++it) {
        core::Entry entry;
        entry.id = recordOf(it.value()).entry;
        entry.path = it.key();
        entry.sha256 = recordOf(it.value()).sha256;
        now.append(entry);
    }

    int kinds[20] = {};
    for (int step = 0; step <= 24; ++step) {
        const qint64 moment = past.versions.at(step * (past.versions.size() - 1) / 24).at - (step % 3 == 0 ? 1 : 0);
        RestoreBasis basis;
        basis.moment = core::Timestamp::fromMicroseconds(moment);
        const auto then = wait(index.stateAt(store, basis.moment));
        const auto since = wait(index.changesBetween(store, basis.moment, core::Timestamp::fromMicroseconds(4'000'000'000'000'000)));
        QVERIFY(then && since);
        basis.then = *then;
        basis.since = *since;
        basis.now = now;
        QVERIFY(!session::wantsMorePast(basis, {}));

        QHash<QString, QString> hashes; // what the store would hold after the plan
        for (const core::Entry &entry : std::as_const(now))
            hashes.insert(entry.path, entry.sha256);
        bool deleting = false;
        for (const PlanItem &item : session::planRestore(basis, {})) {
            ++kinds[int(item.kind)];
            QCOMPARE(item.chosen, item.isDoable());
            QVERIFY2(item.kind == PlanKind::Delete || !deleting, "deletions come last");
            deleting = item.kind == PlanKind::Delete;
            QCOMPARE(item.base.has_value(), item.kind == PlanKind::PutBack || item.kind == PlanKind::Delete);
            if (item.base)
                QCOMPARE(item.base->sha256, hashes.value(item.path)); // the lock of the write
            if (item.kind == PlanKind::Recreate)
                QVERIFY(!hashes.contains(item.path));
            if (item.kind == PlanKind::Delete)
                QCOMPARE(hashes.remove(item.path), 1);
            else if (item.isDoable())
                hashes.insert(item.path, item.sha256);
        }

        QHash<QString, QString> expected;
        const QHash<QString, qsizetype> standing = past.standingAt(moment);
        for (auto it = standing.cbegin(); it != standing.cend(); ++it) {
            const support::KnownVersion &version = past.versions.at(it.value());
            const QString hash = core::sha256Hex(support::KnownPast::textOf(version.text));
            if (version.redactedAt == 0)
                expected.insert(it.key(), hash);
            else if (present.contains(it.key())) // cannot be had: what is there stays as it is
                expected.insert(it.key(), recordOf(present.value(it.key())).sha256);
        }
        QCOMPARE(hashes, expected);
    }
    for (const PlanKind kind : {PlanKind::Recreate, PlanKind::PutBack, PlanKind::Delete, PlanKind::Same, PlanKind::Lost})
        QVERIFY2(kinds[int(kind)] > 0, "this past does not have every kind");
}

void TestRestorePlan::kinds()
{
    history::Record redacted = record(u"5"_s, u"redacted.md"_s, "secret", 1);
    redacted.version.redacted = true;
    RestoreBasis basis;
    basis.moment = at(5);
    basis.then = {record(u"1"_s, u"gone.md"_s, "old", 1), record(u"2"_s, u"changed.md"_s, "old", 2),
                  record(u"3"_s, u"same.md"_s, "same", 1), redacted};
    basis.since = {change(u"1"_s, u"gone.md"_s, basis.then[0]), change(u"2"_s, u"changed.md"_s, basis.then[1]),
                   change(u"4"_s, u"fresh.md"_s, {}), change(u"5"_s, u"redacted.md"_s, redacted)};
    basis.now = {entry(u"2"_s, u"changed.md"_s, "new"), entry(u"3"_s, u"same.md"_s, "same"), entry(u"4"_s, u"fresh.md"_s, "x", 7),
                 entry(u"5"_s, u"redacted.md"_s, "other")};
    const QList<PlanItem> plan = session::planRestore(basis, {});
    QCOMPARE(words(plan), (QStringList{u"put back changed.md"_s, u"recreate gone.md"_s, u"redacted redacted.md"_s,
                                       u"same same.md"_s, u"delete fresh.md"_s}));
    QCOMPARE(plan[0].version, basis.then[1].version.id);
    QCOMPARE(plan[0].base->id, core::EntryId{u"2"_s});
    QVERIFY(!plan[2].chosen && !plan[3].chosen);
}

//! Deleted and made again: another id, and the same path.
void TestRestorePlan::aPathThatLivesAgain()
{
    RestoreBasis basis;
    basis.moment = at(5);
    basis.then = {record(u"1"_s, u"a.md"_s, "old", 1), record(u"2"_s, u"b.md"_s, "as before", 1)};
    basis.since = {change(u"1"_s, u"a.md"_s, basis.then[0]), change(u"11"_s, u"a.md"_s, {}), change(u"2"_s, u"b.md"_s, basis.then[1]),
                   change(u"12"_s, u"b.md"_s, {})};
    basis.now = {entry(u"11"_s, u"a.md"_s, "new", 6), entry(u"12"_s, u"b.md"_s, "as before", 6)};
    const QList<PlanItem> plan = session::planRestore(basis, {});
    QCOMPARE(words(plan), (QStringList{u"put back a.md"_s, u"same b.md"_s}));
    QCOMPARE(plan[0].base->id, core::EntryId{u"11"_s});
}

void TestRestorePlan::whatIsNotKnownIsNotDeleted()
{
    RestoreBasis basis;
    basis.moment = at(5);
    basis.since = {change(u"1"_s, u"older.md"_s, {}, false), change(u"2"_s, u"gone.md"_s, {}, false),
                   change(u"22"_s, u"gone.md"_s, {}), change(u"3"_s, u"fresh.md"_s, {})};
    basis.now = {entry(u"1"_s, u"older.md"_s, "x"), entry(u"22"_s, u"gone.md"_s, "y", 6), entry(u"3"_s, u"fresh.md"_s, "z", 6),
                 entry(u"4"_s, u"untouched.md"_s, "w", 1), entry(u"5"_s, u"meanwhile.md"_s, "v", 9)};
    QCOMPARE(words(session::planRestore(basis, {})),
             (QStringList{u"not known gone.md"_s, u"not known meanwhile.md"_s, u"not known older.md"_s,
                          u"same untouched.md"_s, u"delete fresh.md"_s}));
    QVERIFY(session::wantsMorePast(basis, {}));
    QVERIFY(!session::wantsMorePast(basis, {{}, {u"fresh.md"_s}}));
}

void TestRestorePlan::scope()
{
    RestoreBasis basis;
    basis.moment = at(5);
    basis.then = {record(u"1"_s, u"notes/a.md"_s, "old", 1), record(u"2"_s, u"notes2/a.md"_s, "old", 1)};
    basis.since = {change(u"1"_s, u"notes/a.md"_s, basis.then[0]), change(u"2"_s, u"notes2/a.md"_s, basis.then[1]),
                   change(u"3"_s, u"notes/new.md"_s, {}), change(u"4"_s, u"new.md"_s, {})};
    basis.now = {entry(u"3"_s, u"notes/new.md"_s, "x", 6), entry(u"4"_s, u"new.md"_s, "x", 6)};
    QCOMPARE(words(session::planRestore(basis, {u"notes/"_s, {}})),
             (QStringList{u"recreate notes/a.md"_s, u"delete notes/new.md"_s}));
    QCOMPARE(words(session::planRestore(basis, {{}, {u"notes2/a.md"_s, u"new.md"_s}})),
             (QStringList{u"recreate notes2/a.md"_s, u"delete new.md"_s}));
}

QTEST_GUILESS_MAIN(TestRestorePlan)
#include "tst_restoreplan.moc"

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/witnessbook.h"

#include "db/migration.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace session {

namespace {

using audit::Contradiction;
using audit::LedgerLine;
using audit::Witnessed;
using Kind = LedgerLine::Kind;

constexpr qint32 applicationId = 0x50616c77; // "Palw"

// Flags: 1 missing, 2 its text is wrong, and that was told.
constexpr const char *schema1 = R"(
CREATE TABLE seen (
    id BLOB PRIMARY KEY,
    state BLOB NOT NULL,
    at INTEGER NOT NULL,
    flags INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE alarm (
    at INTEGER PRIMARY KEY,
    store BLOB NOT NULL
) STRICT;
CREATE INDEX alarm_of_store ON alarm (store, at DESC);

CREATE TABLE progress (one INTEGER PRIMARY KEY CHECK (one = 1), bytes INTEGER NOT NULL) STRICT;
INSERT INTO progress VALUES (1, 0);
)";

const std::vector<const char *> &steps()
{
    static const std::vector<const char *> all = {schema1};
    return all;
}

QByteArray keyOf(const Witnessed &record)
{
    const QByteArray text = record.store.value.toUtf8() + '\n' + record.version.value.toUtf8();
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256).left(16);
}

//! Nothing when the line is no alarm.
std::optional<Alarm> alarmOf(const LedgerLine &line, qint64 at)
{
    Alarm alarm;
    alarm.at = line.at;
    alarm.place = at;
    alarm.before = line.record;
    alarm.now = line.record;
    switch (line.kind) {
    case Kind::Changed:
        alarm.before = line.before.value_or(Witnessed());
        alarm.what = audit::contradictions(alarm.before, alarm.now);
        break;
    case Kind::Missing: alarm.what = Contradiction::Missing; break;
    case Kind::Text:
        alarm.what = line.textHash.isEmpty() ? Contradiction::TextLost : Contradiction::TextOther;
        alarm.textHash = line.textHash;
        break;
    case Kind::Broken: alarm.words = line.words; break;
    default: break;
    }
    return alarm.what || !alarm.words.isEmpty() ? std::optional(alarm) : std::nullopt;
}

core::Result<core::Done> outcomeOf(db::Statement &statement)
{
    return statement.run() ? core::Result<core::Done>(core::Done{}) : core::Result<core::Done>(statement.error());
}

} // namespace

db::OpenOptions Witness::Book::optionsFor(const QString &ledger)
{
    db::OpenOptions options;
    options.file = ledger + u".seen"_s;
    options.applicationId = applicationId;
    options.schemaVersion = int(steps().size());
    return options;
}

core::Result<core::Done> Witness::Book::prepare(db::Connection &connection)
{
    return db::migrate(connection, applicationId, steps());
}

core::Result<QList<Alarm>> Witness::Book::inOneStep(db::Connection &connection, const core::Timestamp &now,
                                                     const std::function<core::Result<core::Done>(QList<Alarm> &)> &work)
{
    if (const auto locked = m_ledger.lock(now); !locked)
        return locked.error();
    struct Unlock
    {
        LedgerFile &ledger;
        ~Unlock() { ledger.unlock(); }
    } const unlock{m_ledger};
    db::Transaction transaction(connection, db::Transaction::Write);
    if (!transaction.started())
        return transaction.started().error();
    QList<Alarm> alarms;
    if (const auto caughtUp = catchUp(connection, now, alarms); !caughtUp)
        return caughtUp.error();
    if (const auto worked = work(alarms); !worked)
        return worked.error();
    // The ledger first: the table is made from it, never the other way round.
    if (const auto flushed = m_ledger.flush(); !flushed)
        return flushed.error();
    db::Statement progress = connection.prepare("UPDATE progress SET bytes = ?");
    if (!progress.integer(m_ledger.end()).run())
        return progress.error();
    if (const auto committed = transaction.commit(); !committed)
        return committed.error();
    return alarms;
}

//! What another copy of the program wrote, or this one before it was killed; all of it when the table is new.
core::Result<core::Done> Witness::Book::catchUp(db::Connection &connection, const core::Timestamp &now, QList<Alarm> &alarms)
{
    qint64 from = 0;
    {
        db::Statement progress = connection.prepare("SELECT bytes FROM progress");
        if (!progress.row())
            return progress.error();
        from = progress.integerAt(0);
    }
    if (from == m_ledger.end())
        return core::Done{};
    if (from > m_ledger.end()) {
        if (const auto cleared = connection.execute("DELETE FROM seen; DELETE FROM alarm"); !cleared)
            return cleared;
        from = 0;
    }
    core::Result<core::Done> all = core::Done{};
    m_ledger.read(from, [&](const LedgerLine &line, qint64 at) {
        if (all)
            all = put(connection, line, at);
        if (line.kind == Kind::Broken && line.at == now) // found a moment ago
            alarms.append(*alarmOf(line, at));
    });
    return all;
}

core::Result<core::Done> Witness::Book::put(db::Connection &connection, const LedgerLine &line, qint64 at)
{
    if (const auto alarm = alarmOf(line, at)) {
        db::Statement keep = connection.prepare("INSERT OR REPLACE INTO alarm (at, store) VALUES (?, ?)");
        if (const auto kept = outcomeOf(keep.integer(at).blob(line.record.store.value.toUtf8())); !kept)
            return kept;
    }
    switch (line.kind) {
    case Kind::Seen:
    case Kind::Changed: {
        db::Statement keep = connection.prepare("INSERT OR REPLACE INTO seen (id, state, at, flags) VALUES (?, ?, ?, 0)");
        return outcomeOf(keep.blob(keyOf(line.record)).blob(audit::fingerprint(line.record)).integer(at));
    }
    case Kind::Missing: {
        db::Statement mark = connection.prepare("UPDATE seen SET flags = flags | 1 WHERE id = ?");
        return outcomeOf(mark.blob(keyOf(line.record)));
    }
    case Kind::Returned: {
        db::Statement mark = connection.prepare("UPDATE seen SET flags = flags & ~1 WHERE id = ?");
        return outcomeOf(mark.blob(keyOf(line.record)));
    }
    case Kind::Text: {
        db::Statement mark = connection.prepare("UPDATE seen SET flags = flags | 2 WHERE id = ?");
        return outcomeOf(mark.blob(keyOf(line.record)));
    }
    default: return core::Done{};
    }
}

core::Result<std::optional<Witness::Book::Row>> Witness::Book::find(db::Connection &connection, const Witnessed &record)
{
    db::Statement select = connection.prepare("SELECT state, at, flags FROM seen WHERE id = ?");
    if (select.blob(keyOf(record)).row())
        return std::optional(Row{select.bytesAt(0), select.integerAt(1), (select.integerAt(2) & 1) != 0, (select.integerAt(2) & 2) != 0});
    if (select.failed())
        return select.error();
    return std::optional<Row>();
}

core::Result<core::Done> Witness::Book::write(db::Connection &connection, const LedgerLine &line, QList<Alarm> &alarms)
{
    const qint64 at = m_ledger.add(line);
    if (const auto alarm = alarmOf(line, at))
        alarms.append(*alarm);
    return put(connection, line, at);
}

core::Result<core::Done> Witness::Book::takeOne(db::Connection &connection, const Witnessed &now, const core::Timestamp &at,
                                                QList<Alarm> &alarms)
{
    const auto row = find(connection, now);
    if (!row)
        return row.error();
    LedgerLine line;
    line.at = at;
    line.record = now;
    if (!*row) {
        line.kind = Kind::Seen;
        return write(connection, line, alarms);
    }
    if ((*row)->missing) {
        line.kind = Kind::Returned;
        if (const auto written = write(connection, line, alarms); !written)
            return written;
    }
    if ((*row)->state == audit::fingerprint(now))
        return core::Done{};
    const auto then = m_ledger.lineAt((*row)->at);
    if (!then)
        return core::Done{}; // the ledger was changed there: its own check says so
    line.record = audit::merged(then->record, now);
    if ((*row)->state == audit::fingerprint(line.record) || line.record == then->record)
        return core::Done{};
    line.kind = Kind::Changed;
    line.before = then->record;
    return write(connection, line, alarms);
}

core::Result<QList<Alarm>> Witness::Book::take(db::Connection &connection, const QList<core::Version> &versions, const core::Timestamp &now)
{
    return inOneStep(connection, now, [&](QList<Alarm> &alarms) -> core::Result<core::Done> {
        for (const core::Version &version : versions) {
            if (const auto taken = takeOne(connection, Witnessed::of(version), now, alarms); !taken)
                return taken;
        }
        return core::Done{};
    });
}

core::Result<QList<Alarm>> Witness::Book::takeMissing(db::Connection &connection, const QList<core::Version> &versions,
                                                       const core::Timestamp &now)
{
    return inOneStep(connection, now, [&](QList<Alarm> &alarms) -> core::Result<core::Done> {
        for (const core::Version &version : versions) {
            LedgerLine line;
            line.kind = Kind::Missing;
            line.at = now;
            line.record = Witnessed::of(version);
            const auto row = find(connection, line.record);
            if (!row)
                return row.error();
            if (!*row || (*row)->missing)
                continue;
            if (const auto written = write(connection, line, alarms); !written)
                return written;
        }
        return core::Done{};
    });
}

core::Result<QList<Alarm>> Witness::Book::takeText(db::Connection &connection, const core::Version &version, const QString &textHash,
                                                    const core::Timestamp &now)
{
    return inOneStep(connection, now, [&](QList<Alarm> &alarms) -> core::Result<core::Done> {
        LedgerLine line;
        line.kind = Kind::Text;
        line.at = now;
        line.record = Witnessed::of(version);
        line.textHash = textHash;
        if (const auto taken = takeOne(connection, line.record, now, alarms); !taken)
            return taken;
        const auto row = find(connection, line.record);
        if (!row || !*row || (*row)->textTold)
            return row ? core::Result<core::Done>(core::Done{}) : core::Result<core::Done>(row.error());
        return write(connection, line, alarms);
    });
}

core::Result<QList<Alarm>> Witness::Book::alarms(db::Connection &connection, const core::StoreId &store, int limit)
{
    QList<Alarm> all;
    db::Statement select = connection.prepare("SELECT at FROM alarm WHERE store = ? OR store = x'' ORDER BY at DESC LIMIT ?");
    select.blob(store.value.toUtf8()).integer(limit);
    while (select.row()) {
        const qint64 at = select.integerAt(0);
        const auto line = m_ledger.lineAt(at);
        if (const auto alarm = line ? alarmOf(*line, at) : std::nullopt)
            all.append(*alarm);
    }
    if (select.failed())
        return select.error();
    return all;
}

} // namespace session

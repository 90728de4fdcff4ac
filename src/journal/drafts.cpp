// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journal/drafts.h"

#include "core/utf8.h"
#include "db/erase.h"
#include "db/migration.h"
#include "db/worker.h"
#include "journal/ownfile.h"
#include "journal/instance.h"

#include <QFileInfo>
#include <QHash>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace journal {

//! Touched on the worker's thread only. `instance` is there in every job: without it the file counts as not opened.
struct Drafts::State
{
    DraftLimits limits;
    std::unique_ptr<Instance> instance;
    bool erasePending = false;
};

namespace {

constexpr qint32 applicationId = 0x506c4431; // "PlD1"
constexpr qsizetype firstLineBytes = 200;
constexpr auto erasePatience = std::chrono::milliseconds(200); // so long may a draft have to wait for an erasure

//! The base lies in a table of its own: it is written once, the text each second.
const char *const firstSchema = R"(
    CREATE TABLE draft (
        id TEXT PRIMARY KEY,
        instance TEXT NOT NULL,
        connection TEXT NOT NULL,
        store TEXT NOT NULL,
        entry TEXT NOT NULL,
        path TEXT NOT NULL,
        at INTEGER NOT NULL,
        first_line BLOB NOT NULL,
        size INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        text BLOB NOT NULL
    ) STRICT;
    CREATE INDEX draft_of_entry ON draft (connection, store, entry);
    CREATE TABLE base (
        draft TEXT PRIMARY KEY REFERENCES draft (id) ON DELETE CASCADE,
        sha256 TEXT NOT NULL,
        version INTEGER,
        updated_at TEXT NOT NULL,
        size INTEGER NOT NULL,
        text BLOB NOT NULL
    ) STRICT;
)";

const char *const secondSchema = R"(
    ALTER TABLE base ADD COLUMN sent_sha256 TEXT NOT NULL DEFAULT '';
)";

const char *const thirdSchema = "VACUUM"; // files that were written without db::erasingVfs()

#define ROW_COLUMNS "id, instance, connection, store, entry, path, at, first_line, size, sha256"

core::Error errorOf(core::ErrorKind kind, const QString &detail)
{
    core::Error error;
    error.kind = kind;
    error.detail = detail;
    error.delivery = core::Delivery::NotSent;
    return error;
}

core::Error takenOver()
{
    return errorOf(core::ErrorKind::Conflict, u"the draft belongs to another running copy of the program"_s);
}

QString textAt(const db::Statement &statement, int column)
{
    return core::decodeUtf8(statement.bytesAt(column)).value_or(QString());
}

//! Cut between characters.
QByteArray firstLineOf(const QByteArray &text)
{
    qsizetype start = 0;
    while (start < text.size() && QByteArrayView(" \t\r\n").contains(text.at(start)))
        ++start;
    const qsizetype end = text.indexOf('\n', start);
    QByteArray line = text.mid(start, end < 0 ? -1 : end - start).left(firstLineBytes);
    while (!line.isEmpty() && core::firstInvalidUtf8(line) >= 0)
        line.chop(1);
    return line.trimmed();
}

DraftRow rowFrom(const db::Statement &select)
{
    DraftRow row;
    row.id = {textAt(select, 0)};
    row.target = {{textAt(select, 2)}, {textAt(select, 3)}, {textAt(select, 4)}};
    row.path = textAt(select, 5);
    row.at = QDateTime::fromMSecsSinceEpoch(select.integerAt(6), Qt::UTC);
    row.firstLine = textAt(select, 7);
    row.size = select.integerAt(8);
    row.sha256 = textAt(select, 9);
    return row;
}

DraftOwner ownerOf(const QString &instance, const Instance &ours)
{
    if (instance == ours.id())
        return DraftOwner::ThisProgram;
    return ours.isRunning(instance) ? DraftOwner::AnotherProgram : DraftOwner::Nobody;
}

core::Result<QList<DraftRow>> rowsFrom(db::Statement &select, const Instance &ours)
{
    QList<DraftRow> rows;
    QHash<QString, DraftOwner> owners; // asked once each: an answer may change between two questions
    while (select.row()) {
        DraftRow row = rowFrom(select);
        const QString instance = textAt(select, 1);
        if (!owners.contains(instance))
            owners.insert(instance, ownerOf(instance, ours));
        row.owner = owners.value(instance);
        rows.append(std::move(row));
    }
    if (select.failed())
        return select.error();
    return rows;
}

//! Whose the draft is; NotFound when there is none.
core::Result<DraftOwner> ownerOf(db::Connection &database, const DraftId &id, const Instance &ours)
{
    db::Statement select = database.prepare("SELECT instance FROM draft WHERE id = ?");
    if (!select.text(id.value.toUtf8()).row())
        return select.failed() ? select.error() : errorOf(core::ErrorKind::NotFound, u"the draft is gone"_s);
    return ownerOf(textAt(select, 0), ours);
}

core::Result<core::Done> checkRoom(db::Connection &database, const DraftLimits &limits, qint64 needed)
{
    db::Statement sums = database.prepare(
        "SELECT count(*), coalesce(sum(size), 0) + (SELECT coalesce(sum(size), 0) FROM base) FROM draft");
    if (!sums.row())
        return sums.error();
    if (sums.integerAt(0) >= limits.count || sums.integerAt(1) + needed > limits.total)
        return errorOf(core::ErrorKind::TooLarge, u"%1 drafts are kept already"_s.arg(sums.integerAt(0)));
    return core::Done{};
}

core::Result<core::Done> writeText(db::Connection &database, const Draft &draft, const QString &instance)
{
    db::Statement upsert = database.prepare(
        "INSERT INTO draft (id, instance, connection, store, entry, path, at, first_line, size, sha256, text)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET connection = excluded.connection,"
        " store = excluded.store, entry = excluded.entry, path = excluded.path,"
        " at = excluded.at, first_line = excluded.first_line, size = excluded.size, sha256 = excluded.sha256,"
        " text = excluded.text");
    upsert.text(draft.id.value.toUtf8())
        .text(instance.toUtf8())
        .text(draft.target.connection.value.toUtf8())
        .text(draft.target.store.value.toUtf8())
        .text(draft.target.entry.value.toUtf8())
        .text(draft.path.toUtf8())
        .integer(draft.at.toMSecsSinceEpoch())
        .blob(firstLineOf(draft.text))
        .integer(draft.text.size())
        .text(core::sha256Hex(draft.text).toUtf8())
        .blob(draft.text);
    return outcomeOf(upsert);
}

core::Result<std::optional<DraftBase>> readBase(db::Connection &database, const DraftId &id)
{
    db::Statement select = database.prepare("SELECT sha256, version, updated_at, text, sent_sha256 FROM base WHERE draft = ?");
    if (!select.text(id.value.toUtf8()).row()) {
        if (select.failed())
            return select.error();
        return std::optional<DraftBase>();
    }
    DraftBase base;
    base.sha256 = textAt(select, 0);
    if (!select.isNullAt(1))
        base.version = select.integerAt(1);
    base.updatedAt = core::Timestamp::parse(textAt(select, 2)).value_or(core::Timestamp());
    base.text = select.bytesAt(3);
    base.sentSha256 = textAt(select, 4);
    return std::optional(base);
}

core::Result<core::Done> writeBase(db::Connection &database, const Draft &draft)
{
    const auto before = readBase(database, draft.id);
    if (!before)
        return before.error();
    if (*before == draft.base)
        return core::Done{};
    db::Statement remove = database.prepare("DELETE FROM base WHERE draft = ?");
    if (const auto removed = outcomeOf(remove.text(draft.id.value.toUtf8())); !removed || !draft.base)
        return removed;
    db::Statement insert = database.prepare(
        "INSERT INTO base (draft, sha256, version, updated_at, size, text, sent_sha256) VALUES (?, ?, ?, ?, ?, ?, ?)");
    insert.text(draft.id.value.toUtf8()).text(draft.base->sha256.toUtf8());
    if (draft.base->version)
        insert.integer(*draft.base->version);
    else
        insert.null();
    insert.text(draft.base->updatedAt.text().toUtf8()).integer(draft.base->text.size()).blob(draft.base->text)
        .text(draft.base->sentSha256.toUtf8());
    return outcomeOf(insert);
}

core::Result<Draft> readDraft(db::Connection &database, const DraftId &id)
{
    db::Statement select = database.prepare("SELECT " ROW_COLUMNS ", text FROM draft WHERE id = ?");
    if (!select.text(id.value.toUtf8()).row())
        return select.failed() ? select.error() : errorOf(core::ErrorKind::NotFound, u"the draft is gone"_s);
    const DraftRow row = rowFrom(select);
    Draft draft{row.id, row.target, row.path, select.bytesAt(10), std::nullopt, row.at};
    const auto base = readBase(database, id);
    if (!base)
        return base.error();
    draft.base = *base;
    return draft;
}

} // namespace

DraftId newDraftId()
{
    return {QUuid::createUuid().toString(QUuid::WithoutBraces)};
}

Drafts::Drafts(const QString &file, const DraftLimits &limits)
    : m_state(std::make_shared<State>())
    , m_worker(std::make_unique<db::Worker>(optionsFor(file, applicationId, 3), [state = m_state, file](db::Connection &connection) {
        auto migrated = db::migrate(connection, applicationId, {firstSchema, secondSchema, thirdSchema});
        if (!migrated || state->instance)
            return migrated;
        auto instance = Instance::start(QFileInfo(file).absolutePath() + u"/running"_s);
        if (!instance)
            return core::Result<core::Done>(instance.error());
        state->instance = std::move(instance.value());
        // Somebody may have been killed between a deletion and the end of its erasure.
        (void)db::finishErase(connection, erasePatience);
        return core::Result<core::Done>(core::Done{});
    }))
{
    m_state->limits = limits;
}

Drafts::~Drafts() = default;

core::Call<core::Done> Drafts::keep(const Draft &draft)
{
    return m_worker->run<core::Done>([state = m_state, draft](db::Connection &database) -> core::Result<core::Done> {
        if (draft.text.size() > state->limits.bytes)
            return errorOf(core::ErrorKind::TooLarge, u"the text has %1 bytes"_s.arg(draft.text.size()));
        db::Transaction transaction(database, db::Transaction::Write);
        if (!transaction.started())
            return transaction.started();
        const auto owner = ownerOf(database, draft.id, *state->instance);
        if (owner && *owner != DraftOwner::ThisProgram)
            return takenOver();
        if (!owner && owner.error().kind != core::ErrorKind::NotFound)
            return owner.error();
        if (!owner) {
            const qint64 needed = draft.text.size() + (draft.base ? draft.base->text.size() : 0);
            if (const auto room = checkRoom(database, state->limits, needed); !room)
                return room;
        }
        if (const auto written = writeText(database, draft, state->instance->id()); !written)
            return written;
        if (const auto written = writeBase(database, draft); !written)
            return written;
        if (const auto committed = transaction.commit(); !committed)
            return committed;
        if (state->erasePending) {
            const auto erased = db::finishErase(database, erasePatience);
            state->erasePending = !erased || !*erased;
        }
        return core::Done{};
    });
}

core::Call<QList<DraftRow>> Drafts::list()
{
    return m_worker->run<QList<DraftRow>>([state = m_state](db::Connection &database) {
        db::Statement select = database.prepare("SELECT " ROW_COLUMNS " FROM draft ORDER BY at DESC, id");
        return rowsFrom(select, *state->instance);
    });
}

core::Call<QList<DraftRow>> Drafts::of(const core::EntryRef &entry)
{
    return m_worker->run<QList<DraftRow>>([state = m_state, entry](db::Connection &database) {
        db::Statement select = database.prepare(
            "SELECT " ROW_COLUMNS " FROM draft WHERE connection = ? AND store = ? AND entry = ? ORDER BY at DESC, id");
        select.text(entry.connection.value.toUtf8()).text(entry.store.value.toUtf8()).text(entry.entry.value.toUtf8());
        return rowsFrom(select, *state->instance);
    });
}

core::Call<QList<DraftRow>> Drafts::holding(const core::EntryRef &entry, const QByteArray &text)
{
    return m_worker->run<QList<DraftRow>>(
        [state = m_state, entry, text](db::Connection &database) -> core::Result<QList<DraftRow>> {
            // Whole lines of it, without the line end at its end: that is how a text gets into another one.
            const QByteArray needle = text.trimmed();
            db::Statement select = database.prepare(
                "SELECT " ROW_COLUMNS ", instr(text, ?) > 0 OR EXISTS (SELECT 1 FROM base WHERE draft = id"
                " AND instr(base.text, ?) > 0) FROM draft ORDER BY at DESC, id");
            select.blob(needle).blob(needle);
            QList<DraftRow> rows;
            while (select.row()) {
                DraftRow row = rowFrom(select);
                row.holdsWhole = !needle.isEmpty() && select.integerAt(10) != 0;
                row.owner = ownerOf(textAt(select, 1), *state->instance);
                if (row.holdsWhole || row.target == entry)
                    rows.append(std::move(row));
            }
            if (select.failed())
                return select.error();
            return rows;
        });
}

core::Call<Draft> Drafts::load(const DraftId &id)
{
    return m_worker->run<Draft>([id](db::Connection &database) -> core::Result<Draft> {
        db::Transaction transaction(database, db::Transaction::Read);
        return readDraft(database, id);
    });
}

core::Call<Draft> Drafts::adopt(const DraftId &id)
{
    return m_worker->run<Draft>([state = m_state, id](db::Connection &database) -> core::Result<Draft> {
        db::Transaction transaction(database, db::Transaction::Write);
        if (!transaction.started())
            return transaction.started().error();
        const auto owner = ownerOf(database, id, *state->instance);
        if (!owner)
            return owner.error();
        if (*owner == DraftOwner::AnotherProgram)
            return takenOver();
        db::Statement update = database.prepare("UPDATE draft SET instance = ? WHERE id = ?");
        if (!update.text(state->instance->id().toUtf8()).text(id.value.toUtf8()).run())
            return update.error();
        auto draft = readDraft(database, id);
        if (!draft)
            return draft;
        if (const auto committed = transaction.commit(); !committed)
            return committed.error();
        return draft;
    });
}

core::Call<core::Done> Drafts::discard(const QList<DraftId> &ids)
{
    return m_worker->run<core::Done>([state = m_state, ids](db::Connection &database) -> core::Result<core::Done> {
        bool kept = false;
        {
            db::Transaction transaction(database, db::Transaction::Write);
            if (!transaction.started())
                return transaction.started();
            for (const DraftId &id : ids) {
                const auto owner = ownerOf(database, id, *state->instance);
                if (!owner && owner.error().kind != core::ErrorKind::NotFound)
                    return owner.error();
                if (!owner)
                    continue;
                if (*owner == DraftOwner::AnotherProgram) {
                    kept = true;
                    continue;
                }
                db::Statement remove = database.prepare("DELETE FROM draft WHERE id = ?");
                if (!remove.text(id.value.toUtf8()).run())
                    return remove.error();
            }
            if (const auto committed = transaction.commit(); !committed)
                return committed;
        }
        const auto erased = db::finishErase(database, erasePatience);
        state->erasePending = !erased || !*erased; // gone from the tables; the rest follows with the next one
        if (kept)
            return takenOver();
        return core::Done{};
    });
}

} // namespace journal

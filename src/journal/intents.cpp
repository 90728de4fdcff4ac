// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journal/intents.h"

#include "core/utf8.h"
#include "db/migration.h"
#include "db/worker.h"
#include "journal/ownfile.h"
#include "journal/instance.h"

#include <QFileInfo>
#include <QHash>

using namespace Qt::StringLiterals;

namespace journal {

struct Intents::State
{
    std::unique_ptr<Instance> instance;
};

namespace {

constexpr qint32 applicationId = 0x506c4931; // "PlI1"

const char *const firstSchema = R"(
    CREATE TABLE intent (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        instance TEXT NOT NULL,
        connection TEXT NOT NULL,
        base_url TEXT NOT NULL,
        kind INTEGER NOT NULL,
        store TEXT NOT NULL,
        target TEXT NOT NULL,
        name TEXT NOT NULL,
        base_sha256 TEXT NOT NULL,
        base_version INTEGER,
        base_updated_at TEXT NOT NULL,
        newest_before TEXT NOT NULL,
        new_sha256 TEXT NOT NULL,
        new_metadata_sha256 TEXT NOT NULL,
        new_size INTEGER NOT NULL,
        at INTEGER NOT NULL
    ) STRICT;
)";

QString textAt(const db::Statement &statement, int column)
{
    return core::decodeUtf8(statement.bytesAt(column)).value_or(QString());
}

//! The columns from `id` on, without the instance.
std::optional<Intent> intentFrom(const db::Statement &select)
{
    Intent intent;
    const qint64 kind = select.integerAt(4);
    if (kind < 0 || kind > qint64(WriteKind::DeleteStore))
        return std::nullopt; // somebody else's hand in the file
    intent.id = textAt(select, 0);
    intent.connection = {textAt(select, 2)};
    intent.baseUrl = textAt(select, 3);
    intent.kind = WriteKind(kind);
    intent.store = {textAt(select, 5)};
    intent.target = textAt(select, 6);
    intent.name = textAt(select, 7);
    intent.baseSha256 = textAt(select, 8);
    if (!select.isNullAt(9))
        intent.baseVersion = select.integerAt(9);
    intent.baseUpdatedAt = core::Timestamp::parse(textAt(select, 10)).value_or(core::Timestamp());
    intent.newestBefore = textAt(select, 11);
    intent.newSha256 = textAt(select, 12);
    intent.newMetadataSha256 = textAt(select, 13);
    intent.newSize = select.integerAt(14);
    intent.at = QDateTime::fromMSecsSinceEpoch(select.integerAt(15), Qt::UTC);
    return intent;
}

core::Result<core::Done> insert(db::Connection &database, const Intent &intent, const QString &instance)
{
    db::Statement statement = database.prepare(
        "INSERT INTO intent (id, instance, connection, base_url, kind, store, target, name, base_sha256, base_version,"
        " base_updated_at, newest_before, new_sha256, new_metadata_sha256, new_size, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    statement.text(intent.id.toUtf8())
        .text(instance.toUtf8())
        .text(intent.connection.value.toUtf8())
        .text(intent.baseUrl.toUtf8())
        .integer(qint64(intent.kind))
        .text(intent.store.value.toUtf8())
        .text(intent.target.toUtf8())
        .text(intent.name.toUtf8())
        .text(intent.baseSha256.toUtf8());
    if (intent.baseVersion)
        statement.integer(*intent.baseVersion);
    else
        statement.null();
    statement.text(intent.baseUpdatedAt.text().toUtf8())
        .text(intent.newestBefore.toUtf8())
        .text(intent.newSha256.toUtf8())
        .text(intent.newMetadataSha256.toUtf8())
        .integer(intent.newSize)
        .integer(intent.at.toMSecsSinceEpoch());
    return outcomeOf(statement);
}

core::Result<QList<Intent>> readFree(db::Connection &database, const core::ConnectionId &connection, const Instance &ours)
{
    db::Statement select = database.prepare(
        "SELECT id, instance, connection, base_url, kind, store, target, name, base_sha256, base_version, base_updated_at,"
        " newest_before, new_sha256, new_metadata_sha256, new_size, at FROM intent WHERE connection = ?"
        " ORDER BY number LIMIT 1000");
    select.text(connection.value.toUtf8());
    QList<Intent> intents;
    QHash<QString, bool> busy;
    while (select.row()) {
        const QString instance = textAt(select, 1);
        if (!busy.contains(instance))
            busy.insert(instance, instance != ours.id() && ours.isRunning(instance));
        if (const auto intent = intentFrom(select); intent && !busy.value(instance))
            intents.append(*intent);
    }
    if (select.failed())
        return select.error();
    return intents;
}

} // namespace

Intents::Intents(const QString &file)
    : m_state(std::make_shared<State>())
    , m_worker(std::make_unique<db::Worker>(optionsFor(file, applicationId), [state = m_state, file](db::Connection &connection) {
        auto migrated = db::migrate(connection, applicationId, {firstSchema});
        if (!migrated || state->instance)
            return migrated;
        auto instance = Instance::start(QFileInfo(file).absolutePath() + u"/running"_s);
        if (!instance)
            return core::Result<core::Done>(instance.error());
        state->instance = std::move(instance.value());
        return migrated;
    }))
{
}

Intents::~Intents() = default;

core::Call<core::Done> Intents::record(const Intent &intent)
{
    return m_worker->run<core::Done>([state = m_state, intent](db::Connection &database) {
        return insert(database, intent, state->instance->id());
    });
}

core::Call<core::Done> Intents::close(const QString &id)
{
    return m_worker->run<core::Done>([id](db::Connection &database) {
        db::Statement remove = database.prepare("DELETE FROM intent WHERE id = ?");
        return outcomeOf(remove.text(id.toUtf8()));
    });
}

core::Call<QList<Intent>> Intents::takeUnsettled(const core::ConnectionId &connection)
{
    return m_worker->run<QList<Intent>>(
        [state = m_state, connection](db::Connection &database) -> core::Result<QList<Intent>> {
            db::Transaction transaction(database, db::Transaction::Write);
            if (!transaction.started())
                return transaction.started().error();
            auto intents = readFree(database, connection, *state->instance);
            if (!intents)
                return intents;
            for (const Intent &intent : *intents) {
                db::Statement take = database.prepare("UPDATE intent SET instance = ? WHERE id = ?");
                if (!take.text(state->instance->id().toUtf8()).text(intent.id.toUtf8()).run())
                    return take.error();
            }
            if (const auto committed = transaction.commit(); !committed)
                return committed.error();
            return intents;
        });
}

core::Call<core::Done> Intents::forget(const core::ConnectionId &connection)
{
    return m_worker->run<core::Done>([connection](db::Connection &database) {
        db::Statement remove = database.prepare("DELETE FROM intent WHERE connection = ?");
        return outcomeOf(remove.text(connection.value.toUtf8()));
    });
}

} // namespace journal

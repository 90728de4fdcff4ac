// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "journal/writtenhere.h"

#include "db/migration.h"
#include "db/worker.h"
#include "journal/ownfile.h"

#include <cstdlib>

namespace journal {

namespace {

constexpr qint32 applicationId = 0x506c4a31; // "PlJ1"

const char *const firstSchema = R"(
    CREATE TABLE written_here (
        connection TEXT NOT NULL,
        store TEXT NOT NULL,
        entry TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        at TEXT NOT NULL,
        action INTEGER NOT NULL,
        PRIMARY KEY (connection, store, entry, at, action)
    ) STRICT, WITHOUT ROWID;
)";

const char *const withRequestIds = "ALTER TABLE written_here ADD COLUMN request_id TEXT NOT NULL DEFAULT ''";

core::Action actionFrom(qint64 number)
{
    switch (number) {
    case 0:
        return core::Action::Created;
    case 1:
        return core::Action::Updated;
    case 2:
        return core::Action::Deleted;
    default:
        return core::Action::Other;
    }
}

qint64 numberOf(core::Action action)
{
    switch (action) {
    case core::Action::Created:
        return 0;
    case core::Action::Updated:
        return 1;
    case core::Action::Deleted:
        return 2;
    case core::Action::Other:
        break;
    }
    return 3;
}

} // namespace

bool isRecordOf(const core::Version &version, const Mark &mark)
{
    constexpr qint64 twoSeconds = 2'000'000;
    const bool deletion = mark.action == core::Action::Deleted;
    return version.entry == mark.entry && (version.action == core::Action::Deleted) == deletion
        && (deletion || version.sha256 == mark.sha256)
        && std::abs(version.createdAt.microseconds() - mark.at.microseconds()) <= twoSeconds;
}

WrittenHere::WrittenHere(const QString &file)
    : m_worker(std::make_unique<db::Worker>(optionsFor(file, applicationId, 2), [](db::Connection &connection) {
          return db::migrate(connection, applicationId, {firstSchema, withRequestIds});
      }))
{
}

WrittenHere::~WrittenHere() = default;

core::Call<core::Done> WrittenHere::record(const core::ConnectionId &connection, const Mark &mark)
{
    return m_worker->run<core::Done>([connection, mark](db::Connection &database) {
        db::Statement insert = database.prepare(
            "INSERT OR REPLACE INTO written_here (connection, store, entry, sha256, at, action, request_id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)");
        insert.text(connection.value.toUtf8())
            .text(mark.store.value.toUtf8())
            .text(mark.entry.value.toUtf8())
            .text(mark.sha256.toUtf8())
            .text(mark.at.text().toUtf8())
            .integer(numberOf(mark.action))
            .text(mark.requestId.toUtf8());
        return outcomeOf(insert);
    });
}

core::Call<QList<Mark>> WrittenHere::load(const core::ConnectionId &connection, const core::StoreId &store)
{
    return m_worker->run<QList<Mark>>([connection, store](db::Connection &database) -> core::Result<QList<Mark>> {
        db::Statement select = database.prepare(
            "SELECT entry, sha256, at, action, request_id FROM written_here WHERE connection = ? AND store = ? ORDER BY at");
        select.text(connection.value.toUtf8()).text(store.value.toUtf8());
        QList<Mark> marks;
        while (select.row()) {
            const auto at = core::Timestamp::parse(QString::fromLatin1(select.bytesAt(2)));
            if (!at)
                continue; // somebody else's hand in the file
            marks.append({store, {QString::fromLatin1(select.bytesAt(0))}, QString::fromLatin1(select.bytesAt(1)), *at,
                          actionFrom(select.integerAt(3)), QString::fromLatin1(select.bytesAt(4))});
        }
        if (select.failed())
            return select.error();
        return marks;
    });
}

core::Call<core::Done> WrittenHere::forget(const core::ConnectionId &connection)
{
    return m_worker->run<core::Done>([connection](db::Connection &database) {
        db::Statement remove = database.prepare("DELETE FROM written_here WHERE connection = ?");
        remove.text(connection.value.toUtf8());
        return outcomeOf(remove);
    });
}

core::Call<core::Done> WrittenHere::forget(const core::ConnectionId &connection, const core::StoreId &store)
{
    return m_worker->run<core::Done>([connection, store](db::Connection &database) {
        db::Statement remove = database.prepare("DELETE FROM written_here WHERE connection = ? AND store = ?");
        remove.text(connection.value.toUtf8()).text(store.value.toUtf8());
        return outcomeOf(remove);
    });
}

} // namespace journal

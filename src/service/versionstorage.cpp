// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "service/storage.h"

#include "service/rowaccess.h"

#include "core/utf8.h"

namespace service {

namespace {

#define VERSION_COLUMNS "SELECT key, id, entry_id, entry_path, action, size, sha256, redacted_at, created_at FROM version "

Outcome<VersionRow> readVersion(const db::Statement &row, const QByteArray &storeId)
{
    VersionRow version;
    version.key = row.integerAt(0);
    version.id = row.bytesAt(1);
    version.storeId = storeId;
    version.entryId = row.bytesAt(2);
    version.entryPath = row.bytesAt(3);
    version.action = Action(row.integerAt(4));
    version.size = row.integerAt(5);
    version.sha256 = row.bytesAt(6);
    if (!row.isNullAt(7))
        version.redactedAt = row.integerAt(7);
    version.createdAt = row.integerAt(8);
    const bool known = version.action >= Action::Created && version.action <= Action::Deleted;
    if (!known || core::firstInvalidUtf8(version.entryPath) >= 0)
        return Failure{Refusal::Damaged, "a version"};
    return version;
}

Outcome<VersionRow> findVersion(db::Connection &connection, const StoreRow &store, const QByteArray &id)
{
    auto find = connection.prepare(VERSION_COLUMNS "WHERE store = ? AND id = ?");
    if (find.integer(store.key).text(id).row())
        return readVersion(find, store.id);
    if (find.failed())
        return Database::failureOf(find.error());
    return Refusal::VersionMissing;
}

const char *versionListSql(bool ofEntry, bool backwards)
{
    if (ofEntry) {
        return backwards ? VERSION_COLUMNS "WHERE store = ? AND entry_id = ? AND id > ? ORDER BY id ASC LIMIT ?"
                         : VERSION_COLUMNS "WHERE store = ? AND entry_id = ? AND id < ? ORDER BY id DESC LIMIT ?";
    }
    return backwards ? VERSION_COLUMNS "WHERE store = ? AND id > ? ORDER BY id ASC LIMIT ?"
                     : VERSION_COLUMNS "WHERE store = ? AND id < ? ORDER BY id DESC LIMIT ?";
}

} // namespace

std::optional<Failure> addVersion(db::Connection &connection, const StoreRow &store, const VersionRow &version)
{
    qint64 key = 0;
    {
        auto insert = connection.prepare(
            "INSERT INTO version (store, id, entry_id, entry_path, action, size, sha256, redacted_at, created_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING key");
        insert.integer(store.key).text(version.id).text(version.entryId).text(version.entryPath);
        insert.integer(int(version.action)).integer(version.size).text(version.sha256);
        version.redactedAt ? insert.integer(*version.redactedAt) : insert.null();
        if (!insert.integer(version.createdAt).row())
            return Database::failureOf(insert.error());
        key = insert.integerAt(0);
        if (!insert.run())
            return Database::failureOf(insert.error());
    }
    if (!version.content || version.redactedAt)
        return std::nullopt;
    auto text = connection.prepare("INSERT INTO version_text (version, content) VALUES (?, ?)");
    if (!text.integer(key).blob(*version.content).run())
        return Database::failureOf(text.error());
    return std::nullopt;
}

Outcome<PageOf<VersionRow>> Storage::listVersions(const QByteArray &storeId, const PageRequest &page, const QByteArray &entryId)
{
    return m_database.read<PageOf<VersionRow>>([&](db::Connection &connection) -> Outcome<PageOf<VersionRow>> {
        const auto store = findStore(connection, storeId);
        if (!store)
            return store.failure();
        auto list = connection.prepare(versionListSql(!entryId.isEmpty(), page.backwards()));
        list.integer(store->key);
        if (!entryId.isEmpty())
            list.text(entryId);
        const QByteArrayView from = page.afterId.isEmpty() ? AboveAllIds : QByteArrayView(page.afterId);
        list.text(page.backwards() ? QByteArrayView(page.beforeId) : from).integer(page.limit + 1);
        QList<VersionRow> rows;
        while (list.row()) {
            auto version = readVersion(list, store->id);
            if (!version)
                return version.failure();
            rows.append(std::move(*version));
        }
        if (list.failed())
            return Database::failureOf(list.error());
        return toPage(std::move(rows), page);
    });
}

Outcome<VersionRow> Storage::version(const QByteArray &storeId, const QByteArray &id)
{
    return m_database.read<VersionRow>([&](db::Connection &connection) -> Outcome<VersionRow> {
        const auto store = findStore(connection, storeId);
        if (!store)
            return store.failure();
        auto version = findVersion(connection, *store, id);
        if (!version || version->redactedAt || version->action == Action::Deleted)
            return version;
        auto text = connection.prepare("SELECT content FROM version_text WHERE version = ?");
        if (!text.integer(version->key).row())
            return text.failed() ? Database::failureOf(text.error()) : Failure{Refusal::Damaged, "a text is missing: " + id};
        version->content = text.bytesAt(0);
        if (version->content->size() != version->size || sha256Of(*version->content) != version->sha256)
            return Failure{Refusal::Damaged, "a text does not fit its hash: " + id};
        return version;
    });
}

Outcome<VersionRow> Storage::redactVersion(const QByteArray &storeId, const QByteArray &id, bool evenIfArchived)
{
    return m_database.write<VersionRow>([&](WriteContext &context) -> Outcome<VersionRow> {
        const auto store = findStore(context.connection, storeId);
        if (!store)
            return store.failure();
        auto version = findVersion(context.connection, *store, id);
        if (!version)
            return version;
        if (store->archivedAt && !evenIfArchived)
            return Refusal::Archived;
        if (version->redactedAt)
            return Refusal::AlreadyRedacted;
        const qint64 at = momentIn(*store, context.now);
        version->redactedAt = at;
        auto mark = context.connection.prepare("UPDATE version SET redacted_at = ? WHERE key = ?");
        if (!mark.integer(at).integer(version->key).run())
            return Database::failureOf(mark.error());
        auto remove = context.connection.prepare("DELETE FROM version_text WHERE version = ?");
        if (!remove.integer(version->key).run())
            return Database::failureOf(remove.error());
        if (auto failure = touchStore(context.connection, *store, at, 0, 0))
            return *std::move(failure);
        context.erase = true;
        return version;
    });
}

#undef VERSION_COLUMNS

} // namespace service

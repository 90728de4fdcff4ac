// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "service/storage.h"

#include "service/metadata.h"
#include "service/rowaccess.h"

#include "core/utf8.h"

namespace service {

namespace {

#define ENTRY_COLUMNS "SELECT key, id, path, size, sha256, version, metadata, created_at, updated_at FROM entry "

Outcome<EntryRow> readEntry(const db::Statement &row, const QByteArray &storeId)
{
    auto metadata = metadataFromJson(row.bytesAt(6));
    if (!metadata)
        return Failure{Refusal::Damaged, "the metadata of an entry"};
    EntryRow entry;
    entry.key = row.integerAt(0);
    entry.id = row.bytesAt(1);
    entry.storeId = storeId;
    entry.path = row.bytesAt(2);
    entry.size = row.integerAt(3);
    entry.sha256 = row.bytesAt(4);
    entry.version = row.integerAt(5);
    entry.metadata = std::move(*metadata);
    entry.createdAt = row.integerAt(7);
    entry.updatedAt = row.integerAt(8);
    if (core::firstInvalidUtf8(entry.path) >= 0)
        return Failure{Refusal::Damaged, "the path of an entry"};
    return entry;
}

Outcome<EntryRow> findEntry(db::Connection &connection, const StoreRow &store, const QByteArray &id)
{
    auto find = connection.prepare(ENTRY_COLUMNS "WHERE store = ? AND id = ?");
    if (find.integer(store.key).text(id).row())
        return readEntry(find, store.id);
    if (find.failed())
        return Database::failureOf(find.error());
    return Refusal::EntryMissing;
}

std::optional<Failure> addVersionOf(WriteContext &context, const StoreRow &store, const EntryRow &entry, Action action, qint64 at)
{
    VersionRow version;
    version.id = context.issueId("memver_", at);
    version.entryId = entry.id;
    version.entryPath = entry.path;
    version.action = action;
    version.createdAt = at;
    if (action != Action::Deleted) {
        version.content = entry.content;
        version.size = entry.size;
        version.sha256 = entry.sha256;
    }
    return addVersion(context.connection, store, version);
}

Outcome<bool> isPathTaken(db::Connection &connection, const StoreRow &store, const QByteArray &path)
{
    auto find = connection.prepare("SELECT 1 FROM entry WHERE store = ? AND path = ?");
    const bool taken = find.integer(store.key).text(path).row();
    if (find.failed())
        return Database::failureOf(find.error());
    return taken;
}

//! Whether a text of this entry was redacted: then a live text that is written over must leave the files as well.
Outcome<bool> hasRedacted(db::Connection &connection, const QByteArray &entryId)
{
    auto find = connection.prepare("SELECT 1 FROM version WHERE entry_id = ? AND redacted_at IS NOT NULL LIMIT 1");
    const bool found = find.text(entryId).row();
    if (find.failed())
        return Database::failureOf(find.error());
    return found;
}

std::optional<Failure> saveEntry(db::Connection &connection, const EntryRow &entry)
{
    {
        auto update = connection.prepare("UPDATE entry SET size = ?, sha256 = ?, version = ?, metadata = ?, updated_at = ? "
                                         "WHERE key = ?");
        update.integer(entry.size).text(entry.sha256).integer(entry.version).text(metadataToJson(entry.metadata));
        if (!update.integer(entry.updatedAt).integer(entry.key).run())
            return Database::failureOf(update.error());
    }
    auto text = connection.prepare("UPDATE entry_text SET content = ? WHERE entry = ?");
    if (!text.blob(*entry.content).integer(entry.key).run())
        return Database::failureOf(text.error());
    return std::nullopt;
}

QByteArray endOfPrefix(const QByteArray &prefix)
{
    QByteArray end = prefix;
    end.back() = char(uchar(end.back()) + 1); // UTF-8 has no byte 0xFF
    return end;
}

//! Whether so few paths have the prefix that finding them by path and sorting is cheaper than walking along the ids.
Outcome<bool> isRarePrefix(db::Connection &connection, const StoreRow &store, const QByteArray &prefix)
{
    auto count = connection.prepare("SELECT count(*) FROM (SELECT 1 FROM entry WHERE store = ? AND path >= ? AND path < ? "
                                    "LIMIT 1001)");
    if (!count.integer(store.key).text(prefix).text(endOfPrefix(prefix)).row())
        return Database::failureOf(count.error());
    return count.integerAt(0) <= 1000;
}

//! A unary plus keeps SQLite from using the index on that column.
const char *entryListSql(bool prefix, bool rare, bool backwards)
{
    if (!prefix) {
        return backwards ? ENTRY_COLUMNS "WHERE store = ? AND id > ? ORDER BY id ASC LIMIT ?"
                         : ENTRY_COLUMNS "WHERE store = ? AND id < ? ORDER BY id DESC LIMIT ?";
    }
    if (rare) {
        return backwards ? ENTRY_COLUMNS "WHERE store = ? AND +id > ? AND path >= ? AND path < ? ORDER BY +id ASC LIMIT ?"
                         : ENTRY_COLUMNS "WHERE store = ? AND +id < ? AND path >= ? AND path < ? ORDER BY +id DESC LIMIT ?";
    }
    return backwards ? ENTRY_COLUMNS "WHERE store = ? AND id > ? AND +path >= ? AND +path < ? ORDER BY id ASC LIMIT ?"
                     : ENTRY_COLUMNS "WHERE store = ? AND id < ? AND +path >= ? AND +path < ? ORDER BY id DESC LIMIT ?";
}

} // namespace

std::optional<Failure> addEntry(db::Connection &connection, const StoreRow &store, const EntryRow &entry)
{
    qint64 key = 0;
    {
        auto insert = connection.prepare(
            "INSERT INTO entry (store, id, path, size, sha256, version, metadata, created_at, updated_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING key");
        insert.integer(store.key).text(entry.id).text(entry.path).integer(entry.size).text(entry.sha256);
        insert.integer(entry.version).text(metadataToJson(entry.metadata)).integer(entry.createdAt).integer(entry.updatedAt);
        if (!insert.row())
            return Database::failureOf(insert.error());
        key = insert.integerAt(0);
        if (!insert.run())
            return Database::failureOf(insert.error());
    }
    auto text = connection.prepare("INSERT INTO entry_text (entry, content) VALUES (?, ?)");
    if (!text.integer(key).blob(*entry.content).run())
        return Database::failureOf(text.error());
    return std::nullopt;
}

Outcome<EntryRow> Storage::createEntry(const QByteArray &storeId, const NewEntry &wanted)
{
    return m_database.write<EntryRow>([&](WriteContext &context) -> Outcome<EntryRow> {
        const auto store = findWritableStore(context.connection, storeId);
        if (!store)
            return store.failure();
        const auto taken = isPathTaken(context.connection, *store, wanted.path);
        if (!taken)
            return taken.failure();
        if (*taken)
            return Refusal::DuplicatePath;
        const qint64 at = momentIn(*store, context.now);
        EntryRow entry;
        entry.id = context.issueId("mem_", at);
        entry.storeId = store->id;
        entry.path = wanted.path;
        entry.content = wanted.content;
        entry.size = wanted.content.size();
        entry.sha256 = sha256Of(wanted.content);
        entry.metadata = wanted.metadata;
        entry.createdAt = entry.updatedAt = at;
        if (auto failure = addEntry(context.connection, *store, entry))
            return *std::move(failure);
        if (auto failure = addVersionOf(context, *store, entry, Action::Created, at))
            return *std::move(failure);
        if (auto failure = touchStore(context.connection, *store, at, 1, entry.size))
            return *std::move(failure);
        return entry;
    });
}

Outcome<PageOf<EntryRow>> Storage::listEntries(const QByteArray &storeId, const PageRequest &page, const QByteArray &prefix)
{
    return m_database.read<PageOf<EntryRow>>([&](db::Connection &connection) -> Outcome<PageOf<EntryRow>> {
        const auto store = findStore(connection, storeId);
        if (!store)
            return store.failure();
        bool rare = false;
        if (!prefix.isEmpty()) {
            const auto counted = isRarePrefix(connection, *store, prefix);
            if (!counted)
                return counted.failure();
            rare = *counted;
        }
        auto list = connection.prepare(entryListSql(!prefix.isEmpty(), rare, page.backwards()));
        const QByteArrayView from = page.afterId.isEmpty() ? AboveAllIds : QByteArrayView(page.afterId);
        list.integer(store->key).text(page.backwards() ? QByteArrayView(page.beforeId) : from);
        if (!prefix.isEmpty())
            list.text(prefix).text(endOfPrefix(prefix));
        list.integer(page.limit + 1);
        QList<EntryRow> rows;
        while (list.row()) {
            auto entry = readEntry(list, store->id);
            if (!entry)
                return entry.failure();
            rows.append(std::move(*entry));
        }
        if (list.failed())
            return Database::failureOf(list.error());
        return toPage(std::move(rows), page);
    });
}

Outcome<EntryRow> Storage::entry(const QByteArray &storeId, const QByteArray &id)
{
    return m_database.read<EntryRow>([&](db::Connection &connection) -> Outcome<EntryRow> {
        const auto store = findStore(connection, storeId);
        if (!store)
            return store.failure();
        auto entry = findEntry(connection, *store, id);
        if (!entry)
            return entry;
        auto text = connection.prepare("SELECT content FROM entry_text WHERE entry = ?");
        if (!text.integer(entry->key).row())
            return text.failed() ? Database::failureOf(text.error()) : Failure{Refusal::Damaged, "a text is missing: " + id};
        entry->content = text.bytesAt(0);
        if (entry->content->size() != entry->size || sha256Of(*entry->content) != entry->sha256)
            return Failure{Refusal::Damaged, "a text does not fit its hash: " + id};
        return entry;
    });
}

Outcome<EntryRow> Storage::updateEntry(const QByteArray &storeId, const QByteArray &id, const EntryUpdate &wanted)
{
    return m_database.write<EntryRow>([&](WriteContext &context) -> Outcome<EntryRow> {
        const auto store = findStore(context.connection, storeId);
        if (!store)
            return store.failure();
        auto entry = findEntry(context.connection, *store, id);
        if (!entry)
            return entry;
        if (store->archivedAt)
            return Refusal::Archived;
        if ((wanted.expectedVersion && *wanted.expectedVersion != entry->version)
            || (wanted.expectedSha256 && *wanted.expectedSha256 != entry->sha256))
            return Refusal::LockMismatch;
        const auto redacted = hasRedacted(context.connection, id);
        if (!redacted)
            return redacted.failure();
        context.erase = *redacted;
        const qint64 at = momentIn(*store, context.now);
        const qint64 sizeBefore = entry->size;
        entry->content = wanted.content;
        entry->size = wanted.content.size();
        entry->sha256 = sha256Of(wanted.content);
        entry->metadata = wanted.metadata.value_or(entry->metadata);
        ++entry->version;
        entry->updatedAt = at;
        if (auto failure = saveEntry(context.connection, *entry))
            return *std::move(failure);
        if (auto failure = addVersionOf(context, *store, *entry, Action::Updated, at))
            return *std::move(failure);
        if (auto failure = touchStore(context.connection, *store, at, 0, entry->size - sizeBefore))
            return *std::move(failure);
        return entry;
    });
}

Outcome<core::Done> Storage::deleteEntry(const QByteArray &storeId, const QByteArray &id, const EntryDeletion &wanted)
{
    return m_database.write<core::Done>([&](WriteContext &context) -> Outcome<core::Done> {
        const auto store = findStore(context.connection, storeId);
        if (!store)
            return store.failure();
        const auto entry = findEntry(context.connection, *store, id);
        if (!entry)
            return entry.failure();
        if (store->archivedAt && !wanted.evenIfArchived)
            return Refusal::Archived;
        if (wanted.expectedSha256 && *wanted.expectedSha256 != entry->sha256)
            return Refusal::LockMismatch;
        const qint64 at = momentIn(*store, context.now);
        auto remove = context.connection.prepare("DELETE FROM entry WHERE key = ?");
        if (!remove.integer(entry->key).run())
            return Database::failureOf(remove.error());
        if (auto failure = addVersionOf(context, *store, *entry, Action::Deleted, at))
            return *std::move(failure);
        if (auto failure = touchStore(context.connection, *store, at, -1, -entry->size))
            return *std::move(failure);
        context.erase = true;
        return core::Done{};
    });
}

#undef ENTRY_COLUMNS

} // namespace service

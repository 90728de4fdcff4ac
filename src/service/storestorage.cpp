// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "service/storage.h"

#include "service/metadata.h"
#include "service/rowaccess.h"

#include "core/utf8.h"

namespace service {

namespace {

#define STORE_COLUMNS \
    "SELECT key, id, name, description, metadata, entry_count, total_size, created_at, updated_at, archived_at, latest " \
    "FROM store "

Outcome<StoreRow> readStore(const db::Statement &row)
{
    auto metadata = metadataFromJson(row.bytesAt(4));
    if (!metadata)
        return Failure{Refusal::Damaged, "the metadata of a store"};
    StoreRow store;
    store.key = row.integerAt(0);
    store.id = row.bytesAt(1);
    store.name = row.bytesAt(2);
    store.description = row.bytesAt(3);
    store.metadata = std::move(*metadata);
    store.entryCount = row.integerAt(5);
    store.totalSize = row.integerAt(6);
    store.createdAt = row.integerAt(7);
    store.updatedAt = row.integerAt(8);
    if (!row.isNullAt(9))
        store.archivedAt = row.integerAt(9);
    store.latest = row.integerAt(10);
    if (core::firstInvalidUtf8(store.name) >= 0 || core::firstInvalidUtf8(store.description) >= 0)
        return Failure{Refusal::Damaged, "the texts of a store"};
    return store;
}

std::optional<Failure> saveStore(db::Connection &connection, const StoreRow &store)
{
    auto update = connection.prepare("UPDATE store SET name = ?, folded_name = ?, description = ?, metadata = ?, "
                                     "updated_at = ?, latest = ? WHERE key = ?");
    update.text(store.name).text(foldedName(store.name)).text(store.description).text(metadataToJson(store.metadata));
    if (!update.integer(store.updatedAt).integer(store.latest).integer(store.key).run())
        return Database::failureOf(update.error());
    return std::nullopt;
}

} // namespace

Outcome<StoreRow> findStore(db::Connection &connection, const QByteArray &id)
{
    auto find = connection.prepare(STORE_COLUMNS "WHERE id = ?");
    if (find.text(id).row())
        return readStore(find);
    if (find.failed())
        return Database::failureOf(find.error());
    return Refusal::StoreMissing;
}

Outcome<StoreRow> findWritableStore(db::Connection &connection, const QByteArray &id, bool evenIfArchived)
{
    auto store = findStore(connection, id);
    if (store && store->archivedAt && !evenIfArchived)
        return Refusal::Archived;
    return store;
}

std::optional<Failure> touchStore(db::Connection &connection, const StoreRow &store, qint64 at, qint64 entries, qint64 bytes)
{
    auto touch = connection.prepare("UPDATE store SET latest = ?, entry_count = entry_count + ?, "
                                    "total_size = total_size + ? WHERE key = ?");
    if (!touch.integer(at).integer(entries).integer(bytes).integer(store.key).run())
        return Database::failureOf(touch.error());
    return std::nullopt;
}

qint64 momentIn(const StoreRow &store, qint64 now)
{
    return std::max(now, store.latest);
}

QByteArray sha256Of(QByteArrayView content)
{
    return core::sha256Hex(content).toLatin1();
}

QByteArray foldedName(const QByteArray &name)
{
    return core::decodeUtf8(name).value_or(QString()).toCaseFolded().toUtf8();
}

Outcome<StoreRow> Storage::createStore(const NewStore &wanted)
{
    return m_database.write<StoreRow>([&](WriteContext &context) -> Outcome<StoreRow> {
        StoreRow store;
        store.id = context.issueId("memstore_", context.now);
        store.name = wanted.name;
        store.description = wanted.description;
        store.metadata = wanted.metadata;
        store.createdAt = store.updatedAt = store.latest = context.now;
        auto insert = context.connection.prepare(
            "INSERT INTO store (id, name, folded_name, description, metadata, entry_count, total_size, created_at, "
            "updated_at, latest) VALUES (?, ?, ?, ?, ?, 0, 0, ?, ?, ?)");
        insert.text(store.id).text(store.name).text(foldedName(store.name)).text(store.description);
        insert.text(metadataToJson(store.metadata)).integer(store.createdAt).integer(store.updatedAt).integer(store.latest);
        if (!insert.run())
            return Database::failureOf(insert.error());
        return store;
    });
}

Outcome<PageOf<StoreRow>> Storage::listStores(const PageRequest &page, const StoreFilter &filter)
{
    return m_database.read<PageOf<StoreRow>>([&](db::Connection &connection) -> Outcome<PageOf<StoreRow>> {
#define STORE_FILTER \
    "AND (? OR archived_at IS NULL) AND substr(folded_name, 1, length(?)) = ? AND created_at >= ? AND created_at <= ? "
        auto list = connection.prepare(page.backwards()
                                           ? STORE_COLUMNS "WHERE id > ? " STORE_FILTER "ORDER BY id ASC LIMIT ?"
                                           : STORE_COLUMNS "WHERE id < ? " STORE_FILTER "ORDER BY id DESC LIMIT ?");
        const QByteArrayView from = page.afterId.isEmpty() ? AboveAllIds : QByteArrayView(page.afterId);
        list.text(page.backwards() ? QByteArrayView(page.beforeId) : from).integer(filter.includeArchived);
        list.text(filter.foldedNamePrefix).text(filter.foldedNamePrefix);
        list.integer(filter.createdFrom.value_or(std::numeric_limits<qint64>::min()));
        list.integer(filter.createdTo.value_or(std::numeric_limits<qint64>::max()));
        list.integer(page.limit + 1);
#undef STORE_FILTER
        QList<StoreRow> rows;
        while (list.row()) {
            auto store = readStore(list);
            if (!store)
                return store.failure();
            rows.append(std::move(*store));
        }
        if (list.failed())
            return Database::failureOf(list.error());
        return toPage(std::move(rows), page);
    });
}

Outcome<StoreRow> Storage::store(const QByteArray &id)
{
    return m_database.read<StoreRow>([&](db::Connection &connection) { return findStore(connection, id); });
}

Outcome<StoreRow> Storage::updateStore(const QByteArray &id, const StorePatch &patch)
{
    return m_database.write<StoreRow>([&](WriteContext &context) -> Outcome<StoreRow> {
        auto store = findWritableStore(context.connection, id, patch.evenIfArchived);
        if (!store)
            return store;
        store->name = patch.name.value_or(store->name);
        store->description = patch.description.value_or(store->description);
        for (auto it = patch.metadata.cbegin(); it != patch.metadata.cend(); ++it) {
            if (it.value())
                store->metadata.insert(it.key(), *it.value());
            else
                store->metadata.remove(it.key());
        }
        if (store->metadata.size() > patch.metadataPairs)
            return Refusal::TooMuchMetadata;
        store->updatedAt = store->latest = momentIn(*store, context.now);
        if (auto failure = saveStore(context.connection, *store))
            return *std::move(failure);
        return store;
    });
}

Outcome<StoreRow> Storage::archiveStore(const QByteArray &id)
{
    return m_database.write<StoreRow>([&](WriteContext &context) -> Outcome<StoreRow> {
        auto store = findStore(context.connection, id);
        if (!store || store->archivedAt)
            return store;
        store->updatedAt = store->latest = momentIn(*store, context.now);
        store->archivedAt = store->updatedAt;
        auto update = context.connection.prepare("UPDATE store SET archived_at = ?, updated_at = ?, latest = ? WHERE key = ?");
        update.integer(*store->archivedAt).integer(store->updatedAt).integer(store->latest).integer(store->key);
        if (!update.run())
            return Database::failureOf(update.error());
        return store;
    });
}

Outcome<core::Done> Storage::deleteStore(const QByteArray &id, bool evenIfArchived)
{
    return m_database.write<core::Done>([&](WriteContext &context) -> Outcome<core::Done> {
        const auto store = findWritableStore(context.connection, id, evenIfArchived);
        if (!store)
            return store.failure();
        auto remove = context.connection.prepare("DELETE FROM store WHERE key = ?");
        if (!remove.integer(store->key).run())
            return Database::failureOf(remove.error());
        context.erase = true;
        return core::Done{};
    });
}

#undef STORE_COLUMNS

} // namespace service

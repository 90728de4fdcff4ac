// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "service/objectwriter.h"

#include "service/jsonwriter.h"
#include "service/pagecursor.h"

#include "core/timestamp.h"

namespace service {

namespace {

const char *wordOf(Action action)
{
    switch (action) {
    case Action::Created: return "created";
    case Action::Updated: return "updated";
    case Action::Deleted: return "deleted";
    }
    return "";
}

} // namespace

ObjectWriter::ObjectWriter(const wire::Dialect &dialect)
    : m_nullForAbsent(dialect.nullForAbsent)
    , m_pageCursor(dialect.pageCursor)
    , m_timeDigits(dialect.timeDigits)
    , m_storeId(dialect.fields.storeId.toUtf8())
    , m_size(dialect.fields.size.toUtf8())
    , m_entryId(dialect.fields.entryId.toUtf8())
    , m_entryPath(dialect.fields.entryPath.toUtf8())
    , m_action(dialect.fields.action.toUtf8())
{
}

QByteArray ObjectWriter::time(qint64 microseconds) const
{
    // Six digits are cut to what the dialect shows, never rounded up into the future.
    QByteArray text = core::Timestamp::fromMicroseconds(microseconds).text().toLatin1();
    text.chop(1 + 6 - m_timeDigits);
    return text + 'Z';
}

void ObjectWriter::writeMetadata(JsonWriter &json, const Metadata &metadata) const
{
    json.key("metadata").beginObject();
    for (auto it = metadata.cbegin(); it != metadata.cend(); ++it)
        json.key(it.key()).string(it.value());
    json.endObject();
}

void ObjectWriter::write(JsonWriter &json, const StoreRow &store) const
{
    json.beginObject();
    json.key("id").string(store.id).key("type").string("memory_store");
    json.key("name").string(store.name).key("description").string(store.description);
    json.key("status").string(store.archivedAt ? "archived" : "active");
    json.key("entry_count").integer(store.entryCount).key("total_size").integer(store.totalSize);
    writeMetadata(json, store.metadata);
    if (store.archivedAt)
        json.key("archived_at").string(time(*store.archivedAt));
    else if (m_nullForAbsent)
        json.key("archived_at").null();
    json.key("created_at").string(time(store.createdAt)).key("updated_at").string(time(store.updatedAt));
    json.endObject();
}

void ObjectWriter::write(JsonWriter &json, const EntryRow &entry) const
{
    json.beginObject();
    json.key("id").string(entry.id).key("type").string("memory");
    json.key(m_storeId).string(entry.storeId).key("path").string(entry.path);
    if (entry.content)
        json.key("content").string(*entry.content);
    json.key(m_size).integer(entry.size).key("content_sha256").string(entry.sha256);
    json.key("version").integer(entry.version);
    writeMetadata(json, entry.metadata);
    json.key("created_at").string(time(entry.createdAt)).key("updated_at").string(time(entry.updatedAt));
    json.endObject();
}

void ObjectWriter::write(JsonWriter &json, const VersionRow &version) const
{
    json.beginObject();
    json.key("id").string(version.id).key("type").string("memory_version");
    json.key(m_storeId).string(version.storeId).key(m_entryId).string(version.entryId);
    json.key(m_entryPath).string(version.entryPath).key(m_action).string(wordOf(version.action));
    if (version.content)
        json.key("content").string(*version.content);
    json.key(m_size).integer(version.size).key("content_sha256").string(version.sha256);
    json.key("redacted").boolean(version.redactedAt.has_value());
    if (version.redactedAt)
        json.key("redacted_at").string(time(*version.redactedAt));
    json.key("created_at").string(time(version.createdAt));
    json.endObject();
}

template<typename Row>
QByteArray ObjectWriter::object(const Row &row) const
{
    JsonWriter json;
    write(json, row);
    return json.take();
}

template<typename Row>
QByteArray ObjectWriter::page(const PageOf<Row> &page, const PageRequest &request) const
{
    JsonWriter json;
    json.beginObject().key("data").beginArray();
    for (const Row &row : page.rows)
        write(json, row);
    json.endArray();
    const bool empty = page.rows.isEmpty();
    json.key("first_id");
    empty ? json.null() : json.string(page.rows.first().id);
    json.key("last_id");
    empty ? json.null() : json.string(page.rows.last().id);
    json.key("has_more").boolean(page.hasMore);
    if (m_pageCursor) {
        json.key("next_page");
        if (page.hasMore && !empty)
            json.string(request.backwards() ? cursorBefore(page.rows.first().id) : cursorAfter(page.rows.last().id));
        else
            json.null();
    }
    json.endObject();
    return json.take();
}

QByteArray ObjectWriter::tombstone(const QByteArray &id, const char *type) const
{
    JsonWriter json;
    json.beginObject().key("id").string(id).key("type").string(type).endObject();
    return json.take();
}

template QByteArray ObjectWriter::object(const StoreRow &) const;
template QByteArray ObjectWriter::object(const EntryRow &) const;
template QByteArray ObjectWriter::object(const VersionRow &) const;
template QByteArray ObjectWriter::page(const PageOf<StoreRow> &, const PageRequest &) const;
template QByteArray ObjectWriter::page(const PageOf<EntryRow> &, const PageRequest &) const;
template QByteArray ObjectWriter::page(const PageOf<VersionRow> &, const PageRequest &) const;

} // namespace service

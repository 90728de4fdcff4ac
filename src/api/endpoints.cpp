// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/endpoints.h"

#include "core/timestamp.h"
#include "wire/requestbody.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace api::endpoints {

namespace {

QByteArray segment(const QString &id)
{
    return '/' + QUrl::toPercentEncoding(id);
}

QByteArray storePath(const core::StoreId &store)
{
    return "/memory_stores" + segment(store.value);
}

QByteArray entryPath(const core::StoreId &store, const core::EntryId &entry)
{
    return storePath(store) + "/memories" + segment(entry.value);
}

QByteArray versionsPath(const wire::Dialect &dialect, const core::StoreId &store)
{
    return storePath(store) + segment(dialect.versionsSegment);
}

QByteArray versionPath(const wire::Dialect &dialect, const core::StoreId &store, const core::VersionId &version)
{
    return versionsPath(dialect, store) + segment(version.value);
}

Request get(QByteArray path)
{
    Request request;
    request.path = std::move(path);
    return request;
}

Request write(wire::Verb verb, QByteArray path, std::optional<QByteArray> body = std::nullopt,
              Effect effect = Effect::Write)
{
    Request request;
    request.verb = verb;
    request.path = std::move(path);
    request.body = std::move(body);
    request.effect = effect;
    return request;
}

void addPage(Request &request, const core::Cursor &from, int limit)
{
    request.replySize = ReplySize::Page;
    if (limit > 0)
        request.query.append({u"limit"_s, QString::number(qMin(limit, wire::Limits().page))});
    if (!from.page.isEmpty())
        request.query.append({u"page"_s, from.page});
    else if (!from.afterId.isEmpty())
        request.query.append({u"after_id"_s, from.afterId});
}

QString moment(const QDateTime &time)
{
    return core::Timestamp::fromDateTime(time).text();
}

//! The whole of this millisecond: services tell times to the microsecond.
QString endOf(const QDateTime &time)
{
    return core::Timestamp::fromMicroseconds(time.toMSecsSinceEpoch() * 1000 + 999).text();
}

auto storeParser(const core::StoreId &expected = {})
{
    return [expected](const QByteArray &body) { return wire::parseStore(body, expected); };
}

auto entryParser(const core::StoreId &store, const core::EntryId &expected = {})
{
    return [store, expected](const QByteArray &body) { return wire::parseEntry(body, store, expected); };
}

auto versionParser(const core::StoreId &store, const core::VersionId &expected)
{
    return [store, expected](const QByteArray &body) { return wire::parseVersion(body, store, expected); };
}

auto tombstoneParser(const QString &id)
{
    return [id](const QByteArray &body) { return wire::parseTombstone(body, id); };
}

} // namespace

Seen<core::Store> createStore(const NewStore &store)
{
    // Older services insist on a description (contract 3 #15).
    const QString description = store.description.isEmpty() ? store.name : store.description;
    return {write(wire::Verb::Post, "/memory_stores", wire::createStoreBody(store.name, description, store.metadata)),
            storeParser()};
}

Seen<core::Page<core::Store>> listStores(const StoreFilter &filter, const core::Cursor &from, int limit)
{
    Request request = get("/memory_stores");
    if (!filter.namePrefix.isEmpty())
        request.query.append({u"name"_s, filter.namePrefix});
    if (filter.includeArchived)
        request.query.append({u"include_archived"_s, u"true"_s});
    if (filter.createdFrom)
        request.query.append({u"created_at[gte]"_s, moment(*filter.createdFrom)});
    if (filter.createdTo)
        request.query.append({u"created_at[lte]"_s, endOf(*filter.createdTo)});
    addPage(request, from, limit);
    return {request, [](const QByteArray &body) { return wire::parseStorePage(body); }};
}

Seen<core::Store> getStore(const core::StoreId &store)
{
    return {get(storePath(store)), storeParser(store)};
}

Seen<core::Store> updateStore(const core::StoreId &store, const StoreChange &change)
{
    return {write(wire::Verb::Post, storePath(store),
                  wire::updateStoreBody(change.name, change.description, change.metadata)),
            storeParser(store)};
}

Seen<core::Store> archiveStore(const core::StoreId &store)
{
    return {write(wire::Verb::Post, storePath(store) + "/archive"), storeParser(store)};
}

Seen<core::Done> deleteStore(const core::StoreId &store)
{
    return {write(wire::Verb::Delete, storePath(store), std::nullopt, Effect::Erase), tombstoneParser(store.value)};
}

Seen<core::Entry> createEntry(const wire::Dialect &dialect, const core::StoreId &store, const NewEntry &entry)
{
    const auto metadata = dialect.entryMetadata ? entry.metadata : std::nullopt;
    return {write(wire::Verb::Post, storePath(store) + "/memories",
                  wire::createEntryBody(entry.path, entry.content, metadata)),
            entryParser(store)};
}

Seen<core::Page<core::Entry>> listEntries(const core::StoreId &store, const core::Cursor &from, int limit)
{
    Request request = get(storePath(store) + "/memories");
    addPage(request, from, limit);
    return {request, [store](const QByteArray &body) { return wire::parseEntryPage(body, store); }};
}

Seen<core::Entry> getEntry(const core::StoreId &store, const core::EntryId &entry)
{
    return {get(entryPath(store, entry)), entryParser(store, entry)};
}

Seen<core::Entry> updateEntry(const wire::Dialect &dialect, const core::StoreId &store, const core::EntryId &entry,
                              const EntryUpdate &update)
{
    const auto metadata = dialect.entryMetadata ? update.metadata : std::nullopt;
    return {write(dialect.updateVerb, entryPath(store, entry),
                  wire::updateEntryBody(dialect.updateLock, update.content, update.baseVersion, update.baseSha256,
                                        metadata)),
            entryParser(store, entry)};
}

Seen<core::Done> deleteEntry(const core::StoreId &store, const core::EntryId &entry)
{
    return {write(wire::Verb::Delete, entryPath(store, entry), std::nullopt, Effect::Erase),
            tombstoneParser(entry.value)};
}

Seen<core::Page<core::Version>> listVersions(const wire::Dialect &dialect, const core::StoreId &store,
                                             const VersionFilter &filter, const core::Cursor &from, int limit)
{
    Request request = get(versionsPath(dialect, store));
    request.background = filter.background;
    if (dialect.versionEntryFilter && !filter.entry.isEmpty())
        request.query.append({u"memory_id"_s, filter.entry.value});
    addPage(request, from, limit);
    return {request, [store](const QByteArray &body) { return wire::parseVersionPage(body, store); }};
}

Seen<core::Version> getVersion(const wire::Dialect &dialect, const core::StoreId &store, const core::VersionId &version)
{
    return {get(versionPath(dialect, store, version)), versionParser(store, version)};
}

Seen<core::Version> redactVersion(const wire::Dialect &dialect, const core::StoreId &store,
                                  const core::VersionId &version)
{
    return {write(wire::Verb::Post, versionPath(dialect, store, version) + "/redact", std::nullopt, Effect::Erase),
            versionParser(store, version)};
}

} // namespace api::endpoints

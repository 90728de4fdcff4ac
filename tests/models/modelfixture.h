// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/apiclient.h"
#include "api/memorystores.h"
#include "session/entrylist.h"
#include "session/storerepository.h"
#include "support/faultserver.h"

#include <QAbstractItemModel>
#include <QTest>

#include <map>
#include <memory>

//! What the tests of the models share: real repositories over a real client and a server of literal text.
namespace support {

//! The model as text: two blanks a level.
inline void dumpBelow(const QAbstractItemModel &model, const QModelIndex &parent, int depth, QStringList &lines)
{
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        lines.append(QString(depth * 2, u' ') + index.data().toString());
        dumpBelow(model, index, depth + 1, lines);
    }
}

inline QStringList dump(const QAbstractItemModel &model)
{
    QStringList lines;
    dumpBelow(model, {}, 0, lines);
    return lines;
}

inline QByteArray storeJson(const QByteArray &id, const QByteArray &name, int entries = 0, bool archived = false)
{
    return R"({"id":")" + id + R"(","type":"memory_store","name":")" + name + R"(","description":"","status":")"
        + (archived ? "archived" : "active") + R"(","entry_count":)" + QByteArray::number(entries)
        + R"(,"total_size":0,"metadata":{},"created_at":"2026-05-18T15:33:49.449264Z","updated_at":"2026-05-18T15:33:49.449264Z"})";
}

inline QByteArray entryJson(const QByteArray &id, const QByteArray &path, int size = 11, int version = 1)
{
    return R"({"id":")" + id + R"(","type":"memory","store_id":"memstore_1","path":")" + path + R"(","size":)"
        + QByteArray::number(size)
        + R"(,"content_sha256":"64ec88ca00b268e5ba1a35678a1b5316d212f4f366b2477232534a8aeca37f3c","version":)"
        + QByteArray::number(version)
        + R"(,"metadata":{},"created_at":"2026-05-18T15:34:26.494349Z","updated_at":"2026-05-18T15:34:26.494349Z"})";
}

//! A list reply. `lastId` is what the next page comes after.
inline QByteArray listJson(const QList<QByteArray> &items, const QByteArray &lastId = {}, bool more = false)
{
    return R"({"data":[)" + items.join(',') + R"(],"first_id":null,"last_id":)"
        + (lastId.isEmpty() ? QByteArray("null") : '"' + lastId + '"') + R"(,"has_more":)" + (more ? "true" : "false") + '}';
}

class Service
{
public:
    Service()
    {
        server.setDefault([this](const Arrival &arrival) {
            if (arrival.path().endsWith("/memory_stores"))
                return json(200, listJson(stores));
            if (arrival.path().endsWith("/memories"))
                return json(200, listJson(entries));
            return json(200, listJson(versions));
        });
        const auto config = api::ClientConfig::make(server.baseUrl(), *api::Token::make(QByteArray("pt-test")));
        client = std::make_unique<api::ApiClient>(*config);
        wire::Dialect dialect = wire::profileS();
        memoryStores = std::make_unique<api::MemoryStores>(*client, dialect);
        repository = std::make_unique<session::StoreRepository>(*memoryStores);
    }

    session::EntryList *list(const core::StoreId &store, bool make)
    {
        auto &known = lists[store.value];
        if (!known && make)
            known = std::make_unique<session::EntryList>(*memoryStores, store, std::chrono::milliseconds(0));
        return known.get();
    }
    session::EntryList &list(const QString &store) { return *list(core::StoreId {store}, true); }

    FaultServer server;
    QList<QByteArray> stores;
    QList<QByteArray> entries;
    QList<QByteArray> versions;
    std::unique_ptr<api::ApiClient> client;
    std::unique_ptr<api::MemoryStores> memoryStores;
    std::unique_ptr<session::StoreRepository> repository;
    std::map<QString, std::unique_ptr<session::EntryList>> lists;
};

inline core::Entry entry(const QString &id, const QString &path, qint64 size = 11, qint64 version = 1)
{
    core::Entry made;
    made.id = {id};
    made.store = {QStringLiteral("memstore_1")};
    made.path = path;
    made.size = size;
    made.version = version;
    made.sha256 = QStringLiteral("sha-of-") + id;
    made.updatedAt = core::Timestamp::fromMicroseconds(1'779'000'000'000'000 + version * 1'000'000);
    return made;
}

} // namespace support

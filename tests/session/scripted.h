// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/apiclient.h"
#include "api/clientconfig.h"
#include "api/memorystores.h"
#include "tests/support/faultserver.h"
#include "tests/support/profiles.h"

#include <QDateTime>
#include <QMap>
#include <QUrl>
#include <QUrlQuery>

#include <functional>

//! A service of a few lines, all in memory, for what the real one cannot be made to do: lists of any size and content
//! that change while they are walked. Literal text of profile S, which is respelled when the test runs in profile C.
namespace scripted {

inline QByteArray timeText(qint64 second)
{
    return QDateTime::fromSecsSinceEpoch(1'767'225'600 + second, Qt::UTC).toString(Qt::ISODate).toLatin1();
}

inline QByteArray numbered(const char *prefix, int number)
{
    return prefix + QByteArray::number(number).rightJustified(7, '0');
}

inline QByteArray entry(int number, int version = 1, const QByteArray &path = {})
{
    const QByteArray id = numbered("mem_", number);
    return R"({"id":")" + id + R"(","type":"memory","store_id":"memstore_1","path":")"
        + (path.isEmpty() ? "notes/" + id + ".md" : path) + R"(","size":)" + QByteArray::number(version)
        + R"(,"content_sha256":")" + numbered("", version).rightJustified(64, 'a') + R"(","version":)"
        + QByteArray::number(version) + R"(,"metadata":{},"created_at":")" + timeText(number) + R"(","updated_at":")"
        + timeText(number + version) + "\"}";
}

inline QByteArray version(int number, int ofEntry, const QByteArray &action = "updated", bool redacted = false)
{
    return R"({"id":")" + numbered("memver_", number) + R"(","type":"memory_version","store_id":"memstore_1","entry_id":")"
        + numbered("mem_", ofEntry) + R"(","entry_path":"notes/a.md","action":")" + action + R"(","size":5,"content_sha256":")"
        + numbered("", number).rightJustified(64, 'b') + R"(","redacted":)" + (redacted ? "true" : "false")
        + (redacted ? R"(,"redacted_at":"2026-08-01T00:00:00Z")" : "") + R"(,"created_at":")" + timeText(number) + "\"}";
}

inline QByteArray store(int number, const QByteArray &name, bool archived = false, int entries = 0)
{
    return R"({"id":")" + numbered("memstore_", number) + R"(","type":"memory_store","name":")" + name
        + R"(","description":"d","status":")" + (archived ? "archived" : "active") + R"(","entry_count":)"
        + QByteArray::number(entries) + R"(,"total_size":0,"metadata":{},"created_at":")" + timeText(number * 86'400)
        + R"(","updated_at":")" + timeText(number * 86'400) + "\"}";
}

//! A complete refusal on a connection that stays open.
inline QByteArray refusal(int status)
{
    return support::json(status, R"({"type":"error","error":{"type":"permission_error","message":"no"}})");
}

//! The id after which the page that is asked for begins; nothing for the first page.
inline QByteArray cursorOf(const support::Arrival &arrival)
{
    const QUrlQuery query(QUrl::fromEncoded(arrival.target).query());
    const QByteArray page = query.queryItemValue(QStringLiteral("page")).toLatin1();
    return page.isEmpty() ? query.queryItemValue(QStringLiteral("after_id")).toLatin1() : page.mid(6); // "after-"
}

class Service
{
public:
    Service()
    {
        server.setDefault([this](const support::Arrival &arrival) { return reply(arrival); });
        auto config = api::ClientConfig::make(server.baseUrl(), *api::Token::make(QByteArray("pt-test")));
        if (!config)
            qFatal("the test's base URL was refused");
        config->timing.random = [] { return 0.0; };
        client = std::make_unique<api::ApiClient>(*config);
        memory = std::make_unique<api::MemoryStores>(*client, m_profileC ? wire::profileC() : wire::profileS());
    }

    QMap<QByteArray, QByteArray> stores; //!< by id
    QMap<QByteArray, QByteArray> entries;
    QMap<QByteArray, QByteArray> versions;
    std::function<void(const support::Arrival &)> beforeEach;
    int refuseAfter = -1; //!< so many requests go through, then one is refused
    int refuseWith = 403;
    support::FaultServer server;
    std::unique_ptr<api::ApiClient> client;
    std::unique_ptr<api::MemoryStores> memory;

    void putEntry(int number, int version = 1, const QByteArray &path = {})
    {
        entries.insert(numbered("mem_", number), entry(number, version, path));
    }
    void removeEntry(int number) { entries.remove(numbered("mem_", number)); }
    void putVersion(int number, int ofEntry, const QByteArray &action = "updated", bool redacted = false)
    {
        versions.insert(numbered("memver_", number), version(number, ofEntry, action, redacted));
    }
    void putStore(int number, const QByteArray &name, bool archived = false, int count = 0)
    {
        stores.insert(numbered("memstore_", number), store(number, name, archived, count));
    }

private:
    QByteArray reply(const support::Arrival &arrival)
    {
        if (beforeEach)
            beforeEach(arrival);
        if (refuseAfter >= 0 && refuseAfter-- == 0)
            return refusal(refuseWith);
        const QByteArray path = arrival.target.split('?').first();
        if (path.endsWith("/memory_stores"))
            return page(stores, arrival);
        if (path.endsWith("/memories"))
            return page(entries, arrival);
        if (path.endsWith(m_profileC ? "/memory_versions" : "/versions"))
            return page(versions, arrival).replace("memstore_1", path.split('/').at(path.count('/') - 1)); // any store has them
        const QByteArray id = path.mid(path.lastIndexOf('/') + 1);
        for (const auto *rows : {&stores, &entries, &versions}) {
            if (rows->contains(id))
                return support::json(200, spelled(rows->value(id)));
        }
        return support::json(404, R"({"type":"error","error":{"type":"not_found_error","message":"not found"}})");
    }

    //! By descending id, after the cursor, whether its row still exists or not.
    [[nodiscard]] QByteArray page(const QMap<QByteArray, QByteArray> &rows, const support::Arrival &arrival) const
    {
        const QUrlQuery query(QUrl::fromEncoded(arrival.target).query());
        const QByteArray after = cursorOf(arrival);
        const int limit = query.hasQueryItem(QStringLiteral("limit"))
            ? query.queryItemValue(QStringLiteral("limit")).toInt()
            : 20;
        auto row = after.isEmpty() ? rows.cend() : rows.lowerBound(after);
        QByteArrayList data;
        QByteArray first;
        QByteArray last;
        while (row != rows.cbegin() && data.size() < limit) {
            --row;
            if (first.isEmpty())
                first = row.key();
            last = row.key();
            data.append(row.value());
        }
        const bool more = row != rows.cbegin();
        const auto quoted = [](const QByteArray &id) { return id.isEmpty() ? QByteArray("null") : '"' + id + '"'; };
        const QByteArray next = m_profileC ? R"(,"next_page":)" + (more ? "\"after-" + last + '"' : "null") : QByteArray();
        return support::json(200, R"({"data":[)" + spelled(data.join(',')) + R"(],"first_id":)" + quoted(first)
                                 + R"(,"last_id":)" + quoted(last) + R"(,"has_more":)" + (more ? "true" : "false") + next
                                 + "}");
    }

    [[nodiscard]] QByteArray spelled(QByteArray text) const
    {
        if (m_profileC) {
            for (const auto &[s, c] : {std::pair{"\"store_id\":", "\"memory_store_id\":"},
                                       {"\"size\":", "\"content_size_bytes\":"},
                                       {"\"entry_id\":", "\"memory_id\":"},
                                       {"\"entry_path\":", "\"path\":"},
                                       {"\"action\":", "\"operation\":"}})
                text.replace(s, c);
        }
        return text;
    }

    const bool m_profileC = support::profileC();
};

} // namespace scripted

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/faultserver.h"

#include <QCryptographicHash>

//! A service in literal text with one store and one entry, for journeys in which it answers as no service should.
namespace odd {

constexpr auto storeJson = R"({"id":"memstore_1","type":"memory_store","name":"notes","description":"d","status":"active",
    "entry_count":1,"total_size":4,"metadata":{},"created_at":"2026-05-18T15:33:49.449264Z",
    "updated_at":"2026-05-18T15:33:49.449264Z"})";

inline QByteArray entryJson(const QByteArray &content)
{
    // SHA-256 of "old\n".
    return R"({"id":"mem_1","type":"memory","store_id":"memstore_1","path":"a.md","size":4,
        "content_sha256":"01d09d19c2139a46aebfb577780d123d7396e97201bc7ead210a2ebff8239dee","version":1,"metadata":{},)"
        + content + R"("created_at":"2026-05-18T15:34:26.494349Z","updated_at":"2026-05-18T15:34:26.494349Z"})";
}

inline QByteArray page(const QByteArray &items)
{
    return R"({"data":[)" + items + R"(],"first_id":null,"last_id":null,"has_more":false})";
}

inline QByteArray refusal(int status, const QByteArray &type, const QByteArray &headers = {})
{
    return support::json(status, R"({"error":{"message":"server words","type":")" + type + R"("},"type":"error"})", headers);
}

//! The answer to a save that went through.
inline QByteArray saved(const QByteArray &content)
{
    QByteArray entry = entryJson(R"("content":")" + QByteArray(content).replace('\n', "\\n") + R"(",)");
    entry.replace(R"("version":1)", R"("version":2)");
    entry.replace(R"("size":4)", R"("size":)" + QByteArray::number(content.size()));
    entry.replace("01d09d19c2139a46aebfb577780d123d7396e97201bc7ead210a2ebff8239dee",
                  QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex());
    return support::json(200, entry);
}

//! A service with one store and one entry that answers one kind of request differently.
class Odd
{
public:
    Odd()
    {
        m_server.setDefault([this](const support::Arrival &arrival) { return reply(arrival); });
    }
    //! `method` and the end of the path; nothing ends it.
    void answer(const QByteArray &method, const QByteArray &end, const QByteArray &literal)
    {
        m_method = method;
        m_end = end;
        m_literal = literal;
    }
    support::FaultServer &server() { return m_server; }

private:
    QByteArray reply(const support::Arrival &arrival) const
    {
        const QByteArray path = arrival.path();
        if (!m_end.isEmpty() && arrival.method == m_method && path.endsWith(m_end))
            return m_literal;
        if (path.endsWith("/memory_stores"))
            return support::json(200, page(storeJson));
        if (path.endsWith("/memory_stores/memstore_1"))
            return support::json(200, storeJson);
        if (path.endsWith("/memories") && arrival.method == "POST")
            return support::json(201, entryJson(R"("content":"old\n",)"));
        if (path.endsWith("/memories"))
            return support::json(200, page(entryJson({})));
        if (path.endsWith("/versions"))
            return support::json(200, page({}));
        if (path.endsWith("/memories/mem_1"))
            return support::json(200, entryJson(R"("content":"old\n",)"));
        return refusal(404, "not_found_error");
    }

    support::FaultServer m_server;
    QByteArray m_method;
    QByteArray m_end;
    QByteArray m_literal;
};

} // namespace odd

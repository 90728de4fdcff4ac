// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "service/replies.h"

#include "service/jsonwriter.h"

#include "core/utf8.h"

namespace service {

namespace {

constexpr QByteArrayView InvalidRequest = "invalid_request_error";

//! Ids in messages are what the caller sent, which may be no UTF-8 at all.
QByteArray printable(QByteArrayView text)
{
    return core::firstInvalidUtf8(text) < 0 ? text.toByteArray() : QString::fromUtf8(text).toUtf8();
}

} // namespace

Replies::Replies(const wire::Dialect &dialect)
    : m_requestId(dialect.requestIdInErrors)
    , m_detailed(dialect.detailedErrors)
    , m_authErrorOnStores(dialect.authErrorOnStores.toUtf8())
    , m_authErrorOnEntries(dialect.authErrorOnEntries.toUtf8())
    , m_conflictError(dialect.conflictError.toUtf8())
{
}

HttpResponse Replies::error(int status, QByteArrayView type, QByteArrayView message, const QByteArray &requestId,
                            QByteArrayView param) const
{
    JsonWriter json;
    json.beginObject().key("error").beginObject();
    json.key("message").string(printable(message)).key("type").string(type);
    if (m_detailed && !param.isEmpty())
        json.key("param").string(param);
    json.endObject().key("type").string("error");
    if (m_requestId)
        json.key("request_id").string(requestId);
    json.endObject();
    return {.status = status, .body = json.take()};
}

HttpResponse Replies::forbidden(const QByteArray &requestId) const
{
    return error(403, "permission_error", "Requests from web pages or under other host names are refused.", requestId);
}

HttpResponse Replies::unauthorized(bool belowStore, const QByteArray &requestId) const
{
    auto response = error(401, belowStore ? m_authErrorOnEntries : m_authErrorOnStores, "Invalid API key or token.", requestId);
    response.headers.append(HttpHeader{"WWW-Authenticate", "Bearer"});
    return response;
}

HttpResponse Replies::unknownRoute(const QByteArray &requestId) const
{
    return error(404, "not_found_error", "Unknown route.", requestId);
}

HttpResponse Replies::methodNotAllowed(const QByteArray &allowed, const QByteArray &requestId) const
{
    auto response = error(405, InvalidRequest, "Method not allowed.", requestId);
    response.headers.append(HttpHeader{"Allow", allowed});
    return response;
}

HttpResponse Replies::bad(const BadRequest &bad, const QByteArray &requestId) const
{
    return error(400, InvalidRequest, bad.message, requestId, bad.param);
}

HttpResponse Replies::plain(int status, const QByteArray &why, const QByteArray &requestId) const
{
    return error(status, status >= 500 ? QByteArrayView("api_error") : InvalidRequest, why, requestId);
}

HttpResponse Replies::conflict(const QByteArray &detailed, const QByteArray &requestId) const
{
    return error(409, m_conflictError, m_detailed ? QByteArrayView(detailed) : "Version or state conflict.", requestId);
}

HttpResponse Replies::failure(const Failure &failure, const Route &route, const QByteArray &requestId) const
{
    switch (failure.refusal) {
    case Refusal::StoreMissing:
        return error(404, "not_found_error", "MemoryStore '" + route.storeId + "' was not found.", requestId);
    case Refusal::EntryMissing:
        return error(404, "not_found_error", "Memory '" + route.itemId + "' was not found.", requestId);
    case Refusal::VersionMissing:
        return error(404, "not_found_error", "MemoryVersion '" + route.itemId + "' was not found.", requestId);
    case Refusal::Archived:
        return conflict("MemoryStore '" + route.storeId + "' is archived.", requestId);
    case Refusal::LockMismatch:
        return conflict("The memory was changed since it was read.", requestId);
    case Refusal::DuplicatePath:
        return conflict("A memory with the same path already exists in this store.", requestId);
    case Refusal::AlreadyRedacted:
        return conflict("The version is already redacted.", requestId);
    case Refusal::TooMuchMetadata:
        return bad({"Field 'metadata' has too many pairs.", "metadata"}, requestId);
    case Refusal::Busy: {
        auto response = error(503, "api_error", "The service is busy.", requestId);
        response.headers.append(HttpHeader{"Retry-After", "1"});
        return response;
    }
    case Refusal::Broken:
        return error(500, "api_error", "The memories could not be read or written.", requestId);
    case Refusal::Damaged:
        return error(500, "api_error", "What is stored is damaged and is not served.", requestId);
    }
    return error(500, "api_error", "Internal error.", requestId);
}

BadRequest Replies::missing(const QByteArray &field) const
{
    if (m_detailed)
        return {"Missing required field: " + field, field};
    return {"Field '" + field + "' is required.", field};
}

} // namespace service

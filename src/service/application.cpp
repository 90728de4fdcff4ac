// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "service/application.h"

#include <QLoggingCategory>
#include <QUuid>

#include <algorithm>

namespace service {

namespace {

Q_LOGGING_CATEGORY(lcService, "palimpsest.service")

//! The caller's own, when it is 1 to 64 printable ASCII characters (contract 2.8).
QByteArray requestIdOf(const HttpRequest &request)
{
    const auto ids = request.values("x-request-id");
    const auto printable = [](const QByteArray &id) {
        return !id.isEmpty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) { return c >= ' ' && c < 0x7F; });
    };
    if (ids.size() == 1 && printable(ids.first()))
        return ids.first();
    return QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
}

bool isJsonOrNothing(const HttpRequest &request)
{
    const auto types = request.values("content-type");
    if (types.isEmpty())
        return true;
    const QByteArray type = types.first().split(';').first().trimmed().toLower();
    return types.size() == 1 && type == "application/json";
}

} // namespace

struct Application::Call
{
    const HttpRequest &request;
    const Route &route;
    const Query &query;
    const QByteArray &requestId;
};

Application::Application(Database &database, const wire::Dialect &dialect, const QByteArray &token)
    : m_storage(database)
    , m_dialect(dialect)
    , m_admission(token)
    , m_replies(m_dialect)
    , m_bodies(m_dialect, m_replies)
    , m_objects(m_dialect)
{
}

std::optional<HttpResponse> Application::gate(const HttpRequest &head) const
{
    const QByteArray requestId = requestIdOf(head);
    auto response = admit(head, routeOf(head, m_dialect), requestId);
    if (response)
        response->headers.append(HttpHeader{"x-request-id", requestId});
    return response;
}

std::optional<HttpResponse> Application::admit(const HttpRequest &head, const Route &route, const QByteArray &requestId) const
{
    if (!m_admission.isFromHere(head, m_port))
        return m_replies.forbidden(requestId);
    if (!m_admission.isAuthorized(head))
        return m_replies.unauthorized(route.belowStore, requestId);
    return std::nullopt;
}

HttpResponse Application::handle(const HttpRequest &request)
{
    const QByteArray requestId = requestIdOf(request);
    HttpResponse response = answer(request, requestId);
    response.headers.append(HttpHeader{"x-request-id", requestId});
    return response;
}

HttpResponse Application::refuse(int status, const QByteArray &why) const
{
    const QByteArray requestId = requestIdOf({});
    HttpResponse response = m_replies.plain(status, why, requestId);
    response.headers.append(HttpHeader{"x-request-id", requestId});
    return response;
}

HttpResponse Application::answer(const HttpRequest &request, const QByteArray &requestId)
{
    const Route route = routeOf(request, m_dialect);
    if (const auto refused = admit(request, route, requestId))
        return *refused;
    if (!route.known)
        return m_replies.unknownRoute(requestId);
    if (!route.operation)
        return m_replies.methodNotAllowed(route.allowed, requestId);
    if (request.bodyTooLarge)
        return m_replies.bad({"Request body is too large.", {}}, requestId);
    if (request.method != "GET" && !isJsonOrNothing(request))
        return m_replies.bad({"Content-Type must be application/json.", {}}, requestId);
    const Query query = readQuery(request.query);
    if (m_damaged)
        return m_replies.failure({Refusal::Damaged}, route, requestId);
    return dispatch({request, route, query, requestId});
}

HttpResponse Application::dispatch(const Call &call)
{
    const Route &route = call.route;
    switch (*route.operation) {
    case Operation::CreateStore: return createStore(call);
    case Operation::ListStores: return listStores(call);
    case Operation::GetStore: return object(call, m_storage.store(route.storeId));
    case Operation::UpdateStore: return updateStore(call);
    case Operation::ArchiveStore: return object(call, m_storage.archiveStore(route.storeId));
    case Operation::DeleteStore: return deleteStore(call);
    case Operation::CreateEntry: return createEntry(call);
    case Operation::ListEntries: return listEntries(call);
    case Operation::GetEntry: return object(call, m_storage.entry(route.storeId, route.itemId));
    case Operation::UpdateEntry: return updateEntry(call);
    case Operation::DeleteEntry: return deleteEntry(call);
    case Operation::ListVersions: return listVersions(call);
    case Operation::GetVersion: return object(call, m_storage.version(route.storeId, route.itemId));
    case Operation::RedactVersion:
        return object(call, m_storage.redactVersion(route.storeId, route.itemId, m_dialect.archived.redact));
    }
    return m_replies.unknownRoute(call.requestId);
}

template<typename Row>
HttpResponse Application::object(const Call &call, const Outcome<Row> &outcome, int status) const
{
    if (outcome)
        return {.status = status, .body = m_objects.object(*outcome)};
    if (!outcome.failure().detail.isEmpty())
        qCWarning(lcService).noquote() << call.requestId << outcome.failure().detail;
    return m_replies.failure(outcome.failure(), call.route, call.requestId);
}

template<typename Row>
HttpResponse Application::page(const Call &call, const Outcome<PageOf<Row>> &outcome, const PageRequest &request) const
{
    if (outcome)
        return {.status = 200, .body = m_objects.page(*outcome, request)};
    if (!outcome.failure().detail.isEmpty())
        qCWarning(lcService).noquote() << call.requestId << outcome.failure().detail;
    return m_replies.failure(outcome.failure(), call.route, call.requestId);
}

HttpResponse Application::deleted(const Call &call, const Outcome<core::Done> &outcome, const QByteArray &id, const char *type) const
{
    if (!outcome) {
        if (!outcome.failure().detail.isEmpty())
            qCWarning(lcService).noquote() << call.requestId << outcome.failure().detail;
        return m_replies.failure(outcome.failure(), call.route, call.requestId);
    }
    if (m_dialect.deleteAnswersBody)
        return {.status = 200, .body = m_objects.tombstone(id, type)};
    return {.status = 204};
}

HttpResponse Application::createStore(const Call &call)
{
    const auto body = m_bodies.newStore(call.request.body);
    if (const auto *bad = std::get_if<BadRequest>(&body))
        return m_replies.bad(*bad, call.requestId);
    return object(call, m_storage.createStore(std::get<NewStore>(body)), 201);
}

HttpResponse Application::listStores(const Call &call)
{
    const auto wanted = readPage(call.query, m_dialect);
    if (const auto *bad = std::get_if<BadRequest>(&wanted))
        return m_replies.bad(*bad, call.requestId);
    const auto filter = readStoreFilter(call.query, m_dialect);
    if (const auto *bad = std::get_if<BadRequest>(&filter))
        return m_replies.bad(*bad, call.requestId);
    const auto &request = std::get<PageRequest>(wanted);
    return page(call, m_storage.listStores(request, std::get<StoreFilter>(filter)), request);
}

HttpResponse Application::updateStore(const Call &call)
{
    const auto body = m_bodies.storePatch(call.request.body);
    if (const auto *bad = std::get_if<BadRequest>(&body))
        return m_replies.bad(*bad, call.requestId);
    return object(call, m_storage.updateStore(call.route.storeId, std::get<StorePatch>(body)));
}

HttpResponse Application::deleteStore(const Call &call)
{
    const auto outcome = m_storage.deleteStore(call.route.storeId, m_dialect.archived.deleteStore);
    return deleted(call, outcome, call.route.storeId, "memory_store_deleted");
}

HttpResponse Application::createEntry(const Call &call)
{
    const auto body = m_bodies.newEntry(call.request.body);
    if (const auto *bad = std::get_if<BadRequest>(&body))
        return m_replies.bad(*bad, call.requestId);
    return object(call, m_storage.createEntry(call.route.storeId, std::get<NewEntry>(body)), 201);
}

HttpResponse Application::listEntries(const Call &call)
{
    const auto wanted = readPage(call.query, m_dialect);
    if (const auto *bad = std::get_if<BadRequest>(&wanted))
        return m_replies.bad(*bad, call.requestId);
    const auto &request = std::get<PageRequest>(wanted);
    const QByteArray prefix = m_dialect.entryPrefixFilter ? call.query.value("path_prefix") : QByteArray();
    return page(call, m_storage.listEntries(call.route.storeId, request, prefix), request);
}

HttpResponse Application::updateEntry(const Call &call)
{
    const auto body = m_bodies.entryUpdate(call.request.body);
    if (const auto *bad = std::get_if<BadRequest>(&body))
        return m_replies.bad(*bad, call.requestId);
    return object(call, m_storage.updateEntry(call.route.storeId, call.route.itemId, std::get<EntryUpdate>(body)));
}

HttpResponse Application::deleteEntry(const Call &call)
{
    EntryDeletion deletion{.expectedSha256 = {}, .evenIfArchived = m_dialect.archived.deleteEntry};
    if (call.query.contains("expected_content_sha256"))
        deletion.expectedSha256 = call.query.value("expected_content_sha256").toLower();
    const auto outcome = m_storage.deleteEntry(call.route.storeId, call.route.itemId, deletion);
    return deleted(call, outcome, call.route.itemId, "memory_deleted");
}

HttpResponse Application::listVersions(const Call &call)
{
    const auto wanted = readPage(call.query, m_dialect);
    if (const auto *bad = std::get_if<BadRequest>(&wanted))
        return m_replies.bad(*bad, call.requestId);
    const auto &request = std::get<PageRequest>(wanted);
    const QByteArray entryId = m_dialect.versionEntryFilter ? call.query.value("memory_id") : QByteArray();
    return page(call, m_storage.listVersions(call.route.storeId, request, entryId), request);
}

} // namespace service

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "service/route.h"

namespace service {

namespace {

struct Method
{
    QByteArrayView name;
    Operation operation;
};

constexpr QByteArrayView BasePath = "/api/v1/cloud/";

void choose(Route &route, const QByteArray &method, std::initializer_list<Method> methods)
{
    route.known = true;
    for (const Method &candidate : methods) {
        route.allowed += (route.allowed.isEmpty() ? "" : ", ") + candidate.name.toByteArray();
        if (candidate.name == method)
            route.operation = candidate.operation;
    }
}

void chooseForStore(Route &route, const QByteArray &method, bool updates)
{
    if (updates) {
        choose(route, method,
               {{"GET", Operation::GetStore}, {"POST", Operation::UpdateStore}, {"DELETE", Operation::DeleteStore}});
    } else {
        choose(route, method, {{"GET", Operation::GetStore}, {"DELETE", Operation::DeleteStore}});
    }
}

} // namespace

Route routeOf(const HttpRequest &request, const wire::Dialect &dialect)
{
    Route route;
    const QByteArray &method = request.method;
    if (!request.path.startsWith(BasePath))
        return route;
    QList<QByteArray> parts = request.path.mid(BasePath.size()).split('/');
    for (QByteArray &part : parts)
        part = QByteArray::fromPercentEncoding(part);
    if (parts.first() != "memory_stores" || parts.contains(QByteArray()))
        return route;
    route.storeId = parts.value(1);
    route.itemId = parts.value(3);
    const QByteArray versions = dialect.versionsSegment.toUtf8();
    const QByteArray collection = parts.value(2);
    route.belowStore = collection == "memories" || collection == versions;

    if (parts.size() == 1) {
        choose(route, method, {{"GET", Operation::ListStores}, {"POST", Operation::CreateStore}});
    } else if (parts.size() == 2) {
        chooseForStore(route, method, dialect.storeUpdate);
    } else if (parts.size() == 3 && collection == "archive") {
        choose(route, method, {{"POST", Operation::ArchiveStore}});
    } else if (parts.size() == 3 && collection == "memories") {
        choose(route, method, {{"GET", Operation::ListEntries}, {"POST", Operation::CreateEntry}});
    } else if (parts.size() == 4 && collection == "memories") {
        const QByteArrayView update = dialect.updateVerb == wire::Verb::Put ? "PUT" : "POST";
        choose(route, method,
               {{"GET", Operation::GetEntry}, {update, Operation::UpdateEntry}, {"DELETE", Operation::DeleteEntry}});
    } else if (parts.size() == 3 && collection == versions) {
        choose(route, method, {{"GET", Operation::ListVersions}});
    } else if (parts.size() == 4 && collection == versions) {
        choose(route, method, {{"GET", Operation::GetVersion}});
    } else if (parts.size() == 5 && collection == versions && parts.at(4) == "redact") {
        choose(route, method, {{"POST", Operation::RedactVersion}});
    }
    return route;
}

} // namespace service

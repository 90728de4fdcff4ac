// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/request.h"

#include <QUrl>

namespace api {

QByteArray verbName(wire::Verb verb)
{
    switch (verb) {
    case wire::Verb::Get: return "GET";
    case wire::Verb::Post: return "POST";
    case wire::Verb::Put: return "PUT";
    case wire::Verb::Delete: return "DELETE";
    }
    return {};
}

QByteArray encodedQuery(const Request &request)
{
    QByteArray result;
    for (const auto &[name, value] : request.query) {
        result += result.isEmpty() ? '?' : '&';
        result += QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value);
    }
    return result;
}

} // namespace api

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "fuzz.h"
#include "service/httphead.h"
#include "service/queryparameters.h"

#include <algorithm>

//! The service's own reading of request heads, chunk sizes and queries (promise J4).
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView bytes(data, qsizetype(size));
    const service::HttpLimits limits;
    const auto chunk = service::parseChunkSize(bytes.first(std::min<qsizetype>(bytes.size(), 64)));
    mustHold(!chunk || *chunk >= 0);
    const auto head = service::parseHead(bytes, limits);
    const auto *request = std::get_if<service::HttpRequest>(&head);
    if (!request) {
        const int status = std::get<service::BadHead>(head).status;
        mustHold(status >= 400 && status < 600);
        return 0;
    }
    mustHold(request->path.startsWith('/') && !request->method.isEmpty());
    mustHold(request->headers.size() <= limits.headers);
    mustHold(!(request->chunked && request->contentLength)); // two framings are none
    mustHold(!request->contentLength || *request->contentLength >= 0);
    mustHold(request->values("content-length").size() <= 1 && request->values("host").size() <= 2);
    for (const service::HttpHeader &header : request->headers) {
        mustHold(!header.name.isEmpty() && header.name == header.name.toLower());
        for (const char c : header.value)
            mustHold(c != '\r' && c != '\n' && c != '\0');
    }
    const service::Query query = service::readQuery(request->query);
    for (const wire::Dialect &dialect : {wire::profileS(), wire::profileC()}) {
        const auto page = service::readPage(query, dialect);
        if (const auto *wanted = std::get_if<service::PageRequest>(&page))
            mustHold(wanted->limit >= 1 && wanted->limit <= 100);
        static_cast<void>(service::readStoreFilter(query, dialect));
    }
    return 0;
}

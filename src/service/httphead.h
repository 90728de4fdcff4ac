// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/httpmessage.h"

#include <variant>

namespace service {

//! What the parser accepts (promise J4), in bytes.
struct HttpLimits
{
    int line = 8 * 1024;
    int head = 64 * 1024;
    int headers = 100;
    qint64 body = 4 * 1024 * 1024;
};

struct BadHead
{
    int status = 400;
    QByteArray why;
};

//! Reads the head of a request, without the empty line that ends it, as strictly as RFC 9112 allows: whoever stands
//! between a client and us must not be able to see other borders between requests than we do. Anything doubtful is
//! refused, and the connection has to be closed then.
std::variant<HttpRequest, BadHead> parseHead(QByteArrayView head, const HttpLimits &limits);

//! The size on the line before a chunk, without its CRLF. Nothing when it is anything but hexadecimal digits.
std::optional<qint64> parseChunkSize(QByteArrayView line);

} // namespace service

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "service/httphead.h"

#include <algorithm>

namespace service {

namespace {

bool isTokenCharacter(char c)
{
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
        return true;
    return c != '\0' && QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenCharacter);
}

bool isVisibleAscii(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

//! Field values may hold spaces, tabs and, of old, any byte above ASCII; never a control character.
bool isFieldValue(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c == '\t' || (uchar(c) >= 0x20 && c != 0x7F); });
}

QByteArrayView withoutOuterSpace(QByteArrayView text)
{
    const auto isSpace = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.isEmpty() && isSpace(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isSpace(text.back()))
        text.chop(1);
    return text;
}

std::optional<BadHead> readRequestLine(QByteArrayView line, HttpRequest &request, bool &oldProtocol)
{
    const auto first = line.indexOf(' ');
    const auto last = line.lastIndexOf(' ');
    if (first <= 0 || last <= first)
        return BadHead{400, "the request line is malformed"};
    const QByteArrayView method = line.first(first);
    const QByteArrayView target = line.sliced(first + 1, last - first - 1);
    const QByteArrayView protocol = line.sliced(last + 1);
    if (protocol != "HTTP/1.1" && protocol != "HTTP/1.0")
        return BadHead{protocol.startsWith("HTTP/") ? 505 : 400, "only HTTP/1.1 and HTTP/1.0 are spoken"};
    if (!isToken(method))
        return BadHead{400, "the method is malformed"};
    if (!target.startsWith('/') || !isVisibleAscii(target) || target.contains('#'))
        return BadHead{400, "the request target must be an absolute path"};
    oldProtocol = protocol == "HTTP/1.0";
    request.method = method.toByteArray();
    const auto question = target.indexOf('?');
    request.path = (question < 0 ? target : target.first(question)).toByteArray();
    request.query = question < 0 ? QByteArray() : target.sliced(question + 1).toByteArray();
    return std::nullopt;
}

std::optional<BadHead> readHeader(QByteArrayView line, HttpRequest &request)
{
    const auto colon = line.indexOf(':');
    // A name that starts with a space is a folded line, which nobody reads alike.
    if (colon <= 0 || !isToken(line.first(colon)))
        return BadHead{400, "a header is malformed"};
    const QByteArrayView value = withoutOuterSpace(line.sliced(colon + 1));
    if (!isFieldValue(value))
        return BadHead{400, "a header holds a control character"};
    request.headers.append({line.first(colon).toByteArray().toLower(), value.toByteArray()});
    return std::nullopt;
}

std::optional<BadHead> readFraming(HttpRequest &request, bool oldProtocol)
{
    const auto lengths = request.values("content-length");
    const auto codings = request.values("transfer-encoding");
    if (lengths.size() > 1 || codings.size() > 1 || (!lengths.isEmpty() && !codings.isEmpty()))
        return BadHead{400, "the framing of the body is ambiguous"};
    if (!lengths.isEmpty()) {
        const QByteArray &digits = lengths.first();
        const bool plain = !digits.isEmpty() && digits.size() <= 18
            && std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (!plain)
            return BadHead{400, "Content-Length is not a number"};
        request.contentLength = digits.toLongLong();
    }
    if (!codings.isEmpty()) {
        if (oldProtocol || codings.first().toLower() != "chunked")
            return BadHead{400, "only the chunked transfer coding is understood"};
        request.chunked = true;
    }
    const auto expectations = request.values("expect");
    if (!expectations.isEmpty()) {
        if (expectations.size() > 1 || expectations.first().toLower() != "100-continue")
            return BadHead{417, "the expectation cannot be met"};
        request.expectsContinue = !oldProtocol;
    }
    return std::nullopt;
}

void readConnection(HttpRequest &request, bool oldProtocol)
{
    request.keepAlive = !oldProtocol;
    for (const QByteArray &value : request.values("connection")) {
        for (const QByteArray &word : value.toLower().split(',')) {
            if (word.trimmed() == "close")
                request.keepAlive = false;
            else if (word.trimmed() == "keep-alive" && oldProtocol)
                request.keepAlive = true;
        }
    }
}

} // namespace

std::variant<HttpRequest, BadHead> parseHead(QByteArrayView head, const HttpLimits &limits)
{
    HttpRequest request;
    bool oldProtocol = false;
    bool isFirst = true;
    while (isFirst || !head.isEmpty()) {
        const auto end = head.indexOf("\r\n");
        const QByteArrayView line = end < 0 ? head : head.first(end);
        head = end < 0 ? QByteArrayView() : head.sliced(end + 2);
        if (line.size() > limits.line)
            return isFirst ? BadHead{414, "the request line is too long"} : BadHead{431, "a header is too long"};
        if (line.contains('\n') || line.contains('\r'))
            return BadHead{400, "a line does not end in CR LF"};
        const auto bad = isFirst ? readRequestLine(line, request, oldProtocol) : readHeader(line, request);
        if (bad)
            return *bad;
        if (request.headers.size() > limits.headers)
            return BadHead{431, "too many headers"};
        isFirst = false;
    }
    if (request.values("host").size() != 1)
        return BadHead{400, "exactly one Host header is needed"};
    if (const auto bad = readFraming(request, oldProtocol))
        return *bad;
    readConnection(request, oldProtocol);
    return request;
}

std::optional<qint64> parseChunkSize(QByteArrayView line)
{
    const bool hexadecimal = !line.isEmpty() && line.size() <= 8 && std::all_of(line.begin(), line.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    });
    if (!hexadecimal)
        return std::nullopt;
    return line.toByteArray().toLongLong(nullptr, 16);
}

} // namespace service

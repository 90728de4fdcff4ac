// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace service {

struct HttpHeader
{
    QByteArray name;  //!< lower case in requests
    QByteArray value; //!< without outer spaces
};

struct HttpRequest
{
    QByteArray method;
    QByteArray path;  //!< still percent-encoded, starts with '/'
    QByteArray query; //!< still percent-encoded, without '?'
    QList<HttpHeader> headers;
    QByteArray body;
    bool bodyTooLarge = false; //!< the body was not read
    bool keepAlive = true;     //!< the client wants to go on with this connection

    //! How the body is framed.
    std::optional<qint64> contentLength = {};
    bool chunked = false;
    bool expectsContinue = false;

    [[nodiscard]] bool announcesBody() const { return chunked || contentLength.value_or(0) > 0; }
    [[nodiscard]] QList<QByteArray> values(QByteArrayView name) const
    {
        QList<QByteArray> found;
        for (const HttpHeader &header : headers) {
            if (header.name == name)
                found.append(header.value);
        }
        return found;
    }
};

struct HttpResponse
{
    int status = 200;
    QByteArray body = {}; //!< JSON; empty means no body
    QList<HttpHeader> headers = {};
};

} // namespace service

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/httpmessage.h"

#include "core/result.h"

#include <functional>
#include <memory>

namespace service {

//! HTTP/1.1 on 127.0.0.1. Binding, accepting and threads are cpp-httplib's; the bytes of a request are read by
//! HttpConnection, because cpp-httplib has no deadline for a head and forgives framing that must not be forgiven
//! (promise J4). The handler is called from many threads at once.
class HttpServer
{
public:
    using Handler = std::function<HttpResponse(const HttpRequest &)>;
    //! Looks at a head before its body is read, so that strangers cannot make us keep bodies in memory. An answer ends it.
    using Gate = std::function<std::optional<HttpResponse>(const HttpRequest &head)>;
    //! Answers what is no request.
    using Refuser = std::function<HttpResponse(int status, const QByteArray &why)>;

    HttpServer(Handler handler, Gate gate, Refuser refuser);
    ~HttpServer();

    //! 0 takes any free port. `bound` is told the port before the first request is read.
    core::Result<core::Done> listen(quint16 port, const std::function<void(quint16)> &bound);
    //! Requests that are being answered are finished first.
    void stop();

private:
    class Engine;
    std::unique_ptr<Engine> m_engine;
};

} // namespace service

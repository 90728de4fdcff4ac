// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "service/httpserver.h"

#include "service/httpconnection.h"

#include <QLoggingCategory>

#include <httplib.h>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;

namespace service {

namespace {

Q_LOGGING_CATEGORY(lcHttp, "palimpsest.service.http")

using namespace std::chrono_literals;

constexpr int Threads = 64;
constexpr int Crowded = Threads - 8; //!< from here on nobody may keep a thread without using it

QByteArray reasonOf(int status)
{
    switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 204: return "No Content";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 414: return "URI Too Long";
    case 417: return "Expectation Failed";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    default: return "Unknown";
    }
}

QByteArray toBytes(const HttpResponse &response, bool keepAlive, bool withBody)
{
    QByteArray bytes = "HTTP/1.1 " + QByteArray::number(response.status) + ' ' + reasonOf(response.status) + "\r\n";
    for (const HttpHeader &header : response.headers)
        bytes += header.name + ": " + header.value + "\r\n";
    if (response.status != 204) {
        // The charset is not decoration: proxies and libraries leave such bodies as they are.
        bytes += "Content-Type: application/json; charset=utf-8\r\nContent-Length: "
            + QByteArray::number(response.body.size()) + "\r\n";
    }
    bytes += "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n";
    bytes += keepAlive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
    if (withBody && response.status != 204)
        bytes += response.body;
    return bytes;
}

} // namespace

class HttpServer::Engine : public httplib::Server
{
public:
    Engine(HttpServer::Handler handler, HttpServer::Gate gate, HttpServer::Refuser refuser)
        : m_handler(std::move(handler))
        , m_gate(std::move(gate))
        , m_refuser(std::move(refuser))
    {
        if (::pipe(m_wakeUp) != 0)
            m_wakeUp[0] = m_wakeUp[1] = -1;
        new_task_queue = [] { return new httplib::ThreadPool(Threads); };
        set_tcp_nodelay(true);
        // The default sets SO_REUSEPORT, with which two services could share a port. SO_REUSEADDR only lets a fixed
        // port be taken again while old connections die down.
        set_socket_options([](socket_t socket) {
            const int yes = 1;
            ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        });
    }

    ~Engine() override
    {
        stopListening();
        ::close(m_wakeUp[0]);
        ::close(m_wakeUp[1]);
    }

    core::Result<core::Done> listenOn(quint16 port, const std::function<void(quint16)> &bound)
    {
        const int taken = port == 0 ? bind_to_any_port("127.0.0.1") : bind_to_port("127.0.0.1", port) ? port : -1;
        if (taken <= 0) {
            return core::Error{.kind = core::ErrorKind::LocalServer, .serverText = {},
                               .detail = u"port %1 of 127.0.0.1 cannot be used"_s.arg(port)};
        }
        bound(quint16(taken));
        m_listener = std::thread([this] { listen_after_bind(); });
        while (!is_running())
            std::this_thread::yield();
        return core::Done{};
    }

    void stopListening()
    {
        if (!m_listener.joinable())
            return;
        m_stopping = true;
        const char byte = 0;
        if (::write(m_wakeUp[1], &byte, 1) != 1)
            qCWarning(lcHttp) << "connections end by their deadlines only";
        stop();
        m_listener.join(); // waits for the pool too
    }

private:
    bool process_and_close_socket(socket_t socket) override
    {
        ++m_active;
        serve(socket);
        --m_active;
        ::shutdown(socket, SHUT_RDWR);
        ::close(socket);
        return true;
    }

    void serve(socket_t socket)
    {
        HttpConnection connection(socket, m_wakeUp[0], m_limits);
        while (!m_stopping) {
            const bool crowded = m_active >= Crowded;
            HttpPatience patience;
            if (crowded) {
                patience.idle = 200ms;
                patience.head = 2000ms;
            }
            if (!serveOne(connection, patience, crowded))
                return;
        }
    }

    //! False when the connection has to end.
    bool serveOne(HttpConnection &connection, const HttpPatience &patience, bool crowded) const
    {
        HttpRequest request;
        BadHead bad;
        std::optional<HttpResponse> response;
        auto got = connection.readHead(request, bad, patience);
        if (got == HttpConnection::Got::Request)
            response = m_gate(request);
        const bool unreadBody = response && request.announcesBody();
        if (got == HttpConnection::Got::Request && !response)
            got = connection.readBody(request, bad, patience);
        if (got == HttpConnection::Got::Nothing)
            return false;
        const bool refused = got == HttpConnection::Got::Refused;
        if (!response)
            response = refused ? m_refuser(bad.status, bad.why) : answer(request);
        const bool keepAlive = !refused && !unreadBody && request.keepAlive && !m_stopping;
        if (!connection.write(toBytes(*response, keepAlive, request.method != "HEAD"), patience.answer))
            return false;
        if (!keepAlive)
            connection.linger(crowded ? 100ms : unreadBody || request.bodyTooLarge ? 5000ms : 1000ms);
        return keepAlive;
    }

    HttpResponse answer(const HttpRequest &request) const
    {
        try {
            return m_handler(request);
        } catch (const std::exception &exception) {
            qCWarning(lcHttp) << "a request failed:" << exception.what();
            return m_refuser(500, "Internal error.");
        }
    }

    const HttpServer::Handler m_handler;
    const HttpServer::Gate m_gate;
    const HttpServer::Refuser m_refuser;
    const HttpLimits m_limits;
    std::thread m_listener;
    std::atomic_bool m_stopping = false;
    std::atomic_int m_active = 0;
    int m_wakeUp[2];
};

HttpServer::HttpServer(Handler handler, Gate gate, Refuser refuser)
    : m_engine(std::make_unique<Engine>(std::move(handler), std::move(gate), std::move(refuser)))
{
}

HttpServer::~HttpServer() = default;

core::Result<core::Done> HttpServer::listen(quint16 port, const std::function<void(quint16)> &bound)
{
    return m_engine->listenOn(port, bound);
}

void HttpServer::stop()
{
    m_engine->stopListening();
}

} // namespace service

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

//! A loopback HTTP server that misbehaves on purpose (reliability 3.2). It lives in the test's event loop, knows nothing
//! of src/ and speaks in literal text. Link `test_support`.
//!
//!     support::FaultServer server;
//!     server.answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");    // for one request, in this order
//!     server.fault("cut_reply@40");                                        // the next one: default reply, cut
//!     server.setDefault([](const support::Arrival &) { return support::json(200, "{}"); });
//!     ... ask server.baseUrl() ...
//!     QCOMPARE(server.mostArrivals(), 1);                                  // no request came twice
namespace support {

//! One request as it came in, complete.
struct Arrival
{
    QByteArray method;
    QByteArray target; //!< path and query, as on the wire
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    int connection = 0; //!< counts from 1
    qint64 atMs = 0;    //!< since the server was made

    [[nodiscard]] QByteArray header(const QByteArray &name) const; //!< the first one, in any case
    [[nodiscard]] QByteArray path() const { return target.split('?').first(); }
};

//! A whole reply with its length: json(200, R"({"data":[]})").
QByteArray json(int status, const QByteArray &body, const QByteArray &extraHeaders = {});

//! What happens to one request. As text, with `@n` for bytes or milliseconds:
//!
//!     accept_rst          the connection is reset before anything is read
//!     cut_request@n       reset after n bytes of the request
//!     apply_then_fin      the handler runs, then the connection is closed without a reply
//!     apply_then_rst      the same with a reset
//!     noapply_then_fin    closed without a reply, the handler does not run
//!     noapply_then_rst
//!     late_apply@ms       closed now, the handler runs later
//!     cut_reply@n         n bytes of the reply, then closed
//!     stall@n             n bytes of the reply, then silence
//!     drip@ms             one byte of the reply every ms
//!     swap_reply          the reply to the request before this one
//!     repeat_reply        the reply, twice
//!     status:NNN          this status with an envelope; +retry-after=2 and +no-envelope may follow
//!     redirect:URL        302 to there; redirect:307:URL for another status
//!     gzip:fake           says gzip, is not
//!     gzip:bomb           2 MiB of gzip that would be 2 GiB
//!     headers@n           a header block of n bytes, which never ends before that
//!     body@n              a body of n bytes with its length
//!     no_length           the default reply without a length, ended by closing
//!     flood@n             a body of n bytes without a length
//!     continue@n          n times "100 Continue" before the reply
struct Step
{
    QByteArray name;
    qint64 amount = 0;
    QByteArray argument;
    QByteArray reply; //!< literal; empty: from the handler

    static Step parse(const QByteArray &text);
};

class FaultServer : public QObject
{
    Q_OBJECT
public:
    using Handler = std::function<QByteArray(const Arrival &)>;

    //! Listens at once on 127.0.0.1, with TLS when a configuration is given.
    explicit FaultServer(QObject *parent = nullptr, std::optional<QSslConfiguration> tls = std::nullopt);
    ~FaultServer() override;

    [[nodiscard]] quint16 port() const { return m_port; }
    //! `http://127.0.0.1:PORT/api/v1/cloud`
    [[nodiscard]] QString baseUrl() const;

    //! The steps of the next requests, in order. Without one a request gets the default handler's reply.
    void answer(const QByteArray &literalReply);
    void fault(const QByteArray &step);
    void setDefault(Handler handler) { m_handler = std::move(handler); }
    //! Closes the listening socket: connections are refused until listenAgain().
    void refuse();
    void listenAgain();

    [[nodiscard]] const QList<Arrival> &arrivals() const { return m_arrivals; }
    //! Requests whose headers came, complete or not; how often did the same x-request-id at most?
    [[nodiscard]] int mostArrivals() const;
    [[nodiscard]] int arrivalCount() const { return m_headersSeen; }
    [[nodiscard]] int applied() const { return m_applied; } //!< how often the handler ran
    [[nodiscard]] int connections() const { return m_connections; }
    [[nodiscard]] qint64 bytesReceived() const { return m_bytesReceived; } //!< of all connections, after TLS
    void clear();

signals:
    void arrived(const support::Arrival &arrival);
    void requestStarted();

private:
    class Connection;
    void accept();
    std::optional<Step> takeStep();
    [[nodiscard]] const Step *peekStep() const { return m_steps.isEmpty() ? nullptr : &m_steps.first(); }
    QByteArray apply(const Arrival &arrival);

    std::unique_ptr<QTcpServer> m_server;
    quint16 m_port = 0;
    Handler m_handler;
    QList<Step> m_steps;
    QList<Arrival> m_arrivals;
    QHash<QByteArray, int> m_byRequestId;
    QByteArray m_lastReply;
    int m_headersSeen = 0;
    int m_applied = 0;
    int m_connections = 0;
    qint64 m_bytesReceived = 0;
    qint64 m_startedAt = 0;
};

} // namespace support

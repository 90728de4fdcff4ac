// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <functional>
#include <utility>

//! Stands between the window and a service: every piece of a reply comes later by a given time, requests can be held, and
//! the line can be cut. The Host header is rewritten, because the service checks it.
class DelayProxy : public QObject
{
public:
    DelayProxy(quint16 servicePort, int delayMs) : m_servicePort(servicePort), m_delayMs(delayMs)
    {
        connect(&m_server, &QTcpServer::newConnection, this, &DelayProxy::join);
        up();
    }

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QString baseUrl() const
    {
        return QStringLiteral("http://127.0.0.1:%1/api/v1/cloud").arg(m_port);
    }
    void setDelay(int ms) { m_delayMs = ms; }

    //! Requests of which this says so, by their first line ("PATCH /api/… HTTP/1.1"), wait until release().
    void holdIf(std::function<bool(const QByteArray &line)> held) { m_holds = std::move(held); }
    //! And these are refused as bad requests: they never reach the service.
    void refuseIf(std::function<bool(const QByteArray &line)> refused) { m_refuses = std::move(refused); }
    [[nodiscard]] int heldCount() const { return int(m_held.size()); }
    void release()
    {
        m_holds = {};
        for (const auto &[service, bytes] : std::exchange(m_held, {})) {
            if (service)
                service->write(bytes);
        }
    }

    void up()
    {
        m_server.listen(QHostAddress::LocalHost, m_port);
        m_port = m_server.serverPort();
    }

    void cut()
    {
        m_server.close();
        for (const QPointer<QTcpSocket> &socket : std::as_const(m_sockets)) {
            if (socket)
                socket->abort();
        }
        m_sockets.clear();
        m_held.clear();
    }

private:
    static void refuse(QTcpSocket &client)
    {
        const QByteArray body = R"({"type":"error","error":{"type":"invalid_request_error","message":"no such page"}})";
        client.write("HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: "
                     + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    }
    void join()
    {
        while (QTcpSocket *client = m_server.nextPendingConnection()) {
            auto *service = new QTcpSocket(client);
            m_sockets.append(client);
            service->connectToHost(QHostAddress::LocalHost, m_servicePort);
            connect(client, &QTcpSocket::readyRead, service, [this, client, service] {
                QByteArray bytes = client->readAll();
                bytes.replace("127.0.0.1:" + QByteArray::number(m_port),
                              "127.0.0.1:" + QByteArray::number(m_servicePort));
                const QByteArray line = bytes.left(bytes.indexOf('\r'));
                if (m_refuses && m_refuses(line))
                    refuse(*client);
                else if (m_holds && m_holds(line))
                    m_held.append({service, bytes});
                else
                    service->write(bytes);
            });
            connect(service, &QTcpSocket::readyRead, client, [this, client, service] {
                // One timer a piece keeps their order: timers of one length fire in the order of their start.
                QTimer::singleShot(m_delayMs, client, [client, bytes = service->readAll()] { client->write(bytes); });
            });
            connect(service, &QTcpSocket::disconnected, client, [this, client] {
                QTimer::singleShot(m_delayMs, client, [client] { client->disconnectFromHost(); });
            });
            connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        }
    }

    QTcpServer m_server;
    quint16 m_servicePort;
    quint16 m_port = 0;
    int m_delayMs;
    QList<QPointer<QTcpSocket>> m_sockets;
    std::function<bool(const QByteArray &)> m_holds;
    std::function<bool(const QByteArray &)> m_refuses;
    QList<std::pair<QPointer<QTcpSocket>, QByteArray>> m_held;
};

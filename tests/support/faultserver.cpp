// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "support/faultserver.h"

#include "support/faultconnection.h"

#include <QDateTime>
#include <QSslServer>

#include <algorithm>

namespace support {

QByteArray Arrival::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

QByteArray json(int status, const QByteArray &body, const QByteArray &extraHeaders)
{
    return "HTTP/1.1 " + QByteArray::number(status) + " Status\r\nContent-Type: application/json\r\n" + extraHeaders
        + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

Step Step::parse(const QByteArray &text)
{
    Step step;
    const qsizetype colon = text.indexOf(':');
    const qsizetype at = text.indexOf('@');
    if (colon >= 0) {
        step.name = text.left(colon);
        step.argument = text.mid(colon + 1);
    } else if (at >= 0) {
        step.name = text.left(at);
        step.amount = text.mid(at + 1).toLongLong();
    } else {
        step.name = text;
    }
    return step;
}

FaultServer::FaultServer(QObject *parent, std::optional<QSslConfiguration> tls)
    : QObject(parent)
    , m_handler([](const Arrival &) { return json(200, "{}"); })
    , m_startedAt(QDateTime::currentMSecsSinceEpoch())
{
    if (tls) {
        auto server = std::make_unique<QSslServer>();
        server->setSslConfiguration(*tls);
        m_server = std::move(server);
    } else {
        m_server = std::make_unique<QTcpServer>();
    }
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, &FaultServer::accept);
    listenAgain();
}

FaultServer::~FaultServer() = default;

void FaultServer::refuse()
{
    m_server->close();
}

void FaultServer::listenAgain()
{
    if (!m_server->listen(QHostAddress::LocalHost, m_port))
        qFatal("the fault server cannot listen");
    m_port = m_server->serverPort();
}

QString FaultServer::baseUrl() const
{
    return QStringLiteral("http://127.0.0.1:%1/api/v1/cloud").arg(m_port);
}

void FaultServer::answer(const QByteArray &literalReply)
{
    Step step;
    step.reply = literalReply;
    m_steps.append(step);
}

void FaultServer::fault(const QByteArray &step)
{
    m_steps.append(Step::parse(step));
}

int FaultServer::mostArrivals() const
{
    int most = 0;
    for (const int count : m_byRequestId)
        most = std::max(most, count);
    return most;
}

void FaultServer::clear()
{
    m_steps.clear();
    m_arrivals.clear();
    m_byRequestId.clear();
    m_headersSeen = 0;
    m_applied = 0;
    m_connections = 0;
    m_bytesReceived = 0;
}

void FaultServer::accept()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection()) {
        ++m_connections;
        new Connection(*this, socket, m_connections);
    }
}

std::optional<Step> FaultServer::takeStep()
{
    if (m_steps.isEmpty())
        return std::nullopt;
    return m_steps.takeFirst();
}

QByteArray FaultServer::apply(const Arrival &arrival)
{
    ++m_applied;
    return m_handler(arrival);
}

} // namespace support

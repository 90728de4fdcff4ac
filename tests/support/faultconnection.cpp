// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "support/faultconnection.h"

#include <QDateTime>

#include <sys/socket.h>

#include <algorithm>

namespace support {

FaultServer::Connection::Connection(FaultServer &server, QTcpSocket *socket, int number)
    : QObject(socket)
    , m_server(server)
    , m_socket(socket)
    , m_number(number)
{
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1); // else each reply in two parts waits 40 ms for an ACK
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QTcpSocket::bytesWritten, this, &Connection::pour);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        send(m_drip.left(1));
        m_drip.remove(0, 1);
        if (m_drip.isEmpty())
            m_timer.stop();
    });
    const Step *step = m_server.peekStep();
    if (step && step->name == "accept_rst") {
        m_server.takeStep();
        reset();
        return;
    }
    connect(socket, &QTcpSocket::readyRead, this, &Connection::onReadyRead);
    onReadyRead();
}

void FaultServer::Connection::onReadyRead()
{
    const QByteArray bytes = m_socket->readAll();
    m_server.m_bytesReceived += bytes.size();
    m_in += bytes;
    const Step *step = m_server.peekStep();
    if (step && step->name == "cut_request" && m_in.size() >= step->amount && !m_in.isEmpty()) {
        if (!m_headCounted && m_in.contains("\r\n\r\n"))
            readHead();
        m_server.takeStep();
        reset();
        return;
    }
    while (!m_silent && takeRequest()) { }
}

//! Reads the head of a request, once, and counts it: a request that came half has come.
bool FaultServer::Connection::readHead()
{
    const qsizetype end = m_in.indexOf("\r\n\r\n");
    if (end < 0)
        return false;
    m_current = {};
    m_current.connection = m_number;
    m_current.atMs = QDateTime::currentMSecsSinceEpoch() - m_server.m_startedAt;
    QList<QByteArray> lines = m_in.left(end).split('\n');
    const QList<QByteArray> first = lines.takeFirst().trimmed().split(' ');
    m_current.method = first.value(0);
    m_current.target = first.value(1);
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        m_current.headers.append({line.left(colon), line.mid(colon + 1).trimmed()});
    }
    m_in.remove(0, end + 4);
    m_bodyLeft = m_current.header("Content-Length").toLongLong();
    m_headCounted = true;
    ++m_server.m_headersSeen;
    ++m_server.m_byRequestId[m_current.header("x-request-id")];
    emit m_server.requestStarted();
    return true;
}

bool FaultServer::Connection::takeRequest()
{
    if (!m_headCounted && !readHead())
        return false;
    if (m_in.size() < m_bodyLeft)
        return false;
    m_current.body = m_in.left(m_bodyLeft);
    m_in.remove(0, m_bodyLeft);
    m_headCounted = false;
    m_server.m_arrivals.append(m_current);
    emit m_server.arrived(m_current);
    play(m_current);
    return true;
}

void FaultServer::Connection::play(const Arrival &arrival)
{
    if (const auto step = m_server.takeStep())
        playStep(*step, arrival);
    else
        send(replyTo({}, arrival));
}

QByteArray FaultServer::Connection::replyTo(const Step &step, const Arrival &arrival)
{
    const QByteArray before = m_server.m_lastReply;
    const QByteArray reply = step.reply.isEmpty() ? m_server.apply(arrival) : step.reply;
    m_server.m_lastReply = reply;
    if (step.name == "swap_reply")
        return before;
    if (step.name == "repeat_reply")
        return reply + reply;
    return reply;
}

//! Endings without a reply.
bool FaultServer::Connection::playEnding(const Step &step, const Arrival &arrival)
{
    if (step.name == "apply_then_fin" || step.name == "apply_then_rst")
        m_server.apply(arrival);
    if (step.name == "late_apply") {
        QTimer::singleShot(int(step.amount), &m_server, [&server = m_server, arrival] { server.apply(arrival); });
        finish();
        return true;
    }
    if (step.name.endsWith("_then_fin"))
        finish();
    else if (step.name.endsWith("_then_rst"))
        reset();
    else
        return false;
    return true;
}

//! Replies that are too much of something.
bool FaultServer::Connection::playFlood(const Step &step)
{
    m_pourChunk = QByteArray(64 * 1024, ' ');
    if (step.name == "body" || step.name == "flood") {
        const QByteArray length =
            step.name == "body" ? "Content-Length: " + QByteArray::number(step.amount) + "\r\n" : QByteArray();
        m_closeAfterPour = step.name == "flood";
        m_pourLeft = step.amount;
        send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + length + "\r\n");
    } else if (step.name == "headers") {
        m_pourChunk.clear();
        while (m_pourChunk.size() < 60'000)
            m_pourChunk += "X-Filler-" + QByteArray::number(m_pourChunk.size()) + ": " + QByteArray(500, 'x') + "\r\n";
        m_pourLeft = step.amount;
        m_afterPour = "Content-Length: 2\r\n\r\n{}";
        send("HTTP/1.1 200 OK\r\n");
    } else if (step.name == "gzip" && step.argument == "bomb") {
        m_pourLeft = 2 * 1024 * 1024;
        m_closeAfterPour = true;
        send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b\x08");
    } else {
        return false;
    }
    return true;
}

void FaultServer::Connection::playStep(const Step &step, const Arrival &arrival)
{
    if (playEnding(step, arrival) || playFlood(step))
        return;
    if (step.name == "status") {
        const QList<QByteArray> parts = step.argument.split('+');
        QByteArray headers;
        for (const QByteArray &part : parts) {
            if (part.startsWith("retry-after="))
                headers += "Retry-After: " + part.mid(12) + "\r\n";
        }
        const QByteArray body = parts.contains("no-envelope")
            ? QByteArray("<html><body>nginx</body></html>")
            : QByteArray(R"({"type":"error","error":{"type":"test_error","message":"Said by the fault server."}})");
        send(json(parts.first().toInt(), body, headers));
    } else if (step.name == "redirect") {
        const bool hasStatus = step.argument.size() >= 4 && step.argument.at(3) == ':';
        const int status = hasStatus ? step.argument.left(3).toInt() : 302;
        const QByteArray target = hasStatus ? step.argument.mid(4) : step.argument;
        send(json(status, "{}", "Location: " + target + "\r\n"));
    } else if (step.name == "gzip") {
        send(json(200, "{\"x\":1}", "Content-Encoding: gzip\r\n"));
    } else if (step.name == "continue") {
        m_pourChunk = "HTTP/1.1 100 Continue\r\n\r\n";
        m_pourLeft = step.amount * m_pourChunk.size();
        m_afterPour = replyTo(step, arrival);
        pour();
    } else if (step.name == "cut_reply" || step.name == "stall") {
        send(replyTo(step, arrival).left(step.amount));
        if (step.name == "cut_reply")
            finish();
        else
            m_silent = true;
    } else if (step.name == "drip") {
        m_drip = replyTo(step, arrival);
        m_timer.start(int(step.amount));
    } else if (step.name == "no_length") {
        const QByteArray reply = replyTo(step, arrival);
        send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + reply.mid(reply.indexOf("\r\n\r\n") + 4));
        finish();
    } else {
        send(replyTo(step, arrival));
    }
}

void FaultServer::Connection::send(const QByteArray &bytes)
{
    if (m_socket->state() == QAbstractSocket::ConnectedState)
        m_socket->write(bytes);
}

void FaultServer::Connection::pour()
{
    if (m_pourChunk.isEmpty() || m_socket->bytesToWrite() > 256 * 1024)
        return;
    while (m_pourLeft > 0 && m_socket->bytesToWrite() < 256 * 1024) {
        const QByteArray part = m_pourChunk.left(std::min<qint64>(m_pourLeft, m_pourChunk.size()));
        m_pourLeft -= part.size();
        send(part);
        if (m_socket->state() != QAbstractSocket::ConnectedState)
            return;
    }
    if (m_pourLeft == 0) {
        m_pourChunk.clear();
        send(m_afterPour);
        if (m_closeAfterPour)
            finish();
    }
}

void FaultServer::Connection::finish()
{
    m_silent = true;
    m_socket->disconnectFromHost();
}

void FaultServer::Connection::reset()
{
    m_silent = true;
    const linger hard{1, 0};
    ::setsockopt(int(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    m_socket->abort();
    m_socket->deleteLater();
}

} // namespace support

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "rawhttp.h"

#include <QElapsedTimer>
#include <QHostAddress>

QByteArray RawReply::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

RawConnection::RawConnection(quint16 port)
    : m_socket(std::make_unique<QTcpSocket>())
{
    m_socket->connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    m_socket->waitForConnected(5000);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
}

bool RawConnection::send(const QByteArray &bytes)
{
    m_socket->write(bytes);
    while (m_socket->bytesToWrite() > 0) {
        if (!m_socket->waitForBytesWritten(5000))
            return false;
    }
    return true;
}

bool RawConnection::more(int timeoutMs)
{
    if (m_socket->bytesAvailable() == 0 && !m_socket->waitForReadyRead(timeoutMs))
        return false;
    m_buffer += m_socket->readAll();
    return true;
}

RawReply RawConnection::read(int timeoutMs)
{
    QElapsedTimer timer;
    timer.start();
    const auto left = [&] { return int(std::max<qint64>(0, timeoutMs - timer.elapsed())); };
    while (!m_buffer.contains("\r\n\r\n")) {
        if (!more(left()))
            return {};
    }
    const auto end = m_buffer.indexOf("\r\n\r\n");
    const QList<QByteArray> lines = m_buffer.left(end).split('\n');
    m_buffer.remove(0, end + 4);
    RawReply reply;
    reply.status = lines.first().split(' ').value(1).toInt();
    for (const QByteArray &line : lines.mid(1)) {
        const auto colon = line.indexOf(':');
        reply.headers.append({line.left(colon).trimmed(), line.mid(colon + 1).trimmed()});
    }
    const qsizetype length = reply.header("Content-Length").toLongLong();
    while (m_buffer.size() < length) {
        if (!more(left()))
            return {};
    }
    reply.body = m_buffer.left(length);
    m_buffer.remove(0, length);
    return reply;
}

bool RawConnection::isClosedByPeer(int timeoutMs)
{
    while (more(timeoutMs)) { }
    return m_socket->state() != QAbstractSocket::ConnectedState;
}

QByteArray requestText(quint16 port, const QByteArray &token, const QByteArray &method, const QByteArray &target,
                       const QByteArray &body, const QList<QByteArray> &headers)
{
    const auto has = [&headers](const char *name) {
        return std::any_of(headers.begin(), headers.end(), [name](const QByteArray &header) {
            return header.left(header.indexOf(':')).compare(name, Qt::CaseInsensitive) == 0;
        });
    };
    QByteArray text = method + ' ' + target + " HTTP/1.1\r\n";
    if (!has("Host"))
        text += "Host: 127.0.0.1:" + QByteArray::number(port) + "\r\n";
    if (!token.isEmpty() && !has("Authorization"))
        text += "Authorization: Bearer " + token + "\r\n";
    for (const QByteArray &header : headers) {
        if (!header.endsWith(": -")) // "Host: -" leaves the header out
            text += header + "\r\n";
    }
    if ((!body.isEmpty() || method == "POST" || method == "PUT") && !has("Content-Length") && !has("Transfer-Encoding"))
        text += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    return text + "\r\n" + body;
}

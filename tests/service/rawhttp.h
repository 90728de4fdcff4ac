// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>
#include <QTcpSocket>

#include <memory>

//! A reply as it came over the wire.
struct RawReply
{
    int status = 0; //!< 0: the connection ended without a whole reply
    QList<QPair<QByteArray, QByteArray>> headers;
    QByteArray body;

    [[nodiscard]] QByteArray header(const QByteArray &name) const;
};

//! One TCP connection on which tests write bytes of their own making.
class RawConnection
{
public:
    explicit RawConnection(quint16 port);

    bool send(const QByteArray &bytes);
    RawReply read(int timeoutMs = 5000);
    //! Whether the other side has ended the connection (waits for it).
    bool isClosedByPeer(int timeoutMs = 3000);

private:
    bool more(int timeoutMs);

    std::unique_ptr<QTcpSocket> m_socket;
    QByteArray m_buffer;
};

//! A whole request with Host, Authorization and Content-Length, unless `headers` have them.
QByteArray requestText(quint16 port, const QByteArray &token, const QByteArray &method, const QByteArray &target,
                       const QByteArray &body = {}, const QList<QByteArray> &headers = {});

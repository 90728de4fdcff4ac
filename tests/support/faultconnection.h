// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/faultserver.h"

#include <QTimer>

namespace support {

//! One connection of a FaultServer: reads requests, plays the steps. Lives as long as its socket.
class FaultServer::Connection : public QObject
{
    Q_OBJECT
public:
    Connection(FaultServer &server, QTcpSocket *socket, int number);

private:
    void onReadyRead();
    bool takeRequest();
    bool readHead();
    void play(const Arrival &arrival);
    void playStep(const Step &step, const Arrival &arrival);
    bool playEnding(const Step &step, const Arrival &arrival);
    bool playFlood(const Step &step);
    [[nodiscard]] QByteArray replyTo(const Step &step, const Arrival &arrival);
    void send(const QByteArray &bytes);
    void finish();  //!< FIN after what was written
    void reset();   //!< RST
    void pour();    //!< goes on with a flood when the socket has room

    FaultServer &m_server;
    QTcpSocket *m_socket;
    int m_number;
    QByteArray m_in;
    bool m_headCounted = false;
    Arrival m_current;
    qint64 m_bodyLeft = 0;
    QByteArray m_drip;
    QTimer m_timer;
    qint64 m_pourLeft = 0;
    QByteArray m_pourChunk;
    QByteArray m_afterPour;
    bool m_closeAfterPour = false;
    bool m_silent = false; //!< nothing is answered any more
};

} // namespace support

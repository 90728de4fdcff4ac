// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rawhttp.h"

#include <QProcess>
#include <QStringList>

#include <memory>

//! palimpsest-service as a user starts it. Killed by the destructor.
class ServiceProcess
{
public:
    //! Waits until it says where it listens; isRunning() tells whether it did.
    explicit ServiceProcess(const QString &dataDirectory, const QString &profile = QStringLiteral("S"),
                            const QStringList &more = {});
    ~ServiceProcess();

    [[nodiscard]] bool isRunning() const { return m_port != 0; }
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] const QByteArray &token() const { return m_token; }
    [[nodiscard]] const QByteArray &firstLine() const { return m_firstLine; }
    [[nodiscard]] QProcess &process() { return m_process; }

    //! One request on a connection of its own.
    RawReply request(const QByteArray &method, const QByteArray &target, const QByteArray &body = {},
                     const QList<QByteArray> &headers = {});
    //! The same below /api/v1/cloud.
    RawReply call(const QByteArray &method, const QByteArray &route, const QByteArray &body = {});

    void kill();      //!< SIGKILL
    int terminate();  //!< SIGTERM; the exit code, -1 when it did not end well

    static QString program();

private:
    QProcess m_process;
    quint16 m_port = 0;
    QByteArray m_token;
    QByteArray m_firstLine;
};

//! The value of a string member of a JSON object.
QByteArray member(const QByteArray &json, const char *name);

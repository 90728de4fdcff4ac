// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "serviceprocess.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

QString ServiceProcess::program()
{
    return QStringLiteral(SERVICE_PROGRAM);
}

ServiceProcess::ServiceProcess(const QString &dataDirectory, const QString &profile, const QStringList &more)
{
    QStringList arguments = {QStringLiteral("--data"), dataDirectory, QStringLiteral("--profile"), profile};
    arguments += more;
    if (!more.contains(QStringLiteral("--port")))
        arguments += {QStringLiteral("--port"), QStringLiteral("0")};
    m_process.start(program(), arguments, QIODevice::ReadOnly);
    m_process.setReadChannel(QProcess::StandardOutput);
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(20000))
            return;
    }
    m_firstLine = m_process.readLine();
    m_port = quint16(QUrl(QString::fromLatin1(m_firstLine.trimmed())).port(0));
    const auto at = more.indexOf(QStringLiteral("--token-file"));
    QFile tokenFile(at >= 0 ? more.value(at + 1) : dataDirectory + QStringLiteral("/token"));
    if (tokenFile.open(QIODevice::ReadOnly))
        m_token = tokenFile.readAll().trimmed();
}

ServiceProcess::~ServiceProcess()
{
    kill();
}

RawReply ServiceProcess::request(const QByteArray &method, const QByteArray &target, const QByteArray &body,
                                 const QList<QByteArray> &headers)
{
    RawConnection connection(m_port);
    connection.send(requestText(m_port, m_token, method, target, body, headers));
    return connection.read(15000);
}

RawReply ServiceProcess::call(const QByteArray &method, const QByteArray &route, const QByteArray &body)
{
    return request(method, "/api/v1/cloud" + route, body);
}

void ServiceProcess::kill()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished(10000);
}

int ServiceProcess::terminate()
{
    m_process.terminate();
    if (!m_process.waitForFinished(10000) || m_process.exitStatus() != QProcess::NormalExit)
        return -1;
    return m_process.exitCode();
}

QByteArray member(const QByteArray &json, const char *name)
{
    return QJsonDocument::fromJson(json).object().value(QLatin1String(name)).toString().toUtf8();
}

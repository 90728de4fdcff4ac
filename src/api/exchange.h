// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/attempt.h"
#include "api/clientconfig.h"
#include "api/request.h"

#include <QElapsedTimer>
#include <QNetworkReply>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <memory>

class QNetworkAccessManager;

namespace api {

class OnceBody;

//! One attempt on the wire: sends once, watches time and size, tells the end once. Owns its QNetworkReply; destroying it
//! stops the request without a word.
class Exchange : public QObject
{
    Q_OBJECT
public:
    //! All references outlive the exchange. `network` is for reads; each write makes one like it for itself.
    Exchange(QNetworkAccessManager &network, const ClientConfig &config, const Request &request, QString requestId,
             QObject *parent = nullptr);
    ~Exchange() override;

    void start();
    //! Reaches the wire at once; ended() has been emitted when it returns.
    void cancel() { end(Attempt::End::Cancelled); }

signals:
    void ended(const api::Attempt &attempt);

private:
    void watch();
    void onEncrypted();
    void onHeaders();
    void onReadyRead();
    void onFinished();
    void onConnectTimeout();
    void signOfLife();
    void sent();
    void end(Attempt::End reason);
    void report();
    [[nodiscard]] qint64 cap() const;
    [[nodiscard]] bool hasBody() const { return m_request.body && !m_request.body->isEmpty(); }
    [[nodiscard]] bool maySomethingHaveLeft() const;

    QNetworkAccessManager &m_network;
    std::unique_ptr<QNetworkAccessManager> m_ownNetwork;
    const ClientConfig &m_config;
    const Request m_request;
    Attempt m_attempt;
    QPointer<QNetworkReply> m_reply; //!< the manager may go first
    OnceBody *m_body = nullptr;
    QTimer m_connectTimer;
    QTimer m_idleTimer;
    QTimer m_totalTimer;
    QElapsedTimer m_clock;
    bool m_requestSent = false;
    bool m_encrypted = false;
    bool m_ended = false;
};

} // namespace api

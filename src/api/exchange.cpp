// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/exchange.h"

#include "api/networkrequest.h"
#include "api/oncebody.h"

#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QSslError>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace api {

namespace {

constexpr qint64 readBuffer = 256 * 1024;

//! An id to quote; what is none is left out, for it gets into logs and messages.
QString plainWord(const QByteArray &value)
{
    const bool plain = !value.isEmpty() && value.size() <= 128
        && std::all_of(value.begin(), value.end(), [](char c) { return c > ' ' && c < 0x7F; });
    return plain ? QString::fromLatin1(value) : QString();
}

} // namespace

Exchange::Exchange(QNetworkAccessManager &network, const ClientConfig &config, const Request &request,
                   QString requestId, QObject *parent)
    : QObject(parent)
    , m_network(network)
    , m_config(config)
    , m_request(request)
{
    m_attempt.ownRequestId = std::move(requestId);
    for (QTimer *timer : {&m_connectTimer, &m_idleTimer, &m_totalTimer})
        timer->setSingleShot(true);
}

Exchange::~Exchange()
{
    const bool cutOff = !m_ended || m_attempt.end != Attempt::End::Finished;
    if (!m_ended) {
        m_ended = true;
        if (m_reply) {
            m_reply->disconnect(this);
            m_reply->abort();
        }
    }
    delete m_reply.data();
    if (m_ownNetwork && cutOff) {
        // Qt's thread may still be busy with what the peer sends, and a manager waits for it, up to 5 s, when it is deleted.
        QNetworkAccessManager *const manager = m_ownNetwork.release();
        manager->setParent(&m_network);
        QTimer::singleShot(10s, manager, &QObject::deleteLater);
    }
}

void Exchange::start()
{
    m_clock.start();
    const QNetworkRequest request = networkRequest(m_config, m_request, m_attempt.ownRequestId);
    if (request.url().isEmpty()) {
        m_attempt.error = QNetworkReply::ProtocolInvalidOperationError;
        m_attempt.errorText = u"the request's URL could not be built"_s;
        m_attempt.maybeSent = false;
        QMetaObject::invokeMethod(this, &Exchange::report, Qt::QueuedConnection);
        return;
    }
    if (m_request.effect == Effect::Read) {
        m_reply = m_network.get(request);
    } else {
        // Never on a connection that stands already: one that the service is just closing would look like a lost write. A
        // manager of its own, for clearConnectionCache() ends Qt's thread with every request of others that is in it.
        m_ownNetwork = std::make_unique<QNetworkAccessManager>();
        m_ownNetwork->setProxy(m_network.proxy());
        m_body = new OnceBody(m_request.body.value_or(QByteArray()), this);
        m_reply = m_ownNetwork->sendCustomRequest(request, verbName(m_request.verb), m_body);
    }
    m_reply->setReadBufferSize(readBuffer);
    watch();
    const bool upload = m_request.body.has_value();
    // Without a body and without TLS nothing tells when the connection stands; such a service is on this computer.
    if (!m_body || hasBody() || m_config.baseUrl.scheme() == u"https")
        m_connectTimer.start(m_config.timeouts.connect);
    m_idleTimer.start(std::max(m_config.timeouts.idle, m_config.timeouts.connect));
    m_totalTimer.start(upload ? m_config.timeouts.upload : m_config.timeouts.total);
}

void Exchange::watch()
{
    connect(m_reply, &QNetworkReply::encrypted, this, &Exchange::onEncrypted);
    connect(m_reply, &QNetworkReply::sslErrors, this, [this] { m_attempt.certificateError = true; });
    connect(m_reply, &QNetworkReply::requestSent, this, &Exchange::sent);
    connect(m_reply, &QNetworkReply::uploadProgress, this, &Exchange::signOfLife);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &Exchange::onHeaders);
    connect(m_reply, &QNetworkReply::readyRead, this, &Exchange::onReadyRead);
    connect(m_reply, &QNetworkReply::finished, this, &Exchange::onFinished);
    connect(&m_connectTimer, &QTimer::timeout, this, &Exchange::onConnectTimeout);
    connect(&m_idleTimer, &QTimer::timeout, this, [this] { end(Attempt::End::Timeout); });
    connect(&m_totalTimer, &QTimer::timeout, this, [this] { end(Attempt::End::Timeout); });
}

void Exchange::signOfLife()
{
    m_idleTimer.start(m_config.timeouts.idle);
}

void Exchange::sent()
{
    m_requestSent = true;
    m_connectTimer.stop();
    signOfLife();
}

void Exchange::onEncrypted()
{
    // Nothing of HTTP has left yet: Qt waits for this slot.
    if (!namesHost(m_reply->sslConfiguration().peerCertificate(), m_reply->url().host())) {
        end(Attempt::End::BadCertificate);
        return;
    }
    m_encrypted = true;
    m_connectTimer.stop();
    signOfLife();
}

void Exchange::onConnectTimeout()
{
    if (m_body && m_body->wasRead())
        return; // connected, and slow: for the other two to judge
    end(Attempt::End::ConnectTimeout);
}

qint64 Exchange::cap() const
{
    if (m_attempt.status >= 300)
        return m_config.caps.error;
    return m_request.replySize == ReplySize::Page ? m_config.caps.page : m_config.caps.object;
}

void Exchange::onHeaders()
{
    sent();
    m_attempt.hasReply = true;
    m_attempt.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    m_attempt.location = m_reply->rawHeader("Location");
    m_attempt.retryAfter = m_reply->rawHeader("Retry-After");
    m_attempt.date = m_reply->rawHeader("Date");
    m_attempt.serverRequestId = plainWord(m_reply->rawHeader("x-request-id"));
    if (m_attempt.serverRequestId.isEmpty())
        m_attempt.serverRequestId = plainWord(m_reply->rawHeader("request-id"));
    qint64 size = 0;
    for (const auto &[name, value] : m_reply->rawHeaderPairs())
        size += name.size() + value.size() + 4;
    const QByteArray encoding = m_reply->rawHeader("Content-Encoding").trimmed().toLower();
    if (size > m_config.caps.headers || m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong() > cap())
        end(Attempt::End::TooLarge);
    else if (!encoding.isEmpty() && encoding != "identity")
        end(Attempt::End::Encoded);
}

void Exchange::onReadyRead()
{
    signOfLife();
    m_attempt.body += m_reply->read(cap() + 1 - m_attempt.body.size());
    if (m_attempt.body.size() > cap())
        end(Attempt::End::TooLarge);
}

void Exchange::onFinished()
{
    if (!m_ended && !m_attempt.hasReply && m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid())
        onHeaders(); // a redirect with a body: Qt gives up before it announces the headers
    if (m_ended)
        return;
    if (m_reply->isReadable())
        m_attempt.body += m_reply->read(cap() + 1 - m_attempt.body.size());
    if (m_attempt.body.size() > cap()) {
        end(Attempt::End::TooLarge);
        return;
    }
    m_attempt.error = m_reply->error();
    if (m_attempt.error != QNetworkReply::NoError)
        m_attempt.errorText = m_reply->errorString();
    m_attempt.maybeSent = maySomethingHaveLeft();
    report();
}

//! After an end that Qt announced. Qt tells of a sent request only when it has a body, so without one all but the
//! certain cases count as sent.
bool Exchange::maySomethingHaveLeft() const
{
    if (m_requestSent || m_encrypted || m_attempt.hasReply || (m_body && m_body->wasRead()))
        return true;
    if (m_attempt.error == QNetworkReply::ConnectionRefusedError || m_attempt.error == QNetworkReply::HostNotFoundError)
        return false;
    if (!m_body) // a read may be on a connection that is long open
        return true;
    return !hasBody() && m_config.baseUrl.scheme() != u"https";
}

void Exchange::end(Attempt::End reason)
{
    if (m_ended)
        return;
    m_attempt.end = reason;
    // What is on its way between Qt's threads now may still leave. Only a body that never leaves makes that harmless.
    m_attempt.maybeSent = !m_body || !hasBody() || m_body->wasRead();
    if (reason == Attempt::End::BadCertificate)
        m_attempt.maybeSent = false;
    if (m_body)
        m_body->seal();
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
    }
    report();
}

void Exchange::report()
{
    m_ended = true;
    for (QTimer *timer : {&m_connectTimer, &m_idleTimer, &m_totalTimer})
        timer->stop();
    m_attempt.duration = std::chrono::milliseconds(m_clock.elapsed());
    emit ended(m_attempt);
}

} // namespace api

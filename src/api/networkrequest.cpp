// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/networkrequest.h"

#include <QHostAddress>
#include <QSslConfiguration>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace api {

namespace {

QUrl urlOf(const ClientConfig &config, const Request &request)
{
    const QByteArray text = config.baseUrl.toEncoded() + request.path + encodedQuery(request);
    const QUrl url = QUrl::fromEncoded(text, QUrl::StrictMode);
    // A URL that Qt would send otherwise than it was put together is none (`..`, odd escapes).
    if (!url.isValid() || url.toEncoded() != text || url.host() != config.baseUrl.host())
        return {};
    return url;
}

bool matches(const QString &pattern, const QString &host)
{
    if (pattern.compare(host, Qt::CaseInsensitive) == 0)
        return true;
    if (!pattern.startsWith(u"*."_s) || pattern.count(u'*') != 1 || pattern.count(u'.') < 2)
        return false;
    const qsizetype dot = host.indexOf(u'.');
    return dot > 0 && host.mid(dot).compare(pattern.mid(1), Qt::CaseInsensitive) == 0;
}

} // namespace

QNetworkRequest networkRequest(const ClientConfig &config, const Request &request, const QString &requestId)
{
    QNetworkRequest result(urlOf(config, request));
    result.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    result.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    result.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    result.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    result.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    result.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    result.setRawHeader("Accept", "application/json");
    result.setRawHeader("Accept-Encoding", "identity");
    result.setRawHeader("User-Agent", "palimpsest/" PALIMPSEST_VERSION);
    result.setRawHeader("x-request-id", requestId.toLatin1());
    if (request.effect != Effect::Read) {
        result.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        result.setHeader(QNetworkRequest::ContentLengthHeader, request.body.value_or(QByteArray()).size());
        if (request.body)
            result.setRawHeader("Content-Type", "application/json");
    }
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (!config.onlyTrusted.isEmpty())
        tls.setCaCertificates(config.onlyTrusted);
    result.setSslConfiguration(tls);
    config.token.authorize(result);
    return result;
}

bool namesHost(const QSslCertificate &certificate, const QString &host)
{
    const auto names = certificate.subjectAlternativeNames();
    const QHostAddress address(host);
    if (!address.isNull()) {
        const QStringList addresses = names.values(QSsl::IpAddressEntry);
        return std::any_of(addresses.begin(), addresses.end(),
                           [&address](const QString &name) { return QHostAddress(name) == address; });
    }
    const QStringList hosts = names.values(QSsl::DnsEntry);
    return std::any_of(hosts.begin(), hosts.end(), [&host](const QString &name) { return matches(name, host); });
}

} // namespace api

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/attempt.h"

#include "wire/parse.h"

#include <QLocale>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace api {

namespace {

constexpr std::chrono::milliseconds longestRetryAfter = std::chrono::hours(24 * 365);

//! A moment as RFC 9110 writes it; the zone is always GMT.
QDateTime httpDate(const QByteArray &text)
{
    QDateTime moment =
        QLocale::c().toDateTime(QString::fromLatin1(text.trimmed()), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
    moment.setTimeSpec(Qt::UTC);
    return moment;
}

//! Where a redirect points, without anything that could carry a secret.
QString targetOf(const QByteArray &location)
{
    const QUrl url = QUrl::fromEncoded(location.left(2048));
    if (location.isEmpty())
        return u"(no target)"_s;
    if (!url.isValid() || url.host().isEmpty())
        return url.scheme().isEmpty() ? u"(same host)"_s : url.scheme() + u':';
    return (url.scheme().isEmpty() ? QString() : url.scheme() + u"://"_s) + url.host()
        + (url.port() < 0 ? QString() : u':' + QString::number(url.port()));
}

bool isHandshake(QNetworkReply::NetworkError error)
{
    return error == QNetworkReply::SslHandshakeFailedError;
}

bool isNoConnection(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::TemporaryNetworkFailureError: return true;
    default: return false;
    }
}

Failure failure(const Attempt &attempt, core::ErrorKind kind, Cause cause, const QString &detail)
{
    Failure result;
    result.cause = cause;
    result.error.kind = kind;
    result.error.httpStatus = attempt.status;
    result.error.requestId = attempt.serverRequestId.isEmpty() ? attempt.ownRequestId : attempt.serverRequestId;
    result.error.detail = detail;
    result.error.delivery = attempt.maybeSent ? core::Delivery::Unknown : core::Delivery::NotSent;
    result.error.retryable = kind == core::ErrorKind::Offline || kind == core::ErrorKind::Timeout;
    return result;
}

//! Whether such a status is a decision of the service about this very request. Gateways answer 5xx and 408 for requests
//! that did arrive (reliability 2.B).
bool isCertain(int status)
{
    return status >= 400 && status < 500 && status != 408;
}

Failure statusFailure(const Attempt &attempt, const QDateTime &now)
{
    const int status = attempt.status;
    Failure result = failure(attempt, kindOfStatus(status), Cause::Status, {});
    core::Error &error = result.error;
    if (error.kind == core::ErrorKind::Redirected) {
        error.detail = targetOf(attempt.location);
        return result;
    }
    const wire::ErrorBody body = wire::parseErrorBody(attempt.body);
    error.serverText = body.message;
    error.serverType = body.type;
    error.field = body.param;
    if (attempt.serverRequestId.isEmpty() && !body.requestId.isEmpty())
        error.requestId = body.requestId.left(128);
    error.delivery = isCertain(status) ? core::Delivery::Answered : core::Delivery::Unknown;
    error.retryAfter = parseRetryAfter(attempt.retryAfter, attempt.date, now);
    error.retryable = error.kind == core::ErrorKind::RateLimited
        || (error.kind == core::ErrorKind::Server && status != 501 && status != 505);
    return result;
}

Failure abortedFailure(const Attempt &attempt)
{
    using End = Attempt::End;
    switch (attempt.end) {
    case End::ConnectTimeout:
        return failure(attempt, core::ErrorKind::Timeout, Cause::NotConnected, u"no connection in time"_s);
    case End::Cancelled: return failure(attempt, core::ErrorKind::Cancelled, Cause::Other, {});
    case End::TooLarge:
        return failure(attempt, core::ErrorKind::TooLarge, Cause::Other, u"the reply is beyond our cap"_s);
    case End::Encoded:
        return failure(attempt, core::ErrorKind::Protocol, Cause::Other, u"the reply has a Content-Encoding"_s);
    case End::BadCertificate:
        return failure(attempt, core::ErrorKind::Tls, Cause::Other,
                       u"the certificate does not name this host among its alternative names"_s);
    case End::Timeout:
    case End::Finished: break;
    }
    return failure(attempt, core::ErrorKind::Timeout, Cause::Other, u"no complete reply in time"_s);
}

Failure transportFailure(const Attempt &attempt)
{
    if (attempt.certificateError || isHandshake(attempt.error)) {
        return failure(attempt, core::ErrorKind::Tls, attempt.certificateError ? Cause::Other : Cause::Handshake,
                       attempt.errorText);
    }
    if (isNoConnection(attempt.error) && !attempt.hasReply)
        return failure(attempt, core::ErrorKind::Offline, Cause::NotConnected, attempt.errorText);
    if (!attempt.maybeSent)
        return failure(attempt, core::ErrorKind::Offline, Cause::NotConnected, attempt.errorText);
    return failure(attempt, core::ErrorKind::Offline, Cause::Cut, attempt.errorText);
}

} // namespace

core::ErrorKind kindOfStatus(int status)
{
    using core::ErrorKind;
    switch (status) {
    case 401: return ErrorKind::Unauthorized;
    case 403: return ErrorKind::Forbidden;
    case 404:
    case 410: return ErrorKind::NotFound;
    case 408: return ErrorKind::Server;
    case 409: return ErrorKind::Conflict;
    case 429: return ErrorKind::RateLimited;
    default: break;
    }
    if (status >= 300 && status < 400)
        return ErrorKind::Redirected;
    if (status >= 400 && status < 500)
        return ErrorKind::Invalid;
    return status >= 500 && status < 600 ? ErrorKind::Server : ErrorKind::Protocol;
}

std::optional<Failure> failureOf(const Attempt &attempt, const QDateTime &now)
{
    if (attempt.end != Attempt::End::Finished) {
        // A refusal whose text is too long is still a refusal, but not a complete one.
        if (attempt.end == Attempt::End::TooLarge && attempt.status >= 300) {
            Failure result = statusFailure(attempt, now);
            result.error.delivery = core::Delivery::Unknown;
            return result;
        }
        return abortedFailure(attempt);
    }
    // 200 to 299 are Qt's codes for what a status says; anything else is trouble on the way.
    // ContentReSendError too: Qt wanted to answer a challenge or a 307 and could not send the body again; the status stands.
    const bool byStatus = attempt.hasReply && attempt.status >= 300
        && (attempt.error >= QNetworkReply::ContentAccessDenied || attempt.error == QNetworkReply::NoError);
    if (attempt.error != QNetworkReply::NoError && !byStatus)
        return transportFailure(attempt);
    if (!attempt.hasReply || attempt.status < 100)
        return failure(attempt, core::ErrorKind::Protocol, Cause::Cut, u"not an HTTP reply"_s);
    if (attempt.status >= 200 && attempt.status < 300)
        return std::nullopt;
    return statusFailure(attempt, now);
}

std::optional<std::chrono::milliseconds> parseRetryAfter(const QByteArray &value, const QByteArray &serverDate,
                                                         const QDateTime &now)
{
    const QByteArray text = value.trimmed();
    if (text.isEmpty() || text.size() > 64)
        return std::nullopt;
    std::chrono::milliseconds wait{0};
    if (std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) {
        bool fits = false;
        const qint64 seconds = text.toLongLong(&fits);
        const qint64 most = std::chrono::duration_cast<std::chrono::seconds>(longestRetryAfter).count();
        wait = std::chrono::seconds(fits ? std::min(seconds, most) : most);
    } else {
        const QDateTime until = httpDate(text);
        if (!until.isValid())
            return std::nullopt;
        const QDateTime from = httpDate(serverDate);
        wait = std::chrono::milliseconds((from.isValid() ? from : now).msecsTo(until));
    }
    return std::clamp(wait, 0ms, longestRetryAfter);
}

} // namespace api

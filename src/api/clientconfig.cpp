// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/clientconfig.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace api {

namespace {

core::Error refused(const QString &reason)
{
    core::Error error;
    error.kind = core::ErrorKind::Invalid;
    error.field = u"base_url"_s;
    error.detail = reason;
    error.delivery = core::Delivery::NotSent;
    return error;
}

bool isPlain(QChar c)
{
    return c > u' ' && c < QChar(0x7F) && c != u'\\';
}

} // namespace

Timing Timing::real()
{
    QElapsedTimer timer;
    timer.start();
    return {[timer] { return timer.elapsed(); }, [] { return QDateTime::currentDateTimeUtc(); },
            [] { return QRandomGenerator::global()->generateDouble(); }};
}

core::Result<ClientConfig> ClientConfig::make(const QString &typed, const Token &token)
{
    QString text = typed.trimmed();
    if (text.endsWith(u'/'))
        text.chop(1);
    if (text.size() > 2048)
        return refused(u"it is too long"_s);
    if (!std::all_of(text.begin(), text.end(), isPlain))
        return refused(u"it has characters that a URL cannot have"_s);
    // Judged by the letters as typed: QUrl would turn 127.1 or full-width digits into 127.0.0.1.
    static const QRegularExpression shape(
        uR"(^(https|http)://(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::([0-9]{1,5}))?(/[A-Za-z0-9/._~-]*)?$)"_s,
        QRegularExpression::CaseInsensitiveOption);
    const auto match = shape.match(text);
    if (!match.hasMatch())
        return refused(u"expected https://host[:port][/path] without user, query and fragment"_s);
    const QString scheme = match.captured(1).toLower();
    const QString host = match.captured(2).toLower();
    const QString path = match.captured(4);
    const int port = match.captured(3).isEmpty() ? -1 : match.captured(3).toInt();
    if (port == 0 || port > 65535)
        return refused(u"the port is out of range"_s);
    if (host.contains(u".."_s))
        return refused(u"the host name has an empty part"_s);
    const QStringList segments = path.split(u'/');
    if (segments.contains(u"."_s) || segments.contains(u".."_s) || path.contains(u"//"_s))
        return refused(u"the path has empty, '.' or '..' segments"_s);
    if (scheme == u"http" && host != u"127.0.0.1" && host != u"[::1]")
        return refused(u"http is only for 127.0.0.1 and [::1]; use https"_s);

    ClientConfig config;
    const QString authority = port < 0 ? host : host + u':' + QString::number(port);
    config.baseUrl = QUrl(scheme + u"://"_s + authority + path, QUrl::StrictMode);
    if (!config.baseUrl.isValid())
        return refused(u"it is not a valid URL"_s);
    if (config.baseUrl.host() != (host.startsWith(u'[') ? host.mid(1, host.size() - 2) : host))
        return refused(u"write the host's address in its usual form"_s);
    config.token = token;
    if (config.isLoopback())
        config.pace = {config.pace.parallel, 0, 0, std::chrono::milliseconds(0)};
    return config;
}

bool ClientConfig::isLoopback() const
{
    return baseUrl.host() == u"127.0.0.1" || baseUrl.host() == u"::1";
}

} // namespace api

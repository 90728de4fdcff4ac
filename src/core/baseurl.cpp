// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "core/baseurl.h"

#include <QStringList>
#include <QUrl>

#include <algorithm>

namespace core {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxUrlLength = 2048;

struct Parts
{
    QString scheme;
    QString host; //!< with the brackets of an IPv6 address
    QString port; //!< null without a colon
    QString path;
    bool credentials = false;
};

//! By hand, because QUrl repairs hosts (127.1, 0x7f.1, percent signs) before anybody can look at them.
Parts partsOf(const QString &url)
{
    Parts parts;
    const qsizetype colon = url.indexOf("://"_L1);
    if (colon < 0)
        return parts;
    parts.scheme = url.left(colon).toLower();
    const qsizetype start = colon + 3;
    const qsizetype slash = url.indexOf(u'/', start);
    QString authority = url.mid(start, slash < 0 ? -1 : slash - start);
    parts.path = slash < 0 ? QString() : url.mid(slash);
    parts.credentials = authority.contains(u'@');
    const qsizetype portColon = authority.startsWith(u'[') ? authority.indexOf("]:"_L1) + 1 : authority.indexOf(u':');
    if (portColon > 0) {
        parts.port = authority.mid(portColon + 1);
        if (parts.port.isNull())
            parts.port = u""_s;
        authority.truncate(portColon);
    }
    parts.host = authority;
    return parts;
}

bool isLoopbackHost(const QString &host)
{
    return host == "127.0.0.1"_L1 || host == "[::1]"_L1;
}

bool isPlainHost(const QString &host)
{
    const auto isPart = [](QChar c) {
        return c == u'.' || c == u'-' || (c.unicode() < 128 && c.isLetterOrNumber());
    };
    const auto isAddressPart = [](QChar c) {
        return c == u'.' || c == u':' || c.isDigit() || (c.toLower() >= u'a' && c.toLower() <= u'f');
    };
    if (host.startsWith(u'['))
        return host.size() > 3 && host.endsWith(u']') && std::all_of(host.begin() + 1, host.end() - 1, isAddressPart);
    return !host.isEmpty() && host.front().isLetterOrNumber() && host.back().isLetterOrNumber()
        && !host.contains(".."_L1) && std::all_of(host.begin(), host.end(), isPart);
}

//! Nothing that QUrl would decode, resolve or drop.
bool isPlainPath(const QString &path)
{
    const auto isPart = [](QChar c) {
        return (c.unicode() < 128 && c.isLetterOrNumber()) || u"/._~-"_s.contains(c);
    };
    const QStringList segments = path.split(u'/');
    return std::all_of(path.begin(), path.end(), isPart) && !path.contains("//"_L1) && !segments.contains("."_L1)
        && !segments.contains(".."_L1);
}

bool isPort(const QString &port)
{
    bool ok = false;
    const int number = port.toInt(&ok);
    return ok && number >= 1 && number <= 65535 && port.front().isDigit();
}

bool hasOddCharacter(const QString &url)
{
    return std::any_of(url.begin(), url.end(), [](QChar c) { return c <= u' ' || c >= QChar(0x7F) || c == u'\\'; });
}

} // namespace

BaseUrlProblem checkBaseUrl(const QString &typed)
{
    const QString url = normalizedBaseUrl(typed);
    if (url.isEmpty())
        return BaseUrlProblem::Empty;
    if (url.size() > maxUrlLength || hasOddCharacter(url))
        return BaseUrlProblem::Malformed;
    const Parts parts = partsOf(url);
    if (parts.scheme.isEmpty())
        return BaseUrlProblem::Malformed;
    if (parts.scheme != "https"_L1 && parts.scheme != "http"_L1)
        return BaseUrlProblem::OtherScheme;
    if (parts.credentials)
        return BaseUrlProblem::Credentials;
    if (url.contains(u'?') || url.contains(u'#'))
        return BaseUrlProblem::Extras;
    if (!parts.port.isNull() && !isPort(parts.port))
        return BaseUrlProblem::BadPort;
    if (parts.scheme == "http"_L1 && !parts.host.isEmpty() && !isLoopbackHost(parts.host))
        return BaseUrlProblem::NotHttps;
    if (!isPlainHost(parts.host) || !isPlainPath(parts.path))
        return BaseUrlProblem::Malformed;
    // An address that QUrl writes in another way than the person (127.1) is not where the person thinks it is.
    const QUrl parsed(url, QUrl::StrictMode);
    const QString host = parts.host.startsWith(u'[') ? parts.host.mid(1, parts.host.size() - 2) : parts.host;
    return parsed.isValid() && parsed.host() == host.toLower() ? BaseUrlProblem::None : BaseUrlProblem::Malformed;
}

QString normalizedBaseUrl(const QString &typed)
{
    QString url = typed.trimmed();
    while (url.endsWith(u'/') && !url.endsWith("://"_L1))
        url.chop(1);
    return url;
}

bool isLoopbackUrl(const QString &baseUrl)
{
    const Parts parts = partsOf(normalizedBaseUrl(baseUrl));
    return !parts.credentials && isLoopbackHost(parts.host);
}

} // namespace core

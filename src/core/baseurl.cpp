// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "core/baseurl.h"

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
    QString authority = url.mid(start, url.indexOf(u'/', start) < 0 ? -1 : url.indexOf(u'/', start) - start);
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
    if (host.startsWith(u'['))
        return host.endsWith(u']') && host.size() > 3;
    return !host.isEmpty() && !host.startsWith(u'.') && std::all_of(host.begin(), host.end(), [](QChar c) {
        return c == u'.' || c == u'-' || c == u'_' || (c.unicode() < 128 ? c.isLetterOrNumber() : c.isLetter());
    });
}

bool isPort(const QString &port)
{
    bool ok = false;
    const int number = port.toInt(&ok);
    return ok && number >= 1 && number <= 65535 && port.front().isDigit();
}

bool hasOddCharacter(const QString &url)
{
    return std::any_of(url.begin(), url.end(), [](QChar c) {
        return c.isSpace() || !c.isPrint() || c == u'\\' || c == u'"' || c == u'<' || c == u'>' || c == u'`';
    });
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
    if (!isPlainHost(parts.host))
        return BaseUrlProblem::Malformed;
    if (parts.scheme == "http"_L1 && !isLoopbackHost(parts.host))
        return BaseUrlProblem::NotHttps;
    const QUrl parsed(url, QUrl::StrictMode);
    return parsed.isValid() && !parsed.host().isEmpty() ? BaseUrlProblem::None : BaseUrlProblem::Malformed;
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

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/presentation/sentencecause.h"

#include "models/displaytext.h"

#include <QStringList>

namespace presentation {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestShown = 500;
constexpr qsizetype longestCopied = 4000;

//! Names for reports, never translated.
QString nameOf(core::ErrorKind kind)
{
    switch (kind) {
    case core::ErrorKind::Offline: return u"Offline"_s;
    case core::ErrorKind::Timeout: return u"Timeout"_s;
    case core::ErrorKind::Cancelled: return u"Cancelled"_s;
    case core::ErrorKind::Tls: return u"Tls"_s;
    case core::ErrorKind::Redirected: return u"Redirected"_s;
    case core::ErrorKind::Unauthorized: return u"Unauthorized"_s;
    case core::ErrorKind::Forbidden: return u"Forbidden"_s;
    case core::ErrorKind::NotFound: return u"NotFound"_s;
    case core::ErrorKind::Conflict: return u"Conflict"_s;
    case core::ErrorKind::RateLimited: return u"RateLimited"_s;
    case core::ErrorKind::Invalid: return u"Invalid"_s;
    case core::ErrorKind::Server: return u"Server"_s;
    case core::ErrorKind::Protocol: return u"Protocol"_s;
    case core::ErrorKind::TooLarge: return u"TooLarge"_s;
    case core::ErrorKind::Keychain: return u"Keychain"_s;
    case core::ErrorKind::LocalServer: return u"LocalServer"_s;
    case core::ErrorKind::Storage: return u"Storage"_s;
    }
    return {};
}

QString detailsOf(const core::Error &error, const QString &about)
{
    QStringList lines = {about, u"Error: "_s + nameOf(error.kind)};
    if (error.httpStatus > 0)
        lines.append(u"HTTP status: %1"_s.arg(error.httpStatus));
    const auto add = [&lines](const QString &name, const QString &value) {
        if (!value.isEmpty())
            lines.append(name + u": "_s + models::displayText(QStringView(value).left(longestCopied)));
    };
    add(u"Request id"_s, error.requestId);
    add(u"Type"_s, error.serverType);
    add(u"Message"_s, error.serverText);
    add(u"Field"_s, error.field);
    add(u"Detail"_s, error.detail);
    return lines.join(u'\n');
}

} // namespace

void addCause(Sentence &sentence, const core::Error &error, const QString &about)
{
    if (error.kind != core::ErrorKind::Keychain) // those are words of the desktop's bus, and in the details
        sentence.serverWords = models::displayText(QStringView(error.serverText).left(longestShown));
    sentence.requestId = models::displayText(QStringView(error.requestId).left(longestShown));
    sentence.details = detailsOf(error, about);
    if (!sentence.requestId.isEmpty() && !sentence.ways.contains(WayOut::CopyRequestId))
        sentence.ways.append(WayOut::CopyRequestId);
}

} // namespace presentation

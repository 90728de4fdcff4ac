// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "service/admission.h"

#include <QCryptographicHash>

namespace service {

namespace {

QByteArray digestOf(const QByteArray &token)
{
    return QCryptographicHash::hash(token, QCryptographicHash::Sha256);
}

bool equalInConstantTime(const QByteArray &a, const QByteArray &b)
{
    unsigned difference = a.size() == b.size() ? 0U : 1U;
    for (qsizetype i = 0; i < std::min(a.size(), b.size()); ++i)
        difference |= unsigned(uchar(a[i]) ^ uchar(b[i]));
    return difference == 0;
}

} // namespace

Admission::Admission(const QByteArray &token)
    : m_digest(digestOf(token))
{
}

bool Admission::isFromHere(const HttpRequest &request, quint16 port) const
{
    const QByteArray host = request.values("host").value(0).toLower();
    const QByteArray suffix = ':' + QByteArray::number(port);
    if (host != "127.0.0.1" + suffix && host != "localhost" + suffix && host != "[::1]" + suffix)
        return false;
    if (!request.values("origin").isEmpty())
        return false;
    for (const QByteArray &site : request.values("sec-fetch-site")) {
        if (site != "none" && site != "same-origin")
            return false;
    }
    return true;
}

bool Admission::isAuthorized(const HttpRequest &request) const
{
    static constexpr QByteArrayView Scheme = "Bearer ";
    const auto values = request.values("authorization");
    if (values.size() != 1 || !values.first().startsWith(Scheme))
        return false;
    return equalInConstantTime(digestOf(values.first().mid(Scheme.size())), m_digest);
}

} // namespace service

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "api/token.h"

#include <QNetworkRequest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace api {

namespace {

constexpr qsizetype maxLength = 8192;

core::Error refused(const QString &reason)
{
    core::Error error;
    error.kind = core::ErrorKind::Invalid;
    error.field = u"token"_s;
    error.detail = reason;
    error.delivery = core::Delivery::NotSent;
    return error;
}

bool isQuote(char c)
{
    return c == '"' || c == '\'' || c == '`';
}

} // namespace

core::Result<Token> Token::make(const QByteArray &text)
{
    QByteArray trimmed = text;
    while (trimmed.endsWith('\n') || trimmed.endsWith('\r'))
        trimmed.chop(1);
    const auto any = [&trimmed](auto predicate) { return std::any_of(trimmed.begin(), trimmed.end(), predicate); };
    if (trimmed.isEmpty())
        return refused(u"it is empty"_s);
    if (trimmed.size() > maxLength)
        return refused(u"it is longer than %1 bytes"_s.arg(maxLength));
    if (any([](char c) { return uchar(c) < 0x20 || c == 0x7F; }))
        return refused(u"it has a line end or another control character in it"_s);
    if (any([](char c) { return c == ' '; }))
        return refused(u"it has a space in it"_s);
    if (any([](char c) { return uchar(c) > 0x7F; }))
        return refused(u"it has characters outside of ASCII"_s);
    if (any(isQuote))
        return refused(u"it has a quotation mark in it"_s);
    Token token;
    token.m_text = trimmed;
    return token;
}

void Token::authorize(QNetworkRequest &request) const
{
    if (!m_text.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + m_text);
}

} // namespace api

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "service/pagecursor.h"

namespace service {

namespace {

constexpr auto Encoding = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

} // namespace

QByteArray cursorAfter(const QByteArray &id)
{
    return ("after:" + id).toBase64(Encoding);
}

QByteArray cursorBefore(const QByteArray &id)
{
    return ("before:" + id).toBase64(Encoding);
}

bool readCursor(const QByteArray &text, PageRequest &page)
{
    const auto decoded = QByteArray::fromBase64Encoding(text, Encoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return false;
    const QByteArray value = *decoded;
    if (value.startsWith("after:"))
        page.afterId = value.mid(6);
    else if (value.startsWith("before:"))
        page.beforeId = value.mid(7);
    return !page.afterId.isEmpty() || !page.beforeId.isEmpty();
}

} // namespace service

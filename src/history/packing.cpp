// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "history/packing.h"

#include "core/utf8.h"

#include <algorithm>

namespace history {

namespace {

constexpr qsizetype idBytes = 16;
constexpr qsizetype hashBytes = 32;

bool isLowerHex(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
    });
}

//! A letter goes first. Should that be as long as a packed one, another letter says so, and a byte is added.
QByteArray asItIs(const QString &text, qsizetype packedBytes)
{
    const QByteArray utf8 = text.toUtf8();
    return utf8.size() + 1 == packedBytes ? "p" + utf8 + "." : "t" + utf8;
}

QString asItWas(const QByteArray &bytes)
{
    const qsizetype padding = bytes.startsWith('p') ? 1 : 0;
    return core::decodeUtf8(QByteArrayView(bytes).sliced(1).chopped(padding)).value_or(QString());
}

} // namespace

QByteArray packId(QLatin1StringView prefix, const QString &id)
{
    const QStringView digits = QStringView(id).mid(prefix.size());
    if (id.startsWith(prefix) && digits.size() == 2 * idBytes && isLowerHex(digits))
        return QByteArray::fromHex(digits.toLatin1());
    return asItIs(id, idBytes);
}

QString unpackId(QLatin1StringView prefix, const QByteArray &packed)
{
    if (packed.size() == idBytes)
        return prefix + QString::fromLatin1(packed.toHex());
    return packed.isEmpty() ? QString() : asItWas(packed);
}

QByteArray packHash(const QString &sha256)
{
    if (sha256.isEmpty())
        return {};
    if (sha256.size() == 2 * hashBytes && isLowerHex(sha256))
        return QByteArray::fromHex(sha256.toLatin1());
    return asItIs(sha256, hashBytes);
}

QString unpackHash(const QByteArray &packed)
{
    if (packed.size() == hashBytes)
        return QString::fromLatin1(packed.toHex());
    return packed.isEmpty() ? QString() : asItWas(packed);
}

} // namespace history

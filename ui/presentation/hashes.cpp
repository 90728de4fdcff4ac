// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/presentation/hashes.h"

#include <algorithm>

namespace presentation {

namespace {

//! Hashes and ids are plain characters; whatever else a service sends is not put into a line of ours.
bool isPlain(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) {
        const char16_t u = c.unicode();
        return (u >= u'0' && u <= u'9') || (u >= u'a' && u <= u'z') || (u >= u'A' && u <= u'Z') || u == u'_' || u == u'-';
    });
}

} // namespace

QString shortHash(QStringView hash, int digits)
{
    const QStringView start = hash.left(digits);
    return isPlain(start) ? start.toString() : QString(QChar(u'?'));
}

QString shortId(QStringView id)
{
    constexpr qsizetype head = 12;
    constexpr qsizetype tail = 6;
    if (!isPlain(id))
        return QString(QChar(u'?'));
    if (id.size() <= head + tail + 1)
        return id.toString();
    return id.left(head).toString() + QChar(0x2026) + id.right(tail).toString();
}

} // namespace presentation

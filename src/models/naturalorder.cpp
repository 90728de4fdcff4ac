// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/naturalorder.h"

#include <QString>

namespace models {

namespace {

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

QStringView takeDigits(QStringView text, qsizetype &at)
{
    while (at < text.size() - 1 && text[at] == u'0' && isDigit(text[at + 1]))
        ++at;
    const qsizetype from = at;
    while (at < text.size() && isDigit(text[at]))
        ++at;
    return text.mid(from, at - from);
}

} // namespace

int naturalCompare(QStringView a, QStringView b)
{
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < a.size() && j < b.size()) {
        if (isDigit(a[i]) && isDigit(b[j])) {
            const QStringView left = takeDigits(a, i);
            const QStringView right = takeDigits(b, j);
            if (left.size() != right.size())
                return left.size() < right.size() ? -1 : 1;
            if (const int order = left.compare(right); order != 0)
                return order;
            continue;
        }
        const char16_t left = a[i++].toCaseFolded().unicode();
        const char16_t right = b[j++].toCaseFolded().unicode();
        if (left != right)
            return left < right ? -1 : 1;
    }
    if (a.size() - i != b.size() - j)
        return a.size() - i < b.size() - j ? -1 : 1;
    return a.compare(b); // "a1" and "a01", "A" and "a": told apart all the same
}

} // namespace models

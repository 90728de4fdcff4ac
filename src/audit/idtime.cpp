// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "audit/idtime.h"

#include <QString>

namespace audit {

namespace {

constexpr qsizetype hexDigits = 32;
constexpr qint64 since2015 = 1'420'070'400'000; // milliseconds; nobody wrote memories before
constexpr qint64 until2100 = 4'102'444'800'000;

bool isHex(QChar c)
{
    return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
}

} // namespace

std::optional<core::Timestamp> timeInId(QStringView id)
{
    QString digits = id.sliced(id.lastIndexOf(u'_') + 1).toString();
    const bool hyphens = digits.size() == hexDigits + 4 && digits[8] == u'-' && digits[13] == u'-' && digits[18] == u'-'
        && digits[23] == u'-';
    if (hyphens)
        digits.remove(u'-');
    if (digits.size() != hexDigits)
        return std::nullopt;
    for (const QChar c : digits) {
        if (!isHex(c))
            return std::nullopt;
    }
    const bool version7 = digits[12] == u'7';
    const bool variant = QStringView(u"89abAB").contains(digits[16]);
    const qint64 milliseconds = digits.left(12).toLongLong(nullptr, 16);
    if (!version7 || !variant || milliseconds < since2015 || milliseconds > until2100)
        return std::nullopt;
    return core::Timestamp::fromMicroseconds(milliseconds * 1000);
}

} // namespace audit

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/presentation/sizes.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace presentation {

namespace {

struct Sizes
{
    Q_DECLARE_TR_FUNCTIONS(Sizes)
};

constexpr qint64 exactUpTo = 10'000;

qint64 distance(qint64 bytes)
{
    return bytes == std::numeric_limits<qint64>::min() ? std::numeric_limits<qint64>::max() : std::abs(bytes);
}

QString amount(qint64 bytes, const QLocale &locale)
{
    //: a size in bytes
    if (bytes < exactUpTo)
        return Sizes::tr("%1 B").arg(locale.toString(bytes));
    const bool mega = bytes >= 1'000'000;
    const double value = double(bytes) / (mega ? 1'000'000.0 : 1'000.0);
    const QString number = locale.toString(value, 'f', value < 100 ? 1 : 0);
    //: megabytes, kilobytes (1,000 bytes)
    return mega ? Sizes::tr("%1 MB").arg(number) : Sizes::tr("%1 KB").arg(number);
}

} // namespace

QString sizeText(qint64 bytes, const QLocale &locale)
{
    return amount(std::max<qint64>(bytes, 0), locale);
}

QString exactSizeText(qint64 bytes, const QLocale &locale)
{
    //: an exact size
    return bytes == 1 ? Sizes::tr("1 byte") : Sizes::tr("%1 bytes").arg(locale.toString(bytes));
}

QString sizeChangeText(qint64 bytes, const QLocale &locale)
{
    const QChar sign = bytes > 0 ? QChar(u'+') : (bytes < 0 ? QChar(0x2212) : QChar(0x00b1));
    return sign + amount(distance(bytes), locale);
}

QString spokenSizeChange(qint64 bytes)
{
    const int n = int(std::min<qint64>(distance(bytes), std::numeric_limits<int>::max()));
    if (n == 0)
        return Sizes::tr("same size");
    if (n == 1)
        return bytes > 0 ? Sizes::tr("1 byte more") : Sizes::tr("1 byte less");
    return bytes > 0 ? Sizes::tr("%n bytes more", nullptr, n) : Sizes::tr("%n bytes less", nullptr, n);
}

QString sizeOfLimit(qint64 bytes, qint64 limit, const QLocale &locale)
{
    //: the size of a text, and how large it may be
    return Sizes::tr("%1 of %2 bytes").arg(locale.toString(bytes), locale.toString(limit));
}

} // namespace presentation

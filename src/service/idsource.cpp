// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "service/idsource.h"

#include <QRandomGenerator>

#include <algorithm>

namespace service {

namespace {

//! Bits in the order of RFC 9562: 48 milliseconds, version, 12 high and 62 low bits of a number that we let rise.
struct Uuid7
{
    quint64 milliseconds = 0;
    quint64 high = 0; //!< 12 bits
    quint64 low = 0;  //!< 62 bits

    static Uuid7 parse(const QByteArray &hex)
    {
        const quint64 first = hex.left(16).toULongLong(nullptr, 16);
        const quint64 second = hex.mid(16).toULongLong(nullptr, 16);
        return {first >> 16, first & 0xFFF, second & LowMask};
    }

    [[nodiscard]] QByteArray hex() const
    {
        const quint64 first = milliseconds << 16 | 0x7000 | high;
        const quint64 second = 0x8000000000000000ULL | low;
        return QByteArray::number(first, 16).rightJustified(16, '0') + QByteArray::number(second, 16).rightJustified(16, '0');
    }

    static constexpr quint64 LowMask = 0x3FFFFFFFFFFFFFFFULL;
};

} // namespace

QByteArray nextId(const QByteArray &last, qint64 microseconds)
{
    QRandomGenerator *random = QRandomGenerator::system();
    const auto milliseconds = quint64(std::max<qint64>(microseconds, 0)) / 1000;
    const Uuid7 before = Uuid7::parse(last);
    if (last.isEmpty() || milliseconds > before.milliseconds) {
        // The upper half of the rising number starts at 0, so that a millisecond has room for very many.
        return Uuid7{milliseconds, random->generate() & 0x7FF, random->generate64() & Uuid7::LowMask}.hex();
    }
    Uuid7 next = before;
    next.low += 1 + (random->generate64() & 0xFFFFFFFF);
    if (next.low > Uuid7::LowMask) {
        next.low &= Uuid7::LowMask;
        if (++next.high > 0xFFF) {
            next.high = 0;
            ++next.milliseconds;
        }
    }
    return next.hex();
}

} // namespace service

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QList>

namespace text {

//! Indexes into the two lists; -1 where a line has no partner.
struct Pair
{
    int before = -1;
    int after = -1;

    friend bool operator==(const Pair &, const Pair &) = default;
};

//! Which removed line became which added line, in order, most alike first; what is left over is paired by position.
QList<Pair> pairLines(const QList<QByteArrayView> &removed, const QList<QByteArrayView> &added);

//! Lines less alike than this have no word worth a mark.
inline constexpr double Alike = 0.4;

} // namespace text

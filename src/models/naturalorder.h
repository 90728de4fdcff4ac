// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringView>

namespace models {

//! Compares names as people expect, the same on every computer: letters without regard to case, runs of digits by their
//! value. Never 0 for different texts, so that a list has one order.
int naturalCompare(QStringView a, QStringView b);

inline bool naturalLess(QStringView a, QStringView b) { return naturalCompare(a, b) < 0; }

} // namespace models

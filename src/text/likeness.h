// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>

namespace text {

//! How much two texts have in common, 0 to 1: the share of pieces of four bytes that both have, wherever they stand. Moved
//! and reworded parts count as far as they are the same. Less than eight bytes are like themselves only. Any thread; texts of
//! 100 KB take some milliseconds.
double likeness(QByteArrayView a, QByteArrayView b);

} // namespace text

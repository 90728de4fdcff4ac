// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "text/diff.h"

namespace text {

//! A run of rows that are shown, or hidden behind "n unchanged lines".
struct Section
{
    qsizetype first = 0;
    qsizetype count = 0;
    bool folded = false;

    friend bool operator==(const Section &, const Section &) = default;
};

//! Folds unchanged rows but for `context` of them around each change. Runs shorter than `least` are not worth it. Equal
//! texts fold not at all. The sections cover all rows in order.
QList<Section> fold(const QList<Row> &rows, int context = 3, int least = 4);

//! The index of the first row of each run of changed rows.
QList<qsizetype> changeStarts(const QList<Row> &rows);

} // namespace text

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/pairing.h"

#include "text/words.h"

#include <algorithm>
#include <vector>

namespace text {

namespace {

//! Above this many comparisons lines are paired by position.
constexpr qsizetype MaxComparisons = 2'500;
constexpr qsizetype MaxCompared = 2'000; //!< bytes of a line that count for likeness

void pairByPosition(QList<Pair> &pairs, int before, int beforeEnd, int after, int afterEnd)
{
    while (before < beforeEnd || after < afterEnd) {
        pairs.append({before < beforeEnd ? before : -1, after < afterEnd ? after : -1});
        before += before < beforeEnd ? 1 : 0;
        after += after < afterEnd ? 1 : 0;
    }
}

} // namespace

QList<Pair> pairLines(const QList<QByteArrayView> &removed, const QList<QByteArrayView> &added)
{
    QList<Pair> pairs;
    const int rows = int(removed.size());
    const int columns = int(added.size());
    if (rows == 0 || columns == 0 || (rows == 1 && columns == 1) || qsizetype(rows) * columns > MaxComparisons) {
        pairByPosition(pairs, 0, rows, 0, columns);
        return pairs;
    }

    // best[i][j]: the greatest sum of likeness of the lines from i and j on.
    const auto width = size_t(columns) + 1;
    std::vector<double> likeness(size_t(rows) * width);
    std::vector<double> best((size_t(rows) + 1) * width);
    for (int i = rows - 1; i >= 0; --i) {
        for (int j = columns - 1; j >= 0; --j) {
            const size_t at = size_t(i) * width + size_t(j);
            const double alike = similarity(removed[i].first(std::min(removed[i].size(), MaxCompared)),
                                            added[j].first(std::min(added[j].size(), MaxCompared)));
            likeness[at] = alike >= Alike ? alike : 0;
            best[at] = std::max({best[at + width], best[at + 1], likeness[at] + best[at + width + 1]});
        }
    }

    int i = 0;
    int j = 0;
    int doneBefore = 0;
    int doneAfter = 0;
    while (i < rows && j < columns) {
        const size_t at = size_t(i) * width + size_t(j);
        if (likeness[at] > 0 && best[at] == likeness[at] + best[at + width + 1]) {
            pairByPosition(pairs, doneBefore, i, doneAfter, j);
            pairs.append({i, j});
            doneBefore = ++i;
            doneAfter = ++j;
        } else if (best[at] == best[at + width]) {
            ++i;
        } else {
            ++j;
        }
    }
    pairByPosition(pairs, doneBefore, rows, doneAfter, columns);
    return pairs;
}

} // namespace text

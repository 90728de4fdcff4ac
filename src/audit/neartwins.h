// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/background.h"

#include <QByteArrayView>
#include <QList>

#include <vector>

namespace audit {

//! Two texts that are alike without being the same.
struct NearPair
{
    int first = 0;         //!< numbers of NearTwinFinder::take(); first < second
    int second = 0;
    int percent = 0;       //!< how alike, rounded down
    bool isExact = false;  //!< counted, not estimated: neither of the texts is long

    friend bool operator==(const NearPair &, const NearPair &) = default;
};

struct NearTwins
{
    QList<NearPair> pairs; //!< the most alike first
    qint64 total = 0;      //!< all that were found; the list ends at NearTwinFinder::mostListed
    bool bounded = false;  //!< very many texts are alike: not every pair of them was looked at
    bool cancelled = false;
};

//! How alike two texts are, 0 to 1: of the different runs of three words that either has, the share that both have (Jaccard).
//! Blanks, punctuation and the case of Latin letters do not count; a character of a script without blanks is a word. Texts
//! without a word are like nothing.
double jaccardOfWords(QByteArrayView a, QByteArrayView b);

//! Finds texts that are alike among many, without comparing each with each. Of a text it keeps at most 512 hashes (the
//! smallest of its runs of words), so 10,000 texts take some 50 MB, however large they are; what is alike is found by
//! MinHash and then judged by those hashes: exactly where both texts have no more than 512 runs, with a standard error of
//! 2 points where one has more. Of pairs that are 80 % alike about one in ten million is missed, of those with 70 % one in
//! some thousand. The same texts in the same order give the same result everywhere. Any thread, one at a time.
class NearTwinFinder
{
public:
    static constexpr int usualPercent = 80;
    static constexpr qsizetype mostListed = 5'000;
    static constexpr int mostTexts = 20'000;
    static constexpr qsizetype mostBytes = 8 * 1024 * 1024; //!< of a text

    //! Its number, from 0. Texts that are too many or too large are not compared: false of canTake().
    int take(QByteArrayView text);
    [[nodiscard]] bool canTake(qsizetype bytes) const { return bytes <= mostBytes && int(m_sketches.size()) < mostTexts; }
    [[nodiscard]] NearTwins result(int leastPercent = usualPercent, const core::CancelFlag &cancel = {}) const;

private:
    using Sketch = std::vector<quint64>; // rising; empty: no word

    struct Likeness
    {
        double share = 0;
        bool isExact = false;
    };

    [[nodiscard]] static Likeness likenessOf(const Sketch &a, const Sketch &b);

    std::vector<Sketch> m_sketches;
};

} // namespace audit

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "audit/neartwins.h"

#include <algorithm>
#include <array>
#include <limits>

namespace audit {

namespace {

constexpr size_t sketchSize = 512;
constexpr int wordsOfRun = 3;
constexpr int bands = 32; // of four minima each: the S of MinHash is steep between 30 % and 60 %
constexpr int rowsOfBand = 4;
constexpr int minima = bands * rowsOfBand;
constexpr qsizetype mostNeighbours = 24; // that a text is compared with in one band

//! The finalizer of splitmix64: every bit of the result depends on every bit of the value.
quint64 mixed(quint64 value)
{
    value += 0x9E3779B97F4A7C15;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
    return value ^ (value >> 31);
}

bool isWordByte(uchar c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

//! From U+3000 on scripts write without blanks: each character is a word.
bool isWordAlone(uchar lead)
{
    return lead >= 0xE3;
}

qsizetype lengthOf(uchar lead)
{
    return lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
}

//! Calls visit(hash) for each word.
template<typename Visit>
void visitWords(QByteArrayView text, Visit visit)
{
    constexpr quint64 seed = 0xCBF29CE484222325; // FNV-1a
    constexpr quint64 prime = 0x100000001B3;
    const auto hashed = [&](quint64 hash, uchar c) { return (hash ^ (c >= 'A' && c <= 'Z' ? uchar(c + 32) : c)) * prime; };
    for (qsizetype at = 0; at < text.size();) {
        const auto lead = uchar(text[at]);
        if (!isWordByte(lead)) {
            ++at;
            continue;
        }
        quint64 hash = seed;
        if (isWordAlone(lead)) {
            const qsizetype end = std::min(at + lengthOf(lead), text.size());
            for (; at < end; ++at)
                hash = hashed(hash, uchar(text[at]));
        } else {
            for (; at < text.size() && isWordByte(uchar(text[at])) && !isWordAlone(uchar(text[at])); ++at)
                hash = hashed(hash, uchar(text[at]));
        }
        visit(hash);
    }
}

//! The different runs of words, as rising hashes.
std::vector<quint64> runsOf(QByteArrayView text)
{
    std::vector<quint64> runs;
    std::array<quint64, wordsOfRun> last = {};
    quint64 words = 0;
    const auto run = [&](quint64 count) {
        quint64 hash = 0;
        for (quint64 i = words - count; i < words; ++i)
            hash = mixed(hash ^ last[i % wordsOfRun]);
        runs.push_back(hash);
    };
    visitWords(text, [&](quint64 word) {
        last[words++ % wordsOfRun] = word;
        if (words >= wordsOfRun)
            run(wordsOfRun);
    });
    if (words > 0 && words < wordsOfRun) // too short for a run: the whole of it is one
        run(words);
    std::sort(runs.begin(), runs.end());
    runs.erase(std::unique(runs.begin(), runs.end()), runs.end());
    return runs;
}

//! How many of the first `most` different values of either both have, and of how many.
std::pair<size_t, size_t> common(const std::vector<quint64> &a, const std::vector<quint64> &b, size_t most)
{
    size_t both = 0;
    size_t all = 0;
    auto i = a.begin();
    auto j = b.begin();
    while ((i != a.end() || j != b.end()) && all < most) {
        ++all;
        if (j == b.end() || (i != a.end() && *i < *j)) {
            ++i;
        } else if (i == a.end() || *j < *i) {
            ++j;
        } else {
            ++both;
            ++i;
            ++j;
        }
    }
    return {both, all};
}

//! One number for each band: equal ones are a reason to compare.
std::array<quint64, bands> bandsOf(const std::vector<quint64> &sketch)
{
    static const std::array<quint64, minima> masks = [] {
        std::array<quint64, minima> all = {};
        for (int i = 0; i < minima; ++i)
            all[size_t(i)] = mixed(quint64(i) + 1);
        return all;
    }();
    std::array<quint64, minima> least;
    least.fill(std::numeric_limits<quint64>::max());
    for (const quint64 hash : sketch) {
        for (size_t i = 0; i < minima; ++i)
            least[i] = std::min(least[i], mixed(hash ^ masks[i]));
    }
    std::array<quint64, bands> result = {};
    for (size_t i = 0; i < minima; ++i)
        result[i / rowsOfBand] = mixed(result[i / rowsOfBand] ^ least[i]);
    return result;
}

} // namespace

double jaccardOfWords(QByteArrayView a, QByteArrayView b)
{
    const auto [both, all] = common(runsOf(a), runsOf(b), std::numeric_limits<size_t>::max());
    return all == 0 ? 0 : double(both) / double(all);
}

int NearTwinFinder::take(QByteArrayView text)
{
    Sketch sketch = runsOf(text);
    if (sketch.size() > sketchSize) {
        sketch.resize(sketchSize);
        sketch.shrink_to_fit();
    }
    m_sketches.push_back(std::move(sketch));
    return int(m_sketches.size()) - 1;
}

//! The smallest hashes of both together are a fair sample of all that either has.
NearTwinFinder::Likeness NearTwinFinder::likenessOf(const Sketch &a, const Sketch &b)
{
    const bool isExact = a.size() < sketchSize && b.size() < sketchSize;
    const auto [both, all] = common(a, b, isExact ? std::numeric_limits<size_t>::max() : sketchSize);
    return {all == 0 ? 0 : double(both) / double(all), isExact};
}

NearTwins NearTwinFinder::result(int leastPercent, const core::CancelFlag &cancel) const
{
    NearTwins found;
    struct Key
    {
        quint64 band;
        int text;
    };
    std::vector<std::array<quint64, bands>> keys(m_sketches.size());
    for (size_t i = 0; i < m_sketches.size() && !cancel.isSet(); ++i)
        keys[i] = bandsOf(m_sketches[i]);
    std::vector<quint64> candidates; // both numbers
    for (int band = 0; band < bands && !cancel.isSet(); ++band) {
        std::vector<Key> sorted;
        for (size_t i = 0; i < m_sketches.size(); ++i) {
            if (!m_sketches[i].empty())
                sorted.push_back({keys[i][size_t(band)], int(i)});
        }
        std::sort(sorted.begin(), sorted.end(), [](const Key &a, const Key &b) { return a.band == b.band ? a.text < b.text : a.band < b.band; });
        for (size_t i = 0; i < sorted.size(); ++i) {
            for (size_t j = i + 1; j < sorted.size() && sorted[j].band == sorted[i].band; ++j) {
                if (j - i > mostNeighbours) {
                    found.bounded = true;
                    break;
                }
                candidates.push_back(quint64(sorted[i].text) << 32 | quint64(sorted[j].text));
            }
        }
        std::sort(candidates.begin(), candidates.end());
        candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
    }
    for (size_t i = 0; i < candidates.size() && !cancel.isSet(); ++i) {
        const int first = int(candidates[i] >> 32);
        const int second = int(candidates[i] & 0xFFFFFFFF);
        const Likeness likeness = likenessOf(m_sketches[size_t(first)], m_sketches[size_t(second)]);
        const int percent = int(likeness.share * 100 + 1e-9);
        if (percent >= leastPercent)
            found.pairs.append({first, second, percent, likeness.isExact});
    }
    std::stable_sort(found.pairs.begin(), found.pairs.end(), [](const NearPair &a, const NearPair &b) { return a.percent > b.percent; });
    found.total = found.pairs.size();
    if (found.pairs.size() > mostListed)
        found.pairs.resize(mostListed);
    found.cancelled = cancel.isSet();
    return found;
}

} // namespace audit

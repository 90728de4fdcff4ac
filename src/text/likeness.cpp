// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/likeness.h"

#include <algorithm>
#include <cstring>
#include <vector>

namespace text {

namespace {

constexpr qsizetype piece = 4;
constexpr qsizetype least = 2 * piece;

std::vector<quint32> piecesOf(QByteArrayView text)
{
    std::vector<quint32> pieces;
    pieces.reserve(size_t(text.size()));
    for (qsizetype at = 0; at + piece <= text.size(); ++at) {
        quint32 one = 0;
        std::memcpy(&one, text.data() + at, piece);
        pieces.push_back(one);
    }
    std::sort(pieces.begin(), pieces.end());
    return pieces;
}

} // namespace

double likeness(QByteArrayView a, QByteArrayView b)
{
    if (a == b)
        return 1;
    if (a.size() < least || b.size() < least)
        return 0;
    const std::vector<quint32> first = piecesOf(a);
    const std::vector<quint32> second = piecesOf(b);
    size_t common = 0;
    auto left = first.begin();
    auto right = second.begin();
    while (left != first.end() && right != second.end()) {
        if (*left < *right) {
            ++left;
        } else if (*right < *left) {
            ++right;
        } else {
            ++common;
            ++left;
            ++right;
        }
    }
    return 2.0 * double(common) / double(first.size() + second.size());
}

} // namespace text

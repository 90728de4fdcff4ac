// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QList>

namespace text {

//! Bytes [from, from + length) of one line. Never cuts a UTF-8 sequence.
struct Range
{
    qsizetype from = 0;
    qsizetype length = 0;

    friend bool operator==(const Range &, const Range &) = default;
};

//! Cuts a line into words, runs of blanks, single signs and single CJK characters. Combining marks and joiners stay
//! with what they follow. The ranges cover the line without gaps.
QList<Range> wordsOf(QByteArrayView line);

struct WordMarks
{
    QList<Range> before;
    QList<Range> after;
};

//! The words that differ between two lines. Lines of very many words are only compared from both ends.
WordMarks differingWords(QByteArrayView before, QByteArrayView after);

//! How much of their words two lines share: 0 (nothing) to 1 (all, in any order), by bytes, blanks not counted.
double similarity(QByteArrayView before, QByteArrayView after);

} // namespace text

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace text {

//! A place in a text, for a list of hits.
struct Excerpt
{
    int line = 1;      //!< from 1
    int column = 0;    //!< from 0, in UTF-16 units of `lineText`
    int length = 0;    //!< the part of the place that `lineText` has
    QString lineText;  //!< at most 400 characters around the place

    friend bool operator==(const Excerpt &, const Excerpt &) = default;
};

//! Where the line of a place begins. Walks on from place to place, so that many places in one text cost one pass. Lines
//! end as in the editor: LF, CRLF, CR, U+2029.
struct LineStart
{
    int line = 1;
    qsizetype from = 0;
    qsizetype passed = 0;

    void advance(const QString &text, qsizetype to); //!< `to` never falls
};

//! `at` lies in the line that `start` tells.
Excerpt excerptAt(const QString &text, const LineStart &start, qsizetype at, qsizetype length);

} // namespace text

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "text/diff.h"

namespace text {

//! Lines that were taken out in one place and put in, unchanged, in another.
struct Move
{
    int before = 0; //!< the first of them in the older text, from 1
    int after = 0;  //!< in the newer one
    int lines = 0;

    friend bool operator==(const Move &, const Move &) = default;
};

//! The moved blocks of a difference, in the order of the older text; no line is part of two. A block has at least two
//! lines with something in them and twenty letters or digits, as with git's --color-moved: braces and blank lines are
//! found anywhere. Where blanks are ignored, they are here too. The search is bounded, so that of texts that repeat
//! themselves endlessly some moves may not be found. Any thread.
QList<Move> moves(const Diff &diff, const core::CancelFlag &cancel = {});

} // namespace text

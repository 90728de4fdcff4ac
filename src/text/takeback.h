// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "text/merge.h"

namespace text {

//! What becomes of a text when one earlier change to it is taken back.
struct TakeBack
{
    enum class Kind : quint8 {
        Nothing,   //!< the change changed nothing, or none of it is left in the present text
        Clean,     //!< `merge.result()` is the present text without it
        Conflicts, //!< later changes touch it: somebody has to decide
        TooLarge,
        Cancelled,
    };

    Kind kind = Kind::Nothing;
    Merge merge; //!< base: the changed text, mine: the present one, theirs: the one before the change
};

//! The reverse of one change merged onto the present text (`git revert`): what was changed later stays.
TakeBack takeBack(const QByteArray &before, const QByteArray &changed, const QByteArray &present,
                  const core::CancelFlag &cancel = {});

} // namespace text

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/movedblocks.h"

#include <QList>

namespace widgets {

//! One painted line of a diff view.
struct DiffItem
{
    enum class Kind : quint8 {
        Both,     //!< a row with both sides (side by side), or an unchanged row (inline)
        Before,   //!< inline: the old side of a row
        After,    //!< inline: the new side of a row
        Fold,     //!< unchanged rows that are hidden
        MovedAway, //!< over the old side of a moved block: where it is now
        MovedHere, //!< over its new side: where it was
    };

    Kind kind = Kind::Both;
    qsizetype row = 0;     //!< index into Diff::rows; of a fold the first hidden one
    qsizetype count = 1;   //!< rows it stands for; 0 for a line over a moved block

    [[nodiscard]] bool isMove() const { return kind == Kind::MovedAway || kind == Kind::MovedHere; }

    friend bool operator==(const DiffItem &, const DiffItem &) = default;
};

using DiffItems = QList<DiffItem>;

struct DiffItemOptions
{
    bool isInline = false;
    bool fold = true;
    QList<qsizetype> expanded = {}; //!< first rows of folds to show
};

//! Lays the rows out as lines. Inline, the old lines of a run of changes come before its new ones.
DiffItems layOut(const text::Diff &diff, const DiffItemOptions &options, const MovedBlocks &moved = {});

//! The first item that shows the row (a fold may), or -1.
qsizetype itemOfRow(const DiffItems &items, qsizetype row);

} // namespace widgets

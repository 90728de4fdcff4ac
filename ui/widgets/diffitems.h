// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "text/diff.h"

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
    };

    Kind kind = Kind::Both;
    qsizetype row = 0;     //!< index into Diff::rows; of a fold the first hidden one
    qsizetype count = 1;   //!< rows it stands for

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
DiffItems layOut(const text::Diff &diff, const DiffItemOptions &options);

//! The item that shows the row (a fold may), or -1.
qsizetype itemOfRow(const DiffItems &items, qsizetype row);

} // namespace widgets

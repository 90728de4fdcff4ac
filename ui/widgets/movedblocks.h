// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "text/moves.h"

#include <QHash>

namespace widgets {

//! A block that moved, with the rows of a diff at which its two ends begin.
struct MovedBlock
{
    text::Move move;
    qsizetype beforeRow = 0;
    qsizetype afterRow = 0;

    [[nodiscard]] bool wentDown() const { return afterRow > beforeRow; }
};

//! Finds the moved block that a line is part of. A value.
class MovedBlocks
{
public:
    MovedBlocks() = default;
    MovedBlocks(const text::Diff &diff, const QList<text::Move> &moves);

    [[nodiscard]] const QList<MovedBlock> &list() const { return m_blocks; }
    //! By a line number of the older text; null: the line is in no such block. Valid as long as this.
    [[nodiscard]] const MovedBlock *ofBefore(int line) const;
    [[nodiscard]] const MovedBlock *ofAfter(int line) const;

private:
    QList<MovedBlock> m_blocks;
    QHash<int, qsizetype> m_before; //!< line to index
    QHash<int, qsizetype> m_after;
};

} // namespace widgets

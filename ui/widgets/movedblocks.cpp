// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/movedblocks.h"

namespace widgets {

MovedBlocks::MovedBlocks(const text::Diff &diff, const QList<text::Move> &moves)
{
    if (moves.isEmpty())
        return;
    for (const text::Move &move : moves) {
        for (int i = 0; i < move.lines; ++i) {
            m_before.insert(move.before + i, m_blocks.size());
            m_after.insert(move.after + i, m_blocks.size());
        }
        m_blocks.append({move});
    }
    for (qsizetype i = 0; i < diff.rows.size(); ++i) {
        const text::Row &row = diff.rows[i];
        if (const auto at = m_before.constFind(row.before.number); at != m_before.cend() && m_blocks[*at].move.before == row.before.number)
            m_blocks[*at].beforeRow = i;
        if (const auto at = m_after.constFind(row.after.number); at != m_after.cend() && m_blocks[*at].move.after == row.after.number)
            m_blocks[*at].afterRow = i;
    }
}

const MovedBlock *MovedBlocks::ofBefore(int line) const
{
    const auto at = m_before.constFind(line);
    return at == m_before.cend() ? nullptr : &m_blocks[*at];
}

const MovedBlock *MovedBlocks::ofAfter(int line) const
{
    const auto at = m_after.constFind(line);
    return at == m_after.cend() ? nullptr : &m_blocks[*at];
}

} // namespace widgets

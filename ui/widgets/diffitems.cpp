// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/diffitems.h"

#include "text/fold.h"

namespace widgets {

namespace {

//! The line over a moved block that begins on this side of the row.
void addMove(DiffItems &items, const MovedBlock *block, bool away, qsizetype row)
{
    if (block && (away ? block->beforeRow : block->afterRow) == row)
        items.append({away ? DiffItem::Kind::MovedAway : DiffItem::Kind::MovedHere, row, 0});
}

void addInline(DiffItems &items, const text::Diff &diff, const MovedBlocks &moved, qsizetype first, qsizetype last)
{
    for (qsizetype i = first; i < last;) {
        if (diff.rows[i].kind == text::RowKind::Same) {
            items.append({DiffItem::Kind::Both, i, 1});
            ++i;
            continue;
        }
        qsizetype end = i;
        for (; end < last && diff.rows[end].kind != text::RowKind::Same; ++end) {
            if (diff.rows[end].before.number > 0) {
                addMove(items, moved.ofBefore(diff.rows[end].before.number), true, end);
                items.append({DiffItem::Kind::Before, end, 1});
            }
        }
        for (; i < end; ++i) {
            if (diff.rows[i].after.number > 0) {
                addMove(items, moved.ofAfter(diff.rows[i].after.number), false, i);
                items.append({DiffItem::Kind::After, i, 1});
            }
        }
    }
}

} // namespace

DiffItems layOut(const text::Diff &diff, const DiffItemOptions &options, const MovedBlocks &moved)
{
    DiffItems items;
    QList<text::Section> sections;
    if (options.fold)
        sections = text::fold(diff.rows);
    else
        sections.append({0, diff.rows.size(), false});
    for (const text::Section &section : std::as_const(sections)) {
        const qsizetype end = section.first + section.count;
        if (section.folded && !options.expanded.contains(section.first)) {
            items.append({DiffItem::Kind::Fold, section.first, section.count});
        } else if (options.isInline) {
            addInline(items, diff, moved, section.first, end);
        } else {
            for (qsizetype i = section.first; i < end; ++i) {
                addMove(items, moved.ofBefore(diff.rows[i].before.number), true, i);
                addMove(items, moved.ofAfter(diff.rows[i].after.number), false, i);
                items.append({DiffItem::Kind::Both, i, 1});
            }
        }
    }
    return items;
}

qsizetype itemOfRow(const DiffItems &items, qsizetype row)
{
    for (qsizetype i = 0; i < items.size(); ++i) {
        if (row >= items[i].row && row < items[i].row + items[i].count)
            return i;
    }
    return -1;
}

} // namespace widgets

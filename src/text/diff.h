// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/background.h"
#include "text/lineend.h"
#include "text/words.h"

#include <QByteArray>
#include <QList>

namespace text {

enum class RowKind : quint8 { Same, Removed, Added, Changed };

//! One line of one side. Lines end at LF, as git sees them; a CR elsewhere is a character of the line.
struct Line
{
    int number = 0;            //!< from 1; 0: this side has no line here
    qsizetype offset = 0;      //!< of its first byte in the side's text
    qsizetype length = 0;      //!< in bytes, without the line end
    LineEnd end = LineEnd::None;
    QList<Range> words = {};   //!< what differs within a changed line; relative to `offset`
};

struct Row
{
    RowKind kind = RowKind::Same;
    Line before;
    Line after;

    //! The lines end differently: LF against CRLF, or the last one has no line end.
    [[nodiscard]] bool endDiffers() const { return kind == RowKind::Changed && before.end != after.end; }
};

enum class DiffState : quint8 { Ready, TooLarge, Cancelled };

//! Two texts line by line. A value: it holds the texts, so its views into them stay valid as long as it lives.
struct Diff
{
    DiffState state = DiffState::Ready;
    QByteArray beforeText;
    QByteArray afterText;
    QList<Row> rows;           //!< in reading order; empty unless Ready
    int added = 0;             //!< as `git diff --numstat` counts, or with -w
    int removed = 0;
    bool blanksIgnored = false; //!< a Same row may differ in its blanks

    [[nodiscard]] bool isEqual() const { return state == DiffState::Ready && added == 0 && removed == 0; }
    [[nodiscard]] QByteArrayView before(const Row &row) const
    {
        return QByteArrayView(beforeText).sliced(row.before.offset, row.before.length);
    }
    [[nodiscard]] QByteArrayView after(const Row &row) const
    {
        return QByteArrayView(afterText).sliced(row.after.offset, row.after.length);
    }
};

struct DiffOptions
{
    qsizetype maxBytes = 8 * 1024 * 1024; //!< of either text
    qsizetype maxLines = 200'000;         //!< of either text
    bool ignoreBlanks = false;            //!< white space counts for nothing, as with `git diff -w`
};

//! Compares two texts. 100 KB take milliseconds; larger ones belong in core::inBackground. Polls `cancel` between its
//! steps. Any thread.
Diff diff(const QByteArray &before, const QByteArray &after, const core::CancelFlag &cancel = {},
          const DiffOptions &options = {});

} // namespace text

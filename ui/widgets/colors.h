// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QPalette>

namespace widgets {

//! What a colour means. It is never the only signal: an icon, a sign or a word goes with it.
struct Colors
{
    QColor ink;             //!< ordinary text on `ground`
    QColor ground;          //!< behind texts
    QColor muted;           //!< line numbers, hints; still readable
    QColor accent;          //!< information, the current thing
    QColor positive;
    QColor warning;
    QColor error;
    QColor currentLine;     //!< ground of the current line
    QColor gutter;          //!< ground of line numbers
    QColor gap;             //!< ground where a side has no line
    QColor removed;         //!< ground of a line of the old side; orange, not red (Okabe-Ito)
    QColor removedStrong;   //!< ground of its words that differ
    QColor removedInk;      //!< its sign
    QColor added;           //!< ground of a line of the new side; blue, not green
    QColor addedStrong;
    QColor addedInk;
    QColor moved;           //!< ground of a line that moved, on either side; reddish purple
    QColor movedInk;
    QColor match;           //!< ground of what find found
};

bool isDark(const QPalette &palette);

//! Semantic colours made from the palette: every ink has at least 4.5:1 on its ground. Ask again in changeEvent() on
//! PaletteChange.
Colors colorsFor(const QPalette &palette);

//! WCAG 2 contrast of two opaque colours, 1 to 21.
double contrast(const QColor &a, const QColor &b);

//! `ink` made darker or lighter until it has that contrast on `ground`.
QColor readable(const QColor &ink, const QColor &ground, double least = 4.5);

//! `share` of `over` (0 to 1) laid on `ground`.
QColor blend(const QColor &ground, const QColor &over, double share);

} // namespace widgets

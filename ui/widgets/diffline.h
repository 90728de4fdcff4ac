// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "text/words.h"

#include <QByteArrayView>
#include <QList>
#include <QString>

namespace widgets {

//! A line as a diff view paints it: tabs are blanks, hidden characters are written out (‹U+202E›), and of a very long
//! line only the places that differ are there, between ellipses.
struct DiffLine
{
    QString text;
    QList<text::Range> marks;     //!< what differs; UTF-16 units of `text`
    QList<text::Range> written;   //!< what is not in the line: escapes and ellipses
    QList<text::Range> spots;     //!< where the spots asked for are in `text`, one for each; empty where not shown
};

//! `spots`: other places of the line that are to be found again, in order; they may overlap.
DiffLine diffLine(QByteArrayView bytes, const QList<text::Range> &marks, int tabWidth, const QList<text::Range> &spots = {});

//! About how many columns the line takes: for scroll bars, fast.
int columnsOf(QByteArrayView bytes, int tabWidth);

} // namespace widgets

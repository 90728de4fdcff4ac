// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "text/sentences.h"
#include "ui/widgets/diffitems.h"

#include <QString>

namespace widgets {

// Differences as sentences, for screen readers and for the list of changes. Hidden characters are written out, long
// lines shortened.

//! "Line 12: “dark” became “light”."
QString sentence(const text::Diff &diff, const text::Fact &fact);

//! All changes, or the one with that index into `changes` (as text::changeStarts gives them).
QString speechOf(const text::Diff &diff, const text::Facts &facts, const QList<qsizetype> &changes, int only = -1);

//! One line of the view.
QString speechOf(const text::Diff &diff, const MovedBlocks &moved, const DiffItem &item);

//! "12 lines moved to line 40", for the line over one end of a moved block.
QString movedWords(const MovedBlock &block, bool away);

//! What a line ends with where both sides end differently.
QString lineEndName(text::LineEnd end);

} // namespace widgets

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "text/diff.h"
#include "ui/widgets/diffitems.h"

#include <QString>

namespace widgets {

// Differences as sentences, for screen readers. Hidden characters are written out, long lines shortened.

//! All changes, or the one with that index into `changes` (as text::changeStarts gives them).
QString speechOf(const text::Diff &diff, const QList<qsizetype> &changes, int only = -1);

//! One line of the view.
QString speechOf(const text::Diff &diff, const DiffItem &item);

} // namespace widgets

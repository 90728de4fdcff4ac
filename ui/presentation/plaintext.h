// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace presentation {

//! For tooltips, which guess whether a text is HTML: what looks like it is escaped, so that it is shown and not obeyed
//! (promise I3).
QString plainTooltip(const QString &text);

//! A text of several lines from outside, each line with odd characters made visible, at most `longest` characters.
QString displayLines(const QString &text, qsizetype longest = 400);

} // namespace presentation

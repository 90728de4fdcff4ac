// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "history/past.h"
#include "history/walks.h"

#include <QLocale>
#include <QString>

//! What is said of a moment of a store. Pure.
namespace controllers {

//! "18 May 2026 17:34:26: 14 entries, 23,120 bytes. 1 text is redacted."
QString stateWords(const history::PastState &state, const QLocale &locale = QLocale());
//! What the history does not tell about a moment because it was not read that far; empty when it tells all.
QString momentCoverageWords(const history::Coverage &coverage, const core::Timestamp &moment, const QLocale &locale = QLocale());

//! That what stands at the moment may have been written since the newest records were last read; empty when they were read
//! at or after `since`, or when the moment is before.
QString freshnessWords(const history::Coverage &coverage, const core::Timestamp &moment, const core::Timestamp &since,
                       const QLocale &locale = QLocale());

} // namespace controllers

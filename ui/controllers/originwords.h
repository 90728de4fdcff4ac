// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/huntrun.h"
#include "session/originrun.h"
#include "ui/widgets/linemargin.h"

#include <QDateTime>
#include <QString>

//! What is known of the origin of lines, in words.
namespace controllers {

//! "v3" beside the line, or "v2–v5", "≤ v5" where texts in between or further back are not known. Without the creation no
//! version can be counted, and the time stands alone.
widgets::LineNote noteOf(const session::OriginReport &report, const audit::LineOrigin &origin, const QDateTime &now);
widgets::LineNote unsavedNote();
widgets::LineNote unknownNote(); //!< not yet
//! One line for the bar: "came in with v3, 18 May 2026 17:34:26 (3 h ago)".
QString lineWords(const session::OriginReport &report, const audit::LineOrigin &origin, const QDateTime &now);
//! How much was read, and what is missing.
QString coverageWords(const session::OriginReport &report, bool running);

//! The same line stood elsewhere before.
void noteEarlierPlace(widgets::LineNote &note, const audit::LinePlace &place);
QString earlierWords(const audit::LinePlace &place);
//! `whole`: all of the store's past is known.
QString elsewhereWords(const session::HuntReport &report, bool running, bool whole);

//! 1 for a moment ago, 0 for five years and more; equal steps for equal ratios.
double heatOf(const core::Timestamp &at, const QDateTime &now);

} // namespace controllers

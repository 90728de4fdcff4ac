// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/entry.h"
#include "core/loading.h"
#include "core/version.h"
#include "models/historymodel.h"
#include "models/pathcheck.h"
#include "models/storetreemodel.h"

#include <QLocale>
#include <QString>

#include <optional>

//! Words for facts, translated, whole.
namespace presentation {

QString actionWord(core::Action action, const QString &asSent = {}); //!< "created", "updated", "deleted", or as sent
QString ordinalText(qint64 ordinal, bool lowerBound); //!< "v3", "at least v3"
QString integrityText(core::Integrity integrity);     //!< "sha256 checked", …; a whole short phrase
QString integritySign(core::Integrity integrity);     //!< "sha256 ✓", for the footer
QString pathProblemText(models::PathProblem problem); //!< a whole sentence for beside the field

//! "12", "4+", "2 of 12", "2 of 4+"
QString countText(qint64 count, bool complete, std::optional<qint64> shown = {}, const QLocale &locale = QLocale());
QString entryCountText(qint64 count, bool complete); //!< "12 entries", "at least 4 entries"

//! "12 of 12 entries", "412 of about 8,000 entries", "412 entries so far"
QString entriesCoverage(const core::Loading &loading, const QLocale &locale = QLocale());
//! "412 of about 8,000 versions", "all 12 versions", "412 versions so far, back to 3 Mar"
QString historyCoverage(const models::HistoryCoverage &coverage, const QLocale &locale = QLocale());
//! "2 of 412 match", with "so far" while the list is not complete
QString filterCoverage(const models::FilterCoverage &coverage, const QLocale &locale = QLocale());

} // namespace presentation

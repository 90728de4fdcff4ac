// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "history/records.h"
#include "history/walks.h"
#include "ui/panels/activityfilterbar.h"
#include "ui/widgets/barchart.h"

#include <QLocale>

#include <optional>

//! What the filters of *Activity* mean for the index, and what may be said of its answers. Pure.
namespace controllers {

//! From the first moment on, up to but without the second; either may be open.
struct TimeLimits
{
    std::optional<QDateTime> from;
    std::optional<QDateTime> to;
    std::optional<core::Timestamp> since = std::nullopt; //!< in place of `from` for the index: to the microsecond
};

//! Whole local days, or all since a mark. `marks`: those that the choice is among.
[[nodiscard]] TimeLimits limitsOf(const panels::ActivityFilterValues &values, const QDateTime &now,
                                  const QList<history::Mark> &marks);
//! With the brushed range in it: the narrower of the two limits holds. `hashes`: of the texts in which the words are.
[[nodiscard]] history::Filter filterOf(const panels::ActivityFilterValues &values, const TimeLimits &limits,
                                       const std::optional<widgets::TimeSpan> &brush = std::nullopt,
                                       const std::optional<QSet<QString>> &hashes = std::nullopt);
//! What the chart covers: the limits where they are set, else from the beginning of the store (or its oldest known record,
//! should that be older) to the end of today.
[[nodiscard]] widgets::TimeSpan chartSpan(const TimeLimits &limits, const QDateTime &now, const core::Timestamp &storeCreatedAt,
                                          const core::Timestamp &oldestKnown);

//! Which versions pass the filter, for somebody who does not see the window; times in UTC. `text`: what is said of its
//! hashes.
[[nodiscard]] QString selectionWords(const history::Filter &filter, const QString &text, const QLocale &locale = QLocale());
//! "8,214 versions, back to 3 March 2026; 61 % of the store's past. Redactions as of 12 May 2026."
[[nodiscard]] QString coverageWords(const history::Coverage &coverage, bool reading, const QLocale &locale = QLocale());
//! What may be said about redaction: as of when every record was last read, and how far the sweep under way has come.
[[nodiscard]] QString redactionWords(const history::Coverage &coverage, const QLocale &locale = QLocale());
//! "1,204 of 8,214 known versions match." Without a filter nothing, for the foot of the list says it.
[[nodiscard]] QString matchWords(const history::Count &count, const history::Coverage &coverage,
                                 const QLocale &locale = QLocale());
//! "12 May – 14 May", "18 May, 14:00 – 16:00".
[[nodiscard]] QString brushWords(const widgets::TimeSpan &span, const QLocale &locale = QLocale());
//! "Since I last looked, yesterday 15:35", "Since “before the run”, 15:35".
[[nodiscard]] QString markWords(const history::Mark &mark, const QDateTime &now, const QLocale &locale = QLocale());

//! The same as a moment: "When I last looked (yesterday 15:35)", "“before the run” (15:35)".
[[nodiscard]] QString momentWords(const history::Mark &mark, const QDateTime &now, const QLocale &locale = QLocale());

} // namespace controllers

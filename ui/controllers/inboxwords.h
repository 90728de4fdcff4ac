// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "history/reviews.h"
#include "history/walks.h"

#include <QDateTime>
#include <QLocale>
#include <QString>

namespace controllers {

//! From when on is reviewed: "1 May", "1 May 2025, 14:05", "the beginning".
[[nodiscard]] QString sinceWords(const core::Timestamp &since, const QDateTime &now, const QLocale &locale = QLocale());
//! "98 % of the 1,234 writes of others since 1 May were looked at; 12 are unread." And what is not known of that time, for
//! nobody can have looked at it. `opened`: when somebody came to look.
[[nodiscard]] QString reviewWords(const history::ReviewCount &count, const core::Timestamp &since, bool ownToo,
                                  const history::Coverage &coverage, const core::Timestamp &opened, const QDateTime &now,
                                  const QLocale &locale = QLocale());
//! Whether all that was written since then is in the index.
[[nodiscard]] bool reachesBack(const history::Coverage &coverage, const core::Timestamp &since);
//! Whether the newest of it was read then or later: of an earlier reading nobody can say what came after it.
[[nodiscard]] bool isFresh(const history::Coverage &coverage, const core::Timestamp &opened);

} // namespace controllers

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/timestamp.h"

#include <QDateTime>
#include <QLocale>
#include <QString>

namespace presentation {

//! "just now", "2 min ago", "3 h ago", "yesterday 15:35", "18 May 15:35", "18 May 2025": the further, the coarser. A moment
//! in the future, by whichever clock is wrong, is told as its date: no negative ages (promise D3). "unknown" for null.
QString ageOf(const core::Timestamp &then, const QDateTime &now, const QLocale &locale = QLocale());

//! "18 May 2026 17:34:26", local time.
QString exactLocal(const core::Timestamp &moment, const QLocale &locale = QLocale());
//! "2026-05-18 15:34:26.494349 UTC", with every digit that the service wrote.
QString exactUtc(const core::Timestamp &moment);
//! Both, one a line; for tooltips.
QString exactTooltip(const core::Timestamp &moment, const QLocale &locale = QLocale());

} // namespace presentation

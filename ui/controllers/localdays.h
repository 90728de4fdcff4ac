// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>

#include <optional>

//! Whole local days as moments in UTC: what a person means by "from 3 May to 4 May" (issue: filters).
namespace controllers {

inline std::optional<QDateTime> startOfDay(const std::optional<QDate> &day)
{
    return day ? std::optional(day->startOfDay(Qt::LocalTime).toUTC()) : std::nullopt;
}

//! The last millisecond of the day.
inline std::optional<QDateTime> endOfDay(const std::optional<QDate> &day)
{
    return day ? std::optional(day->endOfDay(Qt::LocalTime).toUTC()) : std::nullopt;
}

} // namespace controllers

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringView>

#include <optional>

namespace wire {
struct Limits;
} // namespace wire

namespace models {

//! wire::PathProblem for those who may not know the wire: why a new entry cannot have this path.
enum class PathProblem {
    Empty,
    LeadingSlash,
    DotDot,
    TooLong,
    ControlCharacter,
    EmptySegment,
    TrailingSlash,
    DotSegment,
    OuterSpace,
    NotUnicode,
};

//! The service's checks and ours (contract 2.5). Nothing when the path can be used.
std::optional<PathProblem> checkPath(QStringView path, const wire::Limits &limits);
//! The same with the limits of the contract.
std::optional<PathProblem> checkPath(QStringView path);

} // namespace models

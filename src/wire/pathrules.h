// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/dialect.h"

#include <QStringView>

#include <optional>

namespace wire {

//! Why a path cannot be used, in the order in which the service checks (contract 2.5).
enum class PathProblem {
    Empty,
    LeadingSlash,
    DotDot,
    TooLong,
    ControlCharacter,
    // What only the client refuses, because no source says that it is accepted:
    EmptySegment,
    TrailingSlash,
    DotSegment,
    OuterSpace,
    NotUnicode,
};

//! The checks that a service makes.
std::optional<PathProblem> serviceProblem(QStringView path, const Limits &limits);
//! The service's checks and ours on top.
std::optional<PathProblem> clientProblem(QStringView path, const Limits &limits);

//! "Empty after trimming" means only U+0009-U+000D and U+0020 (contract 2.8).
bool isBlank(QByteArrayView content);

} // namespace wire

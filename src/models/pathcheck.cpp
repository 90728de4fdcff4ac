// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/pathcheck.h"

#include "wire/pathrules.h"

namespace models {

std::optional<PathProblem> checkPath(QStringView path, const wire::Limits &limits)
{
    const std::optional<wire::PathProblem> problem = wire::clientProblem(path, limits);
    if (!problem)
        return std::nullopt;
    switch (*problem) {
    case wire::PathProblem::Empty: return PathProblem::Empty;
    case wire::PathProblem::LeadingSlash: return PathProblem::LeadingSlash;
    case wire::PathProblem::DotDot: return PathProblem::DotDot;
    case wire::PathProblem::TooLong: return PathProblem::TooLong;
    case wire::PathProblem::ControlCharacter: return PathProblem::ControlCharacter;
    case wire::PathProblem::EmptySegment: return PathProblem::EmptySegment;
    case wire::PathProblem::TrailingSlash: return PathProblem::TrailingSlash;
    case wire::PathProblem::DotSegment: return PathProblem::DotSegment;
    case wire::PathProblem::OuterSpace: return PathProblem::OuterSpace;
    case wire::PathProblem::NotUnicode: return PathProblem::NotUnicode;
    }
    return PathProblem::NotUnicode;
}

std::optional<PathProblem> checkPath(QStringView path)
{
    return checkPath(path, wire::Limits());
}

} // namespace models

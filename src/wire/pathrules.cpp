// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "wire/pathrules.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wire {

std::optional<PathProblem> serviceProblem(QStringView path, const Limits &limits)
{
    if (path.isEmpty())
        return PathProblem::Empty;
    if (path.startsWith(u'/'))
        return PathProblem::LeadingSlash;
    if (path.contains(u".."))
        return PathProblem::DotDot;
    if (path.toUtf8().size() > limits.pathBytes)
        return PathProblem::TooLong;
    if (std::any_of(path.begin(), path.end(), [](QChar c) { return c < u' ' || c == QChar(0x7F); }))
        return PathProblem::ControlCharacter;
    return std::nullopt;
}

std::optional<PathProblem> clientProblem(QStringView path, const Limits &limits)
{
    if (const auto problem = serviceProblem(path, limits))
        return problem;
    if (!path.isValidUtf16())
        return PathProblem::NotUnicode;
    if (path.endsWith(u'/'))
        return PathProblem::TrailingSlash;
    if (path.front().isSpace() || path.back().isSpace())
        return PathProblem::OuterSpace;
    for (const QStringView segment : path.split(u'/')) {
        if (segment.isEmpty())
            return PathProblem::EmptySegment;
        if (segment == u".")
            return PathProblem::DotSegment;
    }
    return std::nullopt;
}

bool isBlank(QByteArrayView content)
{
    return std::all_of(content.begin(), content.end(), [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); });
}

} // namespace wire

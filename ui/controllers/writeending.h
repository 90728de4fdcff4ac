// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/controllers/errorbanner.h"

namespace controllers {

//! What all writes of entries may end with, whatever they wanted; nothing: it is the kind's own affair.
template<typename Kind>
[[nodiscard]] constexpr std::optional<presentation::Situation> commonEnding(Kind kind)
{
    switch (kind) {
    case Kind::StoreArchived: return presentation::Situation::StoreArchived;
    case Kind::NotApplied: return presentation::Situation::NotApplied;
    case Kind::StillUnknown: return presentation::Situation::StillUnknown;
    default: return {};
    }
}

//! As showFailure() of errors, for an outcome that is no error but no success either.
void showFailure(dialogs::Sheet &sheet, presentation::Situation situation, const std::optional<core::Error> &cause);

} // namespace controllers

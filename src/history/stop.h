// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/background.h"

namespace history {

//! Why a long look ends early: its call was cancelled, or the index itself comes to its end. Inside the layer only.
struct Stop
{
    core::CancelFlag call;
    core::CancelFlag end;

    [[nodiscard]] bool isSet() const { return call.isSet() || end.isSet(); }
};

} // namespace history

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/loading.h"

//! What the repositories share about lists that come in pages.
namespace session {

//! Whether a view would show the same, so that nothing is announced that did not change.
bool looksSame(const core::Loading &a, const core::Loading &b);

} // namespace session

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/roles.h"

namespace models {

//! Of a version record, QString: the person's own words on it; empty: none. Far behind EndRole, where models of a layer above
//! begin theirs.
inline constexpr int NoteRole = EndRole + 50;

} // namespace models

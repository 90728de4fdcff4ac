// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/timestamp.h"

#include <QStringView>

#include <optional>

namespace audit {

//! The moment inside an id whose last part is a UUID of version 7 (RFC 9562), with or without hyphens; whole
//! milliseconds. Nothing for other ids: they tell nothing.
std::optional<core::Timestamp> timeInId(QStringView id);

} // namespace audit

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "wire/json.h"

#include <optional>

namespace service {

//! A request body, or what we keep as JSON ourselves: one object and nothing after it, read as strictly as wire::readJson
//! does, no name twice in an object, at most 32 levels deep. Nothing when it is not that.
std::optional<wire::Json> readJsonObject(QByteArrayView json);

} // namespace service

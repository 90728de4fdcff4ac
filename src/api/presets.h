// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <array>

namespace api {

//! The known addresses of the service (contract 1.1). Words for them are in ui/.
enum class Preset { Global, China, LegacyGateway };

inline constexpr std::array presets{Preset::Global, Preset::China, Preset::LegacyGateway};

//! The base URL to put before every route, without a trailing slash.
QString baseUrlOf(Preset preset);

} // namespace api

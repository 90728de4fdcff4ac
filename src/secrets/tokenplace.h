// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace secrets {

//! Where a connection's token is kept: the person's choice.
enum class TokenPlace {
    Keychain, //!< the desktop's
    ThisRun,  //!< in memory until the program ends
};

} // namespace secrets

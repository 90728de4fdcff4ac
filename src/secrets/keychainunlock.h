// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "secrets/keychaincheck.h"

namespace secrets {

//! Has the desktop ask the person to unlock the default keyring (or the wallet), or to set one up where there is none.
//! In the keychain thread; `handler` is called there with the state afterwards: Refused when the question was dismissed.
void unlockKeychain(QObject *context, std::chrono::milliseconds limit, const KeychainCheckHandler &handler);

} // namespace secrets

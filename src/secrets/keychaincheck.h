// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "secrets/keychainbus.h"

namespace secrets {

//! Asks, without prompting anybody, whether the keychain that QtKeychain would use is there and unlocked: the Secret
//! Service, or KWallet in a Plasma session. Must come before every job: on a locked keyring QtKeychain's read says "not
//! found" and its delete says "done". In the keychain thread; `handler` is called there, once, within about `limit`.
void checkKeychain(QObject *context, std::chrono::milliseconds limit, const KeychainCheckHandler &handler);

} // namespace secrets

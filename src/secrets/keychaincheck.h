// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "secrets/keychainstate.h"

#include <QString>

#include <chrono>
#include <functional>

class QDBusConnection;
class QDBusError;
class QDBusMessage;
class QObject;

namespace secrets {

struct KeychainCheck
{
    KeychainState state = KeychainState::Error;
    QString itsWords = {}; //!< D-Bus' own words, where it is not available
};

using KeychainCheckHandler = std::function<void(const KeychainCheck &)>;

//! Asks, without prompting anybody, whether the keychain that QtKeychain would use is there and unlocked: the Secret
//! Service, or KWallet in a Plasma session. Must come before every job: on a locked keyring QtKeychain's read says "not
//! found" and its delete says "done". In the keychain thread; `handler` is called there, once, within about `limit`.
void checkKeychain(QObject *context, std::chrono::milliseconds limit, const KeychainCheckHandler &handler);

//! Our own connection to the session bus; connects (and may block) where that was not done or did not work before.
QDBusConnection keychainBus();
KeychainState stateOf(const QDBusError &error);
//! The wallet service that QtKeychain prefers in this session, empty outside Plasma.
QString walletService();
//! A call of that service's `method`.
QDBusMessage walletCall(const QString &method);

} // namespace secrets

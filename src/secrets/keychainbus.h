// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "secrets/keychainstate.h"

#include <QDBusConnection>
#include <QDBusError>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

#include <chrono>
#include <functional>

//! How this layer talks to the desktop's keychain past QtKeychain: on the session bus, with a time limit for each
//! question. For the files of src/secrets alone; in the keychain thread.
namespace secrets {

struct KeychainCheck
{
    KeychainState state = KeychainState::Error;
    QString itsWords = {}; //!< D-Bus' own words, where it is not available
};

using KeychainCheckHandler = std::function<void(const KeychainCheck &)>;

//! Our own connection to the session bus; connects (and may block) where that was not done or did not work before.
QDBusConnection keychainBus();
KeychainState stateOf(const QDBusError &error);

//! A call of `method` of the wallet that QtKeychain prefers in a Plasma session.
QDBusMessage walletCall(const QString &method);

//! Asks, and goes on with `then` when an answer of the type T came, else with `failed`.
template<typename T>
void askOnBus(QObject *context, const QDBusMessage &question, std::chrono::milliseconds limit,
              const KeychainCheckHandler &failed, const std::function<void(const T &, const QDBusMessage &)> &then)
{
    auto *watcher = new QDBusPendingCallWatcher(keychainBus().asyncCall(question, int(limit.count())), context);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context, [=] {
        watcher->deleteLater();
        const QDBusPendingReply<T> reply = *watcher;
        if (reply.isError())
            failed({stateOf(reply.error()), reply.error().message()});
        else
            then(reply.value(), reply.reply());
    });
}

//! The keychain that QtKeychain would use: `secretService` is called, or in a Plasma session `wallet` with the name of
//! the wallet; `failed` where there is no bus or the wallet's service does not answer.
void chooseKeychain(QObject *context, std::chrono::milliseconds limit, const KeychainCheckHandler &failed,
                    const std::function<void(const QString &)> &wallet, const std::function<void()> &secretService);

} // namespace secrets

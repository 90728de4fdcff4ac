// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/keychainstate.h"

namespace secrets {

using namespace Qt::StringLiterals;

namespace {

constexpr KeychainState allStates[] = {
    KeychainState::Available, KeychainState::NoBus,  KeychainState::NoService, KeychainState::Locked,
    KeychainState::Refused,   KeychainState::Frozen, KeychainState::Error,
};

} // namespace

QString word(KeychainState state)
{
    switch (state) {
    case KeychainState::Available:
        return u"available"_s;
    case KeychainState::NoBus:
        return u"noBus"_s;
    case KeychainState::NoService:
        return u"noService"_s;
    case KeychainState::Locked:
        return u"locked"_s;
    case KeychainState::Refused:
        return u"refused"_s;
    case KeychainState::Frozen:
        return u"frozen"_s;
    case KeychainState::Error:
        break;
    }
    return u"error"_s;
}

core::Error keychainError(KeychainState state, const QString &itsWords)
{
    core::Error error{core::ErrorKind::Keychain, itsWords.left(500)};
    error.detail = word(state);
    error.delivery = core::Delivery::NotSent;
    error.retryable = state != KeychainState::NoService && state != KeychainState::NoBus;
    return error;
}

KeychainState keychainState(const core::Error &error)
{
    if (error.kind != core::ErrorKind::Keychain)
        return KeychainState::Error;
    for (const KeychainState state : allStates) {
        if (error.detail == word(state))
            return state;
    }
    return KeychainState::Error;
}

} // namespace secrets

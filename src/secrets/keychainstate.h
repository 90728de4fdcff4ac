// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/error.h"

#include <QString>

namespace secrets {

//! How the desktop's keychain stands. Each has its own sentence in the window (promise G2).
enum class KeychainState {
    Available,
    NoBus,     //!< no session bus: a bare login, a container, ssh
    NoService, //!< a bus, but nobody keeps secrets on it, or libsecret is not installed
    Locked,    //!< it is there and must be unlocked first, or nobody has set it up yet; never taken for empty
    Refused,   //!< it said no, or the person dismissed its question
    Frozen,    //!< no answer within our time
    Error,     //!< anything else; `serverText` of the error has the keychain's own words
};

//! The state's word: `available`, `noBus`, `noService`, `locked`, `refused`, `frozen`, `error`.
QString word(KeychainState state);

//! Error{Keychain} with the state's word as `detail` and the keychain's own words, untrusted, as `serverText`.
core::Error keychainError(KeychainState state, const QString &itsWords = {});

//! The state that an error of kind Keychain was made from; Error for every other error.
KeychainState keychainState(const core::Error &error);

} // namespace secrets

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "core/ids.h"
#include "secrets/keychainstate.h"

#include <QByteArray>

#include <optional>

namespace secrets {

//! Where tokens live, one for each connection. Used from the application's thread; no function blocks. Errors are
//! Error{Keychain} with the state's word as detail (or Error{Invalid} for a token that no header could carry). A failure
//! never removes what was stored before. Tokens are never logged.
class TokenStore
{
public:
    virtual ~TokenStore() = default;

    //! Nothing when no token is stored for this connection: a normal answer, not an error.
    virtual core::Call<std::optional<QByteArray>> read(const core::ConnectionId &connection) = 0;
    //! Replaces the connection's token.
    virtual core::Call<core::Done> write(const core::ConnectionId &connection, const QByteArray &token) = 0;
    //! Also succeeds when there was none.
    virtual core::Call<core::Done> remove(const core::ConnectionId &connection) = 0;

    //! How the store stands now. Never an error: the state is the answer. Asks the person nothing.
    virtual core::Call<KeychainState> probe() = 0;
    //! Lets the desktop ask the person to unlock (or set up) the keychain; answers with the state afterwards. Takes as
    //! long as the person does, at most some minutes.
    virtual core::Call<KeychainState> unlock() = 0;
};

} // namespace secrets

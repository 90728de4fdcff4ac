// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "secrets/runtokenstore.h"
#include "secrets/tokenplace.h"
#include "secrets/tokenstore.h"

#include <QObject>

namespace secrets {

//! The tokens of all connections, wherever the person chose to keep them. What is kept for this run wins over the
//! keychain, so that one can go on without it and still find the kept token untouched at the next start.
class TokenVault final : public QObject
{
    Q_OBJECT
public:
    //! `keychain` outlives the vault.
    explicit TokenVault(TokenStore &keychain, QObject *parent = nullptr);

    //! Nothing when there is no token anywhere; an error when the keychain cannot be asked.
    core::Call<std::optional<QByteArray>> read(const core::ConnectionId &connection);
    //! Keychain: a failure changes nothing, the caller offers ThisRun instead. ThisRun: always works, and leaves what the
    //! keychain has.
    core::Call<core::Done> keep(const core::ConnectionId &connection, const QByteArray &token, TokenPlace place);
    //! From both places. On an error the token of this run is gone and the keychain's is still there.
    core::Call<core::Done> remove(const core::ConnectionId &connection);

    [[nodiscard]] bool isKeptForThisRun(const core::ConnectionId &connection) const { return m_run.contains(connection); }
    core::Call<KeychainState> probe() { return m_keychain.probe(); }
    core::Call<KeychainState> unlock() { return m_keychain.unlock(); }

private:
    TokenStore &m_keychain;
    RunTokenStore m_run;
};

} // namespace secrets

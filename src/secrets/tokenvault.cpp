// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/tokenvault.h"

namespace secrets {

TokenVault::TokenVault(TokenStore &keychain, QObject *parent) : QObject(parent), m_keychain(keychain) { }

core::Call<std::optional<QByteArray>> TokenVault::read(const core::ConnectionId &connection)
{
    return m_run.contains(connection) ? m_run.read(connection) : m_keychain.read(connection);
}

core::Call<core::Done> TokenVault::keep(const core::ConnectionId &connection, const QByteArray &token, TokenPlace place)
{
    if (place == TokenPlace::ThisRun)
        return m_run.write(connection, token);
    const core::Promise<core::Done> promise;
    auto call = m_keychain.write(connection, token);
    promise.onCancel([call]() mutable { call.cancel(); });
    call.then(this, [this, connection, promise](const core::Result<core::Done> &result) {
        if (result)
            (void)m_run.remove(connection); // or the old one would go on winning
        promise.resolve(result);
    });
    return promise.call();
}

core::Call<core::Done> TokenVault::remove(const core::ConnectionId &connection)
{
    (void)m_run.remove(connection);
    return m_keychain.remove(connection);
}

} // namespace secrets

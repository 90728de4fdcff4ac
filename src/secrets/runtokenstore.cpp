// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/runtokenstore.h"

namespace secrets {

core::Call<std::optional<QByteArray>> RunTokenStore::read(const core::ConnectionId &connection)
{
    const auto token = m_tokens.constFind(connection);
    std::optional<QByteArray> found;
    if (token != m_tokens.constEnd())
        found = *token;
    return core::ready<std::optional<QByteArray>>(found);
}

core::Call<core::Done> RunTokenStore::write(const core::ConnectionId &connection, const QByteArray &token)
{
    m_tokens.insert(connection, token);
    return core::ready<core::Done>(core::Done{});
}

core::Call<core::Done> RunTokenStore::remove(const core::ConnectionId &connection)
{
    m_tokens.remove(connection);
    return core::ready<core::Done>(core::Done{});
}

core::Call<KeychainState> RunTokenStore::probe()
{
    return core::ready<KeychainState>(KeychainState::Available);
}

core::Call<KeychainState> RunTokenStore::unlock()
{
    return probe();
}

} // namespace secrets

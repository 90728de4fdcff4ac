// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "secrets/tokenstore.h"

#include <QHash>

namespace secrets {

//! Keeps tokens in memory until the program ends. Answers at once (still from the event loop) and never fails.
class RunTokenStore final : public TokenStore
{
public:
    core::Call<std::optional<QByteArray>> read(const core::ConnectionId &connection) override;
    core::Call<core::Done> write(const core::ConnectionId &connection, const QByteArray &token) override;
    core::Call<core::Done> remove(const core::ConnectionId &connection) override;
    core::Call<KeychainState> probe() override;
    core::Call<KeychainState> unlock() override;

    [[nodiscard]] bool contains(const core::ConnectionId &connection) const { return m_tokens.contains(connection); }

private:
    QHash<core::ConnectionId, QByteArray> m_tokens;
};

} // namespace secrets

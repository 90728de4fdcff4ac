// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "secrets/tokenstore.h"

#include <QObject>

#include <chrono>
#include <functional>

namespace secrets {

//! How long the keychain may take before the person is told that it does not answer.
struct KeychainLimits
{
    std::chrono::milliseconds probe{1500};  //!< so that the window can say it within 2 s of its start (G2)
    std::chrono::milliseconds job{5000};    //!< read, write, remove
    std::chrono::milliseconds unlock{180000}; //!< a person types a password
};

//! Tokens in the desktop's keychain, through QtKeychain: one entry per connection, service name "palimpsest", key the
//! connection's id. Never falls back to plain text. Nothing here blocks the window: all of it happens in the
//! KeychainThread; an answer that comes after its time is dropped. A job that the keychain already has cannot be called
//! back: a write that was given up can still take effect later.
class KeychainTokenStore final : public QObject, public TokenStore
{
    Q_OBJECT
public:
    explicit KeychainTokenStore(const KeychainLimits &limits = {}, QObject *parent = nullptr);

    core::Call<std::optional<QByteArray>> read(const core::ConnectionId &connection) override;
    core::Call<core::Done> write(const core::ConnectionId &connection, const QByteArray &token) override;
    core::Call<core::Done> remove(const core::ConnectionId &connection) override;
    core::Call<KeychainState> probe() override;
    core::Call<KeychainState> unlock() override;

private:
    template<typename T>
    core::Call<T> ask(std::chrono::milliseconds limit,
                      std::function<void(QObject *context, const core::Promise<T> &)> work);
    template<typename T>
    core::Call<T> askWhenUnlocked(std::chrono::milliseconds limit,
                                  std::function<void(QObject *context, const core::Promise<T> &)> job);

    KeychainLimits m_limits;
};

} // namespace secrets

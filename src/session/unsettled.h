// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "session/settlement.h"

#include <QObject>

#include <functional>
#include <vector>

namespace session {

//! The writes of a connection whose end is not known: those that the journal holds when the connection is opened, and those
//! that could not be read back later. Settles them by reading, and keeps new writes to the same target waiting until then
//! (promise B7). Sends nothing.
class Unsettled : public QObject
{
    Q_OBJECT
public:
    using Resume = std::function<core::Call<Settlement>(const journal::Intent &)>;
    using Then = std::function<void(const std::optional<core::Error> &)>;

    //! `baseUrl`: intents for another one wait for it.
    Unsettled(journal::Intents &intents, const core::ConnectionId &connection, const QString &baseUrl, Resume resume,
              QObject *parent);

    //! Calls `then`, at once or later, when nothing about the target is open; with the error when it cannot be read.
    void settleBefore(const core::StoreId &store, const QString &target, Then then);
    //! Tries those again that could not be read.
    void settleAll();
    void add(const journal::Intent &intent);

signals:
    void settled(const session::Settlement &settlement);

private:
    struct Open
    {
        journal::Intent intent;
        bool running = false;
    };
    struct Waiting
    {
        core::StoreId store;
        QString target;
        Then then;
    };

    void settle(const QString &id);
    void end(const journal::Intent &intent, const core::Result<Settlement> &result);
    [[nodiscard]] bool isOpen(const core::StoreId &store, const QString &target) const;
    void letGo(const journal::Intent &about, const std::optional<core::Error> &error);

    journal::Intents &m_intents;
    const Resume m_resume;
    std::vector<Open> m_open;
    std::vector<Waiting> m_waiting;
    bool m_loaded = false;
};

} // namespace session

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/token.h"
#include "core/call.h"
#include "core/clock.h"
#include "models/roles.h" // its metatypes, for the signals
#include "session/connection.h"
#include "session/settlement.h"
#include "ui/controllers/navigator.h"

#include <QHash>
#include <QObject>

#include <map>
#include <memory>
#include <optional>

namespace journal {
class Intents;
class WrittenHere;
}
namespace secrets {
class TokenVault;
}
namespace session {
class ConnectionBook;
}

namespace controllers {

class LocalWorkspace;

//! Opens connections and keeps their sessions, several at once; the navigator shows one. Tokens come from the vault, the
//! Local workspace's from the service in this program. Nothing here blocks, and a keychain's late answer is ignored.
class SessionHost : public QObject
{
    Q_OBJECT
public:
    struct Parts
    {
        session::ConnectionBook &book;
        secrets::TokenVault &vault;
        LocalWorkspace &local;
        journal::WrittenHere *marks;
        const core::Clock &clock;
        journal::Intents *intents = nullptr; //!< none: writes are not noted
        QString dataFolder = {};             //!< where the past of stores is remembered; none: it is not
    };

    SessionHost(Navigator &navigator, const Parts &parts, QObject *parent = nullptr);
    ~SessionHost() override;

    //! Those of the book, and the one of this run.
    [[nodiscard]] QList<session::Connection> connections() const;
    [[nodiscard]] std::optional<session::Connection> find(const core::ConnectionId &id) const;
    [[nodiscard]] const core::ConnectionId &current() const { return m_current; }

    //! What is open on another connection stays open.
    void open(const core::ConnectionId &id);
    //! Shows an open session again, at once.
    void bringForward(const core::ConnectionId &id);
    //! `--base-url`: kept nowhere.
    void openForThisRun(const QString &name, const QString &baseUrl, const api::Token &token);
    //! The person gave another token: an open session goes on with it, else the connection is opened.
    void useToken(const core::ConnectionId &id, const api::Token &token);
    using Guard = std::function<void(const core::ConnectionId &id, const std::function<void(bool go)> &proceed)>;
    //! Who knows what would be lost with a connection. Answers once.
    void setGuard(Guard guard) { m_guard = std::move(guard); }
    void askToClose(const core::ConnectionId &id, const std::function<void(bool go)> &proceed);
    //! It was removed or changed. Unsaved text under it goes: askToClose() first.
    void close(const core::ConnectionId &id);
    //! It was removed: closed, and what was marked as written here is forgotten.
    void forget(const core::ConnectionId &id);
    [[nodiscard]] bool isForThisRun(const core::ConnectionId &id) const { return m_forThisRun && m_forThisRun->id == id; }
    [[nodiscard]] session::Session *sessionOf(const core::ConnectionId &id) const;
    //! Its session, made if there is none, without showing it: another connection is a place to copy to. Without a token
    //! that is kept it is Error{Unauthorized}.
    core::Call<session::Session *> prepare(const core::ConnectionId &id);

signals:
    void opening(const session::Connection &connection);
    void opened(const session::Connection &connection);
    void failed(const session::Connection &connection, const core::Error &error);
    //! No token is kept, or the keychain cannot be asked (the error).
    void tokenWanted(const session::Connection &connection, const std::optional<core::Error> &error);
    void unauthorized(const session::Connection &connection); //!< 401
    //! What became of a write of an earlier run.
    void writeSettled(const session::Connection &connection, const session::Settlement &settlement);
    //! Its session ends as soon as everybody has heard of it.
    void closing(const core::ConnectionId &id);
    void connectionsChanged();
    void activityChanged(int requests);

private:
    void openLocal(const session::Connection &connection);
    void openRemote(const session::Connection &connection);
    void start(const session::Connection &connection, const QString &baseUrl, const api::Token &token);
    core::Result<session::Session *> make(const session::Connection &connection, const QString &baseUrl,
                                          const api::Token &token);
    void show(session::Session *session);
    void keepTextsAsWanted(const session::Connection &connection);

    Navigator &m_navigator;
    Parts m_parts;
    std::map<QString, std::unique_ptr<session::Session>> m_sessions; //!< by connection id
    std::optional<session::Connection> m_forThisRun;
    core::ConnectionId m_current;
    Guard m_guard;
    int m_opening = 0; //!< a later open() makes earlier answers void
};

} // namespace controllers

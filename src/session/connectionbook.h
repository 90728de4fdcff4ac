// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "session/connection.h"
#include "session/connectionfile.h"

#include <QObject>

#include <functional>
#include <optional>

namespace session {

//! What became of connections.json when it was read.
struct ConnectionBookReport
{
    int unreadable = 0;       //!< connections that could not be taken over
    QString damagedFile = {}; //!< where the damaged file is kept for the person to look at; empty when all was well
    QString detail = {};      //!< English, technical
};

//! The connections of this person, kept in `connections.json` (0600) of the configuration folder (0700). The Local
//! workspace is always the first one. Tokens are not here: whoever removes a connection also removes its token from the
//! TokenVault. Another running window may change the file too: each change is made to what the file says now.
//! Application's thread; the file is a few kilobytes, read and written in place.
class ConnectionBook : public QObject
{
    Q_OBJECT
public:
    //! `localName`: what the Local workspace is called, in the person's language.
    ConnectionBook(const QString &folder, const QString &localName, const core::Clock &clock,
                   QObject *parent = nullptr);

    //! Reads the file. A damaged one is put aside under another name and the book goes on with what is readable. An error
    //! (no permission, disk) leaves the file alone and makes every later change fail, too.
    core::Result<ConnectionBookReport> load();

    [[nodiscard]] const QList<Connection> &connections() const { return m_connections; }
    [[nodiscard]] std::optional<Connection> find(const core::ConnectionId &id) const;
    //! The one to open at the next start; the Local workspace when nothing was opened yet.
    [[nodiscard]] Connection lastOpened() const;

    //! Gives it an id where it has none. Error{Invalid} with the field `name` or `baseUrl`, Error{Storage} when the file
    //! could not be written: then nothing has changed.
    core::Result<Connection> add(Connection connection);
    core::Result<core::Done> edit(const Connection &connection);
    core::Result<core::Done> remove(const core::ConnectionId &id); //!< never the Local workspace
    core::Result<core::Done> setKeepTexts(const core::ConnectionId &id, bool keep); //!< of the Local workspace, too
    core::Result<core::Done> noteOpened(const core::ConnectionId &id);

signals:
    void connectionAdded(const session::Connection &connection);
    void connectionChanged(const session::Connection &connection);
    void connectionRemoved(const core::ConnectionId &id);

private:
    using Change = std::function<core::Result<core::Done>(ConnectionFile &)>;
    core::Result<core::Done> mutate(const Change &change);
    core::Result<ConnectionFile> readNow(ConnectionBookReport &report);
    void take(const ConnectionFile &file);
    QString keepAside() const;

    QString m_path;
    QString m_localName;
    const core::Clock &m_clock;
    QList<Connection> m_connections;
    core::ConnectionId m_lastOpened;
};

} // namespace session

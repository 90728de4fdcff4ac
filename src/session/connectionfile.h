// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "session/connection.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace session {

//! What connections.json says.
struct ConnectionFile
{
    QList<Connection> connections; //!< without the Local workspace's name, which is the window's word
    core::ConnectionId lastOpened;
    int unreadable = 0; //!< entries that had to be left out
};

//! JSON, one object per connection, readable by people. Holds no token.
QByteArray formatConnections(const ConnectionFile &file);
//! Error{Storage} when it is not such a file at all, or was written by a newer program.
core::Result<ConnectionFile> parseConnections(const QByteArray &bytes);

//! At most `cap` bytes. Error{Storage}; a file that is not there is an empty one.
core::Result<QByteArray> readConnectionFile(const QString &path, qint64 cap = 1024 * 1024);

//! Replaces the file as a whole or leaves it as it was (promise A6): a new 0600 file beside it, its byte count checked,
//! flushed to the disk, renamed over the old one. The folder is made 0700. Not QSaveFile: on a full disk that one can
//! put a truncated file in place and report success (fact M6).
core::Result<core::Done> writeConnectionFile(const QString &path, const QByteArray &bytes);

} // namespace session

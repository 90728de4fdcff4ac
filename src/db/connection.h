// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/statement.h"

#include <QString>
#include <QStringList>

#include <chrono>
#include <memory>
#include <unordered_map>
#include <vector>

namespace db {

struct OpenOptions
{
    QString file;                                 //!< in a folder of its own, which is made (0700) when it is missing
    qint32 applicationId = 0;                     //!< our mark in the file's header; another mark is refused
    int schemaVersion = 0;                        //!< what this program writes; a newer file is refused untouched
    std::chrono::milliseconds busyTimeout{5000};  //!< how long a lock of another process is waited for
};

//! One connection to one SQLite file, the only way to SQLite in this program: created private (0600) before SQLite
//! opens it, WAL (a rollback journal on a network file system), foreign keys, secure_delete, full synchronisation.
//! Used by one thread at a time, never by the window's.
class Connection
{
public:
    static core::Result<std::unique_ptr<Connection>> open(const OpenOptions &options);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    //! `sql` is a literal: its address is the key of the cache of prepared statements.
    [[nodiscard]] Statement prepare(const char *sql);
    //! Several statements without arguments.
    core::Result<core::Done> execute(const char *sql);

    //! How long a lock of another connection is waited for from now on.
    void setBusyTimeout(std::chrono::milliseconds timeout);
    [[nodiscard]] std::chrono::milliseconds busyTimeout() const { return m_busyTimeout; }

    //! Names the damage that SQLite finds in the structure of the file; nothing when it is sound.
    core::Result<core::Done> quickCheck();
    //! Ends what the connection is doing with an error. The one function for other threads.
    void interrupt();

    //! What had to be put right when the file was opened (modes that were too wide), for the log.
    [[nodiscard]] const QStringList &notes() const { return m_notes; }
    [[nodiscard]] bool inTransaction() const;
    [[nodiscard]] core::Error errorOf(int code) const;

private:
    friend class Statement;
    Connection() = default;
    void giveBack(const char *sql, sqlite3_stmt *handle);
    core::Result<core::Done> configure(const OpenOptions &options, bool networkFileSystem);

    sqlite3 *m_handle = nullptr;
    std::unordered_map<const char *, std::vector<sqlite3_stmt *>> m_idle;
    QStringList m_notes;
    std::chrono::milliseconds m_busyTimeout{0};
};

//! Rolls back unless it was committed. A Write takes the lock at once, so that what is read in it stays true until it
//! is committed; a Read sees one state from its first statement to its end.
class Transaction
{
public:
    enum Kind { Read, Write };

    Transaction(Connection &connection, Kind kind);
    ~Transaction();
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    //! The error that prevented it from starting, if one did.
    [[nodiscard]] const core::Result<core::Done> &started() const { return m_started; }
    core::Result<core::Done> commit();

private:
    Connection &m_connection;
    core::Result<core::Done> m_started;
    bool m_open;
};

} // namespace db

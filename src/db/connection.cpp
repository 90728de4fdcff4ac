// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "db/connection.h"

#include "db/erasepage.h"
#include "db/erasevfs.h"
#include "db/privatefile.h"

#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace db {

namespace {

core::Error storageError(const QString &detail)
{
    return core::Error{.kind = core::ErrorKind::Storage, .serverText = {}, .detail = detail};
}

//! A code of SQLite; the number in `value` when it is SQLITE_ROW.
int pragma(sqlite3 *handle, const char *sql, qint64 &value)
{
    sqlite3_stmt *statement = nullptr;
    int code = sqlite3_prepare_v2(handle, sql, -1, &statement, nullptr);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return code;
}

//! Looks at the header before the file is opened for good, because even opening may write to it. By SQLite (immutable:
//! without locks, WAL or writing) and not as a file: closing a file drops all locks that this process has on it.
core::Result<core::Done> checkHeader(const OpenOptions &options)
{
    const qint64 size = QFileInfo(options.file).size();
    if (size == 0)
        return core::Done{};
    const QByteArray uri = "file:" + QFile::encodeName(QFileInfo(options.file).absoluteFilePath()).toPercentEncoding("/") + "?immutable=1";
    sqlite3 *handle = nullptr;
    sqlite3_open_v2(uri.constData(), &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOFOLLOW, nullptr);
    qint64 version = 0;
    qint64 applicationId = 0;
    const int code = pragma(handle, "PRAGMA user_version", version);
    pragma(handle, "PRAGMA application_id", applicationId);
    sqlite3_close(handle);
    // Any other failure is no verdict: after a kill the file may be whole only together with its WAL. migrate() looks
    // again once that was recovered.
    if (size < 512 || code == SQLITE_NOTADB)
        return storageError(u"%1 is not a database"_s.arg(options.file));
    // Both are still 0 when the first migration was never carried over from the WAL.
    if (applicationId != 0 && applicationId != options.applicationId)
        return storageError(u"%1 belongs to another program"_s.arg(options.file));
    if (version > options.schemaVersion)
        return storageError(u"%1 was written by a newer Palimpsest (schema %2, this one knows %3)"_s.arg(options.file)
                                .arg(version)
                                .arg(options.schemaVersion));
    return core::Done{};
}

} // namespace

core::Result<std::unique_ptr<Connection>> Connection::open(const OpenOptions &options)
{
    const auto prepared = preparePrivateFile(options.file);
    if (!prepared)
        return prepared.error();
    if (const auto header = checkHeader(options); !header)
        return header.error();

    const char *layer = erasingVfs();
    if (!layer)
        return storageError(u"SQLite does not take the layer that erases"_s);
    std::unique_ptr<Connection> connection(new Connection);
    connection->m_notes = *prepared;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE;
    const int code = sqlite3_open_v2(QFile::encodeName(options.file).constData(), &connection->m_handle, flags, layer);
    if (code != SQLITE_OK)
        return connection->errorOf(code);
    if (const auto configured = connection->configure(options, isOnNetworkFileSystem(options.file)); !configured)
        return configured.error();
    return connection;
}

core::Result<core::Done> Connection::configure(const OpenOptions &options, bool networkFileSystem)
{
    setBusyTimeout(options.busyTimeout);
    // A file can say things that no honest program wrote: no code and no views with side effects from its schema.
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    const char *journal = networkFileSystem ? "PRAGMA journal_mode=DELETE" : "PRAGMA journal_mode=WAL";
    if (networkFileSystem)
        m_notes.append(u"network file system: a rollback journal is used instead of WAL"_s);
    if (const auto mode = execute(journal); !mode)
        return mode;
    const QByteArray pages = "PRAGMA max_page_count=" + QByteArray::number(maximalPages);
    if (const auto set = execute(pages.constData()); !set)
        return set;
    // cell_size_check finds damage before it is served; temp_store keeps texts out of temporary files.
    return execute("PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; "
                   "PRAGMA temp_store=MEMORY; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0");
}

Connection::~Connection()
{
    for (const auto &[sql, handles] : m_idle) {
        for (sqlite3_stmt *handle : handles)
            sqlite3_finalize(handle);
    }
    sqlite3_close(m_handle);
}

Statement Connection::prepare(const char *sql)
{
    auto &idle = m_idle[sql];
    if (!idle.empty()) {
        sqlite3_stmt *handle = idle.back();
        idle.pop_back();
        return Statement(*this, sql, handle, SQLITE_OK);
    }
    sqlite3_stmt *handle = nullptr;
    const int code = sqlite3_prepare_v3(m_handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
    return Statement(*this, sql, handle, code);
}

void Connection::giveBack(const char *sql, sqlite3_stmt *handle)
{
    sqlite3_reset(handle);
    sqlite3_clear_bindings(handle);
    m_idle[sql].push_back(handle);
}

core::Result<core::Done> Connection::execute(const char *sql)
{
    const int code = sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK)
        return errorOf(code);
    return core::Done{};
}

void Connection::setBusyTimeout(std::chrono::milliseconds timeout)
{
    m_busyTimeout = timeout;
    sqlite3_busy_timeout(m_handle, int(timeout.count()));
}

core::Result<core::Done> Connection::quickCheck()
{
    Statement check = prepare("PRAGMA quick_check(1)");
    if (!check.row())
        return check.failed() ? check.error() : storageError(u"the check of the database gave no answer"_s);
    const QByteArray verdict = check.bytesAt(0);
    if (verdict != "ok")
        return storageError(u"the database is damaged: "_s + QString::fromLatin1(verdict));
    return core::Done{};
}

void Connection::interrupt()
{
    sqlite3_interrupt(m_handle);
}

bool Connection::inTransaction() const
{
    return sqlite3_get_autocommit(m_handle) == 0;
}

core::Error Connection::errorOf(int code) const
{
    core::Error error = storageError(u"SQLite %1: %2"_s.arg(code).arg(
        QString::fromUtf8(m_handle ? sqlite3_errmsg(m_handle) : sqlite3_errstr(code))));
    error.retryable = (code & 0xFF) == SQLITE_BUSY || (code & 0xFF) == SQLITE_LOCKED;
    return error;
}

Transaction::Transaction(Connection &connection, Kind kind)
    : m_connection(connection)
    , m_started(connection.execute(kind == Write ? "BEGIN IMMEDIATE" : "BEGIN"))
    , m_open(m_started.has_value())
{
}

Transaction::~Transaction()
{
    // SQLite may have rolled back by itself (disk full, damage).
    if (m_open && m_connection.inTransaction())
        (void)m_connection.execute("ROLLBACK");
}

core::Result<core::Done> Transaction::commit()
{
    if (!m_open)
        return m_started;
    auto committed = m_connection.execute("COMMIT");
    if (committed)
        m_open = false;
    return committed;
}

} // namespace db

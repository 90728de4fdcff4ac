// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "db/statement.h"

#include "db/connection.h"

#include <sqlite3.h>

namespace db {

Statement::Statement(Connection &connection, const char *sql, sqlite3_stmt *handle, int code)
    : m_connection(&connection)
    , m_sql(sql)
    , m_handle(handle)
    , m_code(code)
{
}

Statement::Statement(Statement &&other) noexcept
    : m_connection(other.m_connection)
    , m_sql(other.m_sql)
    , m_handle(std::exchange(other.m_handle, nullptr))
    , m_code(other.m_code)
    , m_next(other.m_next)
{
}

Statement::~Statement()
{
    if (m_handle)
        m_connection->giveBack(m_sql, m_handle);
}

Statement &Statement::checked(int code)
{
    if (m_code == SQLITE_OK && code != SQLITE_OK)
        m_code = code;
    return *this;
}

Statement &Statement::integer(qint64 value)
{
    return failed() ? *this : checked(sqlite3_bind_int64(m_handle, m_next++, value));
}

Statement &Statement::text(QByteArrayView utf8)
{
    // A null pointer would bind NULL instead of an empty text.
    const char *data = utf8.isEmpty() ? "" : utf8.data();
    return failed() ? *this
                    : checked(sqlite3_bind_text64(m_handle, m_next++, data, sqlite3_uint64(utf8.size()),
                                                  SQLITE_TRANSIENT, SQLITE_UTF8));
}

Statement &Statement::blob(QByteArrayView bytes)
{
    const char *data = bytes.isEmpty() ? "" : bytes.data();
    return failed() ? *this
                    : checked(sqlite3_bind_blob64(m_handle, m_next++, data, sqlite3_uint64(bytes.size()),
                                                  SQLITE_TRANSIENT));
}

Statement &Statement::null()
{
    return failed() ? *this : checked(sqlite3_bind_null(m_handle, m_next++));
}

bool Statement::row()
{
    if (failed())
        return false;
    const int code = sqlite3_step(m_handle);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        m_code = code;
    return false;
}

bool Statement::run()
{
    while (row()) { }
    return !failed();
}

bool Statement::failed() const
{
    return m_code != SQLITE_OK;
}

core::Error Statement::error() const
{
    return m_connection->errorOf(m_code);
}

qint64 Statement::integerAt(int column) const
{
    return sqlite3_column_int64(m_handle, column);
}

QByteArray Statement::bytesAt(int column) const
{
    const void *data = sqlite3_column_blob(m_handle, column);
    return QByteArray(static_cast<const char *>(data), sqlite3_column_bytes(m_handle, column));
}

bool Statement::isNullAt(int column) const
{
    return sqlite3_column_type(m_handle, column) == SQLITE_NULL;
}

} // namespace db

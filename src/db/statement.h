// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <QByteArray>

struct sqlite3;
struct sqlite3_stmt;

namespace db {

class Connection;

//! One run of a prepared SQL statement. Errors stick: a chain of arguments and steps can be written without checks in
//! between, and failed() at its end tells. Goes back to its connection's cache when it is destroyed, so it must not
//! outlive the connection. Belongs to the connection's thread.
class Statement
{
public:
    Statement(Connection &connection, const char *sql, sqlite3_stmt *handle, int code);
    ~Statement();
    Statement(Statement &&other) noexcept;
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;
    Statement &operator=(Statement &&) = delete;

    //! Arguments, in the order of the placeholders.
    Statement &integer(qint64 value);
    Statement &text(QByteArrayView utf8);
    Statement &blob(QByteArrayView bytes);
    Statement &null();

    //! Steps to the next row: false at the end and on an error.
    bool row();
    //! Steps to the end; true when nothing failed.
    bool run();

    [[nodiscard]] bool failed() const;
    //! Kind Storage; `retryable` when another process held the lock for too long.
    [[nodiscard]] core::Error error() const;

    //! Columns of the current row, from 0.
    [[nodiscard]] qint64 integerAt(int column) const;
    [[nodiscard]] QByteArray bytesAt(int column) const;
    [[nodiscard]] bool isNullAt(int column) const;

private:
    Statement &checked(int code);

    Connection *m_connection;
    const char *m_sql;
    sqlite3_stmt *m_handle;
    int m_code;
    int m_next = 1;
};

} // namespace db

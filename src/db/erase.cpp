// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "db/erase.h"

namespace db {

namespace {

core::Result<bool> truncateWal(Connection &connection)
{
    Statement checkpoint = connection.prepare("PRAGMA wal_checkpoint(TRUNCATE)");
    if (!checkpoint.row()) {
        if (checkpoint.error().retryable)
            return false;
        return checkpoint.error();
    }
    return checkpoint.integerAt(0) == 0;
}

} // namespace

core::Result<bool> finishErase(Connection &connection, std::chrono::milliseconds patience)
{
    const auto usual = connection.busyTimeout();
    connection.setBusyTimeout(patience);
    const auto finished = truncateWal(connection);
    connection.setBusyTimeout(usual);
    return finished;
}

} // namespace db

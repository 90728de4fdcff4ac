// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/connection.h"

//! The file of history::Index. Inside the layer only.
namespace history {

db::OpenOptions indexOptions(const QString &file);
core::Result<core::Done> prepareIndex(db::Connection &connection);

inline core::Result<core::Done> outcomeOf(db::Statement &statement)
{
    if (!statement.run())
        return statement.error();
    return core::Done{};
}

} // namespace history

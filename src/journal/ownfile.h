// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "db/connection.h"
#include "db/statement.h"

//! What the journal's files have in common. Inside the layer only.
namespace journal {

//! For the one file of an `applicationId`, with the version of its newest schema.
inline db::OpenOptions optionsFor(const QString &file, qint32 applicationId, int schemaVersion = 1)
{
    db::OpenOptions options;
    options.file = file;
    options.applicationId = applicationId;
    options.schemaVersion = schemaVersion;
    return options;
}

inline core::Result<core::Done> outcomeOf(db::Statement &statement)
{
    if (!statement.run())
        return statement.error();
    return core::Done{};
}

} // namespace journal

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "service/database.h"

namespace service {

struct ImportVersion
{
    Action action = Action::Created;
    qint64 at = 0;
    QByteArray content = {};
    std::optional<qint64> redactedAt = {};
};

struct ImportEntry
{
    QByteArray path;
    QList<ImportVersion> versions; //!< oldest first: created, updated …, perhaps deleted
};

struct ImportStore
{
    QByteArray name;
    QByteArray description;
    Metadata metadata;
    qint64 createdAt = 0;
    std::optional<qint64> archivedAt = {};
    QList<ImportEntry> entries;
};

//! Reads {"format": 1, "stores": [{"name", "description", "metadata", "created_at", "archived_at"?, "entries": [{"path",
//! "versions": [{"action": "created|updated|deleted", "at", "content"?, "redacted_at"?}]}]}]}. Times are RFC 3339. A
//! redacted version still carries its content, of which size and hash are kept. Errors (Invalid) name the JSON path.
core::Result<QList<ImportStore>> readImport(const QByteArray &json);

//! Writes all of it in one transaction. Ids are UUIDv7 of the given times and rise with them over all stores; they are
//! above the ids in the database only where the times are.
core::Result<core::Done> writeImport(Database &database, const QList<ImportStore> &stores);

} // namespace service

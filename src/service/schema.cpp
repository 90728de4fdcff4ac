// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "service/schema.h"

#include "db/migration.h"

using namespace Qt::StringLiterals;

namespace service {

namespace {

// Schema 1. Times are microseconds since 1970. Lists page through (store, id), which is why the texts are in tables of
// their own: a page of 100 rows then reads a few neighbouring pages, however long the texts are. `state` has one row:
// the last id that was given out (so that ids rise whatever the clock does, also above what was deleted since), a
// counter of committed writes (so that another process sees them), and the count at which an
// erasure was asked for that is still to be finished (0: none).
// `latest` is the newest moment of a store; time never falls below it.
constexpr const char *Schema1 = R"(
CREATE TABLE state (
    key INTEGER PRIMARY KEY CHECK (key = 1),
    last_id TEXT NOT NULL,
    changes INTEGER NOT NULL,
    pending_erase INTEGER NOT NULL
) STRICT;
INSERT INTO state VALUES (1, '', 0, 0);

CREATE TABLE store (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL,
    description TEXT NOT NULL,
    metadata TEXT NOT NULL,
    entry_count INTEGER NOT NULL,
    total_size INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    archived_at INTEGER,
    latest INTEGER NOT NULL
) STRICT;

CREATE TABLE entry (
    key INTEGER PRIMARY KEY,
    store INTEGER NOT NULL REFERENCES store(key) ON DELETE CASCADE,
    id TEXT NOT NULL,
    path TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    version INTEGER NOT NULL,
    metadata TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (store, id),
    UNIQUE (store, path)
) STRICT;

CREATE TABLE entry_text (
    entry INTEGER PRIMARY KEY REFERENCES entry(key) ON DELETE CASCADE,
    content BLOB NOT NULL
) STRICT;

CREATE TABLE version (
    key INTEGER PRIMARY KEY,
    store INTEGER NOT NULL REFERENCES store(key) ON DELETE CASCADE,
    id TEXT NOT NULL,
    entry_id TEXT NOT NULL,
    entry_path TEXT NOT NULL,
    action INTEGER NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    redacted_at INTEGER,
    created_at INTEGER NOT NULL,
    UNIQUE (store, id)
) STRICT;
CREATE INDEX version_of_entry ON version (store, entry_id, id);
CREATE INDEX version_redacted ON version (entry_id) WHERE redacted_at IS NOT NULL;

CREATE TABLE version_text (
    version INTEGER PRIMARY KEY REFERENCES version(key) ON DELETE CASCADE,
    content BLOB NOT NULL
) STRICT;
)";

// Schema 2 has the same tables: files that were written without db::erasingVfs() are written anew.
constexpr const char *Schema2 = "VACUUM";

const std::vector<const char *> &steps()
{
    static const std::vector<const char *> all = {Schema1, Schema2};
    return all;
}

} // namespace

db::OpenOptions databaseOptions(const QString &dataDirectory)
{
    return {.file = dataDirectory + u"/memories.sqlite"_s, .applicationId = ApplicationId, .schemaVersion = int(steps().size())};
}

core::Result<core::Done> prepareSchema(db::Connection &connection)
{
    return db::migrate(connection, ApplicationId, steps());
}

} // namespace service

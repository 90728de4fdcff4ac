// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "history/schema.h"

#include "db/migration.h"

namespace history {

namespace {

constexpr qint32 applicationId = 0x506c4831; // "PlH1"

// Schema 1. Moments are microseconds since 1970, 0 where the service gave none. Paths, ids of entries and what is the same
// in many records lie in tables of their own. `action` is the number of core::Action and four times the key of the word
// that the service used, where that is not the usual one. `redacted_at` is null for what is not redacted, 0 where the
// moment is not known. `change` is the difference in bytes to the version before of the entry. `confirmed` is in
// seconds; `seen` is the number of the sweep during which the record was last read.
//
// The walk goes from the newest to the oldest: with descending indices it appends, which leaves the pages full. A prefix of
// the hash is enough to look by. Together about 210 bytes for a record (tests/bench/README.md).
constexpr const char *schema1 = R"(
CREATE TABLE store (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    records INTEGER NOT NULL,
    walk TEXT NOT NULL
) STRICT;

CREATE TABLE entry (
    key INTEGER PRIMARY KEY,
    store INTEGER NOT NULL,
    id BLOB NOT NULL,
    UNIQUE (store, id)
) STRICT;

CREATE TABLE word (
    key INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE version (
    key INTEGER PRIMARY KEY,
    store INTEGER NOT NULL,
    at INTEGER NOT NULL,
    id BLOB NOT NULL,
    entry INTEGER NOT NULL,
    path INTEGER NOT NULL,
    action INTEGER NOT NULL,
    size INTEGER,
    change INTEGER,
    sha BLOB,
    redacted_at INTEGER,
    here INTEGER NOT NULL,
    missing INTEGER NOT NULL,
    confirmed INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    extra INTEGER
) STRICT;
CREATE UNIQUE INDEX version_id ON version (store, id DESC);
CREATE INDEX version_feed ON version (store, at DESC, id DESC, action);
CREATE INDEX version_entry ON version (entry, at DESC);
CREATE INDEX version_hash ON version (substr(sha, 1, 6)) WHERE sha IS NOT NULL;
CREATE INDEX version_redacted ON version (store, at DESC, id DESC) WHERE redacted_at IS NOT NULL;
CREATE INDEX version_here ON version (store, at DESC, id DESC) WHERE here = 1;

CREATE TABLE own_write (
    entry INTEGER NOT NULL,
    at INTEGER NOT NULL,
    deletion INTEGER NOT NULL,
    sha BLOB NOT NULL,
    PRIMARY KEY (entry, at, deletion)
) STRICT, WITHOUT ROWID;

CREATE TABLE mark (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    store TEXT NOT NULL,
    moment INTEGER NOT NULL,
    newest TEXT NOT NULL,
    name TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    automatic INTEGER NOT NULL
) STRICT;
CREATE INDEX mark_of_store ON mark (store, moment);
CREATE UNIQUE INDEX mark_automatic ON mark (store) WHERE automatic = 1;

CREATE TABLE note (
    store TEXT NOT NULL,
    version TEXT NOT NULL,
    text TEXT NOT NULL,
    edited_at INTEGER NOT NULL,
    PRIMARY KEY (store, version)
) STRICT, WITHOUT ROWID;
)";

// Schema 2: what a person has looked at (reviewrows.h).
constexpr const char *schema2 = R"(
ALTER TABLE version ADD COLUMN unread INTEGER;
CREATE INDEX version_unread ON version (store, at DESC, id DESC, here) WHERE unread = 1;

CREATE TABLE review (
    store INTEGER PRIMARY KEY,
    since INTEGER NOT NULL,
    down_to INTEGER NOT NULL,
    down_to_id BLOB NOT NULL,
    steps INTEGER NOT NULL
) STRICT;
)";

const std::vector<const char *> &steps()
{
    static const std::vector<const char *> all = {schema1, schema2};
    return all;
}

} // namespace

db::OpenOptions indexOptions(const QString &file)
{
    db::OpenOptions options;
    options.file = file;
    options.applicationId = applicationId;
    options.schemaVersion = int(steps().size());
    return options;
}

core::Result<core::Done> prepareIndex(db::Connection &connection)
{
    if (const auto migrated = db::migrate(connection, applicationId, steps()); !migrated)
        return migrated;
    return connection.execute("PRAGMA cache_size=-8192"); // KiB: the inner pages of a million records
}

} // namespace history

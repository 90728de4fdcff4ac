// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "history/textsfile.h"

#include "core/utf8.h"
#include "db/erase.h"
#include "db/migration.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace history::textsfile {

namespace {

constexpr qint32 applicationId = 0x50785478; // "PxTx"
constexpr std::chrono::milliseconds erasePatience{2000};

// `trigram` has no copy of the texts: what is deleted from it has to be told once more. Without places and columns it is
// a third of its size; that the trigrams of a hit are beside each other is seen by reading the text. `odd` texts are not
// found by the index for certain (isOddForIndex).
constexpr const char *firstSchema = R"(
    CREATE TABLE text (
        number INTEGER PRIMARY KEY,
        sha256 BLOB NOT NULL UNIQUE,
        size INTEGER NOT NULL,
        odd INTEGER NOT NULL,
        body BLOB NOT NULL
    ) STRICT;
    CREATE INDEX text_odd ON text (number) WHERE odd <> 0;
    CREATE TABLE place (
        version TEXT NOT NULL,
        store TEXT NOT NULL,
        number INTEGER NOT NULL REFERENCES text (number),
        PRIMARY KEY (version, store)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX place_of_text ON place (number, store);
    CREATE INDEX place_of_store ON place (store, number);
    CREATE VIRTUAL TABLE trigram USING fts5 (body, content='', tokenize='trigram', detail=none, columnsize=0);
    CREATE TABLE sums (count INTEGER NOT NULL, bytes INTEGER NOT NULL, erase INTEGER NOT NULL) STRICT;
    INSERT INTO sums VALUES (0, 0, 0);
)";

//! The second one: files that were written without db::erasingVfs().
const std::vector<const char *> &steps()
{
    static const std::vector<const char *> all = {firstSchema, "VACUUM"};
    return all;
}

core::Result<core::Done> outcomeOf(db::Statement &statement)
{
    if (!statement.run())
        return statement.error();
    return core::Done{};
}

struct Range
{
    char32_t from;
    char32_t to;
};

// The letters for which SQLite's index (Unicode 6.1) and Qt fold in the same way; tst_textsfold tries all there are.
constexpr Range foldedAlike[] = {{0x41, 0x130}, {0x132, 0x24f}, {0x370, 0x37e}, {0x380, 0x3f2}, {0x3f4, 0x527},
                                 {0x531, 0x556}, {0x561, 0x587}, {0x1e00, 0x1fff}, {0x2160, 0x217f}, {0x24b6, 0x24e9},
                                 {0x2c60, 0x2c7f}, {0xff21, 0xff5a}};

core::Result<qint64> firstNumber(db::Connection &connection)
{
    db::Statement first = connection.prepare("SELECT number FROM text ORDER BY number LIMIT 1");
    if (!first.row())
        return first.error();
    return first.integerAt(0);
}

} // namespace

db::OpenOptions optionsFor(const QString &file)
{
    db::OpenOptions options;
    options.file = file;
    options.applicationId = applicationId;
    options.schemaVersion = int(steps().size());
    return options;
}

core::Result<core::Done> prepare(db::Connection &connection)
{
    // Each text can be read from the service again, so that not each one waits for the disk; erasing does.
    if (const auto set = connection.execute("PRAGMA synchronous=NORMAL"); !set)
        return set;
    if (const auto migrated = db::migrate(connection, applicationId, steps()); !migrated)
        return migrated;
    // A kill may have come between a deletion and the end of its erasure. If it cannot end now, the next one ends it.
    (void)finishErasure(connection);
    return core::Done{};
}

core::Result<qint64> numberOf(db::Connection &connection, const QByteArray &hash)
{
    db::Statement select = connection.prepare("SELECT number FROM text WHERE sha256 = ?");
    if (!select.blob(hash).row())
        return select.failed() ? core::Result<qint64>(select.error()) : core::Result<qint64>(0);
    return select.integerAt(0);
}

core::Result<QByteArray> textOf(db::Connection &connection, qint64 number)
{
    db::Statement select = connection.prepare("SELECT body FROM text WHERE number = ?");
    if (!select.integer(number).row())
        return select.failed() ? select.error() : core::Error{.kind = core::ErrorKind::NotFound, .serverText = {}};
    return select.bytesAt(0);
}

core::Result<qint64> insert(db::Connection &connection, const QByteArray &hash, const QByteArray &text)
{
    const std::optional<QString> decoded = core::decodeUtf8(text);
    db::Statement row = connection.prepare(
        "INSERT INTO text (sha256, size, odd, body) VALUES (?, ?, ?, ?) RETURNING number");
    row.blob(hash).integer(text.size()).integer(decoded && isOddForIndex(*decoded) ? 1 : 0).blob(text);
    if (!row.row())
        return row.error();
    const qint64 number = row.integerAt(0);
    if (!row.run())
        return row.error();
    db::Statement index = connection.prepare("INSERT INTO trigram (rowid, body) VALUES (?, ?)");
    if (!index.integer(number).text(text).run())
        return index.error();
    db::Statement sum = connection.prepare("UPDATE sums SET count = count + 1, bytes = bytes + ?");
    if (!sum.integer(text.size()).run())
        return sum.error();
    return number;
}

core::Result<core::Done> notePlace(db::Connection &connection, qint64 number, const QString &store,
                                   const QString &version)
{
    db::Statement place = connection.prepare("INSERT OR REPLACE INTO place (version, store, number) VALUES (?, ?, ?)");
    return outcomeOf(place.text(version.toUtf8()).text(store.toUtf8()).integer(number));
}

core::Result<core::Done> remove(db::Connection &connection, qint64 number)
{
    const auto text = textOf(connection, number);
    if (!text)
        return text.error();
    db::Statement index = connection.prepare("INSERT INTO trigram (trigram, rowid, body) VALUES ('delete', ?, ?)");
    if (!index.integer(number).text(*text).run())
        return index.error();
    db::Statement places = connection.prepare("DELETE FROM place WHERE number = ?");
    if (!places.integer(number).run())
        return places.error();
    db::Statement row = connection.prepare("DELETE FROM text WHERE number = ?");
    if (!row.integer(number).run())
        return row.error();
    db::Statement sum = connection.prepare("UPDATE sums SET count = count - 1, bytes = bytes - ?, erase = 1");
    return outcomeOf(sum.integer(text->size()));
}

core::Result<core::Done> shrinkTo(db::Connection &connection, qint64 bytes)
{
    for (;;) {
        const auto now = sums(connection);
        if (!now)
            return now.error();
        if (now->at(1) <= bytes)
            return core::Done{};
        const auto first = firstNumber(connection);
        if (!first)
            return first.error();
        if (const auto removed = remove(connection, *first); !removed)
            return removed;
    }
}

core::Result<core::Done> clear(db::Connection &connection)
{
    return connection.execute("INSERT INTO trigram (trigram) VALUES ('delete-all'); DELETE FROM place;"
                              "DELETE FROM text; UPDATE sums SET count = 0, bytes = 0, erase = 1");
}

//! The trigrams of a deleted text stay in the index until it is merged.
core::Result<bool> finishErasure(db::Connection &connection)
{
    const auto before = sums(connection);
    if (!before)
        return before.error();
    if (before->at(2) == 0)
        return true;
    if (const auto merged = connection.execute("INSERT INTO trigram (trigram) VALUES ('optimize')"); !merged) {
        if (merged.error().retryable)
            return false;
        return merged.error();
    }
    const auto cut = db::finishErase(connection, erasePatience);
    if (!cut || !*cut)
        return cut;
    if (const auto done = connection.execute("UPDATE sums SET erase = 0"); !done)
        return done.error();
    return true;
}

core::Result<QList<qint64>> sums(db::Connection &connection)
{
    db::Statement select = connection.prepare("SELECT count, bytes, erase FROM sums");
    if (!select.row())
        return select.error();
    return QList<qint64>{select.integerAt(0), select.integerAt(1), select.integerAt(2)};
}

bool isOddForIndex(char32_t character)
{
    if (character == 0) // the index stops there
        return true;
    const bool hasCase = QChar::toLower(character) != character || QChar::toUpper(character) != character
        || QChar::toCaseFolded(character) != character || QChar::toTitleCase(character) != character;
    if (!hasCase)
        return false;
    for (const Range &range : foldedAlike) {
        if (character >= range.from && character <= range.to)
            return false;
    }
    return true;
}

bool isOddForIndex(const QString &text)
{
    const QList<uint> characters = text.toUcs4();
    return std::any_of(characters.begin(), characters.end(), [](uint c) { return isOddForIndex(char32_t(c)); });
}

} // namespace history::textsfile

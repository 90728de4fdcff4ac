// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "history/indexwriter.h"

#include "history/packing.h"
#include "history/rows.h"
#include "history/schema.h"

namespace history {

namespace {

constexpr qint64 ownWriteTolerance = 2'000'000; // as in journal::isRecordOf()

qint64 numberOf(core::Action action)
{
    return qint64(action);
}

std::optional<qint64> sizeAfter(core::Action action, std::optional<qint64> size)
{
    return action == core::Action::Deleted ? std::optional<qint64>(0) : size;
}

void bindOptional(db::Statement &statement, std::optional<qint64> value)
{
    value ? statement.integer(*value) : statement.null();
}

//! What the service says now, and what it once said and must not be forgotten.
core::Version reconciled(core::Version now, const core::Version &known)
{
    now.content.reset();
    if (known.redacted && !now.redacted) {
        now.redacted = true; // a reply that was on its way before
        now.redactedAt = known.redactedAt;
    }
    if (now.redacted && now.sha256.isEmpty())
        now.sha256 = known.sha256;
    if (now.redacted && !now.size)
        now.size = known.size;
    return now;
}

//! As far as the index can keep it.
bool isSame(const core::Version &a, const core::Version &b)
{
    return a.entry == b.entry && a.path == b.path && a.action == b.action && a.actionWord == b.actionWord && a.size == b.size
        && a.sha256 == b.sha256 && a.redacted == b.redacted && a.redactedAt == b.redactedAt && a.createdAt == b.createdAt
        && packExtra(a.unknownFields) == packExtra(b.unknownFields);
}

} // namespace

IndexWriter::IndexWriter(db::Connection &connection, const core::Timestamp &readAt)
    : m_connection(connection), m_confirmed(readAt.microseconds() / 1'000'000)
{
}

core::Result<core::Done> IndexWriter::open(const core::StoreId &store)
{
    m_id = store;
    db::Statement make = m_connection.prepare("INSERT INTO store (id, records, walk) VALUES (?, 0, '') ON CONFLICT DO NOTHING");
    if (!make.text(store.value.toUtf8()).run())
        return make.error();
    db::Statement select = m_connection.prepare(
        "SELECT s.key, s.walk, EXISTS (SELECT 1 FROM own_write), r.down_to, r.down_to_id FROM store s"
        " LEFT JOIN review r ON r.store = s.key WHERE s.id = ?");
    if (!select.text(store.value.toUtf8()).row())
        return select.error();
    m_store = select.integerAt(0);
    m_walk = walkStateFromJson(select.bytesAt(1));
    m_hasOwnWrites = select.integerAt(2) != 0;
    if (!select.isNullAt(3))
        m_reviewedDownTo = {select.integerAt(3), select.bytesAt(4)};
    return core::Done{};
}

core::Result<core::Done> IndexWriter::close(const WalkState &walk)
{
    db::Statement update = m_connection.prepare("UPDATE store SET records = records + ?, walk = ? WHERE key = ?");
    return outcomeOf(update.integer(m_added).text(toJson(walk)).integer(m_store));
}

core::Result<qint64> IndexWriter::entryOf(const core::EntryId &entry)
{
    if (const auto known = m_entries.constFind(entry); known != m_entries.constEnd())
        return *known;
    if (const auto known = entryKey(m_connection, m_store, entry))
        return *m_entries.insert(entry, *known);
    db::Statement insert = m_connection.prepare("INSERT INTO entry (store, id) VALUES (?, ?) RETURNING key");
    if (!insert.integer(m_store).blob(packEntry(entry)).row())
        return insert.error();
    const qint64 key = insert.integerAt(0);
    if (!insert.run())
        return insert.error();
    return *m_entries.insert(entry, key);
}

core::Result<qint64> IndexWriter::wordOf(const QString &word)
{
    if (const auto known = m_words.constFind(word); known != m_words.constEnd())
        return *known;
    db::Statement select = m_connection.prepare("SELECT key FROM word WHERE text = ?");
    if (select.text(word.toUtf8()).row())
        return *m_words.insert(word, select.integerAt(0));
    db::Statement insert = m_connection.prepare("INSERT INTO word (text) VALUES (?) RETURNING key");
    if (!insert.text(word.toUtf8()).row())
        return insert.error();
    const qint64 key = insert.integerAt(0);
    if (!insert.run())
        return insert.error();
    return *m_words.insert(word, key);
}

core::Result<core::Done> IndexWriter::put(const core::Version &version, PutOutcome &outcome)
{
    if (version.id.isEmpty() || version.entry.isEmpty())
        return core::Done{};
    const auto entry = entryOf(version.entry);
    if (!entry)
        return entry.error();
    const Place place{*entry, version.createdAt.microseconds(), packVersion(version.id)};

    std::optional<Record> known;
    qint64 key = 0;
    qint64 entryBefore = 0;
    {
        db::Statement select = m_connection.prepare("SELECT " HISTORY_COLUMNS " FROM version v WHERE store = ? AND id = ?");
        if (select.integer(m_store).blob(place.id).row()) {
            key = select.integerAt(KeyColumn);
            entryBefore = select.integerAt(EntryColumn);
            known = Rows(m_connection).record(select);
        } else if (select.failed()) {
            return select.error();
        }
    }
    core::Version record = reconciled(version, known ? known->version : core::Version());
    record.store = m_id;
    const bool newlyRedacted = record.redacted && !(known && known->version.redacted);
    outcome.known += known.has_value();
    if (known && isSame(known->version, record))
        return confirm(key);

    const auto own = isOwnWrite(record, place);
    if (!own)
        return own.error();
    if (const auto written = known ? update(key, record, place, *own || known->writtenHere) : insert(record, place, *own); !written)
        return written;
    if (known) { // it has left its old place
        const Place old{entryBefore, known->version.createdAt.microseconds(), place.id};
        if (const auto refreshed = refreshAfter(old); !refreshed)
            return refreshed;
    }
    if (const auto refreshed = refreshAfter(place); !refreshed)
        return refreshed;
    m_added += !known;
    (known ? outcome.changed : outcome.added).append(record);
    if (newlyRedacted)
        outcome.redacted.append(record);
    return core::Done{};
}

core::Result<core::Done> IndexWriter::confirm(qint64 key)
{
    db::Statement update = m_connection.prepare("UPDATE version SET confirmed = ?, seen = ?, missing = 0 WHERE key = ?");
    return outcomeOf(update.integer(m_confirmed).integer(m_walk.sweep.number).integer(key));
}

//! Everything but the store and the id, in the order of both statements.
core::Result<core::Done> IndexWriter::bindRecord(db::Statement &statement, const core::Version &version, const Place &place,
                                                 bool here, qint64 key)
{
    const auto path = wordOf(version.path);
    if (!path)
        return path.error();
    qint64 action = numberOf(version.action);
    if (version.actionWord != usualWord(version.action)) {
        const auto word = wordOf(version.actionWord);
        if (!word)
            return word.error();
        action += *word << actionBits;
    }
    std::optional<qint64> extra;
    if (const QString fields = version.unknownFields.isEmpty() ? QString() : packExtra(version.unknownFields); !fields.isEmpty()) {
        const auto word = wordOf(fields);
        if (!word)
            return word.error();
        extra = *word;
    }
    const auto change = changeAt(place, version.action, version.size, key);
    if (!change)
        return change.error();
    statement.integer(place.at).integer(place.entry).integer(*path).integer(action);
    bindOptional(statement, version.size);
    bindOptional(statement, *change);
    if (version.sha256.isEmpty())
        statement.null();
    else
        statement.blob(packHash(version.sha256));
    if (version.redacted)
        statement.integer(version.redactedAt ? version.redactedAt->microseconds() : 0);
    else
        statement.null();
    statement.integer(here).integer(m_confirmed).integer(m_walk.sweep.number);
    bindOptional(statement, extra);
    return core::Done{};
}

core::Result<core::Done> IndexWriter::insert(const core::Version &version, const Place &place, bool here)
{
    db::Statement insert = m_connection.prepare(
        "INSERT INTO version (at, entry, path, action, size, change, sha, redacted_at, here, confirmed, seen, extra, missing,"
        " store, id, unread) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)");
    if (const auto bound = bindRecord(insert, version, place, here, 0); !bound)
        return bound;
    insert.integer(m_store).blob(place.id);
    if (m_reviewedDownTo && std::pair(place.at, place.id) >= *m_reviewedDownTo)
        insert.integer(1);
    else
        insert.null();
    return outcomeOf(insert);
}

core::Result<core::Done> IndexWriter::update(qint64 key, const core::Version &version, const Place &place, bool here)
{
    db::Statement update = m_connection.prepare(
        "UPDATE version SET at = ?, entry = ?, path = ?, action = ?, size = ?, change = ?, sha = ?, redacted_at = ?, here = ?,"
        " confirmed = ?, seen = ?, extra = ?, missing = 0 WHERE key = ?");
    if (const auto bound = bindRecord(update, version, place, here, key); !bound)
        return bound;
    return outcomeOf(update.integer(key));
}

core::Result<std::optional<qint64>> IndexWriter::changeAt(const Place &place, core::Action action, std::optional<qint64> size,
                                                            qint64 key)
{
    const std::optional<qint64> after = sizeAfter(action, size);
    db::Statement before = m_connection.prepare(
        "SELECT action, size FROM version WHERE entry = ? AND at <= ? AND (at, id) < (?, ?) AND key <> ?"
        " ORDER BY at DESC, id DESC LIMIT 1");
    before.integer(place.entry).integer(place.at).integer(place.at).blob(place.id).integer(key);
    std::optional<qint64> size0;
    if (before.row())
        size0 = sizeAfter(actionOf(before.integerAt(0)), optionalAt(before, 1));
    else if (before.failed())
        return before.error();
    else if (action == core::Action::Created)
        size0 = 0;
    return after && size0 ? std::optional<qint64>(*after - *size0) : std::nullopt;
}

//! The next newer record of the entry has another one before it now.
core::Result<core::Done> IndexWriter::refreshAfter(const Place &place)
{
    Place next{place.entry, 0, {}};
    qint64 key = 0;
    qint64 action = 0;
    std::optional<qint64> size;
    {
        db::Statement after = m_connection.prepare(
            "SELECT key, at, id, action, size FROM version WHERE entry = ? AND at >= ? AND (at, id) > (?, ?)"
            " ORDER BY at ASC, id ASC LIMIT 1");
        if (!after.integer(place.entry).integer(place.at).integer(place.at).blob(place.id).row())
            return after.failed() ? core::Result<core::Done>(after.error()) : core::Done{};
        key = after.integerAt(0);
        next.at = after.integerAt(1);
        next.id = after.bytesAt(2);
        action = after.integerAt(3);
        size = optionalAt(after, 4);
    }
    const auto change = changeAt(next, actionOf(action), size, key);
    if (!change)
        return change.error();
    db::Statement update = m_connection.prepare("UPDATE version SET change = ? WHERE key = ?");
    bindOptional(update, *change);
    return outcomeOf(update.integer(key));
}

core::Result<bool> IndexWriter::isOwnWrite(const core::Version &version, const Place &place)
{
    if (!m_hasOwnWrites)
        return false;
    const bool deletion = version.action == core::Action::Deleted;
    db::Statement select = m_connection.prepare(
        "SELECT 1 FROM own_write WHERE entry = ? AND at BETWEEN ? AND ? AND deletion = ? AND (deletion = 1 OR sha = ?)");
    select.integer(place.entry).integer(place.at - ownWriteTolerance).integer(place.at + ownWriteTolerance);
    const bool found = select.integer(deletion).blob(packHash(version.sha256)).row();
    if (select.failed())
        return select.error();
    return found;
}

core::Result<core::Done> IndexWriter::noteOwnWrite(const OwnWrite &write)
{
    const auto entry = entryOf(write.entry);
    if (!entry)
        return entry.error();
    const qint64 at = write.at.microseconds();
    const QByteArray hash = packHash(write.sha256);
    db::Statement keep = m_connection.prepare("INSERT OR REPLACE INTO own_write (entry, at, deletion, sha) VALUES (?, ?, ?, ?)");
    if (!keep.integer(*entry).integer(at).integer(write.deletion).blob(hash).run())
        return keep.error();
    db::Statement mark = m_connection.prepare(
        "UPDATE version SET here = 1 WHERE entry = ?1 AND at BETWEEN ?2 AND ?3 AND ((action & 3) = 2) = ?4"
        " AND (?4 = 1 OR sha = ?5) AND here = 0");
    mark.integer(*entry).integer(at - ownWriteTolerance).integer(at + ownWriteTolerance).integer(write.deletion);
    return outcomeOf(mark.blob(hash));
}

core::Result<QList<core::Version>> IndexWriter::markMissing(int limit)
{
    QList<core::Version> missing;
    {
        db::Statement select = m_connection.prepare(
            "SELECT " HISTORY_COLUMNS " FROM version v WHERE store = ? AND seen < ? AND missing = 0 LIMIT ?");
        select.integer(m_store).integer(m_walk.sweep.number).integer(limit);
        Rows rows(m_connection);
        while (select.row())
            missing.append(rows.record(select).version);
        if (select.failed())
            return select.error();
    }
    db::Statement mark = m_connection.prepare("UPDATE version SET missing = 1 WHERE store = ? AND seen < ? AND missing = 0");
    if (!missing.isEmpty() && !mark.integer(m_store).integer(m_walk.sweep.number).run())
        return mark.error();
    return missing;
}

} // namespace history

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "history/rows.h"

#include "core/utf8.h"
#include "history/packing.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cstdlib>

using namespace Qt::StringLiterals;

namespace history {

namespace {

constexpr qsizetype longestExtra = 4096;
constexpr qsizetype mostKept = 50'000; // of a question that goes over a whole store

template<typename Value>
const Value &keep(QHash<qint64, Value> &kept, qint64 key, Value value)
{
    if (kept.size() >= mostKept)
        kept.clear();
    return *kept.insert(key, std::move(value));
}

QString textAt(const db::Statement &row, int column)
{
    return core::decodeUtf8(row.bytesAt(column)).value_or(QString());
}

QRegularExpression compiled(const QString &glob)
{
    QString pattern = u"\\A"_s;
    for (qsizetype i = 0; i < glob.size(); ++i) {
        const QChar c = glob[i];
        if (c == u'*' && i + 1 < glob.size() && glob[i + 1] == u'*') {
            pattern += u".*"_s;
            while (i + 1 < glob.size() && glob[i + 1] == u'*')
                ++i;
        } else if (c == u'*') {
            pattern += u"[^/]*"_s;
        } else if (c == u'?') {
            pattern += u"[^/]"_s;
        } else {
            const qsizetype length = c.isHighSurrogate() && i + 1 < glob.size() ? 2 : 1;
            pattern += QRegularExpression::escape(glob.mid(i, length));
            i += length - 1;
        }
    }
    return QRegularExpression(pattern + u"\\z"_s, QRegularExpression::DotMatchesEverythingOption);
}

} // namespace

QByteArray packVersion(const core::VersionId &id)
{
    return packId("memver_"_L1, id.value);
}

QString unpackVersion(const QByteArray &packed)
{
    return unpackId("memver_"_L1, packed);
}

QByteArray packEntry(const core::EntryId &id)
{
    return packId("mem_"_L1, id.value);
}

core::Timestamp momentOf(qint64 microseconds)
{
    return microseconds == 0 ? core::Timestamp() : core::Timestamp::fromMicroseconds(microseconds);
}

std::optional<qint64> optionalAt(const db::Statement &row, int column)
{
    return row.isNullAt(column) ? std::nullopt : std::optional(row.integerAt(column));
}

QString usualWord(core::Action action)
{
    switch (action) {
    case core::Action::Created:
        return u"created"_s;
    case core::Action::Updated:
        return u"updated"_s;
    case core::Action::Deleted:
        return u"deleted"_s;
    case core::Action::Other:
        break;
    }
    return {};
}

QString packExtra(const QList<core::RawField> &fields)
{
    QJsonArray list;
    for (const core::RawField &field : fields) {
        list.append(field.name);
        list.append(field.json);
    }
    const QByteArray json = QJsonDocument(list).toJson(QJsonDocument::Compact);
    return json.size() <= longestExtra ? core::decodeUtf8(json).value_or(QString()) : QString();
}

QList<core::RawField> unpackExtra(const QString &text)
{
    const QJsonArray list = QJsonDocument::fromJson(text.toUtf8()).array();
    QList<core::RawField> fields;
    for (qsizetype i = 0; i + 1 < list.size(); i += 2)
        fields.append({list.at(i).toString(), list.at(i + 1).toString()});
    return fields;
}

std::optional<qint64> storeKey(db::Connection &connection, const core::StoreId &store)
{
    db::Statement select = connection.prepare("SELECT key FROM store WHERE id = ?");
    return select.text(store.value.toUtf8()).row() ? std::optional(select.integerAt(0)) : std::nullopt;
}

std::optional<qint64> entryKey(db::Connection &connection, qint64 store, const core::EntryId &entry)
{
    db::Statement select = connection.prepare("SELECT key FROM entry WHERE store = ? AND id = ?");
    return select.integer(store).blob(packEntry(entry)).row() ? std::optional(select.integerAt(0)) : std::nullopt;
}

const QString &Rows::word(qint64 key)
{
    const auto known = m_words.constFind(key);
    if (known != m_words.constEnd())
        return *known;
    db::Statement select = m_connection.prepare("SELECT text FROM word WHERE key = ?");
    return keep(m_words, key, select.integer(key).row() ? textAt(select, 0) : QString());
}

const core::StoreId &Rows::store(qint64 key)
{
    const auto known = m_stores.constFind(key);
    if (known != m_stores.constEnd())
        return *known;
    db::Statement select = m_connection.prepare("SELECT id FROM store WHERE key = ?");
    return keep(m_stores, key, core::StoreId{select.integer(key).row() ? textAt(select, 0) : QString()});
}

const core::EntryId &Rows::entry(qint64 key)
{
    const auto known = m_entries.constFind(key);
    if (known != m_entries.constEnd())
        return *known;
    db::Statement select = m_connection.prepare("SELECT id FROM entry WHERE key = ?");
    return keep(m_entries, key, core::EntryId{select.integer(key).row() ? unpackId("mem_"_L1, select.bytesAt(0)) : QString()});
}

Record Rows::record(const db::Statement &row)
{
    Record record;
    core::Version &version = record.version;
    version.id = {unpackVersion(row.bytesAt(IdColumn))};
    version.store = store(row.integerAt(StoreColumn));
    version.entry = entry(row.integerAt(EntryColumn));
    version.path = word(row.integerAt(PathColumn));
    const qint64 action = row.integerAt(ActionColumn);
    version.action = actionOf(action);
    version.actionWord = action >> actionBits ? word(action >> actionBits) : usualWord(version.action);
    version.size = optionalAt(row, SizeColumn);
    version.sha256 = unpackHash(row.bytesAt(HashColumn));
    version.redacted = !row.isNullAt(RedactedColumn);
    if (version.redacted && row.integerAt(RedactedColumn) != 0)
        version.redactedAt = momentOf(row.integerAt(RedactedColumn));
    version.createdAt = momentOf(row.integerAt(AtColumn));
    if (const auto extra = optionalAt(row, ExtraColumn))
        version.unknownFields = unpackExtra(word(*extra));
    record.change = optionalAt(row, ChangeColumn);
    record.writtenHere = row.integerAt(HereColumn) != 0;
    record.missing = row.integerAt(MissingColumn) != 0;
    record.confirmedAt = momentOf(row.integerAt(ConfirmedColumn) * 1'000'000);
    return record;
}

Matcher::Matcher(const Filter &filter, Rows &rows) : m_filter(filter), m_rows(rows)
{
    if (filter.pathMatch == Filter::PathMatch::Glob)
        m_glob = compiled(filter.path);
    if (filter.hashes) {
        for (const QString &hash : *filter.hashes)
            m_hashes.insert(packHash(hash));
    }
}

bool Matcher::matchesAction(qint64 action) const
{
    return m_filter.actions.empty() || m_filter.actions.count(actionOf(action)) > 0;
}

bool Matcher::matches(const db::Statement &row)
{
    if (!matchesAction(row.integerAt(ActionColumn)))
        return false;
    if (m_filter.redactedOnly && row.isNullAt(RedactedColumn))
        return false;
    if (m_filter.writtenHereOnly && row.integerAt(HereColumn) == 0)
        return false;
    if (m_filter.minChange > 0 && (row.isNullAt(ChangeColumn) || std::llabs(row.integerAt(ChangeColumn)) < m_filter.minChange))
        return false;
    if (m_filter.hashes && !m_hashes.contains(row.bytesAt(HashColumn)))
        return false;
    return m_filter.path.isEmpty() || matchesPath(row.integerAt(PathColumn));
}

bool Matcher::matchesPath(qint64 key)
{
    const auto known = m_paths.constFind(key);
    if (known != m_paths.constEnd())
        return *known;
    const QString &path = m_rows.word(key);
    const bool matches = m_filter.pathMatch == Filter::PathMatch::Glob ? m_glob.match(path).hasMatch()
                                                                       : path.startsWith(m_filter.path);
    m_paths.insert(key, matches);
    return matches;
}

} // namespace history

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/connection.h"
#include "history/records.h"

#include <QHash>
#include <QRegularExpression>

#include <optional>

//! Between the rows of the index and records. Inside the layer only; on the worker's thread.
namespace history {

//! For the beginning of every SELECT that is read by Rows.
#define HISTORY_COLUMNS \
    "v.key, v.store, v.at, v.id, v.entry, v.path, v.action, v.size, v.change, v.sha, v.redacted_at, v.here, v.missing, " \
    "v.confirmed, v.extra"

enum RowColumn {
    KeyColumn, StoreColumn, AtColumn, IdColumn, EntryColumn, PathColumn, ActionColumn, SizeColumn, ChangeColumn,
    HashColumn, RedactedColumn, HereColumn, MissingColumn, ConfirmedColumn, ExtraColumn,
};

constexpr int actionBits = 2;
inline core::Action actionOf(qint64 number) { return core::Action(number & ((1 << actionBits) - 1)); }

QByteArray packVersion(const core::VersionId &id);
QString unpackVersion(const QByteArray &packed);
QByteArray packEntry(const core::EntryId &id);
core::Timestamp momentOf(qint64 microseconds);
std::optional<qint64> optionalAt(const db::Statement &row, int column);
//! The usual word, which need not be kept.
QString usualWord(core::Action action);
//! Fields of the service that we do not know, as one text; longer than the bound, they are let go.
QString packExtra(const QList<core::RawField> &fields);
QList<core::RawField> unpackExtra(const QString &text);

std::optional<qint64> storeKey(db::Connection &connection, const core::StoreId &store);
std::optional<qint64> entryKey(db::Connection &connection, qint64 store, const core::EntryId &entry);

//! Makes records of rows. Keeps the words that it met, so one for each question.
class Rows
{
public:
    explicit Rows(db::Connection &connection) : m_connection(connection) { }

    [[nodiscard]] Record record(const db::Statement &row);
    [[nodiscard]] const QString &word(qint64 key);

private:
    const core::StoreId &store(qint64 key);
    const core::EntryId &entry(qint64 key);

    db::Connection &m_connection;
    QHash<qint64, QString> m_words;
    QHash<qint64, core::StoreId> m_stores;
    QHash<qint64, core::EntryId> m_entries;
};

//! The part of a filter that is judged row by row. A path is judged once.
class Matcher
{
public:
    Matcher(const Filter &filter, Rows &rows);

    [[nodiscard]] bool matches(const db::Statement &row);
    [[nodiscard]] bool matchesAction(qint64 action) const;

private:
    bool matchesPath(qint64 key);

    const Filter &m_filter;
    Rows &m_rows;
    QRegularExpression m_glob;
    QHash<qint64, bool> m_paths;
    QSet<QByteArray> m_hashes;
};

} // namespace history

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/connection.h"
#include "service/rows.h"

#include <algorithm>

namespace service {

//! Shared by the three parts of Storage: how rows are found and read.

//! Greater than every id: where a list starts that has no cursor.
inline constexpr QByteArrayView AboveAllIds = "\xF4\x8F\xBF\xBF";

Outcome<StoreRow> findStore(db::Connection &connection, const QByteArray &id);
//! As findStore, for what an archived store does not allow.
Outcome<StoreRow> findWritableStore(db::Connection &connection, const QByteArray &id, bool evenIfArchived = false);

//! Remembers the store's newest moment and the change of its counters.
std::optional<Failure> touchStore(db::Connection &connection, const StoreRow &store, qint64 at, qint64 entries, qint64 bytes);

//! The moment of a write in this store: time never falls within it (contract 2.8).
qint64 momentIn(const StoreRow &store, qint64 now);

QByteArray sha256Of(QByteArrayView content);
QByteArray foldedName(const QByteArray &name);

//! A live entry with its text.
std::optional<Failure> addEntry(db::Connection &connection, const StoreRow &store, const EntryRow &entry);

//! A record of `action`; `content` none for a deletion.
std::optional<Failure> addVersion(db::Connection &connection, const StoreRow &store, const VersionRow &version);

//! Turns limit + 1 rows into a page in list order.
template<typename Row>
PageOf<Row> toPage(QList<Row> rows, const PageRequest &request)
{
    PageOf<Row> page;
    page.hasMore = rows.size() > request.limit;
    if (page.hasMore)
        rows.removeLast();
    if (request.backwards())
        std::reverse(rows.begin(), rows.end());
    page.rows = std::move(rows);
    return page;
}

} // namespace service

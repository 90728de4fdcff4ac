// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/connection.h"
#include "history/records.h"
#include "history/stop.h"

//! What can be asked of the index. Inside the layer only; on a worker's thread. An unknown store is an empty answer.
namespace history {

core::Result<Block> historyOf(db::Connection &connection, const core::StoreId &store, const core::EntryId &entry,
                              const std::optional<Position> &before, int limit);
core::Result<std::optional<Record>> findRecord(db::Connection &connection, const core::StoreId &store,
                                               const core::VersionId &version);
core::Result<Block> feedOf(db::Connection &connection, const FeedQuery &query, const Stop &stop);
core::Result<Surroundings> around(db::Connection &connection, const core::StoreId &store, const Filter &filter,
                                  const Position &position, int newer, int older, const Stop &stop);
core::Result<Block> twinsOf(db::Connection &connection, const QString &sha256, int limit);
core::Result<Summary> summaryOf(db::Connection &connection, const core::StoreId &store);

core::Result<Count> countOf(db::Connection &connection, const core::StoreId &store, const Filter &filter, qint64 atMost,
                            const Stop &stop);
core::Result<QList<Bucket>> histogramOf(db::Connection &connection, const core::StoreId &store, const Filter &filter,
                                        const QList<core::Timestamp> &edges, const Stop &stop);
core::Result<QList<Record>> deletedIn(db::Connection &connection, const core::StoreId &store, const Stop &stop);
core::Result<QList<Record>> stateOf(db::Connection &connection, const core::StoreId &store, const core::Timestamp &moment,
                                    const Stop &stop);
core::Result<QList<EntryChange>> changesIn(db::Connection &connection, const core::StoreId &store,
                                           const core::Timestamp &from, const core::Timestamp &to,
                                           const Stop &stop);

//! Whether a feed with this filter reads little more than it answers with.
bool isQuick(const Filter &filter);
core::Error cancelled();

} // namespace history

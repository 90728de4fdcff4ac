// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/connection.h"
#include "history/reviews.h"
#include "history/stop.h"

//! What reviewing does in the file. Inside the layer only; on the worker's thread.
//!
//! `version.unread` is 1 for what is unread, -n for what step n made reviewed, and null for what was never within. The row
//! of the store in `review` tells down to which place (moment and id, exclusive) each record has one of the first two:
//! IndexWriter gives it to records above that place, begin() moves the place down.
namespace history {

core::Result<ReviewState> reviewState(db::Connection &connection, const core::StoreId &store);
core::Result<ReviewState> beginReview(db::Connection &connection, const core::StoreId &store, const core::Timestamp &since,
                                      const Stop &stop);
core::Result<ReviewBlock> reviewFeed(db::Connection &connection, const ReviewQuery &query);
core::Result<ReviewCount> countReview(db::Connection &connection, const core::StoreId &store, bool ownToo);
core::Result<ReviewStep> markReviewed(db::Connection &connection, const core::StoreId &store, const ReviewTarget &target);
core::Result<core::Done> undoReview(db::Connection &connection, const core::StoreId &store, const ReviewStep &step);
core::Result<core::Done> markUnread(db::Connection &connection, const core::StoreId &store,
                                    const QList<core::VersionId> &versions);
core::Result<QList<qint64>> momentsOf(db::Connection &connection, const core::StoreId &store, int limit, const Stop &stop);
//! Within the transaction that lets the records go.
core::Result<core::Done> forgetReview(db::Connection &connection, qint64 store);

} // namespace history

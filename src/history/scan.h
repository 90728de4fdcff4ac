// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/connection.h"
#include "history/rows.h"
#include "history/stop.h"

#include <functional>
#include <limits>

//! Going through the records of a store that pass a filter, in the order of the list. Inside the layer only.
namespace history {

//! Both ends are exclusive. An empty id is below every id.
struct Bounds
{
    qint64 upperAt = std::numeric_limits<qint64>::max();
    QByteArray upperId;
    qint64 lowerAt = std::numeric_limits<qint64>::min();
    QByteArray lowerId;

    static Bounds of(const Filter &filter);
    void below(const Position &position);
    void upTo(const Position &position); //!< it is within
    void above(const Position &position);

private:
    void lowerUpper(qint64 at, const QByteArray &id);
};

//! `take` gets a row with HISTORY_COLUMNS and answers whether to go on.
core::Result<core::Done> scan(db::Connection &connection, qint64 store, const Filter &filter, const Bounds &bounds,
                              FeedQuery::Direction direction, Rows &rows, const Stop &stop,
                              const std::function<bool(const db::Statement &)> &take);
//! The same without an order, for counting: moment and action number of each.
core::Result<core::Done> scanMoments(db::Connection &connection, qint64 store, const Filter &filter,
                                     const Stop &stop, const std::function<bool(qint64 at, qint64 action)> &take);

} // namespace history

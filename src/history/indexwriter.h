// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/connection.h"
#include "history/records.h"
#include "history/walks.h"

#include <QByteArray>
#include <QHash>

#include <optional>
#include <utility>

//! How records get into the index. Inside the layer only; within a write transaction on the worker's thread.
namespace history {

//! Puts the records of one store. Keeps each record's size change right whatever the order in which they come: the record
//! after it in its entry is looked at anew, too.
class IndexWriter
{
public:
    IndexWriter(db::Connection &connection, const core::Timestamp &readAt);

    //! Makes the store's row when it is missing.
    core::Result<core::Done> open(const core::StoreId &store);
    [[nodiscard]] const WalkState &walk() const { return m_walk; }

    core::Result<core::Done> put(const core::Version &version, PutOutcome &outcome);
    core::Result<core::Done> noteOwnWrite(const OwnWrite &write);
    //! Records that the sweep which is now complete has not met: marked, and `limit` of them told.
    core::Result<QList<core::Version>> markMissing(int limit);
    //! The walk's state and the number of records.
    core::Result<core::Done> close(const WalkState &walk);

private:
    struct Place
    {
        qint64 entry = 0;
        qint64 at = 0;
        QByteArray id;
    };

    core::Result<qint64> entryOf(const core::EntryId &entry);
    core::Result<qint64> wordOf(const QString &word);
    core::Result<core::Done> insert(const core::Version &version, const Place &place, bool here);
    core::Result<core::Done> update(qint64 key, const core::Version &version, const Place &place, bool here);
    core::Result<core::Done> confirm(qint64 key);
    core::Result<std::optional<qint64>> changeAt(const Place &place, core::Action action, std::optional<qint64> size,
                                                 qint64 key);
    core::Result<core::Done> refreshAfter(const Place &place);
    core::Result<bool> isOwnWrite(const core::Version &version, const Place &place);
    core::Result<core::Done> bindRecord(db::Statement &statement, const core::Version &version, const Place &place,
                                        bool here, qint64 key);

    db::Connection &m_connection;
    const qint64 m_confirmed; //!< seconds
    core::StoreId m_id;
    qint64 m_store = 0;
    qint64 m_added = 0;
    WalkState m_walk;
    QHash<core::EntryId, qint64> m_entries;
    QHash<QString, qint64> m_words;
    bool m_hasOwnWrites = false;
    std::optional<std::pair<qint64, QByteArray>> m_reviewedDownTo; //!< what comes above this place is to be reviewed
};

} // namespace history

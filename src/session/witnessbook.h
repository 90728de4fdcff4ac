// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/connection.h"
#include "session/ledgerfile.h"
#include "session/witness.h"

namespace session {

//! The ledger and the table of what is in it. On the worker's thread. Inside the layer only.
class Witness::Book
{
public:
    Book(const QString &file, const QString &connection) : m_ledger(file, connection) { }

    static db::OpenOptions optionsFor(const QString &ledger);
    static core::Result<core::Done> prepare(db::Connection &connection);

    core::Result<QList<Alarm>> take(db::Connection &connection, const QList<core::Version> &versions, const core::Timestamp &now);
    core::Result<QList<Alarm>> takeMissing(db::Connection &connection, const QList<core::Version> &versions, const core::Timestamp &now);
    core::Result<QList<Alarm>> takeText(db::Connection &connection, const core::Version &version, const QString &textHash,
                                        const core::Timestamp &now);
    core::Result<QList<Alarm>> alarms(db::Connection &connection, const core::StoreId &store, int limit);

private:
    struct Row
    {
        QByteArray state;
        qint64 at = 0;
        bool missing = false;
        bool textTold = false; //!< that something is wrong with its text
    };
    //! Locks both; what is done in between is written at once, or not at all.
    core::Result<QList<Alarm>> inOneStep(db::Connection &connection, const core::Timestamp &now,
                                         const std::function<core::Result<core::Done>(QList<Alarm> &)> &work);
    core::Result<core::Done> catchUp(db::Connection &connection, const core::Timestamp &now, QList<Alarm> &alarms);
    core::Result<core::Done> put(db::Connection &connection, const audit::LedgerLine &line, qint64 at);
    core::Result<std::optional<Row>> find(db::Connection &connection, const audit::Witnessed &record);
    core::Result<core::Done> write(db::Connection &connection, const audit::LedgerLine &line, QList<Alarm> &alarms);
    core::Result<core::Done> takeOne(db::Connection &connection, const audit::Witnessed &now, const core::Timestamp &at, QList<Alarm> &alarms);

    LedgerFile m_ledger;
};

} // namespace session

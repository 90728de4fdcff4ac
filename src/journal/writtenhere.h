// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "core/ids.h"
#include "core/timestamp.h"
#include "core/version.h"

#include <QList>
#include <QString>

#include <memory>

namespace db {
class Worker;
}

namespace journal {

//! One write that was made from this computer. Holds no text.
struct Mark
{
    core::StoreId store;
    core::EntryId entry;
    QString sha256;      //!< of what was written; empty for a deletion
    core::Timestamp at;  //!< the service's time of the write
    core::Action action = core::Action::Other;
    QString requestId = {}; //!< that went with the write; empty where no reply told that it was this one

    friend bool operator==(const Mark &, const Mark &) = default;
};

//! Whether `version` is the record of the write that `mark` tells of: same entry, same hash, and the service's times
//! equal or at most 2 s apart, because some services stamp the entry and its version one after the other.
bool isRecordOf(const core::Version &version, const Mark &mark);

//! What was saved from this computer, for *written here*: one SQLite file with a worker of its own; nothing of it runs in
//! the application's thread. When the file cannot be used, every Call ends with the Error that tells why.
class WrittenHere
{
public:
    //! `file` is in the application's data folder; it is made (0600) when it is missing.
    explicit WrittenHere(const QString &file);
    ~WrittenHere();

    core::Call<core::Done> record(const core::ConnectionId &connection, const Mark &mark);
    core::Call<QList<Mark>> load(const core::ConnectionId &connection, const core::StoreId &store);
    core::Call<core::Done> forget(const core::ConnectionId &connection); //!< the connection was removed
    core::Call<core::Done> forget(const core::ConnectionId &connection, const core::StoreId &store);

private:
    const std::unique_ptr<db::Worker> m_worker;
};

} // namespace journal

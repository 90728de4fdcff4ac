// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "core/ids.h"
#include "core/timestamp.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <memory>
#include <optional>

namespace db {
class Worker;
}

namespace journal {

enum class WriteKind {
    SaveEntry,
    CreateEntry,
    DeleteEntry,
    Redact,
    CreateStore,
    UpdateStore,
    ArchiveStore,
    DeleteStore,
};

//! A write that is about to be sent: what is needed to find out later, by reading alone, what became of it. Holds no text.
struct Intent
{
    QString id; //!< a new one for each sending; goes with it as `x-request-id`
    core::ConnectionId connection;
    QString baseUrl; //!< empty for the Local workspace, whose port is another at each start
    WriteKind kind = WriteKind::SaveEntry;
    core::StoreId store; //!< empty for a store that is to be made
    QString target;      //!< id of the entry or version; path of a new entry; name of a new store; else empty
    QString name = {};   //!< path or name as people know it
    QString baseSha256 = {}; //!< of what it replaces: an entry's text, a store's values
    std::optional<qint64> baseVersion = std::nullopt;
    core::Timestamp baseUpdatedAt = {};
    QString newestBefore = {}; //!< id of the newest record (or store) that was there before
    QString newSha256 = {};
    QString newMetadataSha256 = {}; //!< only when metadata is written
    qint64 newSize = 0;             //!< bytes
    QDateTime at = {};              //!< UTC, milliseconds; for words only

    //! Whether a write of this kind must wait until the other one is settled.
    [[nodiscard]] bool isAbout(const core::StoreId &other, const QString &otherTarget) const
    {
        return store == other && target == otherTarget;
    }
    friend bool operator==(const Intent &, const Intent &) = default;
};

//! Writes whose end is not known yet (promise B7): one SQLite file (0600, full synchronisation) with a worker of its own.
//! An intent is on the disk before its Call ends well. Copies of the program share the file and leave one another's
//! running writes alone.
class Intents
{
public:
    //! `file` lies in the application's data folder; it is made when it is missing, and a folder "running" beside it.
    explicit Intents(const QString &file);
    ~Intents();

    core::Call<core::Done> record(const Intent &intent);
    core::Call<core::Done> close(const QString &id); //!< its end is known
    //! Those of a connection that are ours from now on: left by ended copies, or by an earlier session of this one. Oldest
    //! first, at most 1,000.
    core::Call<QList<Intent>> takeUnsettled(const core::ConnectionId &connection);
    core::Call<core::Done> forget(const core::ConnectionId &connection); //!< it was removed

private:
    struct State; //!< the worker's

    const std::shared_ptr<State> m_state;
    const std::unique_ptr<db::Worker> m_worker;
};

} // namespace journal

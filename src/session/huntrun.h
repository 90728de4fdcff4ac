// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "audit/lineorigin.h"
#include "core/background.h"
#include "history/records.h"
#include "session/session.h"
#include "session/versionreads.h"

#include <QObject>
#include <QPointer>
#include <QSet>
#include <QThreadPool>

#include <memory>
#include <optional>

namespace session {

struct HuntReport
{
    QHash<int, audit::LinePlace> found; //!< by line of the text that was asked about; after finished()
    qint64 records = 0;                 //!< that were looked at
    qint64 texts = 0;                   //!< that were read, each once
    qint64 without = 0;                 //!< redacted, deletions
    qint64 failed = 0;
    bool wasStopped = false;
    std::optional<core::Error> endedBy;
};

//! Looks for the lines of one entry in what other entries of the store had before, deleted ones too: the oldest place of
//! each. Reads old texts one after the other, oldest first, until every line is found or the moment is reached before which
//! a place must be. As far as the history knows. Application's thread.
class HuntRun : public QObject
{
    Q_OBJECT
public:
    //! `entry` itself is left out. The session has a history.
    HuntRun(Session &session, const core::StoreId &store, const core::EntryId &entry, const audit::LineHunt &hunt,
            const core::Timestamp &before, QObject *parent = nullptr);
    ~HuntRun() override;

    void start();
    void cancel(); //!< ends with what was found
    [[nodiscard]] bool isRunning() const { return m_running; }
    [[nodiscard]] const HuntReport &report() const { return m_report; }

signals:
    void changed();
    void finished();

private:
    void nextBlock();
    void took(const core::VersionId &version, const core::Result<std::optional<QByteArray>> &text);
    void goOn();
    void finish();

    QPointer<Session> m_session;
    const core::StoreId m_store;
    const core::EntryId m_entry;
    const core::Timestamp m_before;
    HuntReport m_report;
    std::shared_ptr<audit::LineHunt> m_hunt; //!< the pool's while m_hunting
    QThreadPool m_pool;
    VersionReads m_reads;
    QHash<core::VersionId, audit::LinePlace> m_places; //!< of what is being read
    QSet<QString> m_hashes;                            //!< of texts that were read, or will be
    std::optional<history::Position> m_from;
    core::Call<history::Block> m_block;
    bool m_more = true;
    int m_hunting = 0;
    bool m_running = false;
};

} // namespace session

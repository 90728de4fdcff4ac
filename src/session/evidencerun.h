// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "history/index.h"
#include "transfer/evidencewriter.h"

#include <QHash>
#include <QObject>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <optional>

namespace session {

struct EvidenceWish
{
    core::StoreId store;
    history::Filter filter = {};
    //! These and no filter: a comparison, the history of an entry; newest first. An empty list is no record at all.
    std::optional<QList<core::Version>> only = {};
    QString path;                    //!< a folder that does not exist yet
    transfer::EvidenceAbout about;   //!< its patch makes it a comparison
    transfer::EvidenceWords words;
    //! Of the request that wrote a version from this computer; may be empty. Asked while the run goes on.
    std::function<QString(const core::Version &)> requestIdOf = {};
};

//! Writes version records out of the index, block by block, never more in memory than one; files are written by a thread
//! of its own. After cancel() what is there stays, marked as incomplete. Application's thread; the index outlives it.
class EvidenceRun : public QObject
{
    Q_OBJECT
public:
    static constexpr int blockSize = 500;

    EvidenceRun(history::Index &index, const EvidenceWish &wish, QObject *parent = nullptr);
    ~EvidenceRun() override;

    void start();
    void cancel();
    [[nodiscard]] qint64 done() const { return m_done; }
    [[nodiscard]] qint64 total() const { return m_total; } //!< 0: not known yet
    //! After finished().
    [[nodiscard]] const core::Result<transfer::EvidenceReport> &result() const { return *m_result; }
    [[nodiscard]] bool wasCancelled() const { return m_cancelled; }

signals:
    void progressChanged();
    void finished();

private:
    void makeWriter();
    void next();
    void nextOfList();
    void write(const QList<history::Record> &records, bool more);
    void finish();
    void end(const core::Result<transfer::EvidenceReport> &result);
    [[nodiscard]] transfer::EvidenceItem itemOf(const history::Record &record) const;

    history::Index &m_index;
    const EvidenceWish m_wish;
    QThreadPool m_pool;
    std::shared_ptr<transfer::EvidenceWriter> m_writer; //!< touched in m_pool only
    QHash<core::VersionId, QString> m_notes;
    std::optional<history::Position> m_from;
    QList<history::Record> m_block; //!< of the list, while its records are looked up
    qsizetype m_listed = 0;
    qint64 m_done = 0;
    qint64 m_total = 0;
    std::optional<core::Result<transfer::EvidenceReport>> m_result;
    bool m_cancelled = false;
};

} // namespace session

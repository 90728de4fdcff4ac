// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "session/session.h"
#include "transfer/exporter.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <memory>
#include <optional>

namespace session {

struct ExportWish
{
    core::StoreId store;
    QString folder;      //!< with its slash; with an empty `only` everything below it, or the whole store
    core::EntryId only;  //!< one entry
    bool history = false;
    transfer::ExportTarget target;
};

//! Reads what is wanted and writes it down, a few texts at a time, never more in memory than that. Ends with a report or
//! an Error; also after cancel(), a refused token or a lost connection the report names what is missing, and only a disk
//! that fails is an Error (promise H3). Files are written by a thread of its own. Application's thread.
class ExportRun : public QObject
{
    Q_OBJECT
public:
    enum class Stage { Listing, Reading, Finishing, Ended };
    struct Progress
    {
        Stage stage = Stage::Listing;
        int done = 0;
        int total = 0;
    };

    ExportRun(Session &session, const ExportWish &wish, QObject *parent = nullptr);
    ~ExportRun() override;

    void start();
    void cancel();
    [[nodiscard]] Progress progress() const { return m_progress; }
    //! After finished().
    [[nodiscard]] const core::Result<transfer::ExportReport> &result() const { return *m_result; }
    [[nodiscard]] bool wasCancelled() const { return m_cancelled; }

signals:
    void progressChanged();
    void finished();

private:
    struct Job
    {
        bool version = false;
        qsizetype index = 0;
        [[nodiscard]] qsizetype key() const { return 2 * index + (version ? 1 : 0); }
    };

    void listVersions();
    void makeExporter();
    void work();
    void read(const Job &job);
    void tookEntry(const Job &job, const core::Result<core::Entry> &result);
    void tookVersion(const Job &job, const core::Result<core::Version> &result);
    void failed(const Job &job, const core::Error &error);
    //! Does something with the exporter in its thread.
    template<typename T>
    void inExporter(std::function<core::Result<T>(transfer::Exporter &)> step, std::function<void(const core::Result<T> &)> then);
    void wrote(const core::Result<core::Done> &result);
    void finish();
    void end(const core::Result<transfer::ExportReport> &result);
    void setStage(Stage stage, int total = 0);

    QPointer<Session> m_session;
    const ExportWish m_wish;
    QThreadPool m_pool;
    std::shared_ptr<transfer::Exporter> m_exporter; //!< touched in m_pool only
    QList<core::Entry> m_entries;
    QList<core::Version> m_versions; //!< oldest first
    QList<Job> m_jobs;
    QHash<qsizetype, std::function<void()>> m_cancelReads; //!< by job
    std::function<void()> m_cancelListing;
    int m_busy = 0;
    QString m_whyRest;
    std::optional<core::Error> m_diskError;
    Progress m_progress;
    std::optional<core::Result<transfer::ExportReport>> m_result;
    bool m_cancelled = false;
};

} // namespace session

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "audit/scanner.h"
#include "core/call.h"
#include "history/records.h"
#include "session/session.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <optional>

namespace session {

struct ScanWish
{
    core::StoreId store;
    QString folder = {};     //!< with its slash; only what is below it
    core::EntryId only = {}; //!< one entry
    bool past = false;       //!< every version that the history knows, those of deleted entries, too
    std::shared_ptr<const audit::Scanner> scanner;
};

//! One place that a rule marks. The text itself is not kept.
struct ScanFinding
{
    int rule = 0;                 //!< index into the scanner's rules
    core::EntryId entry = {};
    QString path = {};
    core::VersionId version = {}; //!< empty: the entry as it is now
    core::Timestamp at = {};      //!< of the version; of the last change of the entry
    qint64 line = 1;
    QString excerpt = {};         //!< secrets are masked
};

struct ScanReport
{
    static constexpr qsizetype mostFindings = 10'000;

    QList<ScanFinding> findings; //!< entries first, then versions from the oldest on: where each came in
    qint64 found = 0;            //!< all, also those that are not in the list
    qint64 entries = 0;          //!< texts of entries that were scanned
    qint64 versions = 0;         //!< older texts that were scanned
    qint64 same = 0;             //!< versions whose text had been scanned already
    qint64 without = 0;          //!< redacted and deleted: there is nothing to scan
    qint64 failed = 0;           //!< that could not be read
    bool wasStopped = false;
    std::optional<core::Error> endedBy;
};

//! Looks for what the rules say in the texts of a store, each text once. Reads them from the service or where they are kept.
//! Texts are scanned in a thread of its own and let go. Ends in a report, also after cancel() or an error, which is in
//! it. Application's thread.
class ScanRun : public QObject
{
    Q_OBJECT
public:
    ScanRun(Session &session, const ScanWish &wish, QObject *parent = nullptr);
    ~ScanRun() override;

    void start();
    void cancel();
    [[nodiscard]] const ScanReport &report() const { return m_report; }
    [[nodiscard]] qint64 done() const { return m_done; }   //!< of the part that is read now
    [[nodiscard]] qint64 total() const { return m_total; } //!< 0: not known
    [[nodiscard]] bool isInPast() const { return m_inPast; }

signals:
    void progressChanged();
    void finished();

private:
    //! A text to be read.
    struct Job
    {
        core::EntryId entry;
        QString path;
        core::VersionId version;
        core::Timestamp at;
    };

    [[nodiscard]] bool takesIn(const core::EntryId &entry, const QString &path) const;
    void work();
    void read(const Job &job);
    void took(const Job &job, const core::Result<std::optional<QByteArray>> &text);
    void scan(const Job &job, const QByteArray &text);
    void nextBlock();
    void takeBlock(const history::Block &block);
    void stopAt(const core::Error &error);
    void finish();

    QPointer<Session> m_session;
    const ScanWish m_wish;
    ScanReport m_report;
    QThreadPool m_pool;
    QList<Job> m_jobs;
    QSet<QString> m_hashes;                      //!< of texts that were scanned, or will be
    std::optional<history::Position> m_from;     //!< in the past
    bool m_inPast = false;
    bool m_more = false;                         //!< of the past
    int m_busy = 0;
    QHash<int, std::function<void()>> m_cancels; //!< of the requests under way
    int m_requests = 0;
    qint64 m_done = 0;
    qint64 m_total = 0;
    bool m_ended = false;
};

} // namespace session

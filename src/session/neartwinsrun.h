// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "audit/neartwins.h"
#include "core/call.h"
#include "core/entry.h"
#include "session/session.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QThreadPool>

#include <memory>
#include <optional>

namespace session {

//! Two entries whose texts are alike now.
struct NearEntries
{
    core::Entry first;  //!< without texts
    core::Entry second;
    int percent = 0;
    bool isExact = false;
};

struct NearReport
{
    QList<NearEntries> pairs;  //!< the most alike first
    qint64 total = 0;          //!< of pairs; the list may end before
    bool bounded = false;      //!< not every pair of very many alike ones was looked at
    int leastPercent = audit::NearTwinFinder::usualPercent;
    qint64 compared = 0;       //!< texts that were compared
    qint64 same = 0;           //!< entries with a text that another one has exactly: these are no near twins
    qint64 leftOut = 0;        //!< too large, or more than can be compared
    qint64 failed = 0;         //!< that could not be read
    bool wasStopped = false;
    std::optional<core::Error> endedBy;
};

//! Reads the texts that the entries of a store have now and finds those that are alike, each with a percentage. Texts are let
//! go when they are read; reading and comparing are done beside the window. Ends in a report, also after cancel() or an
//! error, with what was read by then. Application's thread.
class NearTwinsRun : public QObject
{
    Q_OBJECT
public:
    NearTwinsRun(Session &session, const core::StoreId &store, QObject *parent = nullptr);
    ~NearTwinsRun() override;

    void start();
    void cancel();
    [[nodiscard]] const NearReport &report() const { return m_report; }
    [[nodiscard]] qint64 done() const { return m_done; }
    [[nodiscard]] qint64 total() const { return m_total; }     //!< 0: not known
    [[nodiscard]] bool isComparing() const { return m_comparing; } //!< all is read

signals:
    void progressChanged();
    void finished();

private:
    //! What the thread works on.
    struct Texts
    {
        audit::NearTwinFinder finder;
        QSet<QString> hashes;
    };

    void work();
    void read(const core::Entry &entry);
    void took(const core::Entry &entry, const core::Result<core::Entry> &answer);
    void take(const core::Entry &entry, const QByteArray &text);
    void stopAt(const core::Error &error);
    void compare();
    void finish();

    QPointer<Session> m_session;
    const core::StoreId m_store;
    NearReport m_report;
    QList<core::Entry> m_jobs;
    QHash<core::EntryId, core::Call<core::Entry>> m_reads;
    core::Call<QList<core::Entry>> m_list;
    const std::shared_ptr<Texts> m_texts = std::make_shared<Texts>();
    QHash<int, core::Entry> m_taken; //!< by number of the finder
    core::Call<audit::NearTwins> m_result;
    QThreadPool m_pool;          //!< one thread: the finder belongs to it
    int m_taking = 0;
    qint64 m_done = 0;
    qint64 m_total = 0;
    bool m_comparing = false;
    bool m_ended = false;
};

} // namespace session

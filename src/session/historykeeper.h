// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/memorystores.h"
#include "api/walk.h"
#include "core/clock.h"
#include "history/index.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace session {

//! Reads the past of one connection's stores into its history::Index, one page at a time and one store after the other:
//! the newest pages until a whole page is known, then backwards to the oldest record, and at times all of it once more (the
//! *sweep*), because a later redaction shows nowhere else. Where it stands is kept with each page, so that it goes on there
//! after a stop at any moment. Application's thread.
class HistoryKeeper : public QObject
{
    Q_OBJECT
public:
    struct Pace
    {
        std::chrono::milliseconds gap{100};              //!< between pages
        std::chrono::milliseconds sweepGap{500};         //!< between pages of the sweep
        std::chrono::milliseconds firstPause{30'000};    //!< after a failure that may pass; doubles with each further one
        std::chrono::milliseconds longestPause{600'000};
        std::chrono::hours sweepAfter{24 * 7};           //!< since everything was last read: it is time for a sweep
    };

    //! `file`: history::indexFileOf(). `storeCreatedAt` may answer null.
    HistoryKeeper(api::MemoryStores &service, const QString &file, const Pace &pace, const core::Clock &clock,
                  std::function<core::Timestamp(const core::StoreId &)> storeCreatedAt, QObject *parent = nullptr);
    ~HistoryKeeper() override;

    [[nodiscard]] history::Index &index() { return m_index; }
    //! Why nothing can be kept, once that is known. The program works without.
    [[nodiscard]] const std::optional<core::Error> &problem() const { return m_problem; }

    //! The whole past of the store is wanted: what is missing further back, and a sweep when one is due. Reads the newest
    //! pages only when nothing is known yet. Goes on after stop() and after an error.
    void follow(const core::StoreId &store);
    //! Ends reading this store until it is wanted again; the page on its way is let go.
    void stop(const core::StoreId &store);
    //! The newest pages alone, before anything else.
    void readNewest(const core::StoreId &store);
    //! Every record once more, from the newest, or from where the last one was stopped.
    void sweep(const core::StoreId &store);
    //! The store is gone.
    void forget(const core::StoreId &store);

    //! What somebody else read anyway: single records, or a stretch from the newest record on, which counts as read here.
    void put(const core::StoreId &store, const QList<core::Version> &versions);
    void adopt(const history::WalkPage &stretch);
    void noteOwnWrites(const core::StoreId &store, const QList<history::OwnWrite> &writes);

    [[nodiscard]] history::Coverage coverage(const core::StoreId &store) const;
    [[nodiscard]] bool isReading(const core::StoreId &store) const; //!< or will be, after a pause
    [[nodiscard]] std::optional<core::Error> errorOf(const core::StoreId &store) const;

signals:
    void coverageChanged(const core::StoreId &store); //!< isReading() and errorOf(), too
    void recordsAdded(const core::StoreId &store, const QList<core::Version> &versions); //!< newest first
    void recordsChanged(const core::StoreId &store, const QList<core::Version> &versions);
    //! Seen redacted for the first time; among the added or the changed ones, too. With the hash, where it was ever known.
    void recordsRedacted(const core::StoreId &store, const QList<core::Version> &versions);
    //! The sweep did not meet them any more. At most a thousand are named.
    void recordsMissing(const core::StoreId &store, const QList<core::Version> &versions);
    //! A page that the index cannot take, because its order or its cursor makes no sense: what its records say all the same.
    void recordsRefused(const core::StoreId &store, const QList<core::Version> &versions);
    void sweepCompleted(const core::StoreId &store);
    void problemChanged();

private:
    enum class Kind { Newest, Backwards, Sweep };

    //! What is to be done for one store, and where it stands.
    struct Work
    {
        bool asked = false;      //!< walk() was asked for the state
        bool known = false;      //!< `state` is what the file says
        history::WalkState state;
        qint64 records = 0;
        bool newest = false;     //!< wished
        bool backwards = false;
        bool sweep = false;
        std::optional<core::Error> error;
        int failures = 0;        //!< in a row
        QDeadlineTimer notBefore{0}; //!< after a failure

        // The walk of the newest pages: nothing of it is kept, it begins at the top.
        std::optional<history::Position> from;
        core::Cursor at;
        std::optional<history::Position> downTo; //!< goes on through what is known until it is below

        std::shared_ptr<api::WalkGuard> guard;   //!< of the walk under way
        Kind guarded = Kind::Newest;
        QSet<QString> lastIds;                   //!< of its last page: a list that shifts says them again
        bool byId = false;                       //!< its cursor was refused: the id of the last record is tried
    };

    struct Step
    {
        core::StoreId store;
        Kind kind = Kind::Newest;
        std::optional<history::Position> from;
        core::Cursor at;
    };

    Work &workOf(const core::StoreId &store);
    void learn(const core::StoreId &store);
    void wakeUp();
    void next();
    [[nodiscard]] std::optional<Step> choose();
    [[nodiscard]] static bool wants(const Work &work, Kind kind);
    [[nodiscard]] static Step stepFor(const core::StoreId &store, Kind kind, const Work &work);
    void startSweep(const core::StoreId &store);
    void read(const Step &step);
    [[nodiscard]] core::Result<history::WalkPage> checked(const Step &step, const core::Page<core::Version> &page, Work &work) const;
    void keep(const Step &step, const core::Page<core::Version> &page);
    void finish(const Step &step, const history::WalkPage &page, const history::WalkOutcome &outcome);
    void fail(const Step &step, const core::Error &error);
    bool tryAnotherCursor(const Step &step, const core::Error &error);
    void giveUp(const core::StoreId &store, const core::Error &error);
    static void endNewest(Work &work);
    void announce(const core::StoreId &store, const history::PutOutcome &outcome);
    void noteProblem(const core::Error &error);
    void sweepIfDue(Work &work) const;

    api::MemoryStores &m_service;
    const Pace m_pace;
    const core::Clock &m_clock;
    const std::function<core::Timestamp(const core::StoreId &)> m_storeCreatedAt;
    history::Index m_index;
    std::optional<core::Error> m_problem;

    QHash<core::StoreId, Work> m_work;
    QList<core::StoreId> m_order; //!< last followed first
    bool m_busy = false;          //!< one step at a time
    std::optional<core::StoreId> m_reading;
    core::Call<core::Page<core::Version>> m_request;
    QTimer m_timer;
    QDeadlineTimer m_gap{0};      //!< until the next page
};

} // namespace session

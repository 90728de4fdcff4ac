// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/memorystores.h"
#include "core/loading.h"
#include "core/version.h"
#include "history/index.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <chrono>
#include <functional>

namespace api {
struct WalkSummary;
}

namespace session {

//! The version records of one store, newest first, without texts, as far as they were walked in this run. One walk
//! feeds the history of every entry; nothing waits for it (architecture, rule 2). Where the service can filter by entry,
//! the history of one entry is complete long before the store's. Application's thread.
class VersionLog : public QObject
{
    Q_OBJECT
public:
    VersionLog(api::MemoryStores &service, core::StoreId store, std::chrono::milliseconds pageGap,
               QObject *parent = nullptr);
    ~VersionLog() override;

    //! What earlier runs remember: loadEntry() asks it first. `isComplete` tells whether all of the store's past up to this
    //! run is in it. The index outlives the log.
    void setIndex(history::Index &index, std::function<bool()> isComplete);
    void noteIndexGrew(); //!< isComplete may say something else now

    static constexpr int firstLimit = 2000; //!< records that load() reads by itself; loadAll() goes on
    //! Records that an index makes needless here: loadAll() ends with them, and beyond them those that nobody looks at are
    //! let go (reset() tells). The history of one entry and *Activity* come from the index. Without one there is no limit.
    static constexpr int mostRecords = 10'000;

    [[nodiscard]] const core::StoreId &store() const;
    [[nodiscard]] const QList<core::Version> &versions() const; //!< descending id; `content` is never set
    [[nodiscard]] const core::Version *find(const core::VersionId &version) const;
    [[nodiscard]] QList<core::Version> ofEntry(const core::EntryId &entry) const; //!< newest first
    [[nodiscard]] const core::Loading &loading() const;
    //! Whether every version of this entry is known: its `created` record was seen, or the walk is complete.
    [[nodiscard]] bool isCompleteFor(const core::EntryId &entry) const;

    void load();                                  //!< the newest records, up to firstLimit
    void loadAll();                               //!< goes on to the end, or to mostRecords
    //! By the service's filter where it has one, else as load(). The newest wish wins. loadingChanged() tells the end.
    void loadEntry(const core::EntryId &entry);
    //! All of one entry: out of the index, as soon as that knows all of the past; without an index by loadAll().
    void loadAllOf(const core::EntryId &entry);
    [[nodiscard]] bool isFull() const; //!< loadAll() would bring nothing more
    void cancel();
    void refresh(); //!< the newest pages until a known record; the past stays

    void put(const core::Version &version); //!< from get or redact: announces the difference

signals:
    void reset();
    void added(const QList<core::Version> &versions); //!< newest first among themselves; any place in the list
    void changed(const core::Version &version);       //!< redacted, usually
    //! Of what was added: written since the log was last looked at, newest first. Comes after added().
    void appeared(const QList<core::Version> &versions);
    void loadingChanged();
    //! With an index: an unbroken stretch of the list was read, `readAt` not set; or single records of it were.
    void stretchRead(const history::WalkPage &stretch);
    void recordsRead(const QList<core::Version> &versions);

private:
    //! The main walk goes down from the newest record. Between m_top and the place it reached nothing is missing;
    //! beside that there are single records that came another way.
    struct Pass
    {
        core::Call<api::WalkSummary> call;
        int generation = 0; //!< an answer to an older one is ignored
        bool running = false;
    };

    void walk(int limit);
    bool takeWalked(const QList<core::Version> &page);
    void startRefresh();
    bool takeNewest(const QList<core::Version> &page);
    void finishRefresh(const core::Result<api::WalkSummary> &result);
    void askIndex(const core::EntryId &entry, const std::optional<history::Position> &before = std::nullopt, int known = 0);
    void takeRemembered(const core::EntryId &entry, const history::Block &block, bool whole, int known);
    void trim();
    bool takeFiltered(const core::EntryId &entry, const QList<core::Version> &page);
    QList<core::Version> merge(const QList<core::Version> &page);
    bool update(core::Version &known, const core::Version &version);
    void updateLoading(bool coverageChanged = false);

    api::MemoryStores &m_service;
    const core::StoreId m_store;
    const std::chrono::milliseconds m_pageGap;

    QList<core::Version> m_versions;
    QHash<core::EntryId, QList<core::VersionId>> m_ofEntry; //!< descending
    QSet<core::EntryId> m_completeEntries;
    core::Loading m_loading;
    std::optional<core::Error> m_error;

    Pass m_walk;
    core::Cursor m_next;    //!< of the page that the main walk wants
    qint64 m_walked = 0;    //!< records that the main walk brought
    qint64 m_limit = 0;     //!< where it stops
    bool m_complete = false;
    bool m_stopped = false;

    Pass m_refresh;
    core::VersionId m_top;  //!< newest record of the part without gaps
    QList<core::Version> m_appeared;
    bool m_again = false;   //!< a refresh was asked for during one, or before the first page came

    Pass m_filtered;

    history::Index *m_index = nullptr;
    std::function<bool()> m_indexIsComplete;
    core::EntryId m_wanted;                    //!< of the last loadEntry()
    bool m_wantAll = false;                    //!< of it, however many there are
    core::Call<history::Block> m_remembered;
    history::WalkPage m_stretch;               //!< of the main walk
    std::optional<history::Position> m_bottom; //!< that it reached
    history::WalkPage m_newest;                //!< of the refresh
};

} // namespace session

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/memorystores.h"
#include "core/loading.h"
#include "core/version.h"

#include <QObject>

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

    static constexpr int firstLimit = 2000; //!< records that load() reads by itself; loadAll() goes on

    [[nodiscard]] const core::StoreId &store() const;
    [[nodiscard]] const QList<core::Version> &versions() const; //!< descending id; `content` is never set
    [[nodiscard]] const core::Version *find(const core::VersionId &version) const;
    [[nodiscard]] QList<core::Version> ofEntry(const core::EntryId &entry) const; //!< newest first
    [[nodiscard]] const core::Loading &loading() const;
    //! Whether every version of this entry is known: its `created` record was seen, or the walk is complete.
    [[nodiscard]] bool isCompleteFor(const core::EntryId &entry) const;

    void load();                                  //!< the newest records, up to firstLimit
    void loadAll();                               //!< goes on to the end
    void loadEntry(const core::EntryId &entry);   //!< by the service's filter where it has one, else as load()
    void cancel();
    void refresh(); //!< the newest pages until a known record; the past stays

    void put(const core::Version &version); //!< from get or redact: announces the difference

signals:
    void reset();
    void added(const QList<core::Version> &versions); //!< newest first among themselves; any place in the list
    void changed(const core::Version &version);       //!< redacted, usually
    void loadingChanged();
};

} // namespace session

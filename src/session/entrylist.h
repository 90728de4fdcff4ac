// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/memorystores.h"
#include "core/entry.h"
#include "core/loading.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <chrono>

namespace api {
struct WalkSummary;
}

namespace session {

//! The live entries of one store, without texts: the only cache and announcer of them. load() walks all pages in the
//! background; arriving entries are announced in batches. Application's thread.
class EntryList : public QObject
{
    Q_OBJECT
public:
    EntryList(api::MemoryStores &service, core::StoreId store, std::chrono::milliseconds pageGap,
              QObject *parent = nullptr);
    ~EntryList() override;

    [[nodiscard]] const core::StoreId &store() const;
    [[nodiscard]] const QList<core::Entry> &entries() const; //!< in order of arrival; `content` is never set
    [[nodiscard]] const core::Entry *find(const core::EntryId &entry) const; //!< valid until the next signal
    [[nodiscard]] const core::Entry *findPath(const QString &path) const;    //!< bytes decide, no normalisation
    [[nodiscard]] const core::Loading &loading() const;

    void load();    //!< starts the walk, or goes on where it was cancelled or failed; nothing when complete
    void cancel();  //!< keeps what is there
    //! Walks again in the background; rows stay, differences are announced as they are known. While a walk is under
    //! way, another one follows it.
    void refresh();
    void setExpected(std::optional<qint64> count); //!< the store's entry_count

    //! From a reply of get, create, update. A state that is older than the known one is ignored.
    void put(const core::Entry &entry);
    void drop(const core::EntryId &entry); //!< the service says that it is gone

signals:
    void reset();
    void added(const QList<core::Entry> &entries);
    void changed(const core::Entry &entry);
    void removed(const core::EntryId &entry);
    void loadingChanged();

private:
    //! One pass over all pages, which may be interrupted and go on.
    struct Walk
    {
        core::Cursor next;             //!< of the page that is wanted
        QSet<core::EntryId> seen;
        QSet<core::EntryId> put;       //!< known from elsewhere since the walk began: not gone when unseen
        QSet<core::EntryId> dropped;   //!< known to be gone: not new when a late page brings them
    };

    void startWalk();
    void continueWalk();
    bool takePage(const QList<core::Entry> &page);
    void finishWalk(const core::Result<api::WalkSummary> &result);
    void endPass();
    bool update(int row, const core::Entry &entry);
    void append(const core::Entry &entry);
    void removeAll(const QSet<core::EntryId> &gone);
    void updateLoading(core::LoadState state, std::optional<core::Error> error = std::nullopt);

    api::MemoryStores &m_service;
    const core::StoreId m_store;
    const std::chrono::milliseconds m_pageGap;
    QList<core::Entry> m_entries;
    QHash<core::EntryId, int> m_rows;
    QHash<QString, core::EntryId> m_paths;
    core::Loading m_loading;
    core::Loading m_announced; //!< as of the last loadingChanged()
    std::optional<Walk> m_walk; //!< also while it is interrupted
    core::Call<api::WalkSummary> m_call;
    int m_generation = 0;       //!< of the call; an answer to an older one is ignored
    bool m_walking = false;
    bool m_again = false;       //!< a refresh was asked for during a walk
};

} // namespace session

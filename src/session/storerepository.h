// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/memorystores.h"
#include "api/requests.h"
#include "core/loading.h"
#include "core/store.h"

#include <QObject>
#include <QSet>

#include <memory>

namespace api {
class WalkGuard;
}

namespace session {

//! The stores of one connection, as far as they were paged in: the only cache and the only announcer of stores. Pages
//! come in the service's order (newest first) when loadMore() is asked for. Filters go to the service and are applied
//! again here, because older services ignore them (contract 3 #13, #14). Application's thread.
class StoreRepository : public QObject
{
    Q_OBJECT
public:
    explicit StoreRepository(api::MemoryStores &service, QObject *parent = nullptr);
    ~StoreRepository() override;

    [[nodiscard]] const QList<core::Store> &stores() const;
    [[nodiscard]] const core::Store *find(const core::StoreId &store) const; //!< valid until the next signal
    [[nodiscard]] const core::Loading &loading() const;
    [[nodiscard]] bool hasMore() const;
    [[nodiscard]] const api::StoreFilter &filter() const;

    void setFilter(const api::StoreFilter &filter); //!< starts over when it differs
    //! One more page, or as many as it takes until there is something to show. Does nothing while one is on its way, at
    //! the end, and after a failure.
    void loadMore();
    void retry(); //!< after Failed
    void refresh(); //!< reads again as many pages as there are; rows stay, differences are announced at the end
    core::Call<core::Store> reread(const core::StoreId &store); //!< counters, status; announces the difference

    void put(const core::Store &store); //!< from a reply; added on top when new, unless the filter hides it
    void drop(const core::StoreId &store);

signals:
    void reset();
    void added(int first, int count);
    void changed(const core::StoreId &store);
    void removed(int row, const core::StoreId &store); //!< after it is gone from stores()
    void loadingChanged();

private:
    using Next = std::optional<core::Cursor>; //!< nothing at the end of the list

    //! One pass through pages, or the part of it that was asked for: what it saw, and whether it can be trusted.
    struct Pass
    {
        Pass();
        std::unique_ptr<api::WalkGuard> guard;
        QSet<core::StoreId> seen; //!< hidden ones too
        std::optional<core::Store> last;
        int pages = 0;
        //! Takes note of a page; an error when the list repeats itself or is out of order (promise D2).
        core::Result<Next> take(const core::Page<core::Store> &page);
    };
    //! Pages that are read again, compared with what is there when the last one came.
    struct Refresh
    {
        Pass pass;
        QList<core::Store> stores; //!< what the filter lets through
    };

    void request(const core::Cursor &cursor);
    void takePage(const core::Page<core::Store> &page);
    void takeRefreshed(const core::Page<core::Store> &page);
    void endRefresh(bool reachedEnd);
    void fail(const core::Error &error);
    [[nodiscard]] bool passes(const core::Store &store) const;
    [[nodiscard]] qsizetype rowOf(const core::StoreId &store) const;
    void append(const QList<core::Store> &page);
    void removeRow(qsizetype row);
    void insertAt(qsizetype row, const core::Store &store);
    void update(qsizetype row, const core::Store &store);
    void updateLoading(core::LoadState state, std::optional<core::Error> error = std::nullopt);

    api::MemoryStores &m_service;
    api::StoreFilter m_filter;
    QList<core::Store> m_stores;
    core::Loading m_loading;
    core::Loading m_announced;               //!< as of the last loadingChanged()
    Next m_next{core::Cursor{}};             //!< of the page that is wanted
    Pass m_pass;
    int m_emptyPages = 0;                    //!< in a row, with nothing to show
    core::Call<core::Page<core::Store>> m_call;
    int m_generation = 0;                    //!< of the call; an answer to an older one is ignored
    bool m_busy = false;
    bool m_again = false;                    //!< a refresh was asked for while busy
    bool m_more = false;                     //!< a page was asked for during a refresh
    std::optional<Refresh> m_refresh;
    QSet<core::StoreId> m_newer;             //!< known better than what is on its way
    QSet<core::StoreId> m_gone;              //!< known to be gone, whatever is on its way
};

} // namespace session

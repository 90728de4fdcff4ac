// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/memorystores.h"
#include "api/requests.h"
#include "core/loading.h"
#include "core/store.h"

#include <QObject>

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
    void loadMore();                                //!< one more page; does nothing while one is on its way
    void retry();                                   //!< after Failed
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
};

} // namespace session

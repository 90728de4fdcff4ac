// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/requests.h"
#include "core/call.h"
#include "core/entry.h"
#include "core/page.h"
#include "core/store.h"
#include "core/version.h"
#include "wire/dialect.h"

#include <QObject>

#include <memory>
#include <optional>

namespace api {

class ApiClient;

//! The 14 operations of a Memory Stores service as values in and Calls out, in whatever dialect the service speaks.
//! Finds the dialect by itself (contract 3) and remembers it. One per open connection; lives in the application's
//! thread. Reads are retried by reliability 2.C; a write reaches the service at most once (B1). Every error is a
//! core::Error whose `delivery` tells whether the service can have acted. `requestId` goes with a write as its
//! `x-request-id`, for who has noted it before; without one it is made up.
class MemoryStores : public QObject
{
    Q_OBJECT
public:
    //! `fixedDialect`: the user's own choice; without it the dialect is found out.
    explicit MemoryStores(ApiClient &client, std::optional<wire::Dialect> fixedDialect = std::nullopt,
                          QObject *parent = nullptr);
    ~MemoryStores() override;

    //! What is known now; the guess before anything was seen (S, or by the host: contract 3).
    [[nodiscard]] const wire::Dialect &dialect() const;
    //! Whether dialect() is settled by an answer or by choice.
    [[nodiscard]] bool isDialectSettled() const;

    core::Call<core::Page<core::Store>> listStores(const StoreFilter &filter, const core::Cursor &from, int limit = 100);
    core::Call<core::Store> getStore(const core::StoreId &store);
    core::Call<core::Store> createStore(const NewStore &store, const QString &requestId = {});
    core::Call<core::Store> updateStore(const core::StoreId &store, const StoreChange &change,
                                        const QString &requestId = {});
    core::Call<core::Store> archiveStore(const core::StoreId &store, const QString &requestId = {});
    core::Call<core::Done> deleteStore(const core::StoreId &store, const QString &requestId = {});

    core::Call<core::Page<core::Entry>> listEntries(const core::StoreId &store, const core::Cursor &from,
                                                    int limit = 100);
    core::Call<core::Entry> getEntry(const core::StoreId &store, const core::EntryId &entry);
    core::Call<core::Entry> createEntry(const core::StoreId &store, const NewEntry &entry, const QString &requestId = {});
    core::Call<core::Entry> updateEntry(const core::StoreId &store, const core::EntryId &entry,
                                        const EntryUpdate &update, const QString &requestId = {});
    core::Call<core::Done> deleteEntry(const core::StoreId &store, const core::EntryId &entry,
                                       const QString &requestId = {});

    core::Call<core::Page<core::Version>> listVersions(const core::StoreId &store, const VersionFilter &filter,
                                                       const core::Cursor &from, int limit = 100);
    core::Call<core::Version> getVersion(const core::StoreId &store, const core::VersionId &version);
    core::Call<core::Version> redactVersion(const core::StoreId &store, const core::VersionId &version,
                                            const QString &requestId = {});

signals:
    //! The dialect was found, or a part of it turned out otherwise.
    void dialectChanged();

private:
    class Private;
    const std::unique_ptr<Private> d;
};

} // namespace api

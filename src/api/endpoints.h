// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/request.h"
#include "api/requests.h"
#include "core/page.h"
#include "core/version.h"
#include "wire/dialect.h"
#include "wire/parse.h"

//! Every route of the service as a value (contract 2.7), in its order. The dialect decides how things are spelled. Ids
//! have been checked (checks.h); each is percent-encoded as one segment all the same. A `limit` of 0 is left out.
namespace api::endpoints {

template<typename T>
using Seen = Endpoint<wire::Parsed<T>>;

Seen<core::Store> createStore(const NewStore &store);
Seen<core::Page<core::Store>> listStores(const StoreFilter &filter, const core::Cursor &from, int limit);
Seen<core::Store> getStore(const core::StoreId &store);
Seen<core::Store> updateStore(const core::StoreId &store, const StoreChange &change);
Seen<core::Store> archiveStore(const core::StoreId &store);
Seen<core::Done> deleteStore(const core::StoreId &store);

Seen<core::Entry> createEntry(const wire::Dialect &dialect, const core::StoreId &store, const NewEntry &entry);
Seen<core::Page<core::Entry>> listEntries(const core::StoreId &store, const core::Cursor &from, int limit);
Seen<core::Entry> getEntry(const core::StoreId &store, const core::EntryId &entry);
Seen<core::Entry> updateEntry(const wire::Dialect &dialect, const core::StoreId &store, const core::EntryId &entry,
                              const EntryUpdate &update);
Seen<core::Done> deleteEntry(const core::StoreId &store, const core::EntryId &entry);

Seen<core::Page<core::Version>> listVersions(const wire::Dialect &dialect, const core::StoreId &store,
                                             const VersionFilter &filter, const core::Cursor &from, int limit);
Seen<core::Version> getVersion(const wire::Dialect &dialect, const core::StoreId &store,
                               const core::VersionId &version);
Seen<core::Version> redactVersion(const wire::Dialect &dialect, const core::StoreId &store,
                                  const core::VersionId &version);

} // namespace api::endpoints

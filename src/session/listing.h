// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "core/entry.h"
#include "core/store.h"
#include "core/version.h"
#include "transfer/plan.h"

#include <QList>

//! Whole lists as they are now, read for a plan or a check: past the caches, which may be incomplete or filtered.
namespace session {

class Session;

core::Call<QList<core::Entry>> readAllEntries(Session &session, const core::StoreId &store);
//! Archived ones too.
core::Call<QList<core::Store>> readAllStores(Session &session);
//! Newest first; of one entry, or with an empty id of the whole store.
core::Call<QList<core::Version>> readAllVersions(Session &session, const core::StoreId &store,
                                                 const core::EntryId &entry = {});

//! Reads both lists once more and compares path, size and sha256 of `paths`. Texts whose hash a service does not tell are
//! read and hashed. Both sessions outlive the call, or it never ends.
core::Call<transfer::CopyCheck> checkCopies(Session &source, const core::StoreId &from, Session &target,
                                            const core::StoreId &to, const QStringList &paths);

} // namespace session

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/entry.h"
#include "core/page.h"
#include "core/result.h"
#include "core/store.h"
#include "core/version.h"

#include <QByteArrayView>

//! Replies of a Memory Stores service, from bytes to values, whichever profile they are written in (contract 2.2-2.6).
//! Pure. A required field that is missing or wrong is Error{Protocol} whose `detail` is its JSON path; optional ones that
//! make no sense are unknown. What does not belong to the question (another store, another id, an id that is none) is
//! refused (promise E8).
namespace wire {

//! Which spellings were seen in memory and version objects (contract 3, step 2).
struct Shape
{
    bool entryStyle = false;  //!< profile S: store_id, size, entry_id, entry_path, action
    bool memoryStyle = false; //!< profile C: memory_store_id, content_size_bytes, memory_id, operation

    friend bool operator==(const Shape &, const Shape &) = default;
};

//! A value and what its spelling tells about the service.
template<typename T>
struct Parsed
{
    T value;
    Shape shape;
};

//! An empty `expected` id accepts any.
core::Result<Parsed<core::Store>> parseStore(QByteArrayView body, const core::StoreId &expected = {});
core::Result<Parsed<core::Entry>> parseEntry(QByteArrayView body, const core::StoreId &store,
                                             const core::EntryId &expected = {});
core::Result<Parsed<core::Version>> parseVersion(QByteArrayView body, const core::StoreId &store,
                                                 const core::VersionId &expected = {});

core::Result<Parsed<core::Page<core::Store>>> parseStorePage(QByteArrayView body);
core::Result<Parsed<core::Page<core::Entry>>> parseEntryPage(QByteArrayView body, const core::StoreId &store);
core::Result<Parsed<core::Page<core::Version>>> parseVersionPage(QByteArrayView body, const core::StoreId &store);

//! The reply to a delete: nothing, or a tombstone that names `id`. Anything else (the page of a captive portal, say) is
//! no proof that something was deleted.
core::Result<Parsed<core::Done>> parseTombstone(QByteArrayView body, const QString &id);

//! An error reply in any of the known forms (contract 1.4): envelope, flat, HTML, empty, cut. Never fails.
struct ErrorBody
{
    QString type;
    QString message;   //!< at most 4,096 characters; empty when there was no JSON
    QString param;
    QString code;
    QString requestId;
};
ErrorBody parseErrorBody(QByteArrayView body);

//! Whether it can be the id of such a thing: prefix and 1 to 64 letters or digits. Only such ids go into a URL.
bool isStoreId(QStringView text);
bool isEntryId(QStringView text);
bool isVersionId(QStringView text);

} // namespace wire

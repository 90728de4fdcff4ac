// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/entry.h"
#include "core/store.h"
#include "core/version.h"

#include <QList>
#include <QString>

#include <optional>

namespace models {

enum class FactKey {
    Id, Name, Description, Status, Archived, EntryCount, TotalSize, Metadata, CreatedAt, UpdatedAt, ArchivedAt,
    StoreId, Path, Size, Sha256, VersionNumber, HeadVersion, EntryId, Action, Redacted, RedactedAt,
    Unknown, //!< a field that the contract does not know; `name` is its name, `raw` its JSON
};

//! One field of an object as it came: for *Details*, where every field is shown in full and can be copied.
struct Fact
{
    FactKey key = FactKey::Unknown;
    QString name;                          //!< of metadata and unknown fields; untrusted
    QString raw;                           //!< ids and hashes in full, numbers in digits, moments as the service wrote them
    std::optional<qint64> number;          //!< where it is one
    std::optional<core::Timestamp> moment; //!< where it is one

    friend bool operator==(const Fact &, const Fact &) = default;
};

//! Fields that are absent are left out.
QList<Fact> factsOf(const core::Store &store);
QList<Fact> factsOf(const core::Entry &entry);
QList<Fact> factsOf(const core::Version &version);

} // namespace models

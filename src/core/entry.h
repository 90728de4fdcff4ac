// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"
#include "core/store.h"
#include "core/timestamp.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace core {

//! Contract 2.3: one live memory. Lists come without content.
struct Entry
{
    EntryId id;
    StoreId store;
    QString path;
    std::optional<QByteArray> content;    //!< UTF-8, exactly the bytes that the service holds
    std::optional<qint64> size;           //!< bytes, as the service says
    QString sha256;                       //!< as the service says, lower-cased; empty when absent
    std::optional<qint64> version;        //!< 1 on creation; absent in some siblings
    VersionId headVersion;                //!< only where the service names it
    Metadata metadata;
    Timestamp createdAt;
    Timestamp updatedAt;
    QList<RawField> unknownFields = {};

    friend bool operator==(const Entry &, const Entry &) = default;
};

//! How a text fits what the service said about it (promise E2).
enum class Integrity {
    Unchecked, //!< no text, or no hash to compare with
    Verified,
    HashMismatch,
    SizeMismatch,
};

Integrity integrityOf(const QByteArray &content, const QString &sha256, std::optional<qint64> size);

} // namespace core

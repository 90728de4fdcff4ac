// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"
#include "core/timestamp.h"

#include <QList>
#include <QMap>

#include <optional>

namespace core {

using Metadata = QMap<QString, QString>;

//! A field that the contract does not know, kept as compact JSON so that Details can show it raw.
struct RawField
{
    QString name;
    QString json;

    friend bool operator==(const RawField &, const RawField &) = default;
};

//! Contract 2.2. Optional is what SDK models and siblings leave out.
struct Store
{
    StoreId id;
    QString name;
    QString description;
    QString statusWord;                   //!< as sent; empty when absent
    bool archived = false;                //!< status "archived" or archived_at present
    std::optional<qint64> entryCount;
    std::optional<qint64> totalSize;      //!< bytes of all live contents
    Metadata metadata;
    Timestamp createdAt;
    Timestamp updatedAt;
    std::optional<Timestamp> archivedAt;
    QList<RawField> unknownFields = {};

    friend bool operator==(const Store &, const Store &) = default;
};

} // namespace core

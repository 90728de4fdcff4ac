// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/entry.h"
#include "core/store.h"

#include <QByteArray>
#include <QDateTime>
#include <QMap>
#include <QString>

#include <optional>

//! What callers ask for: values without any spelling of a service in them.
namespace api {

//! Filters of the store list (contract 2.7 #2). Sent, and to be applied again locally, since older services ignore them.
struct StoreFilter
{
    QString namePrefix;
    bool includeArchived = false;
    std::optional<QDateTime> createdFrom; //!< inclusive
    std::optional<QDateTime> createdTo;   //!< inclusive

    friend bool operator==(const StoreFilter &, const StoreFilter &) = default;
};

struct NewStore
{
    QString name;
    QString description; //!< when empty, the name is sent (contract 3 #15)
    core::Metadata metadata;
};

//! What is to be changed of a store; absent stays as it is. Only where Dialect::storeUpdate.
struct StoreChange
{
    std::optional<QString> name;
    std::optional<QString> description;
    //! A patch: a value sets the key, nothing removes it.
    QMap<QString, std::optional<QString>> metadata;
};

struct NewEntry
{
    QString path;
    QByteArray content;
    std::optional<core::Metadata> metadata; //!< only sent where Dialect::entryMetadata
};

//! A write over a known state: both locks are given, the dialect decides which one goes on the wire.
struct EntryUpdate
{
    QByteArray content;
    std::optional<qint64> baseVersion;
    QString baseSha256;
    std::optional<core::Metadata> metadata; //!< the complete desired map; absent leaves it alone
};

struct VersionFilter
{
    core::EntryId entry = {};  //!< empty: the whole store. Sent where the service knows it; callers filter again.
    bool background = false;   //!< nobody waits for it (Request::background)
};

} // namespace api

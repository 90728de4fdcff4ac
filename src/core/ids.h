// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QString>

#include <compare>
#include <functional>

namespace core {

//! An opaque identifier that cannot be mixed up with one of another kind. Ids are compared as strings and never parsed
//! (contract 2.1).
template<typename Tag>
struct Id
{
    QString value;

    [[nodiscard]] bool isEmpty() const { return value.isEmpty(); }

    friend bool operator==(const Id &a, const Id &b) { return a.value == b.value; }
    friend bool operator<(const Id &a, const Id &b) { return a.value < b.value; }
    friend size_t qHash(const Id &id, size_t seed = 0) { return ::qHash(id.value, seed); }
};

using ConnectionId = Id<struct ConnectionTag>; //!< ours: random, made once when a connection is created
using StoreId = Id<struct StoreTag>;           //!< the service's, `memstore_…`
using EntryId = Id<struct EntryTag>;           //!< the service's, `mem_…`
using VersionId = Id<struct VersionTag>;       //!< the service's, `memver_…`

//! Names one entry for as long as it lives, whatever connection is shown now.
struct EntryRef
{
    ConnectionId connection;
    StoreId store;
    EntryId entry;

    friend bool operator==(const EntryRef &, const EntryRef &) = default;
};

} // namespace core

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/httpmessage.h"
#include "wire/dialect.h"

#include <optional>

namespace service {

//! The fourteen of contract 2.7, in its order.
enum class Operation {
    CreateStore,
    ListStores,
    GetStore,
    UpdateStore,
    ArchiveStore,
    DeleteStore,
    CreateEntry,
    ListEntries,
    GetEntry,
    UpdateEntry,
    DeleteEntry,
    ListVersions,
    GetVersion,
    RedactVersion,
};

//! What a method and a path mean.
struct Route
{
    bool known = false;                  //!< the path is one of ours
    bool belowStore = false;             //!< memories or versions: their 401 has a type of its own in S
    std::optional<Operation> operation = {}; //!< none when the method is not allowed
    QByteArray allowed = {};             //!< the methods, as in the Allow header
    QByteArray storeId = {};
    QByteArray itemId = {};              //!< of the entry or version
};

Route routeOf(const HttpRequest &request, const wire::Dialect &dialect);

} // namespace service

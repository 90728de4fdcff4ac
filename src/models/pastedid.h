// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"

#include <QStringView>

namespace models {

//! What a pasted text names, for *Go to*. A bare id gives one of them; a URL or a curl line may give two. Told by the
//! customary prefixes (contract 2.1); nothing is read out of the rest of an id.
struct PastedId
{
    core::StoreId store;
    core::EntryId entry;
    core::VersionId version;

    [[nodiscard]] bool isEmpty() const { return store.isEmpty() && entry.isEmpty() && version.isEmpty(); }
    friend bool operator==(const PastedId &, const PastedId &) = default;
};

PastedId pastedId(QStringView text);

} // namespace models

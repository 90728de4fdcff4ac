// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "wire/fieldnames.h"

#include <algorithm>

namespace wire {

bool isLoadBearing(QByteArrayView name)
{
    using namespace names;
    static constexpr std::array fields{id,      type,      status,  archivedAt, createdAt, storeId,    path,
                                       content, size,      sha256,  version,    entryId,   entryPath,  action,
                                       redacted, redactedAt, data,  firstId,    lastId,    hasMore,    nextPage,
                                       headVersion};
    return std::any_of(fields.begin(), fields.end(), [name](const Spellings &field) { return field.contains(name); });
}

} // namespace wire

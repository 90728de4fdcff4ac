// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "core/utf8.h"
#include "fuzz.h"
#include "service/import.h"

//! The reader of sample memories: what it accepts, the service could have written.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto stores = service::readImport(bytes);
    if (!stores) {
        mustHold(!stores.error().detail.isEmpty());
        return 0;
    }
    for (const service::ImportStore &store : *stores) {
        mustHold(core::firstInvalidUtf8(store.name) < 0);
        for (const service::ImportEntry &entry : store.entries) {
            mustHold(!entry.path.isEmpty() && !entry.path.startsWith('/') && entry.path.size() <= 1024);
            mustHold(!entry.versions.isEmpty() && entry.versions.first().action == service::Action::Created);
            for (const service::ImportVersion &version : entry.versions)
                mustHold(version.content.size() <= 102'400 && core::firstInvalidUtf8(version.content) < 0);
        }
    }
    return 0;
}

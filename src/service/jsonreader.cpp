// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "service/jsonreader.h"

#include "wire/jsonreader.h"

namespace service {

std::optional<wire::Json> readJsonObject(QByteArrayView json)
{
    auto value = wire::readJson(json, {.depth = 32, .uniqueNames = true});
    if (!value || value->type != wire::Json::Type::Object)
        return std::nullopt;
    return std::move(*value);
}

} // namespace service

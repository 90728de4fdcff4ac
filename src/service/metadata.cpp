// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "service/metadata.h"

#include "service/jsonreader.h"
#include "service/jsonwriter.h"

namespace service {

QByteArray metadataToJson(const Metadata &metadata)
{
    JsonWriter json;
    json.beginObject();
    for (auto it = metadata.cbegin(); it != metadata.cend(); ++it)
        json.key(it.key()).string(it.value());
    json.endObject();
    return json.take();
}

std::optional<Metadata> metadataFromJson(const QByteArray &json)
{
    if (json == "{}")
        return Metadata();
    const auto object = readJsonObject(json);
    if (!object)
        return std::nullopt;
    Metadata metadata;
    for (const wire::Json &pair : object->children) {
        if (pair.type != wire::Json::Type::String)
            return std::nullopt;
        metadata.insert(pair.name, pair.text);
    }
    return metadata;
}

} // namespace service

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "service/bodyreader.h"

#include "core/utf8.h"
#include "wire/pathrules.h"

#include <algorithm>

namespace service {

using wire::Json;

namespace {

const BadRequest InvalidJson{"Request body must be valid JSON.", {}};

//! Nothing when the field is missing or null, which mean the same.
const Json *find(const Json &object, QByteArrayView name)
{
    const Json *found = object.find(name);
    return found && found->isNull() ? nullptr : found;
}

BadRequest wrong(const QByteArray &field, const QByteArray &what)
{
    return {"Field '" + field + "' must " + what + '.', field};
}

//! Unicode code points of valid UTF-8.
qsizetype lengthOf(QByteArrayView utf8)
{
    return std::count_if(utf8.begin(), utf8.end(), [](char c) { return (uchar(c) & 0xC0) != 0x80; });
}

bool hasControlCharacter(QByteArrayView utf8)
{
    return std::any_of(utf8.begin(), utf8.end(), [](char c) { return uchar(c) < 0x20 || c == 0x7F; });
}

} // namespace

BodyReader::Problem BodyReader::readName(const Json &value, QByteArray &name) const
{
    if (value.type != Json::Type::String)
        return wrong("name", "be a string");
    name = value.text.trimmed();
    if (name.isEmpty())
        return wrong("name", "not be empty");
    if (lengthOf(name) > m_dialect.limits.storeName)
        return wrong("name", "be at most " + QByteArray::number(m_dialect.limits.storeName) + " characters");
    if (hasControlCharacter(name))
        return wrong("name", "not contain control characters");
    return std::nullopt;
}

BodyReader::Problem BodyReader::readDescription(const Json &value, QByteArray &description) const
{
    if (value.type != Json::Type::String)
        return wrong("description", "be a string");
    if (lengthOf(value.text) > m_dialect.limits.storeDescription)
        return wrong("description", "be at most " + QByteArray::number(m_dialect.limits.storeDescription) + " characters");
    if (value.text.contains('\0'))
        return wrong("description", "not contain U+0000");
    description = value.text;
    return std::nullopt;
}

BodyReader::Problem BodyReader::checkPair(const QByteArray &key, const Json &value) const
{
    if (key.isEmpty() || lengthOf(key) > m_dialect.limits.metadataKey || key.contains('\0'))
        return wrong("metadata", "have keys of 1 to " + QByteArray::number(m_dialect.limits.metadataKey) + " characters");
    if (value.type != Json::Type::String)
        return wrong("metadata", "map strings to strings");
    if (lengthOf(value.text) > m_dialect.limits.metadataValue || value.text.contains('\0'))
        return wrong("metadata", "have values of at most " + QByteArray::number(m_dialect.limits.metadataValue) + " characters");
    return std::nullopt;
}

BodyReader::Problem BodyReader::readMetadata(const Json &object, std::optional<Metadata> &metadata) const
{
    const Json *field = find(object, "metadata");
    if (!field)
        return std::nullopt;
    if (field->type != Json::Type::Object)
        return wrong("metadata", "be an object");
    if (int(field->children.size()) > m_dialect.limits.metadataPairs)
        return wrong("metadata", "have at most " + QByteArray::number(m_dialect.limits.metadataPairs) + " pairs");
    metadata.emplace();
    for (const Json &pair : field->children) {
        if (auto problem = checkPair(pair.name, pair))
            return problem;
        metadata->insert(pair.name, pair.text);
    }
    return std::nullopt;
}

BodyReader::Problem BodyReader::readPath(const Json &object, QByteArray &path) const
{
    const Json *field = find(object, "path");
    if (!field)
        return m_replies.missing("path");
    if (field->type != Json::Type::String)
        return wrong("path", "be a string");
    path = field->text;
    const auto decoded = core::decodeUtf8(path);
    const auto problem = decoded ? wire::serviceProblem(*decoded, m_dialect.limits) : wire::PathProblem::NotUnicode;
    if (!problem)
        return std::nullopt;
    switch (*problem) {
    case wire::PathProblem::Empty:
        return wrong("path", "not be empty");
    case wire::PathProblem::LeadingSlash:
        return wrong("path", "be a relative path (cannot start with '/')");
    case wire::PathProblem::DotDot:
        return wrong("path", "not contain '..'");
    case wire::PathProblem::TooLong:
        return wrong("path", "be at most " + QByteArray::number(m_dialect.limits.pathBytes) + " bytes");
    default:
        return wrong("path", "not contain control characters");
    }
}

BodyReader::Problem BodyReader::readContent(const Json &object, QByteArray &content) const
{
    const Json *field = find(object, "content");
    if (!field)
        return m_replies.missing("content");
    if (field->type != Json::Type::String)
        return wrong("content", "be a string");
    if (wire::isBlank(field->text))
        return wrong("content", "not be empty");
    if (field->text.size() > m_dialect.limits.contentBytes)
        return wrong("content", "be at most " + QByteArray::number(m_dialect.limits.contentBytes) + " bytes");
    if (field->text.contains('\0'))
        return wrong("content", "not contain U+0000");
    content = field->text;
    return std::nullopt;
}

BodyReader::Problem BodyReader::readLock(const Json &object, EntryUpdate &update) const
{
    if (m_dialect.updateLock == wire::UpdateLock::Version) {
        const Json *version = find(object, "version");
        if (version && version->type != Json::Type::Integer)
            return wrong("version", "be an integer");
        if (version)
            update.expectedVersion = version->integer;
        return std::nullopt;
    }
    const Json *hash = find(object, "content_sha256");
    // SDKs also send {"precondition": {"type": "content_sha256", "content_sha256": …}}.
    if (const Json *precondition = find(object, "precondition"); precondition && !hash) {
        if (precondition->type != Json::Type::Object)
            return wrong("precondition", "be an object");
        hash = find(*precondition, "content_sha256");
        if (!hash)
            return wrong("precondition", "have a content_sha256");
    }
    if (hash && hash->type != Json::Type::String)
        return wrong("content_sha256", "be a string");
    if (hash)
        update.expectedSha256 = hash->text.toLower();
    return std::nullopt;
}

Checked<NewStore> BodyReader::newStore(const QByteArray &body) const
{
    const auto object = readJsonObject(body);
    if (!object)
        return InvalidJson;
    NewStore store;
    const Json *name = find(*object, "name");
    if (!name)
        return m_replies.missing("name");
    if (auto problem = readName(*name, store.name))
        return *problem;
    const Json *description = find(*object, "description");
    if (description) {
        if (auto problem = readDescription(*description, store.description))
            return *problem;
    }
    if (m_dialect.descriptionRequired && wire::isBlank(store.description))
        return m_replies.missing("description");
    std::optional<Metadata> metadata;
    if (auto problem = readMetadata(*object, metadata))
        return *problem;
    store.metadata = metadata.value_or(Metadata());
    return store;
}

Checked<StorePatch> BodyReader::storePatch(const QByteArray &body) const
{
    const auto object = readJsonObject(body);
    if (!object)
        return InvalidJson;
    StorePatch patch;
    patch.metadataPairs = m_dialect.limits.metadataPairs;
    patch.evenIfArchived = m_dialect.archived.updateStore;
    if (const Json *name = find(*object, "name")) {
        if (auto problem = readName(*name, patch.name.emplace()))
            return *problem;
    }
    if (const Json *description = find(*object, "description")) {
        if (auto problem = readDescription(*description, patch.description.emplace()))
            return *problem;
    }
    const Json *metadata = find(*object, "metadata");
    if (!metadata)
        return patch;
    if (metadata->type != Json::Type::Object)
        return wrong("metadata", "be an object");
    for (const Json &pair : metadata->children) {
        if (pair.isNull()) {
            patch.metadata.insert(pair.name, std::nullopt);
            continue;
        }
        if (auto problem = checkPair(pair.name, pair))
            return *problem;
        patch.metadata.insert(pair.name, pair.text);
    }
    return patch;
}

Checked<NewEntry> BodyReader::newEntry(const QByteArray &body) const
{
    const auto object = readJsonObject(body);
    if (!object)
        return InvalidJson;
    NewEntry entry;
    if (auto problem = readPath(*object, entry.path))
        return *problem;
    if (auto problem = readContent(*object, entry.content))
        return *problem;
    std::optional<Metadata> metadata;
    if (m_dialect.entryMetadata) {
        if (auto problem = readMetadata(*object, metadata))
            return *problem;
    }
    entry.metadata = metadata.value_or(Metadata());
    return entry;
}

Checked<EntryUpdate> BodyReader::entryUpdate(const QByteArray &body) const
{
    const auto object = readJsonObject(body);
    if (!object)
        return InvalidJson;
    EntryUpdate update;
    if (auto problem = readContent(*object, update.content))
        return *problem;
    if (auto problem = readLock(*object, update))
        return *problem;
    if (m_dialect.entryMetadata) {
        if (auto problem = readMetadata(*object, update.metadata))
            return *problem;
    }
    return update;
}

} // namespace service

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "wire/parse.h"

#include "wire/jsonreader.h"
#include "wire/objectreader.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wire {

namespace {

bool isId(QStringView text, QStringView prefix)
{
    if (!text.startsWith(prefix))
        return false;
    const QStringView tail = text.mid(prefix.size());
    return tail.size() >= 1 && tail.size() <= 64 && std::all_of(tail.begin(), tail.end(), [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c >= u'A' && c <= u'Z') || (c >= u'a' && c <= u'z');
           });
}

//! The id under `field`; `expected` is what was asked for, or empty.
template<typename Id>
Id readId(ObjectReader &reader, const Spellings &field, bool (*isValid)(QStringView), const Id &expected = {})
{
    const Id id{reader.requiredText(field)};
    if (id.isEmpty())
        reader.fail(field, u"empty"_s);
    else if (!isValid(id.value))
        reader.fail(field, u"not an id of this kind"_s);
    else if (!expected.isEmpty() && id != expected)
        reader.fail(field, u"not the one that was asked for"_s);
    return id;
}

//! The owning store: absent in some siblings, but never another one.
core::StoreId readOwner(ObjectReader &reader, const core::StoreId &store)
{
    return reader.find(names::storeId) ? readId(reader, names::storeId, isStoreId, store) : store;
}

core::Store readStore(ObjectReader &reader, const core::StoreId &expected)
{
    core::Store store;
    store.id = readId(reader, names::id, isStoreId, expected);
    store.name = reader.requiredText(names::name);
    store.description = reader.optionalText(names::description).value_or(QString());
    store.statusWord = reader.optionalText(names::status).value_or(QString());
    store.entryCount = reader.optionalInteger(names::entryCount, 0);
    store.totalSize = reader.optionalInteger(names::totalSize, 0);
    store.metadata = reader.metadata(names::metadata);
    store.createdAt = reader.requiredTime(names::createdAt);
    store.updatedAt = reader.optionalTime(names::updatedAt).value_or(core::Timestamp());
    store.archivedAt = reader.optionalTime(names::archivedAt);
    const Json *archivedAt = reader.find(names::archivedAt);
    const bool hasArchivedAt = archivedAt && !(archivedAt->type == Json::Type::String && archivedAt->text.isEmpty());
    store.archived = hasArchivedAt || store.statusWord == u"archived";
    store.unknownFields = reader.unknownFields();
    return store;
}

std::optional<QByteArray> readContent(ObjectReader &reader)
{
    const Json *content = reader.find(names::content);
    if (!content)
        return std::nullopt;
    if (content->type != Json::Type::String)
        reader.fail(names::content, u"expected string"_s);
    return content->text;
}

core::Entry readEntry(ObjectReader &reader, const core::StoreId &store, const core::EntryId &expected)
{
    core::Entry entry;
    entry.id = readId(reader, names::id, isEntryId, expected);
    entry.store = readOwner(reader, store);
    entry.path = reader.requiredText(names::path);
    entry.content = readContent(reader);
    entry.size = reader.optionalInteger(names::size, 0);
    entry.sha256 = reader.hash(names::sha256);
    entry.version = reader.optionalInteger(names::version, 1);
    entry.headVersion.value = reader.optionalText(names::headVersion).value_or(QString());
    if (!isVersionId(entry.headVersion.value))
        entry.headVersion = {};
    entry.metadata = reader.metadata(names::metadata);
    entry.createdAt = reader.requiredTime(names::createdAt);
    entry.updatedAt = reader.optionalTime(names::updatedAt).value_or(core::Timestamp());
    entry.unknownFields = reader.unknownFields();
    return entry;
}

core::Action actionOf(QStringView word)
{
    if (word == u"created")
        return core::Action::Created;
    if (word == u"updated" || word == u"modified")
        return core::Action::Updated;
    if (word == u"deleted")
        return core::Action::Deleted;
    return core::Action::Other;
}

//! When in doubt a version is redacted: its text is then not shown, and nobody takes it for still readable (E6, E7).
bool readRedacted(ObjectReader &reader)
{
    const Json *flag = reader.find(names::redacted);
    const Json *at = reader.find(names::redactedAt);
    if (at && !(at->type == Json::Type::String && at->text.isEmpty()))
        return true;
    return flag && (flag->type != Json::Type::Boolean || flag->boolean);
}

core::Version readVersion(ObjectReader &reader, const core::StoreId &store, const core::VersionId &expected)
{
    core::Version version;
    version.id = readId(reader, names::id, isVersionId, expected);
    version.store = readOwner(reader, store);
    version.entry = readId<core::EntryId>(reader, names::entryId, isEntryId);
    version.actionWord = reader.optionalText(names::action).value_or(QString());
    version.action = actionOf(version.actionWord);
    version.redacted = readRedacted(reader);
    version.redactedAt = reader.optionalTime(names::redactedAt);
    // A sibling clears the path of a redacted version.
    version.path = version.redacted ? reader.optionalText(names::entryPath).value_or(QString())
                                    : reader.requiredText(names::entryPath);
    version.content = readContent(reader);
    if (version.redacted)
        version.content.reset();
    version.size = reader.optionalInteger(names::size, 0);
    version.sha256 = reader.hash(names::sha256);
    version.createdAt = reader.requiredTime(names::createdAt);
    version.unknownFields = reader.unknownFields();
    return version;
}

void addMarks(const Json &object, Shape &shape)
{
    const auto has = [&object](QByteArrayView name) { return object.find(name) != nullptr; };
    shape.memoryStyle = shape.memoryStyle || std::any_of(memoryStyleMarks.begin(), memoryStyleMarks.end(), has);
    shape.entryStyle = shape.entryStyle || std::any_of(entryStyleMarks.begin(), entryStyleMarks.end(), has);
}

//! Whether an object says of itself that it is something else.
bool isForeign(const Json &object, QByteArrayView type)
{
    const Json *said = object.find("type");
    return said && said->type == Json::Type::String && said->text != type;
}

//! Nobody is asked for more than 100; a service that caps otherwise is borne, one that floods us is not.
constexpr size_t mostItems = 1000;

constexpr QByteArrayView storeType = "memory_store";
constexpr QByteArrayView entryType = "memory";
constexpr QByteArrayView versionType = "memory_version";

template<typename T, typename Read>
core::Result<Parsed<T>> parseObject(QByteArrayView body, QByteArrayView type, const Read &read)
{
    const auto json = readJson(body);
    if (!json)
        return json.error();
    Problems problems;
    ObjectReader reader(*json, u"$"_s, problems);
    if (isForeign(*json, type))
        reader.fail(names::type, u"expected "_s + QString::fromLatin1(type));
    reader.find(names::type);
    Parsed<T> result;
    result.value = read(reader);
    addMarks(*json, result.shape);
    if (problems.any())
        return problems.toError();
    return result;
}

//! A list's frame. has_more may be left out only where next_page is part of the answer.
template<typename T>
void readFrame(ObjectReader &reader, core::Page<T> &page)
{
    page.firstId = reader.optionalText(names::firstId).value_or(QString());
    page.lastId = reader.optionalText(names::lastId).value_or(QString());
    const Json *next = reader.find(names::nextPage);
    if (next && next->type != Json::Type::String)
        reader.fail(names::nextPage, u"expected string"_s);
    page.nextPage = next ? toText(*next) : QString();
    const Json *more = reader.find(names::hasMore);
    if (more && more->type == Json::Type::Boolean)
        page.hasMore = more->boolean;
    else if (!more && !page.nextPage.isEmpty())
        page.hasMore = true;
    else
        reader.fail(names::hasMore, more ? u"expected boolean"_s : u"missing"_s);
}

template<typename T, typename Read>
core::Result<Parsed<core::Page<T>>> parsePage(QByteArrayView body, QByteArrayView type, const Read &read)
{
    const auto json = readJson(body);
    if (!json)
        return json.error();
    Problems problems;
    ObjectReader frame(*json, u"$"_s, problems);
    Parsed<core::Page<T>> result;
    readFrame(frame, result.value);
    const Json *data = frame.find(names::data);
    if (!data || data->type != Json::Type::Array) {
        frame.fail(names::data, data ? u"expected array"_s : u"missing"_s);
        return problems.toError();
    }
    if (data->children.size() > mostItems) {
        frame.fail(names::data, u"more than %1 items"_s.arg(mostItems));
        return problems.toError();
    }
    QSet<QString> seen;
    for (size_t i = 0; i < data->children.size() && !problems.any(); ++i) {
        const Json &item = data->children[i];
        ObjectReader reader(item, u"$.data[%1]"_s.arg(i), problems);
        if (isForeign(item, type)) {
            ++result.value.foreignItems;
            continue;
        }
        reader.find(names::type);
        T value = read(reader);
        if (seen.contains(value.id.value))
            reader.fail(names::id, u"comes twice"_s);
        seen.insert(value.id.value);
        addMarks(item, result.shape);
        result.value.items.append(std::move(value));
    }
    if (problems.any())
        return problems.toError();
    return result;
}

} // namespace

bool isStoreId(QStringView text)
{
    return isId(text, u"memstore_");
}

bool isEntryId(QStringView text)
{
    return isId(text, u"mem_");
}

bool isVersionId(QStringView text)
{
    return isId(text, u"memver_");
}

core::Result<Parsed<core::Store>> parseStore(QByteArrayView body, const core::StoreId &expected)
{
    return parseObject<core::Store>(body, storeType, [&](ObjectReader &reader) { return readStore(reader, expected); });
}

core::Result<Parsed<core::Entry>> parseEntry(QByteArrayView body, const core::StoreId &store,
                                             const core::EntryId &expected)
{
    return parseObject<core::Entry>(body, entryType,
                                    [&](ObjectReader &reader) { return readEntry(reader, store, expected); });
}

core::Result<Parsed<core::Version>> parseVersion(QByteArrayView body, const core::StoreId &store,
                                                 const core::VersionId &expected)
{
    return parseObject<core::Version>(body, versionType,
                                      [&](ObjectReader &reader) { return readVersion(reader, store, expected); });
}

core::Result<Parsed<core::Page<core::Store>>> parseStorePage(QByteArrayView body)
{
    return parsePage<core::Store>(body, storeType, [](ObjectReader &reader) { return readStore(reader, {}); });
}

core::Result<Parsed<core::Page<core::Entry>>> parseEntryPage(QByteArrayView body, const core::StoreId &store)
{
    return parsePage<core::Entry>(body, entryType, [&](ObjectReader &reader) { return readEntry(reader, store, {}); });
}

core::Result<Parsed<core::Page<core::Version>>> parseVersionPage(QByteArrayView body, const core::StoreId &store)
{
    return parsePage<core::Version>(body, versionType,
                                    [&](ObjectReader &reader) { return readVersion(reader, store, {}); });
}

} // namespace wire

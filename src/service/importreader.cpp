// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "service/import.h"

#include "core/timestamp.h"
#include "core/utf8.h"
#include "wire/jsonreader.h"
#include "wire/pathrules.h"

using namespace Qt::StringLiterals;

namespace service {

namespace {

using wire::Json;

// 2,000 memories with fifty versions each, of a kilobyte: more than a hundred times the samples.
constexpr wire::JsonLimits importLimits{.depth = 16, .values = 1'000'000, .bytes = 256 * 1024 * 1024, .uniqueNames = true};

//! Walks the document and remembers the first thing that is wrong, with its path; what comes after it is not looked at.
class Reader
{
public:
    [[nodiscard]] const QString &problem() const { return m_problem; }

    QList<ImportStore> read(const Json &document)
    {
        const Json *format = document.find("format");
        if (!format || format->type != Json::Type::Integer || format->integer != 1)
            fail(u"$.format"_s, u"expected 1"_s);
        QList<ImportStore> stores;
        forEach(document, "stores", u"$"_s, [&](const Json &store, const QString &at) { stores.append(readStore(store, at)); });
        return stores;
    }

private:
    void fail(const QString &at, const QString &why)
    {
        if (m_problem.isEmpty())
            m_problem = at + u": "_s + why;
    }

    template<typename Function>
    void forEach(const Json &object, const char *name, const QString &at, Function function)
    {
        const Json *list = object.find(name);
        const QString here = at + u'.' + QString::fromLatin1(name);
        if (!list || list->type != Json::Type::Array)
            return fail(here, u"expected an array"_s);
        for (size_t i = 0; i < list->children.size() && m_problem.isEmpty(); ++i)
            function(list->children[i], u"%1[%2]"_s.arg(here).arg(i));
    }

    QByteArray text(const Json &object, const char *name, const QString &at, bool required = true)
    {
        const Json *found = object.find(name);
        if (!found && !required)
            return {};
        if (!found || found->type != Json::Type::String) {
            fail(at + u'.' + QString::fromLatin1(name), u"expected a string"_s);
            return {};
        }
        return found->text;
    }

    std::optional<qint64> moment(const Json &object, const char *name, const QString &at, bool required)
    {
        const QByteArray written = text(object, name, at, required);
        if (written.isEmpty())
            return std::nullopt;
        const auto parsed = core::Timestamp::parse(QString::fromLatin1(written));
        if (!parsed) {
            fail(at + u'.' + QString::fromLatin1(name), u"expected an RFC 3339 timestamp"_s);
            return std::nullopt;
        }
        return parsed->microseconds();
    }

    ImportStore readStore(const Json &object, const QString &at)
    {
        ImportStore store;
        store.name = text(object, "name", at);
        store.description = text(object, "description", at);
        store.createdAt = moment(object, "created_at", at, true).value_or(0);
        store.archivedAt = moment(object, "archived_at", at, false);
        const Json *metadata = object.find("metadata");
        for (const Json &pair : metadata ? metadata->children : std::vector<Json>()) {
            if (pair.type == Json::Type::String)
                store.metadata.insert(pair.name, pair.text);
            else
                fail(at + u".metadata"_s, u"expected strings"_s);
        }
        forEach(object, "entries", at, [&](const Json &entry, const QString &here) {
            store.entries.append(readEntry(entry, here, store.createdAt));
        });
        return store;
    }

    ImportEntry readEntry(const Json &object, const QString &at, qint64 notBefore)
    {
        ImportEntry entry;
        entry.path = text(object, "path", at);
        const auto decoded = core::decodeUtf8(entry.path);
        if (!decoded || wire::serviceProblem(*decoded, wire::Limits()))
            fail(at + u".path"_s, u"not a path that the service accepts"_s);
        forEach(object, "versions", at, [&](const Json &version, const QString &here) {
            ImportVersion read = readVersion(version, here);
            const bool first = entry.versions.isEmpty();
            if (first != (read.action == Action::Created))
                fail(here + u".action"_s, u"the first version, and no other, is created"_s);
            if (!first && entry.versions.last().action == Action::Deleted)
                fail(here, u"nothing follows a deletion"_s);
            if (read.at < (first ? notBefore : entry.versions.last().at))
                fail(here + u".at"_s, u"earlier than what comes before it"_s);
            entry.versions.append(std::move(read));
        });
        if (entry.versions.isEmpty())
            fail(at + u".versions"_s, u"expected at least one"_s);
        return entry;
    }

    ImportVersion readVersion(const Json &object, const QString &at)
    {
        ImportVersion version;
        const QByteArray action = text(object, "action", at);
        if (action == "updated")
            version.action = Action::Updated;
        else if (action == "deleted")
            version.action = Action::Deleted;
        else if (action != "created")
            fail(at + u".action"_s, u"expected created, updated or deleted"_s);
        version.at = moment(object, "at", at, true).value_or(0);
        version.redactedAt = moment(object, "redacted_at", at, false);
        version.content = text(object, "content", at, version.action != Action::Deleted);
        if (version.content.size() > wire::Limits().contentBytes || version.content.contains('\0'))
            fail(at + u".content"_s, u"not a text that the service accepts"_s);
        return version;
    }

    QString m_problem;
};

} // namespace

core::Result<QList<ImportStore>> readImport(const QByteArray &text)
{
    const auto document = wire::readJson(text, importLimits);
    core::Error error{.kind = core::ErrorKind::Invalid, .serverText = {}};
    if (!document) {
        error.detail = document.error().detail;
        return error;
    }
    Reader reader;
    auto stores = reader.read(*document);
    error.detail = reader.problem();
    if (!error.detail.isEmpty())
        return error;
    return stores;
}

} // namespace service

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "service/import.h"

#include "core/timestamp.h"
#include "core/utf8.h"
#include "wire/pathrules.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace service {

namespace {

using nlohmann::json;

//! Walks the document and remembers the first thing that is wrong, with its path; what comes after it is not looked at.
class Reader
{
public:
    [[nodiscard]] const QString &problem() const { return m_problem; }

    QList<ImportStore> read(const json &document)
    {
        if (!document.is_object() || document.value("format", json()) != 1)
            fail(u"$.format"_s, u"expected 1"_s);
        QList<ImportStore> stores;
        forEach(document, "stores", u"$"_s, [&](const json &store, const QString &at) { stores.append(readStore(store, at)); });
        return stores;
    }

private:
    void fail(const QString &at, const QString &why)
    {
        if (m_problem.isEmpty())
            m_problem = at + u": "_s + why;
    }

    template<typename Function>
    void forEach(const json &object, const char *name, const QString &at, Function function)
    {
        const auto found = object.is_object() ? object.find(name) : object.end();
        const QString here = at + u'.' + QString::fromLatin1(name);
        if (found == object.end() || !found->is_array())
            return fail(here, u"expected an array"_s);
        for (size_t i = 0; i < found->size() && m_problem.isEmpty(); ++i)
            function((*found)[i], u"%1[%2]"_s.arg(here).arg(i));
    }

    QByteArray text(const json &object, const char *name, const QString &at, bool required = true)
    {
        const auto found = object.is_object() ? object.find(name) : object.end();
        if (found == object.end() && !required)
            return {};
        if (found == object.end() || !found->is_string()) {
            fail(at + u'.' + QString::fromLatin1(name), u"expected a string"_s);
            return {};
        }
        return QByteArray::fromStdString(found->get_ref<const std::string &>());
    }

    std::optional<qint64> moment(const json &object, const char *name, const QString &at, bool required)
    {
        const QByteArray written = text(object, name, at, required);
        if (written.isEmpty())
            return std::nullopt;
        const auto parsed = core::Timestamp::parse(QString::fromUtf8(written));
        if (!parsed) {
            fail(at + u'.' + QString::fromLatin1(name), u"expected an RFC 3339 timestamp"_s);
            return std::nullopt;
        }
        return parsed->microseconds();
    }

    ImportStore readStore(const json &object, const QString &at)
    {
        ImportStore store;
        store.name = text(object, "name", at);
        store.description = text(object, "description", at);
        store.createdAt = moment(object, "created_at", at, true).value_or(0);
        store.archivedAt = moment(object, "archived_at", at, false);
        const json metadata = object.is_object() ? object.value("metadata", json::object()) : json();
        for (const auto &[key, value] : metadata.items()) {
            if (value.is_string())
                store.metadata.insert(QByteArray::fromStdString(key), QByteArray::fromStdString(value.get<std::string>()));
            else
                fail(at + u".metadata"_s, u"expected strings"_s);
        }
        forEach(object, "entries", at, [&](const json &entry, const QString &here) {
            store.entries.append(readEntry(entry, here, store.createdAt));
        });
        return store;
    }

    ImportEntry readEntry(const json &object, const QString &at, qint64 notBefore)
    {
        ImportEntry entry;
        entry.path = text(object, "path", at);
        const auto decoded = core::decodeUtf8(entry.path);
        if (!decoded || wire::serviceProblem(*decoded, wire::Limits()))
            fail(at + u".path"_s, u"not a path that the service accepts"_s);
        forEach(object, "versions", at, [&](const json &version, const QString &here) {
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

    ImportVersion readVersion(const json &object, const QString &at)
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
    const json document = json::parse(text.begin(), text.end(), nullptr, false);
    core::Error error{.kind = core::ErrorKind::Invalid, .serverText = {}};
    error.detail = u"not valid JSON"_s;
    if (document.is_discarded())
        return error;
    Reader reader;
    auto stores = reader.read(document);
    error.detail = reader.problem();
    if (!error.detail.isEmpty())
        return error;
    return stores;
}

} // namespace service

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "transfer/manifest.h"

#include "core/utf8.h"
#include "wire/jsonreader.h"
#include "wire/objectreader.h"

using namespace Qt::StringLiterals;

namespace transfer {

namespace {

constexpr auto formatName = "palimpsest-export";
constexpr qint64 formatVersion = 1;

//! One JSON object on one line, so that manifests can be compared line by line.
class Object
{
public:
    Object &text(const char *name, const QString &value)
    {
        begin(name);
        wire::appendJsonString(m_json, value.toUtf8());
        return *this;
    }
    Object &textIfAny(const char *name, const QString &value) { return value.isEmpty() ? *this : text(name, value); }
    Object &number(const char *name, qint64 value) { return raw(name, QByteArray::number(value)); }
    Object &numberIfAny(const char *name, const std::optional<qint64> &value)
    {
        return value ? number(name, *value) : *this;
    }
    Object &raw(const char *name, const QByteArray &json)
    {
        begin(name);
        m_json += json;
        return *this;
    }
    Object &metadata(const core::Metadata &metadata)
    {
        if (metadata.isEmpty())
            return *this;
        QByteArray pairs;
        for (auto it = metadata.begin(); it != metadata.end(); ++it) {
            pairs += pairs.isEmpty() ? "{" : ", ";
            wire::appendJsonString(pairs, it.key().toUtf8());
            pairs += ": ";
            wire::appendJsonString(pairs, it.value().toUtf8());
        }
        return raw("metadata", pairs + '}');
    }
    [[nodiscard]] QByteArray json() const { return (m_json.isEmpty() ? QByteArray("{") : m_json) + '}'; }

private:
    void begin(const char *name)
    {
        m_json += m_json.isEmpty() ? "{\"" : ", \"";
        m_json += name;
        m_json += "\": ";
    }

    QByteArray m_json;
};

template<typename Row, typename Write>
QByteArray list(const char *name, const QList<Row> &rows, Write write)
{
    QByteArray json = QByteArray(",\n\"") + name + "\": [";
    bool first = true;
    for (const Row &row : rows) {
        json += first ? "\n" : ",\n";
        json += write(row);
        first = false;
    }
    return json + "\n]";
}

QByteArray entryJson(const Manifest::EntryRow &row)
{
    Object object;
    object.text("path", row.entry.path).text("id", row.entry.id.value).numberIfAny("version", row.entry.version);
    object.number("size", row.size).text("sha256", row.sha256);
    if (!row.entry.sha256.isEmpty() && row.entry.sha256 != row.sha256)
        object.text("service_sha256", row.entry.sha256);
    object.textIfAny("created_at", row.entry.createdAt.text()).textIfAny("updated_at", row.entry.updatedAt.text());
    return object.text("file", row.file).metadata(row.entry.metadata).json();
}

QByteArray versionJson(const Manifest::VersionRow &row)
{
    const core::Version &version = row.version;
    Object object;
    object.text("path", version.path).text("id", version.id.value).text("entry_id", version.entry.value);
    object.text("action", version.actionWord).numberIfAny("size", version.size);
    object.textIfAny("sha256", row.sha256.isEmpty() ? version.sha256 : row.sha256);
    if (!row.sha256.isEmpty() && !version.sha256.isEmpty() && version.sha256 != row.sha256)
        object.text("service_sha256", version.sha256);
    object.textIfAny("created_at", version.createdAt.text());
    if (version.redacted)
        object.raw("redacted", "true").textIfAny("redacted_at", version.redactedAt ? version.redactedAt->text() : QString());
    return object.textIfAny("file", row.file).json();
}

core::Error noManifest(const QString &detail)
{
    core::Error error;
    error.kind = core::ErrorKind::Invalid;
    error.detail = detail;
    error.delivery = core::Delivery::NotSent;
    return error;
}

QString textOf(const wire::Json &object, QByteArrayView name)
{
    const wire::Json *value = object.find(name);
    return value && value->type == wire::Json::Type::String ? wire::toText(*value) : QString();
}

core::Metadata metadataOf(const wire::Json &object)
{
    core::Metadata metadata;
    const wire::Json *value = object.find("metadata");
    if (value && value->type == wire::Json::Type::Object) {
        for (const wire::Json &pair : value->children) {
            if (pair.type == wire::Json::Type::String)
                metadata.insert(core::decodeUtf8(pair.name).value_or(QString()), wire::toText(pair));
        }
    }
    return metadata;
}

} // namespace

QString manifestName()
{
    return u"manifest.json"_s;
}

QByteArray toJson(const Manifest &manifest)
{
    const auto quoted = [](const QString &text) {
        QByteArray json;
        wire::appendJsonString(json, text.toUtf8());
        return json;
    };
    Object store;
    store.text("id", manifest.about.storeId).text("name", manifest.about.storeName);
    store.textIfAny("description", manifest.about.storeDescription);
    QByteArray json = QByteArray("{\"format\": \"") + formatName + "\", \"format_version\": " + QByteArray::number(formatVersion);
    json += ",\n\"exported_at\": " + quoted(manifest.about.exportedAt) + ",\n\"connection\": "
        + quoted(manifest.about.connection) + ",\n\"store\": " + store.json();
    if (!manifest.about.folder.isEmpty())
        json += ",\n\"folder\": " + quoted(manifest.about.folder);
    json += QByteArray(",\n\"complete\": ") + (manifest.complete ? "true" : "false");
    json += list("entries", manifest.entries, entryJson);
    json += list("versions", manifest.versions, versionJson);
    json += list("failed", manifest.failed, [](const Manifest::Failure &failure) {
        return Object().text("path", failure.path).text("id", failure.id).text("reason", failure.reason).json();
    });
    return json + "\n}\n";
}

core::Result<QList<ManifestEntry>> readManifest(QByteArrayView json)
{
    wire::JsonLimits limits;
    limits.bytes = maxManifestBytes;
    limits.values = 3'000'000;
    limits.depth = 8;
    const auto root = wire::readJson(json, limits);
    if (!root)
        return root.error();
    const wire::Json *version = root->find("format_version");
    if (textOf(*root, "format").toLatin1() != formatName || !version || version->type != wire::Json::Type::Integer)
        return noManifest(u"manifest.json is not one of an export"_s);
    if (version->integer != formatVersion)
        return noManifest(u"manifest.json has version %1; this program knows %2"_s.arg(version->integer).arg(formatVersion));
    QList<ManifestEntry> entries;
    const wire::Json *rows = root->find("entries");
    if (!rows || rows->type != wire::Json::Type::Array)
        return noManifest(u"manifest.json has no entries"_s);
    for (const wire::Json &row : rows->children) {
        ManifestEntry entry{textOf(row, "path"), textOf(row, "file"), metadataOf(row)};
        if (entry.file.isEmpty())
            return noManifest(u"manifest.json has an entry without a file"_s);
        entries.append(std::move(entry));
    }
    return entries;
}

} // namespace transfer

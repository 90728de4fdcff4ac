// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "wire/requestbody.h"

#include "wire/json.h"

namespace wire {

namespace {

//! Writes one flat object, member by member.
class ObjectWriter
{
public:
    void text(QByteArrayView name, QByteArrayView utf8)
    {
        begin(name);
        appendJsonString(m_out, utf8);
    }
    void text(QByteArrayView name, const QString &value) { text(name, QByteArrayView(value.toUtf8())); }
    void raw(QByteArrayView name, const QByteArray &json)
    {
        begin(name);
        m_out += json;
    }
    [[nodiscard]] QByteArray finish() { return (m_out.isEmpty() ? QByteArray("{") : m_out) + '}'; }

private:
    void begin(QByteArrayView name)
    {
        m_out += m_out.isEmpty() ? '{' : ',';
        appendJsonString(m_out, name);
        m_out += ':';
    }
    QByteArray m_out;
};

QByteArray metadataJson(const core::Metadata &metadata)
{
    ObjectWriter writer;
    for (auto it = metadata.begin(); it != metadata.end(); ++it)
        writer.text(it.key().toUtf8(), it.value());
    return writer.finish();
}

} // namespace

QByteArray createStoreBody(const QString &name, const QString &description, const core::Metadata &metadata)
{
    ObjectWriter writer;
    writer.text("name", name);
    writer.text("description", description);
    if (!metadata.isEmpty())
        writer.raw("metadata", metadataJson(metadata));
    return writer.finish();
}

QByteArray updateStoreBody(const std::optional<QString> &name, const std::optional<QString> &description,
                           const QMap<QString, std::optional<QString>> &metadata)
{
    ObjectWriter writer;
    if (name)
        writer.text("name", *name);
    if (description)
        writer.text("description", *description);
    if (!metadata.isEmpty()) {
        ObjectWriter patch;
        for (auto it = metadata.begin(); it != metadata.end(); ++it) {
            if (it.value())
                patch.text(it.key().toUtf8(), *it.value());
            else
                patch.raw(it.key().toUtf8(), "null");
        }
        writer.raw("metadata", patch.finish());
    }
    return writer.finish();
}

QByteArray createEntryBody(const QString &path, const QByteArray &content, const std::optional<core::Metadata> &metadata)
{
    ObjectWriter writer;
    writer.text("path", path);
    writer.text("content", QByteArrayView(content));
    if (metadata)
        writer.raw("metadata", metadataJson(*metadata));
    return writer.finish();
}

QByteArray updateEntryBody(UpdateLock lock, const QByteArray &content, std::optional<qint64> baseVersion,
                           const QString &baseSha256, const std::optional<core::Metadata> &metadata)
{
    ObjectWriter writer;
    writer.text("content", QByteArrayView(content));
    if (lock == UpdateLock::Version && baseVersion)
        writer.raw("version", QByteArray::number(*baseVersion));
    if (lock == UpdateLock::ContentSha256 && !baseSha256.isEmpty())
        writer.text("content_sha256", baseSha256);
    if (metadata)
        writer.raw("metadata", metadataJson(*metadata));
    return writer.finish();
}

} // namespace wire

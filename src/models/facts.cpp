// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/facts.h"

namespace models {

using namespace Qt::StringLiterals;

namespace {

class Facts
{
public:
    void text(FactKey key, const QString &value)
    {
        if (!value.isEmpty())
            m_facts.append({.key = key, .name = {}, .raw = value, .number = {}, .moment = {}});
    }
    void number(FactKey key, const std::optional<qint64> &value)
    {
        if (value)
            m_facts.append({.key = key, .name = {}, .raw = QString::number(*value), .number = *value, .moment = {}});
    }
    void moment(FactKey key, const core::Timestamp &value)
    {
        if (!value.isNull())
            m_facts.append({.key = key, .name = {}, .raw = value.text(), .number = {}, .moment = value});
    }
    void flag(FactKey key, bool value) { text(key, value ? u"true"_s : u"false"_s); }
    void metadata(const core::Metadata &values)
    {
        for (auto it = values.cbegin(); it != values.cend(); ++it)
            m_facts.append(
                {.key = FactKey::Metadata, .name = it.key(), .raw = it.value(), .number = {}, .moment = {}});
    }
    void unknown(const QList<core::RawField> &fields)
    {
        for (const core::RawField &field : fields)
            m_facts.append({.key = FactKey::Unknown, .name = field.name, .raw = field.json, .number = {}, .moment = {}});
    }
    [[nodiscard]] QList<Fact> take() { return std::move(m_facts); }

private:
    QList<Fact> m_facts;
};

} // namespace

QList<Fact> factsOf(const core::Store &store)
{
    Facts facts;
    facts.text(FactKey::Name, store.name);
    facts.text(FactKey::Description, store.description);
    facts.text(FactKey::Id, store.id.value);
    facts.text(FactKey::Status, store.statusWord);
    facts.flag(FactKey::Archived, store.archived);
    facts.number(FactKey::EntryCount, store.entryCount);
    facts.number(FactKey::TotalSize, store.totalSize);
    facts.moment(FactKey::CreatedAt, store.createdAt);
    facts.moment(FactKey::UpdatedAt, store.updatedAt);
    if (store.archivedAt)
        facts.moment(FactKey::ArchivedAt, *store.archivedAt);
    facts.metadata(store.metadata);
    facts.unknown(store.unknownFields);
    return facts.take();
}

QList<Fact> factsOf(const core::Entry &entry)
{
    Facts facts;
    facts.text(FactKey::Path, entry.path);
    facts.text(FactKey::Id, entry.id.value);
    facts.text(FactKey::StoreId, entry.store.value);
    facts.number(FactKey::VersionNumber, entry.version);
    facts.text(FactKey::HeadVersion, entry.headVersion.value);
    facts.number(FactKey::Size, entry.size);
    facts.text(FactKey::Sha256, entry.sha256);
    facts.moment(FactKey::CreatedAt, entry.createdAt);
    facts.moment(FactKey::UpdatedAt, entry.updatedAt);
    facts.metadata(entry.metadata);
    facts.unknown(entry.unknownFields);
    return facts.take();
}

QList<Fact> factsOf(const core::Version &version)
{
    Facts facts;
    facts.text(FactKey::Path, version.path);
    facts.text(FactKey::Id, version.id.value);
    facts.text(FactKey::StoreId, version.store.value);
    facts.text(FactKey::EntryId, version.entry.value);
    facts.text(FactKey::Action, version.actionWord);
    facts.number(FactKey::Size, version.size);
    facts.text(FactKey::Sha256, version.sha256);
    facts.moment(FactKey::CreatedAt, version.createdAt);
    facts.flag(FactKey::Redacted, version.redacted);
    if (version.redactedAt)
        facts.moment(FactKey::RedactedAt, *version.redactedAt);
    facts.unknown(version.unknownFields);
    return facts.take();
}

} // namespace models

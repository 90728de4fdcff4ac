// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "service/database.h"

namespace service {

struct NewStore
{
    QByteArray name;
    QByteArray description;
    Metadata metadata;
};

struct StorePatch
{
    std::optional<QByteArray> name;
    std::optional<QByteArray> description;
    QMap<QByteArray, std::optional<QByteArray>> metadata; //!< no value removes the key
    int metadataPairs = 16;                               //!< at most so many afterwards
    bool evenIfArchived = false;
};

struct NewEntry
{
    QByteArray path;
    QByteArray content;
    Metadata metadata;
};

struct EntryUpdate
{
    QByteArray content;
    std::optional<qint64> expectedVersion;
    std::optional<QByteArray> expectedSha256;
    std::optional<Metadata> metadata; //!< the whole, when given
};

struct EntryDeletion
{
    std::optional<QByteArray> expectedSha256;
    bool evenIfArchived = false;
};

//! The memories: every rule that concerns what is stored (contract 2.7), and no HTTP. For any number of threads. Each
//! write is one transaction together with its version record, its counters and its ids.
class Storage
{
public:
    explicit Storage(Database &database) : m_database(database) { }

    Outcome<StoreRow> createStore(const NewStore &store);
    Outcome<PageOf<StoreRow>> listStores(const PageRequest &page, const StoreFilter &filter);
    Outcome<StoreRow> store(const QByteArray &id);
    Outcome<StoreRow> updateStore(const QByteArray &id, const StorePatch &patch);
    Outcome<StoreRow> archiveStore(const QByteArray &id);
    Outcome<core::Done> deleteStore(const QByteArray &id, bool evenIfArchived);

    Outcome<EntryRow> createEntry(const QByteArray &store, const NewEntry &entry);
    //! Without contents. An empty prefix is none.
    Outcome<PageOf<EntryRow>> listEntries(const QByteArray &store, const PageRequest &page, const QByteArray &pathPrefix);
    Outcome<EntryRow> entry(const QByteArray &store, const QByteArray &id);
    Outcome<EntryRow> updateEntry(const QByteArray &store, const QByteArray &id, const EntryUpdate &update);
    Outcome<core::Done> deleteEntry(const QByteArray &store, const QByteArray &id, const EntryDeletion &deletion);

    //! Without contents. An empty entry id means all entries.
    Outcome<PageOf<VersionRow>> listVersions(const QByteArray &store, const PageRequest &page, const QByteArray &entryId);
    Outcome<VersionRow> version(const QByteArray &store, const QByteArray &id);
    Outcome<VersionRow> redactVersion(const QByteArray &store, const QByteArray &id, bool evenIfArchived);

private:
    Database &m_database;
};

} // namespace service

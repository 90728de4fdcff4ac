// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "service/import.h"

#include "service/idsource.h"
#include "service/metadata.h"
#include "service/rowaccess.h"

#include <algorithm>

namespace service {

namespace {

//! One thing that happened: a store was made, or a version written. Ids are given out in the order of the events.
struct Event
{
    qint64 at;
    qsizetype store;
    qsizetype entry = -1; //!< -1: the store itself
    qsizetype version = 0;
};

struct EntryState
{
    QByteArray id;
    QByteArray liveContent;
    qint64 updates = 0;
    bool live = false;
};

struct StoreState
{
    StoreRow row;
    QList<EntryState> entries;
};

QList<Event> inOrder(const QList<ImportStore> &stores)
{
    QList<Event> events;
    for (qsizetype s = 0; s < stores.size(); ++s) {
        events.append({stores[s].createdAt, s});
        for (qsizetype e = 0; e < stores[s].entries.size(); ++e) {
            for (qsizetype v = 0; v < stores[s].entries[e].versions.size(); ++v)
                events.append({stores[s].entries[e].versions[v].at, s, e, v});
        }
    }
    std::stable_sort(events.begin(), events.end(), [](const Event &a, const Event &b) { return a.at < b.at; });
    return events;
}

class Writer
{
public:
    Writer(WriteContext &context, const QList<ImportStore> &stores)
        : m_connection(context.connection)
        , m_stores(stores)
        , m_states(stores.size())
    {
    }

    std::optional<Failure> write()
    {
        for (const Event &event : inOrder(m_stores)) {
            if (auto failure = event.entry < 0 ? addStore(event) : addVersionOf(event))
                return failure;
        }
        for (qsizetype s = 0; s < m_stores.size(); ++s) {
            if (auto failure = finishStore(s))
                return failure;
        }
        return std::nullopt;
    }

    [[nodiscard]] const QByteArray &lastId() const { return m_lastId; }

private:
    QByteArray issue(const char *prefix, qint64 at)
    {
        m_lastId = nextId(m_lastId, at);
        return prefix + m_lastId;
    }

    std::optional<Failure> addStore(const Event &event)
    {
        const ImportStore &wanted = m_stores[event.store];
        StoreState &state = m_states[event.store];
        state.entries.resize(wanted.entries.size());
        state.row.id = issue("memstore_", event.at);
        state.row.latest = event.at;
        auto insert = m_connection.prepare(
            "INSERT INTO store (id, name, folded_name, description, metadata, entry_count, total_size, created_at, "
            "updated_at, archived_at, latest) VALUES (?, ?, ?, ?, ?, 0, 0, ?, ?, ?, ?) RETURNING key");
        insert.text(state.row.id).text(wanted.name).text(foldedName(wanted.name)).text(wanted.description);
        insert.text(metadataToJson(wanted.metadata)).integer(event.at).integer(wanted.archivedAt.value_or(event.at));
        wanted.archivedAt ? insert.integer(*wanted.archivedAt) : insert.null();
        if (!insert.integer(event.at).row())
            return Database::failureOf(insert.error());
        state.row.key = insert.integerAt(0);
        return std::nullopt;
    }

    std::optional<Failure> addVersionOf(const Event &event)
    {
        const ImportEntry &entry = m_stores[event.store].entries[event.entry];
        const ImportVersion &wanted = entry.versions[event.version];
        StoreState &store = m_states[event.store];
        EntryState &state = store.entries[event.entry];
        if (wanted.action == Action::Created)
            state.id = issue("mem_", event.at);
        VersionRow version;
        version.id = issue("memver_", event.at);
        version.entryId = state.id;
        version.entryPath = entry.path;
        version.action = wanted.action;
        version.createdAt = wanted.at;
        version.redactedAt = wanted.redactedAt;
        store.row.latest = std::max({store.row.latest, wanted.at, wanted.redactedAt.value_or(0)});
        state.live = wanted.action != Action::Deleted;
        if (state.live) {
            version.content = wanted.content;
            version.size = wanted.content.size();
            version.sha256 = sha256Of(wanted.content);
            state.liveContent = wanted.content;
            ++state.updates;
        }
        return addVersion(m_connection, store.row, version);
    }

    std::optional<Failure> finishStore(qsizetype s)
    {
        qint64 count = 0;
        qint64 bytes = 0;
        StoreState &state = m_states[s];
        state.row.latest = std::max(state.row.latest, m_stores[s].archivedAt.value_or(0));
        for (qsizetype e = 0; e < state.entries.size(); ++e) {
            if (!state.entries[e].live)
                continue;
            ++count;
            bytes += state.entries[e].liveContent.size();
            if (auto failure = addLiveEntry(state.row, m_stores[s].entries[e], state.entries[e]))
                return failure;
        }
        return touchStore(m_connection, state.row, state.row.latest, count, bytes);
    }

    std::optional<Failure> addLiveEntry(const StoreRow &store, const ImportEntry &wanted, const EntryState &state)
    {
        EntryRow entry;
        entry.id = state.id;
        entry.path = wanted.path;
        entry.content = state.liveContent;
        entry.size = state.liveContent.size();
        entry.sha256 = sha256Of(state.liveContent);
        entry.version = state.updates;
        entry.createdAt = wanted.versions.first().at;
        entry.updatedAt = wanted.versions.last().at;
        return addEntry(m_connection, store, entry);
    }

    db::Connection &m_connection;
    const QList<ImportStore> &m_stores;
    QList<StoreState> m_states;
    QByteArray m_lastId;
};

} // namespace

core::Result<core::Done> writeImport(Database &database, const QList<ImportStore> &stores)
{
    const auto written = database.write<core::Done>([&stores](WriteContext &context) -> Outcome<core::Done> {
        Writer writer(context, stores);
        if (auto failure = writer.write())
            return *std::move(failure);
        context.lastId = std::max(context.lastId, writer.lastId());
        return core::Done{};
    });
    if (written)
        return core::Done{};
    return core::Error{.kind = core::ErrorKind::Storage, .serverText = {},
                       .detail = QString::fromUtf8(written.failure().detail)};
}

} // namespace service

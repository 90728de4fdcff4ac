// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/listing.h"

#include "api/walk.h"
#include "core/utf8.h"
#include "session/session.h"

#include <QSet>

#include <memory>

namespace session {

namespace {

template<typename T>
core::Call<QList<T>> readAll(Session &session, std::function<core::Call<core::Page<T>>(const core::Cursor &)> fetch)
{
    const auto found = std::make_shared<QList<T>>();
    api::WalkOptions options;
    options.gap = session.pageGap();
    core::Promise<QList<T>> promise;
    auto call = api::walkPages<T>(
        &session, std::move(fetch),
        [found](const QList<T> &page) {
            found->append(page);
            return true;
        },
        options);
    promise.onCancel([call]() mutable { call.cancel(); });
    call.then(&session, [promise, found](const core::Result<api::WalkSummary> &result) {
        if (result)
            promise.resolve(*found);
        else
            promise.resolve(result.error());
    });
    return promise.call();
}

//! The entries of one side, hashes filled in where the service does not tell them.
class HashedListing : public std::enable_shared_from_this<HashedListing>
{
public:
    using Flow = api::Flow<transfer::CopyCheck>;
    using Then = std::function<void(const QList<core::Entry> &)>;

    HashedListing(Session &session, const core::StoreId &store, const QStringList &paths, std::shared_ptr<Flow> flow,
                  Then then)
        : m_session(session), m_store(store), m_paths(paths.begin(), paths.end()), m_flow(std::move(flow)),
          m_then(std::move(then))
    {
    }

    void start()
    {
        m_flow->await<QList<core::Entry>>(
            &m_session, readAllEntries(m_session, m_store),
            [self = shared_from_this()](const core::Result<QList<core::Entry>> &entries) {
                if (!entries) {
                    self->m_flow->resolve(entries.error());
                    return;
                }
                self->m_entries = *entries;
                self->hashFrom(0);
            },
            m_flow);
    }

private:
    void hashFrom(qsizetype index)
    {
        while (index < m_entries.size()
               && (!m_entries.at(index).sha256.isEmpty() || !m_paths.contains(m_entries.at(index).path)))
            ++index;
        if (m_flow->endIfCancelled())
            return;
        if (index == m_entries.size()) {
            m_then(m_entries);
            return;
        }
        m_flow->await<core::Entry>(
            &m_session, m_session.readEntry(m_store, m_entries.at(index).id),
            [self = shared_from_this(), index](const core::Result<core::Entry> &entry) {
                if (entry && entry->content) {
                    self->m_entries[index].sha256 = core::sha256Hex(*entry->content);
                    self->m_entries[index].size = entry->content->size();
                }
                self->hashFrom(index + 1);
            },
            m_flow);
    }

    Session &m_session;
    const core::StoreId m_store;
    const QSet<QString> m_paths;
    const std::shared_ptr<Flow> m_flow;
    const Then m_then;
    QList<core::Entry> m_entries;
};

} // namespace

core::Call<QList<core::Entry>> readAllEntries(Session &session, const core::StoreId &store)
{
    return readAll<core::Entry>(session, [&session, store](const core::Cursor &cursor) {
        return session.service().listEntries(store, cursor);
    });
}

core::Call<QList<core::Store>> readAllStores(Session &session)
{
    return readAll<core::Store>(session, [&session](const core::Cursor &cursor) {
        api::StoreFilter all;
        all.includeArchived = true;
        return session.service().listStores(all, cursor);
    });
}

core::Call<QList<core::Version>> readAllVersions(Session &session, const core::StoreId &store, const core::EntryId &entry)
{
    return readAll<core::Version>(session, [&session, store, entry](const core::Cursor &cursor) {
        return session.service().listVersions(store, {entry}, cursor);
    });
}

core::Call<transfer::CopyCheck> checkCopies(Session &source, const core::StoreId &from, Session &target,
                                            const core::StoreId &to, const QStringList &paths)
{
    const auto flow = api::Flow<transfer::CopyCheck>::create();
    const auto compare = [flow, paths, &target, to](const QList<core::Entry> &there) {
        const auto end = [flow, paths, there](const QList<core::Entry> &here) {
            flow->resolve(transfer::compareCopies(paths, there, here));
        };
        std::make_shared<HashedListing>(target, to, paths, flow, end)->start();
    };
    std::make_shared<HashedListing>(source, from, paths, flow, compare)->start();
    return flow->call();
}

} // namespace session

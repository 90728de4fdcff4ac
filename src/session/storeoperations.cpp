// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/storeoperations.h"

#include "session/session.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace session {

namespace {

//! Services trim names and descriptions.
QString digestOf(const QString &name, const QString &description, const core::Metadata &metadata)
{
    return session::digestOf(core::Metadata{{u"name"_s, name.trimmed()},
                                            {u"description"_s, description.trimmed()},
                                            {u"metadata"_s, session::digestOf(metadata)}});
}

} // namespace

StoreOperation::StoreOperation(Session &session, core::StoreId store, CheckSchedule schedule, QObject *parent)
    : OperationOf(session, std::move(schedule), parent), m_store(std::move(store))
{
}

StoreOperation::StoreOperation(Session &session, const journal::Intent &intent, CheckSchedule schedule, QObject *parent)
    : OperationOf(session, std::move(schedule), parent), m_store(intent.store), m_name(intent.name)
{
    takeIntent(intent);
}

journal::Intent StoreOperation::intentOf(journal::WriteKind kind) const
{
    journal::Intent intent;
    intent.kind = kind;
    intent.store = m_store;
    intent.name = m_name;
    return intent;
}

void StoreOperation::giveUp(const core::Error &why)
{
    finish(Kind::StillUnknown, std::nullopt, why);
}

void StoreOperation::finish(Kind kind, const std::optional<core::Store> &store, const std::optional<core::Error> &cause)
{
    StoreOutcome outcome;
    outcome.kind = kind;
    outcome.store = store;
    outcome.cause = cause;
    if (store)
        session().noteStore(*store);
    else if (kind == Kind::Done)
        session().noteStoreGone(m_store);
    answer(std::move(outcome));
}

CreateStoreOperation::CreateStoreOperation(Session &session, api::NewStore store, CheckSchedule schedule, QObject *parent)
    : StoreOperation(session, core::StoreId{}, std::move(schedule), parent),
      m_new(std::move(store)),
      m_digest(digestOf(m_new.name, m_new.description.isEmpty() ? m_new.name : m_new.description, m_new.metadata))
{
    m_name = m_new.name.trimmed();
}

CreateStoreOperation::CreateStoreOperation(Session &session, const journal::Intent &intent, CheckSchedule schedule,
                                           QObject *parent)
    : StoreOperation(session, intent, std::move(schedule), parent),
      m_digest(intent.newSha256),
      m_newestBefore{intent.newestBefore}
{
}

journal::Intent CreateStoreOperation::intent() const
{
    journal::Intent intent = intentOf(journal::WriteKind::CreateStore);
    intent.target = m_name;
    intent.newestBefore = m_newestBefore.value;
    intent.newSha256 = m_digest;
    return intent;
}

void CreateStoreOperation::start()
{
    api::StoreFilter everything;
    everything.includeArchived = true;
    await<core::Page<core::Store>>(session().service().listStores(everything, {}, 1),
                                   [this](const core::Result<core::Page<core::Store>> &page) {
                                       if (!page) {
                                           refuse(page.error());
                                           return;
                                       }
                                       if (!page->items.isEmpty())
                                           m_newestBefore = page->items.constFirst().id;
                                       send();
                                   });
}

void CreateStoreOperation::send()
{
    const auto post = [this](const QString &requestId) { return session().service().createStore(m_new, requestId); };
    sendOnce<core::Store>(post, [this](const core::Result<core::Store> &reply) {
        if (reply)
            finish(Kind::Done, *reply);
        else if (isCertainlyNotApplied(reply.error()))
            refuse(reply.error());
        else
            settle(reply.error());
    });
}

//! One page is enough: a hundred stores in ten seconds are not made by people.
void CreateStoreOperation::check()
{
    api::StoreFilter everything;
    everything.includeArchived = true;
    await<core::Page<core::Store>>(
        session().service().listStores(everything, {}), [this](const core::Result<core::Page<core::Store>> &page) {
            if (!page) {
                again(page.error());
                return;
            }
            const auto ours = std::find_if(page->items.cbegin(), page->items.cend(), [&](const core::Store &store) {
                return (m_newestBefore.isEmpty() || m_newestBefore < store.id)
                    && digestOf(store.name, store.description, store.metadata) == m_digest;
            });
            if (ours != page->items.cend())
                finish(Kind::Done, *ours, lostReply());
            else if (!again())
                finish(Kind::NotApplied, std::nullopt, lostReply());
        });
}

UpdateStoreOperation::UpdateStoreOperation(Session &session, const core::StoreId &store, api::StoreChange change,
                                           CheckSchedule schedule, QObject *parent)
    : StoreOperation(session, store, std::move(schedule), parent), m_change(std::move(change)), m_resumed(false)
{
}

UpdateStoreOperation::UpdateStoreOperation(Session &session, const journal::Intent &intent, CheckSchedule schedule,
                                           QObject *parent)
    : StoreOperation(session, intent, std::move(schedule), parent), m_before(intent.baseSha256), m_after(intent.newSha256), m_resumed(true)
{
}

journal::Intent UpdateStoreOperation::intent() const
{
    journal::Intent intent = intentOf(journal::WriteKind::UpdateStore);
    intent.baseSha256 = m_before;
    intent.newSha256 = m_after;
    return intent;
}

//! What the service is expected to make of it.
void UpdateStoreOperation::foresee(const core::Store &now)
{
    m_name = now.name;
    m_before = digestOf(now.name, now.description, now.metadata);
    core::Metadata metadata = now.metadata;
    for (auto change = m_change.metadata.cbegin(); change != m_change.metadata.cend(); ++change) {
        if (change.value())
            metadata.insert(change.key(), *change.value());
        else
            metadata.remove(change.key());
    }
    m_after = digestOf(m_change.name.value_or(now.name), m_change.description.value_or(now.description), metadata);
}

void UpdateStoreOperation::start()
{
    await<core::Store>(session().service().getStore(m_store), [this](const core::Result<core::Store> &now) {
        if (!now)
            refuse(now.error());
        else if (isDone(*now))
            finish(Kind::Done, *now);
        else
            send(*now);
    });
}

void UpdateStoreOperation::send(const core::Store &now)
{
    foresee(now);
    const auto put = [this](const QString &requestId) {
        return session().service().updateStore(m_store, m_change, requestId);
    };
    sendOnce<core::Store>(put, [this](const core::Result<core::Store> &reply) {
        if (reply)
            finish(Kind::Done, *reply);
        else if (isCertainlyNotApplied(reply.error()))
            refuse(reply.error());
        else
            settle(reply.error());
    });
}

bool UpdateStoreOperation::isDone(const core::Store &store) const
{
    if (m_change.name && store.name != m_change.name->trimmed() && store.name != *m_change.name)
        return false;
    if (m_change.description && store.description != *m_change.description
        && store.description != m_change.description->trimmed())
        return false;
    for (auto change = m_change.metadata.cbegin(); change != m_change.metadata.cend(); ++change) {
        const auto present = store.metadata.constFind(change.key());
        const bool there = present != store.metadata.constEnd();
        if (change.value() ? !there || *present != *change.value() : there)
            return false;
    }
    return true;
}

void UpdateStoreOperation::check()
{
    await<core::Store>(session().service().getStore(m_store), [this](const core::Result<core::Store> &now) {
        if (!now) {
            again(now.error());
            return;
        }
        const QString digest = digestOf(now->name, now->description, now->metadata);
        if (digest == m_after || (!m_resumed && isDone(*now)))
            finish(Kind::Done, *now, lostReply());
        else if (!again()) // another state than both: somebody was there too, before or after
            finish(digest == m_before || !m_resumed ? Kind::NotApplied : Kind::StillUnknown, *now, lostReply());
    });
}

journal::Intent ArchiveStoreOperation::intent() const
{
    return intentOf(journal::WriteKind::ArchiveStore);
}

void ArchiveStoreOperation::start()
{
    await<core::Store>(session().service().getStore(m_store), [this](const core::Result<core::Store> &now) {
        if (!now)
            refuse(now.error());
        else if (now->archived)
            finish(Kind::Done, *now);
        else
            send(*now);
    });
}

void ArchiveStoreOperation::send(const core::Store &now)
{
    m_name = now.name;
    const auto post = [this](const QString &requestId) { return session().service().archiveStore(m_store, requestId); };
    sendOnce<core::Store>(post, [this](const core::Result<core::Store> &reply) {
        if (reply)
            finish(Kind::Done, *reply);
        else if (!isCertainlyNotApplied(reply.error()))
            settle(reply.error());
        else if (reply.error().kind == core::ErrorKind::Conflict)
            readAfterConflict(reply.error());
        else
            refuse(reply.error());
    });
}

//! Some services refuse to archive twice (contract 5 #5).
void ArchiveStoreOperation::readAfterConflict(const core::Error &conflict)
{
    await<core::Store>(session().service().getStore(m_store), [this, conflict](const core::Result<core::Store> &now) {
        if (now && now->archived)
            finish(Kind::Done, *now, conflict);
        else
            refuse(conflict);
    });
}

void ArchiveStoreOperation::check()
{
    await<core::Store>(session().service().getStore(m_store), [this](const core::Result<core::Store> &now) {
        if (!now)
            again(now.error());
        else if (now->archived)
            finish(Kind::Done, *now, lostReply());
        else if (!again())
            finish(Kind::NotApplied, *now, lostReply());
    });
}

journal::Intent DeleteStoreOperation::intent() const
{
    return intentOf(journal::WriteKind::DeleteStore);
}

void DeleteStoreOperation::start()
{
    await<core::Store>(session().service().getStore(m_store), [this](const core::Result<core::Store> &now) {
        if (now)
            send(*now);
        else if (now.error().kind == core::ErrorKind::NotFound)
            finish(Kind::Done, std::nullopt, now.error()); // somebody else was faster
        else
            refuse(now.error());
    });
}

void DeleteStoreOperation::send(const core::Store &now)
{
    m_name = now.name;
    const auto remove = [this](const QString &requestId) { return session().service().deleteStore(m_store, requestId); };
    sendOnce<core::Done>(remove, [this](const core::Result<core::Done> &reply) {
        if (reply)
            finish(Kind::Done, std::nullopt);
        else if (!isCertainlyNotApplied(reply.error()))
            settle(reply.error());
        else if (reply.error().kind == core::ErrorKind::NotFound)
            finish(Kind::Done, std::nullopt, reply.error());
        else
            refuse(reply.error());
    });
}

void DeleteStoreOperation::check()
{
    await<core::Store>(session().service().getStore(m_store), [this](const core::Result<core::Store> &now) {
        if (!now && now.error().kind == core::ErrorKind::NotFound)
            finish(Kind::Done, std::nullopt, lostReply());
        else if (!now)
            again(now.error());
        else if (!again())
            finish(Kind::NotApplied, *now, lostReply());
    });
}

} // namespace session

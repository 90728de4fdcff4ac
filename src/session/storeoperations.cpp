// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/storeoperations.h"

#include "session/session.h"

#include <algorithm>

namespace session {

StoreOperation::StoreOperation(Session &session, core::StoreId store, CheckSchedule schedule, QObject *parent)
    : OperationOf(session, std::move(schedule), parent), m_store(std::move(store))
{
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
    : StoreOperation(session, {}, std::move(schedule), parent), m_new(std::move(store))
{
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
    sendOnce<core::Store>(session().service().createStore(m_new), [this](const core::Result<core::Store> &reply) {
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
            const QString description = m_new.description.isEmpty() ? m_new.name : m_new.description;
            const auto ours = std::find_if(page->items.cbegin(), page->items.cend(), [&](const core::Store &store) {
                return (m_newestBefore.isEmpty() || m_newestBefore < store.id) && store.name == m_new.name.trimmed()
                    && store.description.trimmed() == description.trimmed() && store.metadata == m_new.metadata;
            });
            if (ours != page->items.cend())
                finish(Kind::Done, *ours, lostReply());
            else if (!again())
                finish(Kind::NotApplied, std::nullopt, lostReply());
        });
}

UpdateStoreOperation::UpdateStoreOperation(Session &session, const core::StoreId &store, api::StoreChange change,
                                           CheckSchedule schedule, QObject *parent)
    : StoreOperation(session, store, std::move(schedule), parent), m_change(std::move(change))
{
}

void UpdateStoreOperation::start()
{
    await<core::Store>(session().service().getStore(m_store), [this](const core::Result<core::Store> &now) {
        if (!now)
            refuse(now.error());
        else if (isDone(*now))
            finish(Kind::Done, *now);
        else
            send();
    });
}

void UpdateStoreOperation::send()
{
    sendOnce<core::Store>(session().service().updateStore(m_store, m_change), [this](const core::Result<core::Store> &reply) {
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
        if (!now)
            again(now.error());
        else if (isDone(*now))
            finish(Kind::Done, *now, lostReply());
        else if (!again())
            finish(Kind::NotApplied, *now, lostReply());
    });
}

void ArchiveStoreOperation::start()
{
    await<core::Store>(session().service().getStore(m_store), [this](const core::Result<core::Store> &now) {
        if (!now)
            refuse(now.error());
        else if (now->archived)
            finish(Kind::Done, *now);
        else
            send();
    });
}

void ArchiveStoreOperation::send()
{
    sendOnce<core::Store>(session().service().archiveStore(m_store), [this](const core::Result<core::Store> &reply) {
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

void DeleteStoreOperation::start()
{
    await<core::Store>(session().service().getStore(m_store), [this](const core::Result<core::Store> &now) {
        if (now)
            send();
        else if (now.error().kind == core::ErrorKind::NotFound)
            finish(Kind::Done, std::nullopt, now.error()); // somebody else was faster
        else
            refuse(now.error());
    });
}

void DeleteStoreOperation::send()
{
    sendOnce<core::Done>(session().service().deleteStore(m_store), [this](const core::Result<core::Done> &reply) {
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

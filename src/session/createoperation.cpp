// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/createoperation.h"

#include "api/walk.h"
#include "core/utf8.h"
#include "session/session.h"

#include <algorithm>

namespace session {

CreateOperation::CreateOperation(Session &session, core::StoreId store, api::NewEntry entry, CheckSchedule schedule,
                                 QObject *parent)
    : OperationOf(session, std::move(schedule), parent),
      m_store(std::move(store)),
      m_entry(std::move(entry)),
      m_sha256(core::sha256Hex(m_entry.content))
{
}

CreateOperation::CreateOperation(Session &session, const journal::Intent &intent, CheckSchedule schedule, QObject *parent)
    : OperationOf(session, std::move(schedule), parent),
      m_store(intent.store),
      m_entry{intent.target, {}, std::nullopt},
      m_sha256(intent.newSha256),
      m_newestBefore{intent.newestBefore}
{
    takeIntent(intent);
}

journal::Intent CreateOperation::intent() const
{
    journal::Intent intent;
    intent.kind = journal::WriteKind::CreateEntry;
    intent.store = m_store;
    intent.target = intent.name = m_entry.path;
    intent.newestBefore = m_newestBefore.value;
    intent.newSha256 = m_sha256;
    intent.newSize = m_entry.content.size();
    return intent;
}

void CreateOperation::start()
{
    findNewest(m_store, [this](const core::Result<core::VersionId> &newest) {
        if (newest)
            m_newestBefore = *newest;
        if (newest || newest.error().kind == core::ErrorKind::NotFound)
            send(); // a service without version routes can be written to all the same
        else
            refuse(newest.error());
    });
}

void CreateOperation::send()
{
    const auto post = [this](const QString &requestId) {
        return session().service().createEntry(m_store, m_entry, requestId);
    };
    sendOnce<core::Entry>(post, [this](const core::Result<core::Entry> &reply) {
        if (!reply) {
            takeError(reply.error());
            return;
        }
        core::Entry entry = *reply;
        if (!entry.content)
            entry.content = m_entry.content; // some services answer without it
        finish(Kind::Created, entry);
    });
}

void CreateOperation::takeError(const core::Error &error)
{
    if (!isCertainlyNotApplied(error))
        settle(error);
    else if (error.kind == core::ErrorKind::Conflict)
        explainConflict(error);
    else
        refuse(error);
}

void CreateOperation::explainConflict(const core::Error &conflict)
{
    await<core::Store>(session().service().getStore(m_store), [this, conflict](const core::Result<core::Store> &store) {
        if (!store) {
            refuse(conflict);
            return;
        }
        session().noteStore(*store);
        if (store->archived) {
            finish(Kind::StoreArchived, {}, conflict);
            return;
        }
        findHolder([this, conflict](const core::Result<std::optional<core::Entry>> &holder) {
            if (!holder)
                finish(Kind::PathTaken, {}, conflict); // the store is writable, so it can only be the path
            else if (*holder)
                finish(Kind::PathTaken, **holder, conflict);
            else
                refuse(conflict); // nobody has it any more
        });
    });
}

void CreateOperation::findHolder(AfterSearch then)
{
    const core::Entry *known
        = session().hasEntries(m_store) ? session().entries(m_store).findPath(m_entry.path) : nullptr;
    if (!known) {
        walkForPath(std::move(then));
        return;
    }
    await<core::Entry>(session().service().getEntry(m_store, known->id),
                       [this, then, id = known->id](const core::Result<core::Entry> &entry) {
                           if (entry && entry->path == m_entry.path) {
                               then(std::optional(*entry));
                               return;
                           }
                           if (!entry && entry.error().kind != core::ErrorKind::NotFound) {
                               then(entry.error());
                               return;
                           }
                           if (!entry)
                               session().noteEntryGone(m_store, id);
                           walkForPath(then);
                       });
}

//! The newest come first, so one that was made a moment ago is on the first page.
void CreateOperation::walkForPath(AfterSearch then)
{
    auto found = std::make_shared<std::optional<core::EntryId>>(); // shared by the pages and the end of the walk
    api::WalkOptions options;
    options.gap = session().pageGap();
    await<api::WalkSummary>(
        api::walkPages<core::Entry>(
            this,
            [this](const core::Cursor &cursor) { return session().service().listEntries(m_store, cursor); },
            [this, found](const QList<core::Entry> &page) {
                for (const core::Entry &entry : page) {
                    if (entry.path == m_entry.path)
                        *found = entry.id;
                }
                return !found->has_value();
            },
            options),
        [this, found, then](const core::Result<api::WalkSummary> &result) {
            if (!result) {
                then(result.error());
            } else if (!found->has_value()) {
                then(std::optional<core::Entry>());
            } else {
                await<core::Entry>(session().service().getEntry(m_store, **found),
                                   [then](const core::Result<core::Entry> &entry) {
                                       if (entry)
                                           then(std::optional(*entry));
                                       else
                                           then(entry.error());
                                   });
            }
        });
}

//! First the records, then the list: what is created in between is seen by the next check.
void CreateOperation::check()
{
    lookForOurs(std::nullopt);
}

void CreateOperation::lookForOurs(const std::optional<core::Entry> &holder)
{
    const auto isPast = [newest = m_newestBefore](const core::Version &version) {
        return !newest.isEmpty() && !(newest < version.id);
    };
    await<QList<core::Version>>(
        readNewestVersions(session(), this, m_store, {}, isPast),
        [this, holder](const core::Result<QList<core::Version>> &versions) {
            if (!versions) {
                again(versions.error());
                return;
            }
            const auto ours = std::find_if(versions->cbegin(), versions->cend(), [this](const core::Version &version) {
                return version.action == core::Action::Created && version.path == m_entry.path
                    && version.sha256 == m_sha256;
            });
            if (ours != versions->cend()) {
                readOurs(*ours);
            } else if (holder) {
                finish(Kind::PathTaken, *holder, lostReply());
            } else {
                findHolder([this](const core::Result<std::optional<core::Entry>> &found) {
                    if (!found)
                        again(found.error());
                    else if (*found)
                        lookForOurs(**found); // it may have come since the records were read
                    else if (!again())
                        finish(Kind::NotApplied, {}, lostReply());
                });
            }
        });
}

void CreateOperation::readOurs(const core::Version &ours)
{
    await<core::Entry>(session().service().getEntry(m_store, ours.entry), [this, ours](const core::Result<core::Entry> &now) {
        if (!now && now.error().kind != core::ErrorKind::NotFound) {
            again(now.error());
            return;
        }
        session().noteWrittenHere({m_store, ours.entry, m_sha256, ours.createdAt, core::Action::Created, requestId()});
        if (now)
            finish(Kind::Created, *now, lostReply(), now->sha256 != m_sha256);
        else
            finish(Kind::Created, {}, lostReply(), true);
    });
}

void CreateOperation::giveUp(const core::Error &why)
{
    finish(Kind::StillUnknown, {}, why);
}

void CreateOperation::finish(Kind kind, const core::Entry &entry, const std::optional<core::Error> &cause, bool overtaken)
{
    CreateOutcome outcome;
    outcome.kind = kind;
    outcome.entry = entry;
    outcome.cause = cause;
    outcome.overtaken = overtaken;
    if (!entry.id.isEmpty())
        session().noteEntry(entry);
    if (kind == Kind::Created && !lostReply()) {
        outcome.alteredByService = !entry.sha256.isEmpty() && entry.sha256 != m_sha256;
        session().noteWrittenHere({m_store, entry.id, entry.sha256.isEmpty() ? m_sha256 : entry.sha256, entry.createdAt,
                                   core::Action::Created, requestId()});
    }
    if (kind != Kind::PathTaken && kind != Kind::StoreArchived)
        session().noteStoreMoved(m_store);
    answer(std::move(outcome));
}

} // namespace session

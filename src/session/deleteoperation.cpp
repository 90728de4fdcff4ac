// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/deleteoperation.h"

#include "session/session.h"

#include <algorithm>

namespace session {

DeleteOperation::DeleteOperation(Session &session, core::Entry seen, CheckSchedule schedule, QObject *parent)
    : OperationOf(session, std::move(schedule), parent), m_seen(std::move(seen))
{
}

DeleteOperation::DeleteOperation(Session &session, const journal::Intent &intent, CheckSchedule schedule, QObject *parent)
    : OperationOf(session, std::move(schedule), parent),
      m_seen(baseOf(intent)),
      m_before(m_seen),
      m_newestBefore{intent.newestBefore}
{
    takeIntent(intent);
}

journal::Intent DeleteOperation::intent() const
{
    journal::Intent intent = intentOver(m_before, journal::WriteKind::DeleteEntry);
    intent.newestBefore = m_newestBefore.value;
    return intent;
}

//! The newest record is asked for before the entry is read, so that nothing can slip in between.
void DeleteOperation::start()
{
    findNewest(m_seen.store, [this](const core::Result<core::VersionId> &newest) {
        if (newest)
            m_newestBefore = *newest;
        compare();
    });
}

void DeleteOperation::compare()
{
    await<core::Entry>(session().service().getEntry(m_seen.store, m_seen.id), [this](const core::Result<core::Entry> &now) {
        if (!now) {
            if (now.error().kind == core::ErrorKind::NotFound)
                finish(Kind::AlreadyGone, now.error());
            else
                refuse(now.error());
            return;
        }
        session().noteEntry(*now);
        m_before = *now;
        if (isSameState(*now, m_seen))
            send();
        else
            finish(Kind::ChangedMeanwhile);
    });
}

void DeleteOperation::send()
{
    sendOnce<core::Done>([this](const QString &requestId) {
                             return session().service().deleteEntry(m_seen.store, m_seen.id, requestId);
                         },
                         [this](const core::Result<core::Done> &reply) {
                             if (reply)
                                 deleted();
                             else
                                 takeError(reply.error());
                         });
}

void DeleteOperation::takeError(const core::Error &error)
{
    if (!isCertainlyNotApplied(error))
        settle(error);
    else if (error.kind == core::ErrorKind::NotFound)
        finish(Kind::AlreadyGone, error);
    else if (error.kind == core::ErrorKind::Conflict)
        askWhetherArchived(error);
    else
        refuse(error);
}

void DeleteOperation::askWhetherArchived(const core::Error &conflict)
{
    await<core::Store>(session().service().getStore(m_seen.store),
                       [this, conflict](const core::Result<core::Store> &store) {
                           if (store)
                               session().noteStore(*store);
                           if (store && store->archived)
                               finish(Kind::StoreArchived, conflict);
                           else
                               refuse(conflict);
                       });
}

void DeleteOperation::check()
{
    await<core::Entry>(session().service().getEntry(m_seen.store, m_seen.id), [this](const core::Result<core::Entry> &now) {
        if (!now) {
            if (now.error().kind == core::ErrorKind::NotFound)
                deleted();
            else
                again(now.error());
            return;
        }
        session().noteEntry(*now);
        if (again())
            return; // the request may still be on its way
        const bool changed = !isSameState(*now, m_before);
        m_before = *now;
        finish(changed ? Kind::ChangedMeanwhile : Kind::NotApplied, lostReply());
    });
}

//! There is no lock on a deletion: an update between our reading and it went unseen, and its text can be offered.
void DeleteOperation::deleted()
{
    session().noteEntryGone(m_seen.store, m_seen.id);
    const auto isPast = [newest = m_newestBefore, since = m_before.updatedAt](const core::Version &version) {
        return (!newest.isEmpty() && !(newest < version.id)) || version.createdAt < since;
    };
    await<QList<core::Version>>(
        readNewestVersions(session(), this, m_seen.store, m_seen.id, isPast),
        [this](const core::Result<QList<core::Version>> &versions) {
            DeleteOutcome outcome;
            outcome.kind = Kind::Deleted;
            outcome.cause = lostReply();
            if (!versions) {
                outcome.cause = versions.error();
                finish(std::move(outcome));
                return;
            }
            for (const core::Version &version : *versions) { // newest first
                if (version.action == core::Action::Deleted) {
                    if (!lostReply()) // else it may have been somebody else
                        session().noteWrittenHere({m_seen.store, m_seen.id, {}, version.createdAt,
                                                   core::Action::Deleted, requestId()});
                    continue;
                }
                if (version.sha256 != m_before.sha256)
                    outcome.unseen = version;
                break;
            }
            finish(std::move(outcome));
        });
}

void DeleteOperation::giveUp(const core::Error &why)
{
    finish(Kind::StillUnknown, why);
}

void DeleteOperation::finish(Kind kind, const std::optional<core::Error> &cause)
{
    DeleteOutcome outcome;
    outcome.kind = kind;
    outcome.cause = cause;
    finish(std::move(outcome));
}

void DeleteOperation::finish(DeleteOutcome outcome)
{
    if (!m_before.id.isEmpty())
        outcome.removed = m_before;
    if (outcome.kind == Kind::AlreadyGone)
        session().noteEntryGone(m_seen.store, m_seen.id);
    if (outcome.kind != Kind::ChangedMeanwhile)
        session().noteStoreMoved(m_seen.store);
    answer(std::move(outcome));
}

} // namespace session

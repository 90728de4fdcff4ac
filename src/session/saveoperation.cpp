// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/saveoperation.h"

#include "core/utf8.h"
#include "session/session.h"

#include <algorithm>

namespace session {

SaveOperation::SaveOperation(Session &session, core::Entry base, QByteArray content,
                             std::optional<core::Metadata> metadata, CheckSchedule schedule, QObject *parent)
    : OperationOf(session, std::move(schedule), parent),
      m_base(std::move(base)),
      m_content(std::move(content)),
      m_metadata(session.dialect().entryMetadata ? std::move(metadata) : std::nullopt),
      m_sha256(core::sha256Hex(*m_content)),
      m_metadataSha256(m_metadata ? digestOf(*m_metadata) : QString())
{
}

SaveOperation::SaveOperation(Session &session, const journal::Intent &intent, CheckSchedule schedule, QObject *parent)
    : OperationOf(session, std::move(schedule), parent),
      m_base(baseOf(intent)),
      m_sha256(intent.newSha256),
      m_metadataSha256(intent.newMetadataSha256),
      m_before(m_base),
      m_newestBefore{intent.newestBefore}
{
    takeIntent(intent);
}

journal::Intent SaveOperation::intent() const
{
    journal::Intent intent = intentOver(m_before, journal::WriteKind::SaveEntry);
    intent.newestBefore = m_newestBefore.value;
    intent.newSha256 = m_sha256;
    intent.newSize = m_content->size();
    intent.newMetadataSha256 = m_metadataSha256;
    return intent;
}

void SaveOperation::start()
{
    const bool sameText = m_base.content ? *m_base.content == m_content : m_base.sha256 == m_sha256;
    if (sameText && (!m_metadata || *m_metadata == m_base.metadata)) {
        SaveOutcome outcome;
        outcome.kind = Kind::Unchanged;
        outcome.entry = m_base;
        outcome.entry.content = m_content;
        answer(std::move(outcome));
        return;
    }
    await<core::Entry>(session().service().getEntry(m_base.store, m_base.id), [this](const core::Result<core::Entry> &now) {
        if (now)
            compare(*now);
        else if (now.error().kind == core::ErrorKind::NotFound)
            finish(Kind::EntryGone, {}, now.error());
        else
            refuse(now.error());
    });
}

void SaveOperation::compare(const core::Entry &now)
{
    session().noteEntry(now);
    const bool metadataMoved = m_metadata && now.metadata != m_base.metadata;
    if (isSameState(now, m_base) && !metadataMoved) {
        m_before = now;
        send();
    } else if (isOurs(now)) {
        finish(Kind::Unchanged, now); // somebody wrote the very same
    } else {
        finish(Kind::LostRace, now);
    }
}

//! The lock is made of what was read just now: after an A-B-A the number has moved on, the text has not.
void SaveOperation::send()
{
    m_newestBefore = session().newestKnownVersion(m_base.store);
    api::EntryUpdate update;
    update.content = *m_content;
    update.baseVersion = m_before.version;
    update.baseSha256 = m_before.sha256;
    update.metadata = m_metadata;
    sendOnce<core::Entry>([this, update](const QString &requestId) {
                              return session().service().updateEntry(m_base.store, m_base.id, update, requestId);
                          },
                          [this](const core::Result<core::Entry> &reply) {
                              if (reply)
                                  saved(*reply);
                              else
                                  takeError(reply.error());
                          });
}

void SaveOperation::takeError(const core::Error &error)
{
    if (!isCertainlyNotApplied(error))
        settle(error);
    else if (error.kind == core::ErrorKind::Conflict || error.kind == core::ErrorKind::NotFound)
        readAfterConflict(error);
    else
        refuse(error);
}

//! What the refusal means is told by the state, never by its words (contract 5 #27).
void SaveOperation::readAfterConflict(const core::Error &conflict)
{
    await<core::Entry>(session().service().getEntry(m_base.store, m_base.id),
                       [this, conflict](const core::Result<core::Entry> &now) {
                           if (!now) {
                               if (now.error().kind == core::ErrorKind::NotFound)
                                   finish(Kind::EntryGone, {}, conflict);
                               else
                                   refuse(conflict);
                               return;
                           }
                           session().noteEntry(*now);
                           if (!isSameState(*now, m_before) || (m_metadata && now->metadata != m_before.metadata))
                               finish(Kind::LostRace, *now, conflict);
                           else
                               askWhetherArchived(conflict, *now);
                       });
}

void SaveOperation::askWhetherArchived(const core::Error &conflict, const core::Entry &now)
{
    await<core::Store>(session().service().getStore(m_base.store),
                       [this, conflict, now](const core::Result<core::Store> &store) {
                           if (store)
                               session().noteStore(*store);
                           if (store && store->archived)
                               finish(Kind::StoreArchived, now, conflict);
                           else
                               refuse(conflict);
                       });
}

bool SaveOperation::isOurs(const core::Entry &now) const
{
    const bool text = now.sha256.isEmpty() ? now.content && core::sha256Hex(*now.content) == m_sha256
                                           : now.sha256 == m_sha256;
    return text && (m_metadataSha256.isEmpty() || digestOf(now.metadata) == m_metadataSha256);
}

bool SaveOperation::isUntouched(const core::Entry &now) const
{
    if (m_metadata && now.metadata != m_before.metadata)
        return false;
    if (!m_content && !m_metadataSha256.isEmpty() && isOurs(now)) // what the metadata was is not known any more
        return false;
    return isSameState(now, m_before);
}

void SaveOperation::check()
{
    await<core::Entry>(session().service().getEntry(m_base.store, m_base.id), [this](const core::Result<core::Entry> &now) {
        if (now)
            judge(*now);
        else if (now.error().kind == core::ErrorKind::NotFound)
            lookForOurs(std::nullopt);
        else
            again(now.error());
    });
}

void SaveOperation::judge(const core::Entry &now)
{
    session().noteEntry(now);
    m_lastSeen = now;
    const bool untouched = isUntouched(now);
    const bool moved = now.version && m_before.version && *now.version != *m_before.version;
    if (isOurs(now) && (!untouched || moved)) {
        saved(now);
    } else if (untouched && !moved) {
        if (!again()) // not applied, or still on its way; from now on it is taken for lost
            finish(Kind::NotApplied, now, lostReply());
    } else {
        lookForOurs(now);
    }
}

//! The present state is not ours. Was ours there in between?
void SaveOperation::lookForOurs(const std::optional<core::Entry> &now)
{
    const auto isPast = [newest = m_newestBefore, since = m_before.updatedAt](const core::Version &version) {
        return (!newest.isEmpty() && !(newest < version.id)) || version.createdAt < since;
    };
    await<QList<core::Version>>(
        readNewestVersions(session(), this, m_base.store, m_base.id, isPast),
        [this, now](const core::Result<QList<core::Version>> &versions) {
            if (!versions) {
                again(versions.error());
                return;
            }
            const auto record = std::find_if(versions->cbegin(), versions->cend(), [this](const core::Version &version) {
                return version.action != core::Action::Deleted && version.sha256 == m_sha256;
            });
            const bool ours = record != versions->cend();
            if (ours) {
                session().noteWrittenHere(
                    {m_base.store, m_base.id, m_sha256, record->createdAt, core::Action::Updated, requestId()});
            }
            if (!now) {
                SaveOutcome outcome;
                outcome.kind = Kind::EntryGone;
                outcome.savedBeforeGone = ours;
                outcome.cause = lostReply();
                finish(std::move(outcome));
            } else if (ours) {
                finish(Kind::SavedThenOvertaken, *now, lostReply());
            } else if (!again()) { // with a lock that works it can no longer apply; without one it still might
                finish(isSameState(*now, m_before) ? Kind::NotApplied : Kind::LostRace, *now, lostReply());
            }
        });
}

void SaveOperation::giveUp(const core::Error &why)
{
    SaveOutcome outcome;
    outcome.kind = Kind::StillUnknown;
    outcome.entry = m_lastSeen.value_or(m_before);
    outcome.cause = why;
    finish(std::move(outcome));
}

void SaveOperation::saved(const core::Entry &now)
{
    SaveOutcome outcome;
    outcome.kind = Kind::Saved;
    outcome.entry = now;
    if (!outcome.entry.content)
        outcome.entry.content = m_content; // some services answer without it
    outcome.alteredByService = !now.sha256.isEmpty() && now.sha256 != m_sha256;
    outcome.cause = lostReply();
    if (now.version && m_before.version && *now.version == *m_before.version + 1)
        finish(std::move(outcome));
    else
        lookForOverwritten(std::move(outcome));
}

//! The lock may have been ignored: the record before ours has to be the one that the save was made on (B8).
void SaveOperation::lookForOverwritten(SaveOutcome outcome)
{
    outcome.anotherWriteBetween = outcome.entry.version && m_before.version;
    const auto isPast = [since = m_before.updatedAt](const core::Version &version) { return version.createdAt < since; };
    await<QList<core::Version>>(
        readNewestVersions(session(), this, m_base.store, m_base.id, isPast),
        [this, outcome](const core::Result<QList<core::Version>> &versions) mutable {
            if (versions) {
                const QString ours = outcome.alteredByService ? outcome.entry.sha256 : m_sha256;
                auto record = std::find_if(versions->cbegin(), versions->cend(),
                                           [&](const core::Version &version) { return version.sha256 == ours; });
                if (record != versions->cend())
                    ++record;
                // The same text twice in a row is no other's, unless only metadata was saved: then the next one is the base.
                while (ours != m_before.sha256 && record != versions->cend() && record->sha256 == ours)
                    ++record;
                if (record != versions->cend() && !record->sha256.isEmpty() && record->sha256 != m_before.sha256) {
                    outcome.overwritten = *record;
                    outcome.anotherWriteBetween = true;
                }
            }
            finish(std::move(outcome));
        });
}

void SaveOperation::finish(Kind kind, const core::Entry &entry, const std::optional<core::Error> &cause)
{
    SaveOutcome outcome;
    outcome.kind = kind;
    outcome.entry = entry;
    outcome.cause = cause;
    finish(std::move(outcome));
}

//! Tells the repositories, then the caller.
void SaveOperation::finish(SaveOutcome outcome)
{
    if (outcome.kind == Kind::EntryGone)
        session().noteEntryGone(m_base.store, m_base.id);
    else if (!outcome.entry.id.isEmpty())
        session().noteEntry(outcome.entry);
    if (outcome.kind == Kind::Saved) {
        session().noteWrittenHere({m_base.store, m_base.id, outcome.entry.sha256.isEmpty() ? m_sha256 : outcome.entry.sha256,
                                   outcome.entry.updatedAt, core::Action::Updated, requestId()});
    }
    if (outcome.kind != Kind::Unchanged && outcome.kind != Kind::LostRace)
        session().noteStoreMoved(m_base.store);
    answer(std::move(outcome));
}

} // namespace session

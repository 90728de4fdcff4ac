// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/redactoperation.h"

#include "session/session.h"

namespace session {

RedactOperation::RedactOperation(Session &session, core::Version version, CheckSchedule schedule, QObject *parent)
    : OperationOf(session, std::move(schedule), parent), m_version(std::move(version))
{
}

namespace {

core::Version versionOf(const journal::Intent &intent)
{
    core::Version version;
    version.id = {intent.target};
    version.store = intent.store;
    version.path = intent.name;
    return version;
}

} // namespace

RedactOperation::RedactOperation(Session &session, const journal::Intent &intent, CheckSchedule schedule, QObject *parent)
    : OperationOf(session, std::move(schedule), parent), m_version(versionOf(intent))
{
    takeIntent(intent);
}

journal::Intent RedactOperation::intent() const
{
    journal::Intent intent;
    intent.kind = journal::WriteKind::Redact;
    intent.store = m_version.store;
    intent.target = m_version.id.value;
    intent.name = m_version.path;
    return intent;
}

void RedactOperation::start()
{
    await<core::Version>(session().service().getVersion(m_version.store, m_version.id),
                         [this](const core::Result<core::Version> &now) {
                             if (!now)
                                 refuse(now.error());
                             else if (now->redacted)
                                 finish(Kind::AlreadyRedacted, *now);
                             else
                                 send();
                         });
}

void RedactOperation::send()
{
    sendOnce<core::Version>([this](const QString &requestId) {
                                return session().service().redactVersion(m_version.store, m_version.id, requestId);
                            },
                            [this](const core::Result<core::Version> &reply) {
                                if (reply)
                                    confirm(*reply);
                                else
                                    takeError(reply.error());
                            });
}

void RedactOperation::takeError(const core::Error &error)
{
    if (!isCertainlyNotApplied(error)) {
        settle(error);
        return;
    }
    if (error.kind != core::ErrorKind::Conflict) {
        refuse(error);
        return;
    }
    await<core::Version>(session().service().getVersion(m_version.store, m_version.id),
                         [this, error](const core::Result<core::Version> &now) {
                             if (now && now->redacted)
                                 finish(Kind::AlreadyRedacted, *now, error);
                             else
                                 refuse(error);
                         });
}

//! A word of success is not enough for something that people rely on: it is read again.
void RedactOperation::confirm(const core::Version &reply)
{
    await<core::Version>(session().service().getVersion(m_version.store, m_version.id),
                         [this, reply](const core::Result<core::Version> &now) {
                             if (now && now->redacted)
                                 finish(Kind::Redacted, *now);
                             else if (now)
                                 finish(Kind::StillUnknown, *now); // said to be done, and its text is still there
                             else if (reply.redacted)
                                 finish(Kind::Redacted, reply, now.error());
                             else
                                 finish(Kind::StillUnknown, m_version, now.error());
                         });
}

void RedactOperation::check()
{
    await<core::Version>(session().service().getVersion(m_version.store, m_version.id),
                         [this](const core::Result<core::Version> &now) {
                             if (!now)
                                 again(now.error());
                             else if (now->redacted)
                                 finish(Kind::Redacted, *now, lostReply());
                             else if (!again())
                                 finish(Kind::NotApplied, *now, lostReply());
                         });
}

void RedactOperation::giveUp(const core::Error &why)
{
    finish(Kind::StillUnknown, m_version, why);
}

void RedactOperation::finish(Kind kind, const core::Version &version, const std::optional<core::Error> &cause)
{
    RedactOutcome outcome;
    outcome.kind = kind;
    outcome.version = version;
    outcome.version.content.reset();
    outcome.cause = cause;
    if (version.redacted)
        session().noteVersion(version);
    answer(std::move(outcome));
}

} // namespace session

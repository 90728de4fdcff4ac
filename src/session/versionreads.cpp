// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/versionreads.h"

#include <utility>

namespace session {

bool endsReading(const core::Error &error)
{
    switch (error.kind) {
    case core::ErrorKind::NotFound:
    case core::ErrorKind::Protocol:
    case core::ErrorKind::TooLarge:
    case core::ErrorKind::Server:
        return false;
    default:
        return true;
    }
}

VersionReads::VersionReads(Session &session, const core::StoreId &store, const Taken &taken, QObject *parent)
    : QObject(parent), m_session(&session), m_store(store), m_taken(taken)
{
    connect(&session, &QObject::destroyed, this, [this] { // nothing that is on its way comes back
        core::Error error;
        error.kind = core::ErrorKind::Offline;
        error.delivery = core::Delivery::NotSent;
        end(error);
    });
}

VersionReads::~VersionReads()
{
    stop();
}

void VersionReads::read(const core::VersionId &version)
{
    if (m_endedBy)
        return;
    m_queue.append(version);
    work();
}

void VersionReads::work()
{
    while (!m_endedBy && m_session && !m_queue.isEmpty() && m_calls.size() < parallel) {
        const core::VersionId version = m_queue.takeFirst();
        core::Call<core::Version> call = m_session->readVersion(m_store, version);
        m_calls.insert(version, call);
        call.then(this, [this, version](const core::Result<core::Version> &result) {
            m_calls.remove(version);
            const QPointer<VersionReads> self(this);
            if (!result && endsReading(result.error())) {
                end(result.error());
                return;
            }
            if (result)
                m_taken(version, result->redacted ? std::optional<QByteArray>() : result->content);
            else
                m_taken(version, result.error());
            if (self)
                work();
        });
    }
}

void VersionReads::stop()
{
    m_queue.clear();
    for (core::Call<core::Version> &call : m_calls)
        call.abandon();
    m_calls.clear();
}

void VersionReads::end(const core::Error &error)
{
    if (m_endedBy)
        return;
    m_endedBy = error;
    stop();
    emit ended();
}

} // namespace session

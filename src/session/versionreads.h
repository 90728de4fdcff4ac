// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "core/version.h"
#include "session/session.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QPointer>

#include <functional>
#include <optional>

namespace session {

//! Whether the next text would meet the same: there is no connection, no right, no more patience.
bool endsReading(const core::Error &error);

//! Reads the texts of versions, some at a time, from where they are kept or from the service. One version that cannot be
//! read is told and the next one follows; what every other request would meet, too (no connection, no right), ends it.
//! Application's thread.
class VersionReads : public QObject
{
    Q_OBJECT
public:
    //! Its text; nothing where it was redacted meanwhile.
    using Taken = std::function<void(const core::VersionId &version, const core::Result<std::optional<QByteArray>> &text)>;
    static constexpr int parallel = 4;

    VersionReads(Session &session, const core::StoreId &store, const Taken &taken, QObject *parent = nullptr);
    ~VersionReads() override;

    void read(const core::VersionId &version);
    [[nodiscard]] int waiting() const { return int(m_queue.size() + m_calls.size()); }
    //! Nothing that is waiting or on its way is told any more.
    void stop();
    //! What ended it, by itself or by the end of the session.
    [[nodiscard]] const std::optional<core::Error> &endedBy() const { return m_endedBy; }

signals:
    void ended(); //!< endedBy() is set

private:
    void work();
    void end(const core::Error &error);

    QPointer<Session> m_session;
    const core::StoreId m_store;
    const Taken m_taken;
    QList<core::VersionId> m_queue;
    QHash<core::VersionId, core::Call<core::Version>> m_calls;
    std::optional<core::Error> m_endedBy;
};

} // namespace session

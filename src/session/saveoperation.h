// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/entry.h"
#include "session/operation.h"
#include "session/outcomes.h"

namespace session {

//! The safe save of contract 3 with every branch, and the row "Update" of reliability 2.B.
class SaveOperation final : public OperationOf<SaveOutcome>
{
public:
    SaveOperation(Session &session, core::Entry base, QByteArray content, std::optional<core::Metadata> metadata,
                  CheckSchedule schedule, QObject *parent);
    //! To be resumed.
    SaveOperation(Session &session, const journal::Intent &intent, CheckSchedule schedule, QObject *parent);

    void start() override;

protected:
    void check() override;
    void giveUp(const core::Error &why) override;
    [[nodiscard]] journal::Intent intent() const override;

private:
    using Kind = SaveOutcome::Kind;

    void compare(const core::Entry &now);
    void send();
    void takeError(const core::Error &error);
    void readAfterConflict(const core::Error &conflict);
    void askWhetherArchived(const core::Error &conflict, const core::Entry &now);
    void judge(const core::Entry &now);
    void lookForOurs(const std::optional<core::Entry> &now);
    void saved(const core::Entry &now);
    void lookForOverwritten(SaveOutcome outcome);
    void finish(Kind kind, const core::Entry &entry, const std::optional<core::Error> &cause = std::nullopt);
    void finish(SaveOutcome outcome);
    [[nodiscard]] bool isOurs(const core::Entry &now) const;
    [[nodiscard]] bool isUntouched(const core::Entry &now) const;

    const core::Entry m_base;
    const std::optional<QByteArray> m_content;      //!< not known when it is resumed
    const std::optional<core::Metadata> m_metadata; //!< only where the service can set it
    const QString m_sha256;                         //!< of what is sent
    const QString m_metadataSha256;                 //!< the same; empty when none is sent
    core::Entry m_before;                           //!< as read just before sending: what the lock is made of
    core::VersionId m_newestBefore;                 //!< newest record that was known before sending
    std::optional<core::Entry> m_lastSeen;          //!< by check()
};

} // namespace session

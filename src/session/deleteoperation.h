// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/entry.h"
#include "session/operation.h"
#include "session/outcomes.h"

namespace session {

//! Removes an entry and says what it removed (promise B4), with the row "Delete" of reliability 2.B.
class DeleteOperation final : public OperationOf<DeleteOutcome>
{
public:
    DeleteOperation(Session &session, core::Entry seen, CheckSchedule schedule, QObject *parent);
    //! To be resumed.
    DeleteOperation(Session &session, const journal::Intent &intent, CheckSchedule schedule, QObject *parent);

    void start() override;

protected:
    void check() override;
    void giveUp(const core::Error &why) override;
    [[nodiscard]] journal::Intent intent() const override;

private:
    using Kind = DeleteOutcome::Kind;

    void compare();
    void send();
    void takeError(const core::Error &error);
    void askWhetherArchived(const core::Error &conflict);
    void deleted();
    void finish(Kind kind, const std::optional<core::Error> &cause = std::nullopt);
    void finish(DeleteOutcome outcome);

    const core::Entry m_seen;
    core::Entry m_before; //!< as read just before sending
    core::VersionId m_newestBefore;
};

} // namespace session

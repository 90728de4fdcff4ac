// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/version.h"
#include "session/operation.h"
#include "session/outcomes.h"

namespace session {

//! Erases the text of exactly one version, reading it before and after (promises B5, K2), with the row "Redact" of
//! reliability 2.B.
class RedactOperation final : public OperationOf<RedactOutcome>
{
public:
    RedactOperation(Session &session, core::Version version, CheckSchedule schedule, QObject *parent);
    //! To be resumed.
    RedactOperation(Session &session, const journal::Intent &intent, CheckSchedule schedule, QObject *parent);

    void start() override;

protected:
    void check() override;
    void giveUp(const core::Error &why) override;
    [[nodiscard]] journal::Intent intent() const override;

private:
    using Kind = RedactOutcome::Kind;

    void send();
    void takeError(const core::Error &error);
    void confirm(const core::Version &reply);
    void finish(Kind kind, const core::Version &version, const std::optional<core::Error> &cause = std::nullopt);

    const core::Version m_version;
};

} // namespace session

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/requests.h"
#include "session/operation.h"
#include "session/outcomes.h"

namespace session {

//! A new entry, with the row "Create" of reliability 2.B. The newest version record is known before sending, so that
//! what is read afterwards can be told from what was there.
class CreateOperation final : public OperationOf<CreateOutcome>
{
public:
    CreateOperation(Session &session, core::StoreId store, api::NewEntry entry, CheckSchedule schedule, QObject *parent);
    //! To be resumed.
    CreateOperation(Session &session, const journal::Intent &intent, CheckSchedule schedule, QObject *parent);

    void start() override;

protected:
    void check() override;
    void giveUp(const core::Error &why) override;
    [[nodiscard]] journal::Intent intent() const override;

private:
    using Kind = CreateOutcome::Kind;
    using AfterSearch = std::function<void(const core::Result<std::optional<core::Entry>> &)>;

    void send();
    void takeError(const core::Error &error);
    void explainConflict(const core::Error &conflict);
    //! Who has the path now, with content.
    void findHolder(AfterSearch then);
    void walkForPath(AfterSearch then);
    void lookForOurs(const std::optional<core::Entry> &holder);
    void readOurs(const core::Version &ours);
    void finish(Kind kind, const core::Entry &entry, const std::optional<core::Error> &cause = std::nullopt,
                bool overtaken = false);

    const core::StoreId m_store;
    const api::NewEntry m_entry; //!< without its text when it is resumed
    const QString m_sha256;
    core::VersionId m_newestBefore;
};

} // namespace session

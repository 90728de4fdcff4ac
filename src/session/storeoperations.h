// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/requests.h"
#include "core/store.h"
#include "session/operation.h"
#include "session/outcomes.h"

//! Writes to stores themselves. Each reads before, so that what is already so is not sent, and settles a lost reply by
//! reading (promise B6).
namespace session {

//! What the four have in common.
class StoreOperation : public OperationOf<StoreOutcome>
{
public:
    StoreOperation(Session &session, core::StoreId store, CheckSchedule schedule, QObject *parent);

    void giveUp(const core::Error &why) override;

protected:
    using Kind = StoreOutcome::Kind;

    void finish(Kind kind, const std::optional<core::Store> &store, const std::optional<core::Error> &cause = std::nullopt);

    const core::StoreId m_store; //!< empty while it does not exist yet
};

//! Names need not be unique, so the newest store is known before: a lost one is looked for above it.
class CreateStoreOperation final : public StoreOperation
{
public:
    CreateStoreOperation(Session &session, api::NewStore store, CheckSchedule schedule, QObject *parent);
    void start() override;

protected:
    void check() override;

private:
    void send();

    const api::NewStore m_new;
    core::StoreId m_newestBefore;
};

class UpdateStoreOperation final : public StoreOperation
{
public:
    UpdateStoreOperation(Session &session, const core::StoreId &store, api::StoreChange change, CheckSchedule schedule,
                         QObject *parent);
    void start() override;

protected:
    void check() override;

private:
    void send();
    [[nodiscard]] bool isDone(const core::Store &store) const;

    const api::StoreChange m_change;
};

class ArchiveStoreOperation final : public StoreOperation
{
public:
    using StoreOperation::StoreOperation;
    void start() override;

protected:
    void check() override;

private:
    void send();
    void readAfterConflict(const core::Error &conflict);
};

class DeleteStoreOperation final : public StoreOperation
{
public:
    using StoreOperation::StoreOperation;
    void start() override;

protected:
    void check() override;

private:
    void send();
};

} // namespace session

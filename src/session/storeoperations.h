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
    //! To be resumed.
    StoreOperation(Session &session, const journal::Intent &intent, CheckSchedule schedule, QObject *parent);

    void giveUp(const core::Error &why) override;

protected:
    using Kind = StoreOutcome::Kind;

    void finish(Kind kind, const std::optional<core::Store> &store, const std::optional<core::Error> &cause = std::nullopt);

    [[nodiscard]] journal::Intent intentOf(journal::WriteKind kind) const;

    const core::StoreId m_store; //!< empty while it does not exist yet
    QString m_name;              //!< for the intent: as it was before
};

//! Names need not be unique, so the newest store is known before: a lost one is looked for above it.
class CreateStoreOperation final : public StoreOperation
{
public:
    CreateStoreOperation(Session &session, api::NewStore store, CheckSchedule schedule, QObject *parent);
    CreateStoreOperation(Session &session, const journal::Intent &intent, CheckSchedule schedule, QObject *parent);
    void start() override;

protected:
    void check() override;
    [[nodiscard]] journal::Intent intent() const override;

private:
    void send();

    const api::NewStore m_new;
    const QString m_digest; //!< of what it shall be
    core::StoreId m_newestBefore;
};

class UpdateStoreOperation final : public StoreOperation
{
public:
    UpdateStoreOperation(Session &session, const core::StoreId &store, api::StoreChange change, CheckSchedule schedule,
                         QObject *parent);
    UpdateStoreOperation(Session &session, const journal::Intent &intent, CheckSchedule schedule, QObject *parent);
    void start() override;

protected:
    void check() override;
    [[nodiscard]] journal::Intent intent() const override;

private:
    void send(const core::Store &now);
    void foresee(const core::Store &now);
    [[nodiscard]] bool isDone(const core::Store &store) const;

    const api::StoreChange m_change;
    QString m_before; //!< digests of the store as it was, and as it shall be
    QString m_after;
    const bool m_resumed; //!< the change itself is not known
};

class ArchiveStoreOperation final : public StoreOperation
{
public:
    using StoreOperation::StoreOperation;
    void start() override;

protected:
    void check() override;
    [[nodiscard]] journal::Intent intent() const override;

private:
    void send(const core::Store &now);
    void readAfterConflict(const core::Error &conflict);
};

class DeleteStoreOperation final : public StoreOperation
{
public:
    using StoreOperation::StoreOperation;
    void start() override;

protected:
    void check() override;
    [[nodiscard]] journal::Intent intent() const override;

private:
    void send(const core::Store &now);
};

} // namespace session

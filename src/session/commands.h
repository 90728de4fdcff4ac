// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/memorystores.h"
#include "session/operation.h"
#include "session/outcomes.h"

#include <QObject>

namespace session {

class Session;
struct Settlement;
class Unsettled;

//! Everything that writes. Value in, Call out; each confirmed write goes on the wire at most once, and a reply that never
//! came is settled by reading (at 0, 2 and 10 s), never by sending again (reliability 2.B). Repositories announce what
//! changed. An Error comes back only when it is certain that nothing was applied; doubt is an outcome.
class Commands : public QObject
{
    Q_OBJECT
public:
    explicit Commands(Session &session, QObject *parent = nullptr);

    //! The safe save of contract 3. `base` is what the editor was opened on, with its content.
    core::Call<SaveOutcome> save(const core::Entry &base, const QByteArray &content,
                                 const std::optional<core::Metadata> &metadata = std::nullopt);
    core::Call<CreateOutcome> createEntry(const core::StoreId &store, const api::NewEntry &entry);
    //! `seen` is the entry as the person saw it; when it reads differently now, nothing is sent (B4).
    core::Call<DeleteOutcome> deleteEntry(const core::Entry &seen);
    //! Reads the version before and after (K2). The typed confirmation is the caller's business.
    core::Call<RedactOutcome> redact(const core::Version &version);

    core::Call<StoreOutcome> createStore(const api::NewStore &store);
    core::Call<StoreOutcome> updateStore(const core::StoreId &store, const api::StoreChange &change);
    core::Call<StoreOutcome> archiveStore(const core::StoreId &store);
    core::Call<StoreOutcome> deleteStore(const core::StoreId &store);

    //! From now on each write is noted before it is sent, and one whose end is unknown is settled first. See
    //! Session::recordWrites().
    void recordWrites(journal::Intents &intents);
    void noteUnsettled(const journal::Intent &intent);
    void settleAgain(); //!< what could not be read before

    //! Other times than 0, 2 and 10 s, for tests.
    void setCheckSchedule(const CheckSchedule &schedule);

signals:
    //! A lost reply is being settled by reading; for the status bar.
    void checkingChanged(bool checking);

    void writeSettled(const session::Settlement &settlement);

private:
    template<typename Op>
    auto watch(Op *operation);
    template<typename Op>
    auto run(Op *operation, const core::StoreId &store, const QString &target);
    template<typename Op>
    core::Call<Settlement> resumeAs(const journal::Intent &intent);
    core::Call<Settlement> resume(const journal::Intent &intent);

    Session &m_session;
    CheckSchedule m_schedule;
    int m_checking = 0;
    Unsettled *m_unsettled = nullptr; //!< none: nothing is noted
};

} // namespace session

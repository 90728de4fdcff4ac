// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "session/outcomes.h"

#include <QList>

#include <functional>
#include <optional>

namespace session {

class Session;

//! One entry of a deletion, or of its undoing.
struct RemovalItem
{
    enum class State {
        Waiting,  //!< not yet sent, or never, because the run ended before
        Done,
        Refused,  //!< certainly not done: `error`, or the outcome's kind, tells why
        Unknown,  //!< the reply was lost and the state could not be read
    };
    core::Entry entry; //!< as the person saw it; once deleted, as read just before, with content
    State state = State::Waiting;
    std::optional<core::Error> error;
    std::optional<DeleteOutcome> deleted; //!< of deleteInOrder()
    std::optional<CreateOutcome> created; //!< of createAgain(); the entry's id and history are new
};

using RemovalProgress = std::function<void(int done)>;

//! Deletes entries one after the other, each as Commands::deleteEntry(). Goes on past what is refused and stops at the
//! first whose fate is unknown (promise K4); the result lists every entry in the order given. cancel() lets the one on
//! its way come to its end. Application's thread; there is no result when the session ends before.
core::Call<QList<RemovalItem>> deleteInOrder(Session &session, const QList<core::Entry> &entries,
                                             const RemovalProgress &progress = {});
//! The undoing: entries with the same paths and texts, under the same rules. `entries` have their content; their metadata
//! goes along where the service takes it.
core::Call<QList<RemovalItem>> createAgain(Session &session, const QList<core::Entry> &entries,
                                           const RemovalProgress &progress = {});

} // namespace session

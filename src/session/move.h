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

//! One entry that gets another path. No profile can rename (contract 2.7): a copy is made under the new path, read back and
//! compared, and only then is the old entry deleted. Id and history of the copy are new.
struct MoveItem
{
    enum class State {
        Waiting,   //!< its turn did not come
        Moved,     //!< the copy is there, the old entry is gone
        Refused,   //!< certainly nothing was changed; `why` tells the reason
        CopyStays, //!< the text is under both paths: `copy` is there, `why` tells what kept the old entry
        Unknown,   //!< a reply was lost and the state could not be read: of the deletion when there is a `copy`
    };
    enum class Why {
        None,
        Error,        //!< `error`, or the kind of `created` or `deleted`
        Gone,         //!< the entry was deleted before its turn came; `entry` is as it was given
        Damaged,      //!< the old text does not fit what the service tells about it
        MetadataLost, //!< the old entry has metadata, and this service does not let it be set
        CopyDiffers,  //!< what was read back is not what was sent
    };
    core::Entry entry;      //!< as the person saw it; as read just before, with content, once its turn came
    QString target;         //!< the new path
    //! Under the new path, with content, once it is there. An item that begins with one goes on from there.
    core::Entry copy = {};
    State state = State::Waiting;
    Why why = Why::None;
    std::optional<core::Error> error = std::nullopt;
    std::optional<CreateOutcome> created = std::nullopt;
    std::optional<DeleteOutcome> deleted = std::nullopt; //!< with `unseen`: what was deleted had a newer text than the copy
};

//! Entries of one store, each to its path, one after the other. Goes on past what is refused and stops at the first whose
//! fate is unknown (K4). Nothing is overwritten: a path that is taken refuses. Metadata goes along. Application's thread;
//! cancel() lets the one on its way come to its end; no result when the session ends before.
core::Call<QList<MoveItem>> moveInOrder(Session &session, const QList<MoveItem> &wanted,
                                        const std::function<void(int done)> &progress = {});

} // namespace session

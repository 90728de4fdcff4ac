// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "core/clock.h"
#include "history/records.h"

#include <functional>
#include <optional>

class QObject;
namespace session {
class Session;
}

namespace controllers {

//! A mark just after all that is known of a store by now, in the service's own time. Not kept yet.
history::Mark markOfNow(session::Session &session, const core::StoreId &store, const core::Clock &clock);

//! What came of *Mark Now*.
struct Marked
{
    core::Result<history::Mark> kept;
    std::optional<core::Error> notAsked = std::nullopt; //!< why the service could not tell its newest version
};

//! *Mark Now*: what others wrote a moment ago is before the mark, too, so the service is asked what is newest. If it cannot
//! say, the mark lies after what is known here. Answers in the life of `context`, if the connection is still open then.
void markNow(session::Session &session, const core::StoreId &store, const core::Clock &clock, QObject *context,
             std::function<void(const Marked &marked)> then);
//! Whole sentences about a mark that was kept.
QString markedWords(session::Session &session, const core::StoreId &store, const std::optional<core::Error> &notAsked);

} // namespace controllers

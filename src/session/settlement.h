// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/error.h"
#include "journal/intents.h"
#include "session/outcomes.h"

#include <optional>

namespace session {

//! What became of a write whose end was not known when its program or its session ended (promise B7), found by reading.
struct Settlement
{
    enum class Verdict {
        Done,             //!< saved, created, deleted, … as wanted
        NotDone,          //!< nothing happened; may be sent again, by the person
        ChangedSince,     //!< it was done, and then somebody changed or deleted it
        SomeoneElseFirst, //!< it was not done, because somebody else was faster
        StillUnknown,     //!< `cause` says why
    };
    journal::Intent intent;
    Verdict verdict = Verdict::StillUnknown;
    bool gone = false; //!< the entry does not exist now
    std::optional<core::Error> cause = std::nullopt;
};

Settlement settlementOf(const SaveOutcome &outcome);
Settlement settlementOf(const CreateOutcome &outcome);
Settlement settlementOf(const DeleteOutcome &outcome);
Settlement settlementOf(const RedactOutcome &outcome);
Settlement settlementOf(const StoreOutcome &outcome);

} // namespace session

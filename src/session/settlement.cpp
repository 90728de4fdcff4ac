// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/settlement.h"

namespace session {

using Verdict = Settlement::Verdict;

Settlement settlementOf(const SaveOutcome &outcome)
{
    using Kind = SaveOutcome::Kind;
    Settlement result;
    result.cause = outcome.cause;
    switch (outcome.kind) {
    case Kind::Saved:
    case Kind::Unchanged:
        result.verdict = Verdict::Done;
        break;
    case Kind::LostRace:
    case Kind::StoreArchived:
        result.verdict = Verdict::SomeoneElseFirst;
        break;
    case Kind::EntryGone:
        result.verdict = outcome.savedBeforeGone ? Verdict::ChangedSince : Verdict::SomeoneElseFirst;
        result.gone = true;
        break;
    case Kind::NotApplied:
        result.verdict = Verdict::NotDone;
        break;
    case Kind::SavedThenOvertaken:
        result.verdict = Verdict::ChangedSince;
        break;
    case Kind::StillUnknown:
        break;
    }
    return result;
}

Settlement settlementOf(const CreateOutcome &outcome)
{
    using Kind = CreateOutcome::Kind;
    Settlement result;
    result.cause = outcome.cause;
    switch (outcome.kind) {
    case Kind::Created:
        result.verdict = outcome.overtaken ? Verdict::ChangedSince : Verdict::Done;
        result.gone = outcome.entry.id.isEmpty();
        break;
    case Kind::PathTaken:
    case Kind::StoreArchived:
        result.verdict = Verdict::SomeoneElseFirst;
        break;
    case Kind::NotApplied:
        result.verdict = Verdict::NotDone;
        break;
    case Kind::StillUnknown:
        break;
    }
    return result;
}

Settlement settlementOf(const DeleteOutcome &outcome)
{
    using Kind = DeleteOutcome::Kind;
    Settlement result;
    result.cause = outcome.cause;
    switch (outcome.kind) {
    case Kind::Deleted:
    case Kind::AlreadyGone:
        result.verdict = Verdict::Done;
        result.gone = true;
        break;
    case Kind::ChangedMeanwhile:
    case Kind::StoreArchived:
        result.verdict = Verdict::SomeoneElseFirst;
        break;
    case Kind::NotApplied:
        result.verdict = Verdict::NotDone;
        break;
    case Kind::StillUnknown:
        break;
    }
    return result;
}

Settlement settlementOf(const RedactOutcome &outcome)
{
    using Kind = RedactOutcome::Kind;
    Settlement result;
    result.cause = outcome.cause;
    if (outcome.kind == Kind::Redacted || outcome.kind == Kind::AlreadyRedacted)
        result.verdict = Verdict::Done;
    else if (outcome.kind == Kind::NotApplied)
        result.verdict = Verdict::NotDone;
    return result;
}

Settlement settlementOf(const StoreOutcome &outcome)
{
    using Kind = StoreOutcome::Kind;
    Settlement result;
    result.cause = outcome.cause;
    if (outcome.kind == Kind::Done)
        result.verdict = Verdict::Done;
    else if (outcome.kind == Kind::NotApplied)
        result.verdict = Verdict::NotDone;
    return result;
}

} // namespace session

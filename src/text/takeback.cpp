// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "text/takeback.h"

namespace text {

TakeBack takeBack(const QByteArray &before, const QByteArray &changed, const QByteArray &present,
                  const core::CancelFlag &cancel)
{
    TakeBack result;
    result.merge = merge(changed, present, before, cancel);
    if (result.merge.state == MergeState::Cancelled)
        result.kind = TakeBack::Kind::Cancelled;
    else if (before == changed || before == present)
        result.kind = TakeBack::Kind::Nothing;
    else if (result.merge.state == MergeState::TooLarge)
        result.kind = TakeBack::Kind::TooLarge;
    else if (result.merge.conflictCount() > 0)
        result.kind = TakeBack::Kind::Conflicts;
    else
        result.kind = result.merge.result() == present ? TakeBack::Kind::Nothing : TakeBack::Kind::Clean;
    return result;
}

} // namespace text

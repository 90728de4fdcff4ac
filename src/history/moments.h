// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/timestamp.h"

namespace history {

//! Later than every record: for looks that go up to now, whatever clocks say.
inline core::Timestamp endOfTime()
{
    return core::Timestamp::fromMicroseconds(253'402'300'799'000'000); // of the year 9999
}

} // namespace history

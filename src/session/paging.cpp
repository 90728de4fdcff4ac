// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/paging.h"

namespace session {

bool looksSame(const core::Loading &a, const core::Loading &b)
{
    if (a.state != b.state || a.loaded != b.loaded || a.expected != b.expected || a.complete != b.complete
        || a.stopped != b.stopped || a.error.has_value() != b.error.has_value())
        return false;
    return !a.error
        || (a.error->kind == b.error->kind && a.error->httpStatus == b.error->httpStatus
            && a.error->requestId == b.error->requestId && a.error->serverText == b.error->serverText
            && a.error->detail == b.error->detail);
}

} // namespace session

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/connection.h"

#include <vector>

namespace db {

//! Brings the file to `steps.size()`: step n takes it from user_version n to n+1. Each step and its version number are
//! one transaction, so a kill at any moment leaves a version that the next run goes on from. Processes that open the
//! file together wait for one another. The step "VACUUM" cannot be in a transaction and is done before it, and not at all
//! in a file that was made just now.
core::Result<core::Done> migrate(Connection &connection, qint32 applicationId, const std::vector<const char *> &steps);

} // namespace db

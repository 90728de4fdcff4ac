// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/connection.h"

namespace db {

//! The second half of the recipe that removes bytes for good (promise J10). The first half is secure_delete, which every
//! connection has: what was deleted is zeroed in the new pages. This one carries those pages into the database and cuts
//! the WAL, where the old ones still are. False when a reader or another process is in the way: the erasure is then
//! pending and has to be tried again. Waits for readers at most `patience`; writers wait meanwhile.
core::Result<bool> finishErase(Connection &connection, std::chrono::milliseconds patience);

} // namespace db

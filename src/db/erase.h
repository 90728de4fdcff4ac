// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/connection.h"

namespace db {

//! The last of three parts that remove bytes for good (promise J10). secure_delete, which every connection has, clears what
//! is deleted; erasingVfs(), which every connection has, too, clears the copies of it that SQLite leaves where it moves
//! things. This one carries the cleared pages into the database and cuts the log, where the old ones still are. False when
//! a reader or another process is in the way: the erasure is then pending and has to be tried again. Waits for readers at
//! most `patience`; writers wait meanwhile.
core::Result<bool> finishErase(Connection &connection, std::chrono::milliseconds patience);

} // namespace db

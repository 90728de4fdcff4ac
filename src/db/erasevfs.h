// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace db {

//! The name of a layer under SQLite that leaves nothing in a database file but what belongs to it: in each page on its way
//! there, the bytes between the cells are cleared. Where SQLite balances a tree, it moves cells and leaves copies of them
//! behind, which no later deletion clears, secure_delete or not. They are in memory and in the log only until the log is
//! cut (finishErase). Everything else is done by the system's own layer, so that other programs can use the file, too.
//! Null when SQLite does not take it: then nothing must be opened. For any thread.
const char *erasingVfs();

} // namespace db

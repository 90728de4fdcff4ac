// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <QString>
#include <QStringList>

namespace db {

//! Makes sure that `file` exists and only its owner can read it: its folder is 0700, the file 0600 from its first
//! moment, so that SQLite's companions (-wal, -shm) get the same mode. Symbolic links and files of others are refused,
//! wider modes are narrowed; the value says what was narrowed.
core::Result<QStringList> preparePrivateFile(const QString &file);

//! The same for a single file in a folder that need not be ours alone.
core::Result<QStringList> preparePlainPrivateFile(const QString &file);

//! The folder alone: made 0700 when missing, narrowed when wider, refused when it is shared by its nature (/tmp).
core::Result<QStringList> preparePrivateFolder(const QString &folder);

//! WAL needs shared memory, which network file systems do not have.
bool isOnNetworkFileSystem(const QString &file);

} // namespace db

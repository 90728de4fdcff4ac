// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ids.h"

#include <QString>

namespace history {

//! Where the kept texts of a connection are; `folder` is the program's data folder.
QString textsFileOf(const QString &folder, const core::ConnectionId &connection);
//! Where its version records are.
QString indexFileOf(const QString &folder, const core::ConnectionId &connection);

//! An SQLite file with its companions, for a connection that is removed. It must not be open in this program. False when
//! something is left.
bool removeDatabase(const QString &file);

} // namespace history

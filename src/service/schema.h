// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/connection.h"

#include <QString>

namespace service {

inline constexpr qint32 ApplicationId = 0x50414C49; // "PALI"

//! The one database of a data folder.
db::OpenOptions databaseOptions(const QString &dataDirectory);

//! Creates or migrates the tables.
core::Result<core::Done> prepareSchema(db::Connection &connection);

} // namespace service

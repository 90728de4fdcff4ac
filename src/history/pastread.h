// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/connection.h"
#include "history/past.h"
#include "history/stop.h"

//! Out of the index. Inside the layer only; on a worker's thread. An unknown store has an empty past.
namespace history {

core::Result<std::shared_ptr<const Past>> pastOf(db::Connection &connection, const core::StoreId &store, const Stop &stop);

} // namespace history

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/background.h"
#include "db/connection.h"
#include "history/texts.h"

namespace history {

//! What to ask the index: every text that has the words, and perhaps others, but for the odd ones (isOddForIndex). Empty
//! when the index cannot help: fewer than three characters, a pattern, letters that it folds in another way.
QByteArray indexQuery(const TextQuery &query);

//! One part of a search, bounded in time. On the file's thread.
core::Result<TextPage> lookForTexts(db::Connection &connection, const TextQuery &query, qint64 after, int limit,
                                    const core::CancelFlag &cancel);

} // namespace history

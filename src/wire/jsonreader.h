// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"
#include "wire/json.h"

namespace wire {

//! What a document may be at most. The defaults fit a list page of 100 records with room for 500 unknown fields each.
struct JsonLimits
{
    int depth = 64;
    int values = 200'000;
    qsizetype bytes = 8 * 1024 * 1024;
    bool uniqueNames = false; //!< no name at all may come twice in one object, not only those on which decisions rest
};

//! Reads one complete document strictly (promise E5): valid UTF-8 without a byte order mark, no trailing garbage, no NaN,
//! no lone surrogates, and no second value for a name on which decisions rest (fieldnames.h). A U+FEFF at the start of a
//! string stays. Anything else is Error{Protocol} that says where.
core::Result<Json> readJson(QByteArrayView bytes, const JsonLimits &limits = {});

} // namespace wire

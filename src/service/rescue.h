// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <QString>

namespace service {

struct Rescued
{
    int entries = 0;  //!< whose text fits its hash
    int versions = 0; //!< the same, redacted and deleted ones included
    int doubtful = 0; //!< texts that were found and do not fit, or whose record is gone
    int lost = 0;     //!< lines in lost.txt, the doubtful ones included
};

//! What can still be read in a data folder whose database is damaged (promise J8). The database is not opened and not
//! changed: a copy of it is, row by row, so that one bad page costs what stands on it. `newFolder` must not exist and
//! gets
//!     entries/STORE/ENTRY.txt, versions/STORE/VERSION.txt   exact texts that fit their hashes
//!     doubtful/...                                          texts that do not, or nobody knows what they are
//!     manifest.json                                         what the files are: paths, times, hashes
//!     lost.txt                                              what is missing, a line each
//! Names of files are made of ids, never of paths. Errors: Storage.
core::Result<Rescued> rescue(const QString &dataDirectory, const QString &newFolder);

} // namespace service

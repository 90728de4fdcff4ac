// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

//! What a service may call an entry. None of it may lead out of a folder (H1), all of it needs a legal name (H2).
namespace hostile {

//! 200 paths that want to be somewhere else, or to be nothing that a file system knows.
QStringList paths();
//! 90 names that one system or another does not take, or takes for the same.
QStringList names();

} // namespace hostile

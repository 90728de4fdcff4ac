// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/app/launchoptions.h"

namespace app {

//! Where this program keeps what is its own; both are made with mode 0700.
struct Folders
{
    QString data;   //!< the Local workspace's memories, shared with palimpsest-service, and the journal
    QString config; //!< settings and connections
};

Folders foldersFor(const LaunchOptions &options);

} // namespace app

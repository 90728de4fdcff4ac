// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/version.h"
#include "ui/panels/panelstate.h"

namespace session {
class Session;
}

//! How one version is named in titles, headers and dialogs.
namespace controllers {

//! "v3", "at least v3", or "a version" where nothing can be counted.
QString ordinalWords(session::Session &session, const core::Version &version);
//! "v3, 18 May 2026 15:35"; with its path where no entry is open.
QString versionTitle(session::Session &session, const core::Version &version, bool entryIsOpen = true);
//! Why a version has no text: redacted or deleted, with the time.
panels::EmptyState versionGap(const core::Version &version);

} // namespace controllers

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/result.h"

#include <QByteArray>

namespace service {

//! Reads the token that clients must show from a private file (promise J5), or makes both. Surrounding white space is
//! not part of the token.
core::Result<QByteArray> readOrMakeToken(const QString &file);

} // namespace service

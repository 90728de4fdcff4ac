// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/presentation/errorsentences.h"

namespace presentation {

//! Adds what an error tells beside our own sentence: the service's words, the request id, and a text to copy for whoever
//! helps. Everything from outside is made harmless. `about` says what was being done.
void addCause(Sentence &sentence, const core::Error &error, const QString &about);

} // namespace presentation

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "text/diff.h"

namespace text {

//! The difference as `diff -u` writes it, to be copied. Empty when the texts are equal. The labels go into the ---/+++
//! lines; a line break in them becomes a blank.
QByteArray unified(const Diff &diff, const QByteArray &beforeLabel, const QByteArray &afterLabel, int context = 3);

} // namespace text

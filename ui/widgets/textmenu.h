// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

class QPlainTextEdit;

namespace widgets {

//! Gives the field Qt's menu for texts with what Qt leaves out where the window has actions of the same keys: the keys, and
//! why something cannot be done now.
void installTextMenu(QPlainTextEdit &field);

} // namespace widgets

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

namespace dialogs {

//! The first lines of an untrusted text for reading: hidden characters are written out as ‹U+202E›, long lines and long
//! texts are cut with a word about it.
QString previewOf(const QByteArray &text, int maxLines, int maxColumns);

} // namespace dialogs

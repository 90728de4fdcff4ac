// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace widgets {

//! A text for setToolTip() and setStatusTip(), which guess rich text: markup in it is shown, never interpreted (I3).
QString plainToolTip(const QString &text);

} // namespace widgets

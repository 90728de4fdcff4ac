// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFont>

#include <algorithm>

namespace widgets {

//! For the words in a picture: a little smaller than the text around it, and still to be read.
inline QFont smallFont(const QFont &font)
{
    QFont small = font;
    small.setPointSizeF(std::max(7.0, font.pointSizeF() * 0.88));
    return small;
}

} // namespace widgets

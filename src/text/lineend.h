// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>

namespace text {

//! What stands between one line and the next.
enum class LineEnd : quint8 {
    None,      //!< the text ends here without a line end
    Lf,
    CrLf,
    Cr,
    Paragraph, //!< U+2029, which Qt's documents take for a line end too
};

[[nodiscard]] constexpr QByteArrayView bytesOf(LineEnd end)
{
    switch (end) {
    case LineEnd::Lf:
        return "\n";
    case LineEnd::CrLf:
        return "\r\n";
    case LineEnd::Cr:
        return "\r";
    case LineEnd::Paragraph:
        return "\xE2\x80\xA9";
    case LineEnd::None:
        break;
    }
    return {};
}

} // namespace text

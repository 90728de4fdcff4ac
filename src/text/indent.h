// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace text {

//! How a text is indented.
struct IndentStyle
{
    bool tabs = false;
    int width = 2; //!< blanks a step; of a tab: how wide it is shown

    //! What one step more is at a column (from 0): a tab, or blanks up to the next multiple of the width.
    [[nodiscard]] QString step(int column = 0) const;

    friend bool operator==(const IndentStyle &, const IndentStyle &) = default;
};

//! Judged by how the lines begin (the first 10,000 that are indented); `fallback` where none is.
[[nodiscard]] IndentStyle detectIndent(QStringView text, const IndentStyle &fallback = {});

//! Blanks and tabs at the start of a line.
[[nodiscard]] QStringView indentOf(QStringView line);

//! How many characters at the start of the line one step less takes away.
[[nodiscard]] qsizetype outdentLength(QStringView line, const IndentStyle &style);

} // namespace text

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "text/lineend.h"

#include <QByteArray>
#include <QString>

#include <array>

namespace text {

//! What of a text cannot be seen, counted in its bytes.
struct TextFacts
{
    std::array<qsizetype, size_t(LineEnd::Paragraph) + 1> ends{}; //!< by LineEnd
    qsizetype lines = 1;
    qsizetype bytes = 0;
    qsizetype trailingBlanks = 0; //!< lines that end with blanks or tabs
    qsizetype tabs = 0;
    qsizetype oddCharacters = 0;  //!< bidi controls, invisible and control characters, odd blanks; at most 10,000
    bool bom = false;
    bool finalEnd = false;        //!< ends with a line end; an empty text does not, and lacks none
    bool composed = true;         //!< in Unicode's form NFC

    [[nodiscard]] qsizetype count(LineEnd end) const { return ends[size_t(end)]; }
    [[nodiscard]] bool mixed() const;
};

[[nodiscard]] TextFacts factsOf(const QByteArray &bytes);

//! Whether normalizing to NFC would change the text. Takes time with the length whatever it is, which
//! QString::normalized does not: heaps of marks in the wrong order take it to the square.
[[nodiscard]] bool isComposed(QStringView text);

} // namespace text

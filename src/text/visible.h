// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

namespace text {

//! True when the text has a character that a person cannot see or that looks like another: controls, bidi and
//! zero-width characters, tags, variation selectors, unusual blanks, fillers, half surrogates, noncharacters, private
//! use, characters that are not in NFC form (twins), or a blank at either end or beside a slash (promises E4, I5).
bool hasOdd(QStringView text);

//! For names and paths wherever they are shown: odd characters written as ‹U+202E›. Distinct texts stay distinct.
//! Nothing in the result breaks a line, changes direction or is invisible.
QString visible(QStringView text);

enum class OddKind : quint8 {
    Bidi,        //!< changes the direction of what follows
    Invisible,   //!< zero width, tags, fillers
    Control,     //!< C0, C1, line and paragraph separators, noncharacters
    Blank,       //!< looks like a space and is none
};

struct OddMark
{
    qsizetype from = 0;   //!< UTF-16 units
    qsizetype length = 0;
    OddKind kind = OddKind::Control;
    char32_t character = 0;

    friend bool operator==(const OddMark &, const OddMark &) = default;
};

//! The characters of a content that an editor marks. Milder than hasOdd: tab, line ends, and the joiners and selectors
//! that emoji are made of pass. At most `limit` marks.
QList<OddMark> oddMarks(QStringView text, qsizetype limit = 10'000);

//! "U+202E"
QString codePointName(char32_t character);

} // namespace text

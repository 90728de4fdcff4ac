// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

#include <functional>

namespace text {

//! How long a line may be before an editor shows it in pieces. Laying a line out anew, which Qt does at every key, takes
//! time with its length; emoji, controls and heaps of combining marks take a hundred times as long as letters.
struct WrapLimits
{
    qsizetype longLine = 4'000; //!< UTF-16 units
    qsizetype piece = 1'000;    //!< about so long are the pieces
    qsizetype slowLine = 120;   //!< characters that are slow to lay out
    qsizetype slowPiece = 60;
};

//! Must be shown in pieces.
[[nodiscard]] bool isLongLine(QStringView line, const WrapLimits &limits = {});

//! The length of the first piece, at least 1: behind a blank when one is near, never within a surrogate pair, within a
//! grapheme only when that is endless. The whole line when it is short enough.
[[nodiscard]] qsizetype pieceOf(QStringView line, const WrapLimits &limits = {});

//! A line with `mark` and LF between its pieces.
[[nodiscard]] QString wrapLine(QStringView line, char16_t mark, const WrapLimits &limits = {});

//! A display without the breaks that are only there to be shown, with a way from its positions to those of the display
//! (cursor positions) and back. Blocks end with LF here.
class Unwrapped
{
public:
    Unwrapped() = default;
    //! `display` has blocks ended by U+2029 or LF; a break is `mark` with a block's end behind it. `meaning`, when given,
    //! is asked about each character from U+FDD0 on: one for one.
    Unwrapped(QStringView display, char16_t mark, const std::function<QChar(QChar)> &meaning = {});

    [[nodiscard]] const QString &text() const { return m_text; }
    //! At a break: in front of the second piece.
    [[nodiscard]] qsizetype shownStart(qsizetype position) const;
    //! At a break: behind the first piece.
    [[nodiscard]] qsizetype shownEnd(qsizetype position) const;
    [[nodiscard]] qsizetype fromShown(qsizetype shown) const;

private:
    struct Gap
    {
        qsizetype at = 0;    //!< in m_text
        qsizetype shown = 0; //!< in the display, of what was left out
    };

    QString m_text;
    QList<Gap> m_gaps; //!< in order
    QList<qsizetype> m_left; //!< units left out up to and with each gap
};

} // namespace text

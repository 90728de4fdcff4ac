// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/background.h"

#include <QByteArray>
#include <QHash>
#include <QList>

namespace text {

//! The lines of a text as the editor counts them: they end at LF, CRLF, CR and U+2029, which are no part of them. What
//! stands behind the last end is a line when it is not empty.
QList<QByteArrayView> splitLines(QByteArrayView bytes);

//! A line as a number: equal lines of one LineFollower have the same.
struct LineNumber
{
    int number = 0;
    bool isTelling = false; //!< four letters or digits: braces, blank lines and rules are found anywhere

    friend bool operator==(const LineNumber &, const LineNumber &) = default;
};

//! Follows lines from one state of a text to another. A value; knows the different lines that it has read.
class LineFollower
{
public:
    QList<LineNumber> read(const QByteArray &bytes);
    [[nodiscard]] qsizetype knownLines() const { return m_numbers.size(); }
    //! Forgets what is not among them, so that a long history needs no more memory than its largest texts.
    void keepOnly(const QList<LineNumber> &lines);

    //! For each line of `now` the index in `then` of the line that it is, or -1 for a new one. First the lines that both have
    //! in the same order (a longest common sequence, as git finds it), then, among the rest, those that moved: a telling
    //! line that is once among those taken out and once among those put in, and its equal neighbours. Where lines repeat,
    //! more than one answer is right.
    static QList<int> follow(const QList<LineNumber> &then, const QList<LineNumber> &now, const core::CancelFlag &cancel = {});

private:
    QHash<QByteArray, LineNumber> m_numbers;
    QByteArray m_last; //!< was read last, by lines below: the next one is usually much like it
    QList<QByteArrayView> m_lastLines;
    QList<LineNumber> m_lastNumbers;
    int m_next = 0;
};

} // namespace text

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "text/diff.h"
#include "ui/widgets/textmark.h"

#include <QHash>

namespace widgets {

enum class MarkChange : quint8 {
    Same, //!< both texts have it, or it is not known
    Came, //!< only the new text has it
    Went, //!< only the old text has it
};

//! The part of a mark that is in one line.
struct LineMark
{
    text::Range range;  //!< bytes of the line
    QString words;
    MarkChange change = MarkChange::Same;
    bool isDrawn = false;

    friend bool operator==(const LineMark &, const LineMark &) = default;
};

//! A line with marks, and which side of the row it is.
struct MarkedLine
{
    qsizetype row = 0;
    bool isOld = false;
    bool isChanged = false; //!< one of its marks came or went

    friend bool operator==(const MarkedLine &, const MarkedLine &) = default;
};

//! Marks of two texts, by the lines of their difference. What stands in both texts, wherever it moved to, neither came nor
//! went: as many times as it is in both.
class DiffMarks
{
public:
    //! What is missing of the texts.
    enum class Missing : quint8 {
        Nothing,
        Old,     //!< the old text was there, but is not known
        NeverWas //!< there was no old text: everything came in
    };

    DiffMarks() = default;
    DiffMarks(const text::Diff &diff, const TextMarks &before, const TextMarks &after, Missing missing);

    [[nodiscard]] bool isEmpty() const { return m_lines.isEmpty(); }
    //! Of the line with that number, from 1.
    [[nodiscard]] QList<LineMark> of(int number, bool isOld) const { return (isOld ? m_before : m_after).value(number); }
    //! Where one stands, in reading order. A row without a change is told of its new side only.
    [[nodiscard]] const QList<MarkedLine> &lines() const { return m_lines; }
    [[nodiscard]] int came() const { return m_came; } //!< how many
    [[nodiscard]] int went() const { return m_went; }

private:
    using ByLine = QHash<int, QList<LineMark>>;

    QList<MarkedLine> m_lines;
    ByLine m_before;
    ByLine m_after;
    int m_came = 0;
    int m_went = 0;
};

//! "GitHub personal access token (github-pat): came in with this change", a line for each.
QString markWords(const QList<LineMark> &marks);

//! A sentence for each of DiffMarks::lines(): "Line 12: found by the scan, …".
QStringList sentencesOfMarks(const DiffMarks &marks, const text::Diff &diff);

} // namespace widgets

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>

namespace widgets {

//! A place of a text that somebody should look at, and why. A plain value of the views.
struct TextMark
{
    qsizetype from = 0;   //!< bytes of the exact text
    qsizetype length = 0;
    QString words;        //!< what it is, for tooltips and for those who listen: "GitHub personal access token (github-pat)"
    bool isDrawn = false; //!< the characters are marked by the views anyway, as hidden ones are: no second ground

    friend bool operator==(const TextMark &, const TextMark &) = default;
};

using TextMarks = QList<TextMark>;

} // namespace widgets

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/displaytext.h"

#include "text/visible.h"

namespace models {

QString displayText(QStringView text)
{
    return text::visible(text);
}

QString displayContent(QStringView part)
{
    QString shown;
    qsizetype at = 0;
    for (const text::OddMark &mark : text::oddMarks(part)) {
        shown += part.mid(at, mark.from - at);
        shown += QChar(0x2039) + text::codePointName(mark.character) + QChar(0x203A);
        at = mark.from + mark.length;
    }
    shown += part.mid(at);
    return shown.replace(u'\t', u' ');
}

bool hasOddCharacters(QStringView text)
{
    return text::hasOdd(text);
}

} // namespace models

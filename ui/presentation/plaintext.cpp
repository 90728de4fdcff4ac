// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/presentation/plaintext.h"

#include "models/displaytext.h"

#include <QStringList>
#include <QTextDocument>

namespace presentation {

QString plainTooltip(const QString &text)
{
    return Qt::mightBeRichText(text) ? Qt::convertFromPlainText(text) : text;
}

QString displayLines(const QString &text, qsizetype longest)
{
    QStringList lines = text.left(longest).split(u'\n');
    for (QString &line : lines)
        line = models::displayText(line.endsWith(u'\r') ? line.chopped(1) : line);
    const QString shown = lines.join(u'\n');
    return text.size() > longest ? shown + QChar(0x2026) : shown;
}

} // namespace presentation

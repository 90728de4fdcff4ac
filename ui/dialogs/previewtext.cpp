// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/previewtext.h"

#include "core/utf8.h"
#include "text/visible.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace dialogs {

namespace {

QString withMarks(const QString &line)
{
    QString shown;
    qsizetype at = 0;
    for (const text::OddMark &mark : text::oddMarks(line)) {
        shown += QStringView(line).sliced(at, mark.from - at);
        shown += u'\u2039' + text::codePointName(mark.character) + u'\u203A';
        at = mark.from + mark.length;
    }
    shown += QStringView(line).sliced(at);
    return shown;
}

QString cut(const QString &line, int columns)
{
    if (line.size() <= columns)
        return line;
    const bool splits = line.at(columns - 1).isHighSurrogate();
    return line.left(splits ? columns - 1 : columns) + u'\u2026';
}

} // namespace

QString previewOf(const QByteArray &text, int maxLines, int maxColumns)
{
    // Enough bytes for what is shown, and not in the middle of a character.
    qsizetype end = qMin<qsizetype>(text.size(), qsizetype(maxLines) * maxColumns * 4);
    while (end < text.size() && end > 0 && (text.at(end) & 0xC0) == 0x80)
        --end;
    const auto decoded = core::decodeUtf8(QByteArrayView(text).first(end));
    if (!decoded)
        return QCoreApplication::translate("dialogs", "The text is not valid UTF-8 and cannot be shown.");
    QStringList lines = decoded->split(u'\n');
    const bool more = lines.size() > maxLines || end < text.size();
    lines = lines.mid(0, maxLines);
    for (QString &line : lines) {
        if (line.endsWith(u'\r'))
            line.chop(1);
        line = withMarks(cut(line, maxColumns));
    }
    if (more)
        lines.append(u"\u2026"_s);
    return lines.join(u'\n');
}

} // namespace dialogs

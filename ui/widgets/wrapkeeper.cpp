// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/wrapkeeper.h"

#include <QTextBlock>
#include <QTextDocument>

namespace widgets {

namespace {

void wrapBlock(const QTextBlock &block, const QString &line, const text::Document &loaded)
{
    QTextCursor cursor(block);
    cursor.joinPreviousEditBlock();
    qsizetype at = 0;
    int position = block.position();
    while (at < line.size()) {
        const qsizetype piece = text::pieceOf(QStringView(line).sliced(at), loaded.wrapLimits());
        at += piece;
        position += int(piece);
        if (at == line.size())
            break;
        cursor.setPosition(position);
        cursor.insertText(QString(loaded.wrapMark()));
        cursor.insertBlock();
        position += 2;
    }
    cursor.endEditBlock();
}

} // namespace

bool isWithinBreak(const QTextDocument &shown, int position, QChar mark)
{
    return position > 0 && shown.characterAt(position - 1) == mark
        && shown.characterAt(position) == QChar::ParagraphSeparator;
}

bool isBeforeBreak(const QTextDocument &shown, int position, QChar mark)
{
    return shown.characterAt(position) == mark && shown.characterAt(position + 1) == QChar::ParagraphSeparator;
}

bool isBehindBreak(const QTextDocument &shown, int position, QChar mark)
{
    return position > 1 && isWithinBreak(shown, position - 1, mark);
}

QString pieceText(const QTextBlock &block, QChar mark)
{
    QString text = block.text();
    if (text.endsWith(mark))
        text.chop(1);
    return text;
}

bool goesOn(const QTextBlock &block, QChar mark)
{
    return block.isValid() && block.length() > 1
        && block.document()->characterAt(block.position() + block.length() - 2) == mark;
}

void mendBreak(QTextDocument &shown, int from, int to, QChar mark)
{
    if (from == 0 || from == to || shown.characterAt(from - 1) != mark
        || shown.characterAt(from) == QChar::ParagraphSeparator || shown.characterAt(to) != QChar::ParagraphSeparator)
        return;
    QTextCursor cursor(&shown);
    cursor.joinPreviousEditBlock();
    cursor.setPosition(to);
    cursor.insertText(QString(mark));
    cursor.setPosition(from - 1);
    cursor.deleteChar();
    cursor.endEditBlock();
}

bool wrapBlocks(QTextDocument &shown, const text::Document &loaded, int from, int to)
{
    bool any = false;
    QTextBlock block = shown.findBlock(from);
    const QTextBlock last = shown.findBlock(to);
    const int end = last.isValid() ? last.blockNumber() : shown.blockCount() - 1;
    QList<QTextBlock> longOnes;
    for (; block.isValid() && block.blockNumber() <= end; block = block.next()) {
        if (block.length() > loaded.wrapLimits().slowLine
            && text::isLongLine(pieceText(block, loaded.wrapMark()), loaded.wrapLimits()))
            longOnes.append(block);
    }
    for (const QTextBlock &found : std::as_const(longOnes)) {
        wrapBlock(found, pieceText(found, loaded.wrapMark()), loaded);
        any = true;
    }
    return any;
}

} // namespace widgets

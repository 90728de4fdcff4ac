// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
//! What keys, wheel and clipboard do in the editor.
#include "ui/widgets/texteditor.h"

#include "ui/widgets/wrapkeeper.h"

#include <QKeyEvent>
#include <QMimeData>
#include <QTextBlock>
#include <QWheelEvent>

namespace widgets {

void TextEditor::keyPressEvent(QKeyEvent *event)
{
    if (stepOverBreak(*event) || (!isReadOnly() && handleIndent(*event))) {
        ensureCursorVisible();
        event->accept();
        return;
    }
    // What joins lines may have to be divided again: in a block of its own, so that undo takes both back at once. Typed
    // letters are left alone, or every letter would be a step of undo.
    const bool deletes = event->key() == Qt::Key_Backspace || event->key() == Qt::Key_Delete;
    QTextCursor step = textCursor();
    if (deletes)
        step.beginEditBlock();
    QPlainTextEdit::keyPressEvent(event);
    if (deletes)
        step.endEditBlock();
}

//! Keys that would stop at a break for display, or take it for a character. Returns whether that was all.
bool TextEditor::stepOverBreak(const QKeyEvent &event)
{
    QTextCursor cursor = textCursor();
    const QChar mark = m_document.wrapMark();
    const int position = cursor.position();
    const auto mode = event.modifiers().testFlag(Qt::ShiftModifier) ? QTextCursor::KeepAnchor : QTextCursor::MoveAnchor;
    switch (event.key()) {
    case Qt::Key_Right:
        if (!isBeforeBreak(*document(), position, mark))
            return false;
        cursor.setPosition(position + 2, mode);
        setTextCursor(cursor);
        return true;
    case Qt::Key_Left:
        if (!isBehindBreak(*document(), position, mark))
            return false;
        cursor.setPosition(position - 2, mode);
        setTextCursor(cursor);
        return true;
    case Qt::Key_Backspace:
    case Qt::Key_Delete: {
        const bool back = event.key() == Qt::Key_Backspace;
        if (cursor.hasSelection() || isReadOnly())
            return false;
        if (back ? isBehindBreak(*document(), position, mark) : isBeforeBreak(*document(), position, mark)) {
            cursor.setPosition(back ? position - 2 : position + 2);
            setTextCursor(cursor);
        }
        return false;
    }
    default:
        return false;
    }
}

bool TextEditor::handleIndent(const QKeyEvent &event)
{
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    switch (event.key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        // With Shift Qt would put U+2028 into the text.
        if (modifiers != Qt::NoModifier && modifiers != Qt::ShiftModifier)
            return false;
        insertNewLine();
        return true;
    case Qt::Key_Tab:
        if (modifiers != Qt::NoModifier || tabChangesFocus())
            return false;
        if (selectedLines().size() > 1) {
            indent();
        } else {
            const QTextCursor cursor = textCursor();
            const QString before = cursor.block().text().left(cursor.selectionStart() - cursor.block().position());
            int column = 0;
            for (const QChar c : before)
                column += c == u'\t' ? m_tabWidth - column % m_tabWidth : 1;
            textCursor().insertText(indentStyle().step(column));
        }
        return true;
    case Qt::Key_Backtab:
        if (tabChangesFocus())
            return false;
        outdent();
        return true;
    default:
        return false;
    }
}

//! As far in as the line that it is in.
void TextEditor::insertNewLine()
{
    QTextCursor cursor = textCursor();
    const QChar mark = m_document.wrapMark();
    cursor.beginEditBlock();
    cursor.removeSelectedText();
    const QTextBlock line = firstPiece(cursor.block());
    const QString before = line == cursor.block() ? line.text().left(cursor.positionInBlock()) : line.text();
    const QString indent = text::indentOf(before).toString();
    if (isBehindBreak(*document(), cursor.position(), mark))
        cursor.setPosition(cursor.position() - 2);
    if (isBeforeBreak(*document(), cursor.position(), mark)) {
        // The end of the block is there already: without the mark it is the end of the line.
        cursor.deleteChar();
        cursor.movePosition(QTextCursor::NextBlock);
    } else {
        cursor.insertBlock();
    }
    cursor.insertText(indent);
    cursor.endEditBlock();
    setTextCursor(cursor);
}

QTextBlock TextEditor::firstPiece(QTextBlock block) const
{
    while (goesOn(block.previous(), m_document.wrapMark()))
        block = block.previous();
    return block;
}

QList<QTextBlock> TextEditor::selectedLines() const
{
    const QTextCursor cursor = textCursor();
    QList<QTextBlock> lines;
    QTextBlock block = document()->findBlock(cursor.selectionStart());
    lines.append(firstPiece(block));
    for (block = block.next(); block.isValid() && block.position() < cursor.selectionEnd(); block = block.next()) {
        if (!goesOn(block.previous(), m_document.wrapMark()))
            lines.append(block);
    }
    return lines;
}

text::IndentStyle TextEditor::indentStyle() const
{
    return text::detectIndent(document()->toRawText());
}

void TextEditor::indent()
{
    if (isReadOnly())
        return;
    const QString step = indentStyle().step();
    const QList<QTextBlock> lines = selectedLines();
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    for (const QTextBlock &line : lines) {
        if (line.length() <= 1 && lines.size() > 1)
            continue;
        cursor.setPosition(line.position());
        cursor.insertText(step);
    }
    cursor.endEditBlock();
}

void TextEditor::outdent()
{
    if (isReadOnly())
        return;
    const text::IndentStyle style = indentStyle();
    const QList<QTextBlock> lines = selectedLines();
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    for (const QTextBlock &line : lines) {
        cursor.setPosition(line.position());
        const auto length = int(text::outdentLength(line.text().left(16), style));
        cursor.setPosition(line.position() + length, QTextCursor::KeepAnchor);
        cursor.removeSelectedText();
    }
    cursor.endEditBlock();
}

void TextEditor::wheelEvent(QWheelEvent *event)
{
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        if (event->angleDelta().y() != 0)
            emit zoomRequested(event->angleDelta().y() > 0 ? 1 : -1);
        event->accept();
        return;
    }
    QPlainTextEdit::wheelEvent(event);
}

bool TextEditor::canInsertFromMimeData(const QMimeData *source) const
{
    return source->hasText();
}

void TextEditor::insertFromMimeData(const QMimeData *source)
{
    if (isReadOnly() || !source->hasText())
        return;
    keepOutOfBreaks();
    textCursor().insertText(m_document.toDisplay(source->text()));
    ensureCursorVisible();
}

QMimeData *TextEditor::createMimeDataFromSelection() const
{
    auto *mime = new QMimeData;
    mime->setText(selectedText());
    return mime;
}

} // namespace widgets

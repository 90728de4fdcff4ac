// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/texteditor.h"

#include "ui/widgets/editorgutter.h"
#include "ui/widgets/syntaxhighlighter.h"
#include "ui/widgets/wrapkeeper.h"

#include <QFontDatabase>
#include <QTextBlock>

#include <algorithm>

namespace widgets {

namespace {

constexpr int LargeText = 300'000; //!< UTF-16 units, above which bytes are counted in pauses
constexpr qsizetype ManyReplacements = 500; //!< above, all between the first and the last is put in as one piece

} // namespace

TextEditor::TextEditor(QWidget *parent)
    : QPlainTextEdit(parent), m_gutter(new EditorGutter(this)), m_highlighter(new SyntaxHighlighter(document()))
{
    m_highlighter->setPalette(palette());
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_pointSize = font().pointSizeF();
    setAccessibleName(tr("Text"));
    setLineWrapMode(QPlainTextEdit::WidgetWidth);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setFrameShape(QFrame::NoFrame);
    setTabWidth(m_tabWidth);
    m_countTimer.setSingleShot(true);
    connect(&m_countTimer, &QTimer::timeout, this, &TextEditor::countBytes);
    connect(document(), &QTextDocument::contentsChange, this, &TextEditor::follow);
    connect(document(), &QTextDocument::contentsChanged, this, &TextEditor::keepWrapped);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &TextEditor::updateGutter);
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        keepOutOfBreaks();
        updateCurrentLine();
    });
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &rect, int dy) {
        if (m_margin) // tells more on the first line that is seen
            m_margin->update(0, dy != 0 ? 0 : rect.y(), m_margin->width(), dy != 0 ? m_margin->height() : rect.height());
        if (dy != 0)
            m_gutter->scroll(0, dy);
        else
            m_gutter->update(0, rect.y(), m_gutter->width(), rect.height());
    });
    updateReadOnly();
    updateGutter();
}

void TextEditor::setBytes(const QByteArray &bytes)
{
    load(bytes);
}

void TextEditor::setDraft(const QByteArray &bytes)
{
    load(bytes);
    document()->setModified(true);
}

void TextEditor::load(const QByteArray &bytes)
{
    const text::ReadOnlyReason reason = readOnlyReason();
    m_document = text::Document::load(bytes);
    m_since = 0;
    m_states.clear();
    m_matches.clear();
    m_moreMarks = false;
    if (!std::exchange(m_marks, {}).isEmpty()) {
        untellMark();
        emit marksChanged();
    }
    m_scope = {};
    m_keeping = true; // what was loaded is wrapped already
    m_highlighter->setWrapMark(m_document.wrapMark());
    setPlainText(m_document.display());
    m_keeping = false;
    m_touched = {};
    updateReadOnly();
    updateGutter();
    m_countTimer.stop();
    countBytes();
    if (reason != readOnlyReason())
        emit readOnlyReasonChanged(readOnlyReason());
}

qsizetype TextEditor::byteCount() const
{
    return bytes().size();
}

void TextEditor::markSaved()
{
    m_document = present();
    m_since = document()->availableUndoSteps();
    document()->setModified(false);
}

void TextEditor::follow(int position, int removed, int added)
{
    if (removed == 0 && added == 0)
        return;
    m_countTimer.start(document()->characterCount() > LargeText ? 250 : 0);
    if (m_touched.from == m_touched.to)
        m_touched = {position, position + added};
    else
        m_touched = {std::min(m_touched.from, position), std::max(m_touched.to + added - removed, position + added)};
    if (removed == added)
        return; // a new look, or as good as that
    const int end = position + removed;
    const auto moved = [=](int at) { return at <= position ? at : at >= end ? at + added - removed : position; };
    for (Shown &match : m_matches)
        match = {moved(match.from), moved(match.to)};
    for (Marked &mark : m_marks)
        mark.range = {moved(mark.range.from), moved(mark.range.to)};
    m_scope = {moved(m_scope.from), moved(m_scope.to)};
}

//! Pieces that an edit made too long are divided; undo takes edit and division back together. While there is something
//! to redo, nothing is: it would be lost, and an earlier state needs no division.
void TextEditor::keepWrapped()
{
    if (m_keeping)
        return;
    const Shown touched = std::exchange(m_touched, {});
    if (document()->isRedoAvailable() || !document()->isUndoAvailable())
        return;
    m_keeping = true;
    mendBreak(*document(), touched.from, touched.to, m_document.wrapMark());
    wrapBlocks(*document(), m_document, touched.from, std::max(touched.to, touched.from));
    m_keeping = false;
    m_touched = {};
}

//! A break for display is two units, but no place to stand in between.
void TextEditor::keepOutOfBreaks()
{
    QTextCursor cursor = textCursor();
    if (!isWithinBreak(*document(), cursor.position(), m_document.wrapMark()))
        return;
    cursor.setPosition(cursor.position() - 1, cursor.hasSelection() ? QTextCursor::KeepAnchor : QTextCursor::MoveAnchor);
    setTextCursor(cursor);
}

void TextEditor::setLocked(bool locked)
{
    m_locked = locked;
    updateReadOnly();
}

void TextEditor::updateReadOnly()
{
    const bool readOnly = m_locked || readOnlyReason() != text::ReadOnlyReason::None;
    setReadOnly(readOnly);
    // Readable and selectable by keys all the same; Tab then goes on to the next widget.
    setTextInteractionFlags(readOnly ? Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard
                                     : Qt::TextInteractionFlags(Qt::TextEditorInteraction));
    QPlainTextEdit::setTabChangesFocus(readOnly || m_tabLeaves);
    viewport()->setBackgroundRole(readOnly ? QPalette::Window : QPalette::Base);
}

void TextEditor::setTabChangesFocus(bool leaves)
{
    m_tabLeaves = leaves;
    updateReadOnly();
}

void TextEditor::setWordWrap(bool wrap)
{
    setLineWrapMode(wrap ? QPlainTextEdit::WidgetWidth : QPlainTextEdit::NoWrap);
}

bool TextEditor::wordWrap() const
{
    return lineWrapMode() == QPlainTextEdit::WidgetWidth;
}

void TextEditor::setShowBlanks(bool show)
{
    m_showBlanks = show;
    viewport()->update();
}

void TextEditor::setTabWidth(int columns)
{
    m_tabWidth = columns;
    setTabStopDistance(fontMetrics().horizontalAdvance(u' ') * columns);
}

void TextEditor::setLanguage(text::Language language)
{
    if (std::exchange(m_language, language) == language)
        return;
    m_highlighter->setLanguage(language);
    emit languageChanged(language);
}

void TextEditor::setZoom(int percent)
{
    m_zoom = std::clamp(percent, LeastZoom, MostZoom);
    QFont zoomed = font();
    zoomed.setPointSizeF(m_pointSize * m_zoom / 100);
    setFont(zoomed);
}

int TextEditor::lineCount() const
{
    int lines = blockCount();
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
        lines -= goesOn(block, m_document.wrapMark()) ? 1 : 0;
    return lines;
}

int TextEditor::currentLine() const
{
    const int current = textCursor().blockNumber();
    int line = 1;
    for (QTextBlock block = document()->begin(); block.isValid() && block.blockNumber() < current; block = block.next())
        line += goesOn(block, m_document.wrapMark()) ? 0 : 1;
    return line;
}

int TextEditor::currentColumn() const
{
    const QTextCursor cursor = textCursor();
    int column = cursor.positionInBlock() + 1;
    for (QTextBlock before = cursor.block().previous(); goesOn(before, m_document.wrapMark()); before = before.previous())
        column += before.length() - 2;
    return column;
}

void TextEditor::goToLine(int line, int column)
{
    QTextBlock block = document()->begin();
    for (int number = 1; block.isValid() && number < line; block = block.next())
        number += goesOn(block, m_document.wrapMark()) ? 0 : 1;
    if (!block.isValid())
        return;
    QTextCursor cursor(block);
    cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::MoveAnchor, std::min(column, block.length()) - 1);
    setTextCursor(cursor);
    centerCursor();
}

text::Unwrapped TextEditor::unwrapped() const
{
    return text::Unwrapped(document()->toRawText(), m_document.wrapMark().unicode(),
                           [this](QChar c) { return QChar(m_document.meaning(c.unicode())); });
}

TextEditor::Shown TextEditor::shown(const TextRange &range) const
{
    const text::Unwrapped plain = unwrapped();
    const auto most = qsizetype(document()->characterCount() - 1);
    const auto place = [most](qsizetype at) { return int(std::clamp<qsizetype>(at, 0, most)); };
    return {place(plain.shownStart(range.from)),
            place(range.length == 0 ? plain.shownStart(range.from) : plain.shownEnd(range.end()))};
}

void TextEditor::setMatches(const QList<TextRange> &matches)
{
    m_matches.clear();
    m_matches.reserve(matches.size());
    const text::Unwrapped plain = matches.isEmpty() ? text::Unwrapped() : unwrapped();
    for (const TextRange &match : matches)
        m_matches.append({int(plain.shownStart(match.from)), int(plain.shownEnd(match.end()))});
    viewport()->update();
}

void TextEditor::setScope(const TextRange &scope)
{
    m_scope = scope.length == 0 ? Shown() : shown(scope);
    viewport()->update();
}

TextRange TextEditor::scope() const
{
    if (m_scope.from == m_scope.to)
        return {};
    const text::Unwrapped plain = unwrapped();
    const qsizetype from = plain.fromShown(m_scope.from);
    return {from, plain.fromShown(m_scope.to) - from};
}

void TextEditor::select(qsizetype position, qsizetype length)
{
    const Shown range = shown({position, length});
    QTextCursor cursor(document());
    cursor.setPosition(range.from);
    cursor.setPosition(range.to, QTextCursor::KeepAnchor);
    setTextCursor(cursor);
    ensureCursorVisible();
}

TextRange TextEditor::selection() const
{
    const text::Unwrapped plain = unwrapped();
    const QTextCursor cursor = textCursor();
    const qsizetype from = plain.fromShown(cursor.selectionStart());
    return {from, plain.fromShown(cursor.selectionEnd()) - from};
}

QString TextEditor::selectedText() const
{
    return m_document.fromDisplay(textCursor().selectedText());
}

void TextEditor::replace(const QList<TextReplacement> &replacements)
{
    if (isReadOnly() || replacements.isEmpty())
        return;
    const text::Unwrapped plain = unwrapped();
    const auto put = [&](QTextCursor &cursor, const TextRange &range, const QString &with) {
        cursor.setPosition(int(plain.shownStart(range.from)));
        cursor.setPosition(int(range.length == 0 ? plain.shownStart(range.from) : plain.shownEnd(range.end())),
                           QTextCursor::KeepAnchor);
        cursor.insertText(m_document.toDisplay(with));
    };
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    if (replacements.size() > ManyReplacements) {
        const TextRange all{replacements.first().range.from,
                            replacements.last().range.end() - replacements.first().range.from};
        QString with;
        qsizetype at = all.from;
        for (const TextReplacement &replacement : replacements) {
            with += QStringView(plain.text()).sliced(at, replacement.range.from - at);
            with += replacement.text;
            at = replacement.range.end();
        }
        put(cursor, all, with);
    } else {
        for (auto it = replacements.crbegin(); it != replacements.crend(); ++it)
            put(cursor, it->range, it->text);
    }
    cursor.endEditBlock();
}

void TextEditor::countBytes()
{
    followUndo();
    emit byteCountChanged(byteCount());
}

void TextEditor::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (m_gutter && event->type() == QEvent::FontChange) {
        setTabWidth(m_tabWidth);
        updateGutter();
    } else if (m_highlighter && event->type() == QEvent::PaletteChange) {
        m_highlighter->setPalette(palette());
    }
}

} // namespace widgets

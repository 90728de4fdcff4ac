// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/texteditor.h"

#include "text/visible.h"
#include "ui/widgets/colors.h"
#include "ui/widgets/editorgutter.h"
#include "ui/widgets/oddmarkpainter.h"
#include "ui/widgets/plaintooltip.h"

#include <QFontDatabase>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolTip>

#include <algorithm>

namespace widgets {

namespace {

constexpr int LargeText = 300'000; //!< UTF-16 units, above which bytes are counted in pauses

QString sentenceFor(const text::OddMark &mark)
{
    const QString name = text::codePointName(mark.character);
    switch (mark.kind) {
    case text::OddKind::Bidi:
        return TextEditor::tr("%1: changes the direction of the text beside it").arg(name);
    case text::OddKind::Invisible:
        return TextEditor::tr("%1: an invisible character").arg(name);
    case text::OddKind::Control:
        return TextEditor::tr("%1: a control character").arg(name);
    case text::OddKind::Blank:
        break;
    }
    return TextEditor::tr("%1: looks like a space, but is none").arg(name);
}

} // namespace

TextEditor::TextEditor(QWidget *parent) : QPlainTextEdit(parent), m_gutter(new EditorGutter(this))
{
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setAccessibleName(tr("Text"));
    setLineWrapMode(QPlainTextEdit::WidgetWidth);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setFrameShape(QFrame::NoFrame);
    setTabWidth(m_tabWidth);
    m_countTimer.setSingleShot(true);
    connect(&m_countTimer, &QTimer::timeout, this, &TextEditor::countBytes);
    connect(document(), &QTextDocument::contentsChange, this, [this](int, int removed, int added) {
        if (removed != 0 || added != 0)
            m_countTimer.start(document()->characterCount() > LargeText ? 250 : 0);
    });
    connect(this, &QPlainTextEdit::blockCountChanged, this, &TextEditor::updateGutter);
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &TextEditor::updateSelections);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &rect, int dy) {
        if (dy != 0)
            m_gutter->scroll(0, dy);
        else
            m_gutter->update(0, rect.y(), m_gutter->width(), rect.height());
    });
    updateReadOnly();
    updateGutter();
    updateSelections();
}

void TextEditor::setBytes(const QByteArray &bytes)
{
    load(bytes, false);
}

void TextEditor::setDraft(const QByteArray &bytes)
{
    load(bytes, false);
    document()->setModified(true);
}

void TextEditor::load(const QByteArray &bytes, bool keepLongLines)
{
    const text::ReadOnlyReason reason = readOnlyReason();
    text::DocumentOptions options;
    options.keepLongLines = keepLongLines;
    m_document = text::Document::load(bytes, options);
    m_matches.clear();
    // A selection left over would be carried to the end of the new text, and to find its place Qt would lay out all of
    // it, which for emoji takes seconds.
    setExtraSelections({});
    setPlainText(m_document.display());
    updateReadOnly();
    updateGutter();
    updateSelections();
    m_countTimer.stop();
    countBytes();
    if (reason != readOnlyReason())
        emit readOnlyReasonChanged(readOnlyReason());
}

QByteArray TextEditor::bytes() const
{
    return m_document.save(rawText());
}

qsizetype TextEditor::byteCount() const
{
    return bytes().size();
}

QString TextEditor::rawText() const
{
    return document()->toRawText();
}

void TextEditor::markSaved()
{
    text::DocumentOptions options;
    options.keepLongLines = true; // what was edited in one piece stays so
    const QByteArray saved = bytes();
    if (readOnlyReason() == text::ReadOnlyReason::None) {
        text::Document document = text::Document::load(saved, options);
        QString shown = document.display();
        shown.replace(u'\n', QChar::ParagraphSeparator);
        if (shown != rawText()) { // other stand-ins had to be chosen
            load(saved, true);
            return;
        }
        m_document = std::move(document);
    }
    document()->setModified(false);
}

void TextEditor::setLocked(bool locked)
{
    m_locked = locked;
    updateReadOnly();
}

void TextEditor::editAnyway()
{
    if (readOnlyReason() != text::ReadOnlyReason::LongLine)
        return;
    const bool modified = isModified();
    setWordWrap(false);
    load(m_document.bytes(), true);
    document()->setModified(modified);
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
    QTextOption option = document()->defaultTextOption();
    option.setFlags(show ? option.flags() | QTextOption::ShowTabsAndSpaces
                         : option.flags() & ~QTextOption::Flags(QTextOption::ShowTabsAndSpaces));
    document()->setDefaultTextOption(option);
}

void TextEditor::setTabWidth(int columns)
{
    m_tabWidth = columns;
    setTabStopDistance(fontMetrics().horizontalAdvance(u' ') * columns);
}

void TextEditor::goToLine(int line)
{
    const QTextBlock block = document()->findBlockByNumber(line - 1);
    if (!block.isValid())
        return;
    setTextCursor(QTextCursor(block));
    centerCursor();
}

void TextEditor::select(int position, int length)
{
    QTextCursor cursor(document());
    cursor.setPosition(position);
    cursor.setPosition(position + length, QTextCursor::KeepAnchor);
    setTextCursor(cursor);
    ensureCursorVisible();
}

QString TextEditor::selectedText() const
{
    return m_document.fromDisplay(textCursor().selectedText());
}

void TextEditor::setMatches(const QList<QTextCursor> &matches)
{
    m_matches = matches;
    updateSelections();
}

void TextEditor::updateSelections()
{
    const Colors colors = colorsFor(palette());
    QList<QTextEdit::ExtraSelection> selections;
    QTextEdit::ExtraSelection line;
    line.format.setBackground(colors.currentLine);
    line.format.setProperty(QTextFormat::FullWidthSelection, true);
    line.cursor = textCursor();
    line.cursor.clearSelection();
    selections.append(line);
    for (const QTextCursor &match : std::as_const(m_matches)) {
        QTextEdit::ExtraSelection selection;
        selection.format.setBackground(colors.match);
        selection.format.setForeground(colors.ink);
        selection.cursor = match;
        selections.append(selection);
    }
    setExtraSelections(selections);
}

void TextEditor::countBytes()
{
    emit byteCountChanged(byteCount());
}

void TextEditor::keyPressEvent(QKeyEvent *event)
{
    if (!isReadOnly() && event->matches(QKeySequence::InsertLineSeparator)) {
        // Qt would put U+2028 into the text.
        textCursor().insertBlock();
        ensureCursorVisible();
        event->accept();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

bool TextEditor::canInsertFromMimeData(const QMimeData *source) const
{
    return source->hasText();
}

void TextEditor::insertFromMimeData(const QMimeData *source)
{
    if (isReadOnly() || !source->hasText())
        return;
    textCursor().insertText(m_document.toDisplay(source->text()));
    ensureCursorVisible();
}

QMimeData *TextEditor::createMimeDataFromSelection() const
{
    auto *mime = new QMimeData;
    mime->setText(selectedText());
    return mime;
}

void TextEditor::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (!m_gutter)
        return;
    if (event->type() == QEvent::FontChange) {
        setTabWidth(m_tabWidth);
        updateGutter();
    } else if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        updateSelections();
    }
}

void TextEditor::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    updateGutter();
}

void TextEditor::paintEvent(QPaintEvent *event)
{
    QPlainTextEdit::paintEvent(event);
    QPainter painter(viewport());
    const Colors colors = colorsFor(palette());
    QPointF origin = contentOffset();
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF rect = blockBoundingRect(block).translated(origin);
        if (rect.top() > event->rect().bottom())
            break;
        if (rect.bottom() >= event->rect().top())
            paintOddMarks(painter, block, rect.topLeft(), colors);
        origin.ry() += rect.height();
    }
}

bool TextEditor::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), toolTipAt(help->pos()), viewport());
        return true;
    }
    return QPlainTextEdit::viewportEvent(event);
}

QString TextEditor::toolTipAt(const QPoint &viewportPosition) const
{
    const QTextBlock block = cursorForPosition(viewportPosition).block();
    const QPointF origin = blockBoundingGeometry(block).translated(contentOffset()).topLeft();
    const auto mark = oddMarkAt(block, origin, viewportPosition, m_document);
    return mark ? plainToolTip(sentenceFor(*mark)) : QString();
}

int TextEditor::gutterWidth() const
{
    int digits = 2;
    for (int lines = blockCount(); lines >= 100; lines /= 10)
        ++digits;
    return fontMetrics().horizontalAdvance(u'9') * digits + fontMetrics().horizontalAdvance(u' ') * 2;
}

void TextEditor::updateGutter()
{
    const int width = gutterWidth();
    const QRect rect = contentsRect();
    setViewportMargins(isRightToLeft() ? QMargins(0, 0, width, 0) : QMargins(width, 0, 0, 0));
    m_gutter->setGeometry(isRightToLeft() ? rect.right() - width + 1 : rect.left(), rect.top(), width, rect.height());
    m_gutter->update();
}

void TextEditor::paintGutter(QPaintEvent *event)
{
    QPainter painter(m_gutter);
    painter.setFont(font());
    const Colors colors = colorsFor(palette());
    painter.fillRect(event->rect(), colors.gutter);
    const int current = textCursor().blockNumber();
    const int inset = fontMetrics().horizontalAdvance(u' ');

    QTextBlock block = firstVisibleBlock();
    // Read-only, so the blocks are still those that were loaded.
    const bool isWrapped = readOnlyReason() != text::ReadOnlyReason::None;
    int wrapped = 0; // pieces before this one that only go on a line
    for (int i = 0; i < block.blockNumber(); ++i)
        wrapped += isWrapped && m_document.isWrappedAfter(i) ? 1 : 0;
    qreal y = contentOffset().y();
    for (; block.isValid() && y <= event->rect().bottom(); block = block.next()) {
        const qreal height = blockBoundingRect(block).height();
        const int number = block.blockNumber();
        const bool goesOn = isWrapped && number > 0 && m_document.isWrappedAfter(number - 1);
        if (block.isVisible() && y + height >= event->rect().top()) {
            painter.setPen(number == current ? colors.ink : colors.muted);
            // On the base line of the text, which tall characters push down.
            const qreal ascent = block.layout()->lineCount() > 0 ? block.layout()->lineAt(0).ascent() : 0;
            const qreal top = y + std::max<qreal>(ascent - fontMetrics().ascent(), 0);
            const QRectF rect(0, top, m_gutter->width() - inset, fontMetrics().height());
            painter.drawText(rect, Qt::AlignRight, goesOn ? QString(u'\u21AA') : QString::number(number + 1 - wrapped));
        }
        wrapped += isWrapped && m_document.isWrappedAfter(number) ? 1 : 0;
        y += height;
    }
}

} // namespace widgets

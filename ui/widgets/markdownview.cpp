// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/markdownview.h"

#include "text/visible.h"
#include "ui/widgets/colors.h"
#include "ui/widgets/plaintooltip.h"

#include <QAbstractTextDocumentLayout>
#include <QElapsedTimer>
#include <QEvent>
#include <QFontDatabase>
#include <QKeyEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QPointer>
#include <QScrollBar>
#include <QTextBlock>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace widgets {

namespace {

constexpr qint64 TurnTime = 8; //!< ms
constexpr std::array<double, 6> HeadingSizes = {1.7, 1.4, 1.2, 1.1, 1.0, 1.0};

bool isVerbatim(text::MarkdownKind kind)
{
    using text::MarkdownKind;
    return kind == MarkdownKind::Code || kind == MarkdownKind::Html || kind == MarkdownKind::TableRow;
}

} // namespace

MarkdownView::MarkdownView(QWidget *parent) : QTextEdit(parent)
{
    setAccessibleName(tr("Preview"));
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    setAcceptDrops(false);
    setFrameShape(QFrame::NoFrame);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    connect(&m_turn, &QTimer::timeout, this, &MarkdownView::buildSome);
}

MarkdownView::~MarkdownView() = default;

void MarkdownView::showPage(const text::MarkdownPage &page)
{
    m_page = page;
    build();
}

void MarkdownView::setZoom(int percent)
{
    if (std::exchange(m_zoom, percent) != percent)
        build();
}

void MarkdownView::build()
{
    m_next = std::make_unique<QTextDocument>();
    m_next->setUndoRedoEnabled(false);
    m_next->setDocumentMargin(12);
    QFont usual = font();
    usual.setPointSizeF(usual.pointSizeF() * m_zoom / 100);
    m_next->setDefaultFont(usual);
    m_fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    m_fixed.setPointSizeF(usual.pointSizeF());
    m_colors = colorsFor(palette());
    m_next->setDefaultTextOption(document()->defaultTextOption());
    m_built = 0;
    m_turn.start(0);
}

void MarkdownView::buildSome()
{
    QElapsedTimer timer;
    timer.start();
    while (m_built < m_page.blocks.size()) {
        addBlock(m_page.blocks[m_built++]);
        if (timer.elapsed() >= TurnTime)
            return;
    }
    m_turn.stop();
    const double line = topLine();
    m_next->setParent(this);
    const QPointer<QTextDocument> before = document(); // the first one is the base class's, and goes with this
    setDocument(m_next.release());
    delete before.data();
    scrollToLine(line);
    emit shown();
}

void MarkdownView::addBlock(const text::MarkdownBlock &block)
{
    QTextCursor cursor(m_next.get());
    cursor.movePosition(QTextCursor::End);
    const QTextBlockFormat format = blockFormat(block);
    if (m_built == 1)
        cursor.setBlockFormat(format);
    else
        cursor.insertBlock(format);
    cursor.block().setUserState(block.line);
    const text::MarkdownRun marker{block.marker.isEmpty() ? QString() : block.marker + u"\u00A0 "_s, {}, {}};
    cursor.insertText(marker.text, charFormat(block, marker));
    for (const text::MarkdownRun &run : block.runs)
        cursor.insertText(run.text, charFormat(block, run));
    if (block.kind == text::MarkdownKind::Rule)
        cursor.insertText(QString(24, u'\u2500'), charFormat(block, marker));
}

QTextBlockFormat MarkdownView::blockFormat(const text::MarkdownBlock &block) const
{
    const double step = m_next->defaultFont().pointSizeF() * 2;
    QTextBlockFormat format;
    const int depth = block.quote + std::max(block.indent - 1, 0);
    format.setLeftMargin(depth * step + (block.indent > 0 && block.marker.isEmpty() ? step * 0.8 : 0));
    const bool heading = block.kind == text::MarkdownKind::Heading;
    format.setTopMargin(block.goesOn ? 0 : heading ? step * 0.8 : block.indent > 0 ? step * 0.15 : step * 0.45);
    if (heading)
        format.setHeadingLevel(block.level);
    if (isVerbatim(block.kind))
        format.setBackground(m_colors.gutter);
    return format;
}

QTextCharFormat MarkdownView::charFormat(const text::MarkdownBlock &block, const text::MarkdownRun &run) const
{
    using text::MarkdownStyle;
    QTextCharFormat format;
    QFont font = m_next->defaultFont();
    if (isVerbatim(block.kind) || run.styles.testFlag(MarkdownStyle::Code))
        font = m_fixed;
    const bool heading = block.kind == text::MarkdownKind::Heading;
    if (heading)
        font.setPointSizeF(font.pointSizeF() * HeadingSizes[size_t(std::clamp(block.level, 1, 6) - 1)]);
    font.setBold(heading || run.styles.testFlag(MarkdownStyle::Strong));
    font.setItalic(run.styles.testFlag(MarkdownStyle::Emphasis));
    font.setStrikeOut(run.styles.testFlag(MarkdownStyle::Strike));
    font.setUnderline(run.styles.testFlag(MarkdownStyle::Link));
    format.setFont(font);
    format.setForeground(block.quote > 0 || block.kind == text::MarkdownKind::Rule ? m_colors.muted : m_colors.ink);
    if (run.styles.testFlag(MarkdownStyle::Code))
        format.setBackground(m_colors.gutter);
    if (run.styles.testFlag(MarkdownStyle::Link))
        format.setForeground(m_colors.accent);
    if (run.styles.testFlag(MarkdownStyle::Image)) {
        format.setForeground(m_colors.muted);
        format.setToolTip(plainToolTip(tr("Image, not loaded: %1").arg(text::visible(run.target))));
    } else if (!run.target.isEmpty()) {
        format.setToolTip(plainToolTip(tr("Link to %1").arg(text::visible(run.target))));
        format.setAnchor(true); // only for anchorAt(): nothing here follows it
        format.setAnchorHref(run.target);
    }
    return format;
}

double MarkdownView::topLine()
{
    const int top = verticalScrollBar()->value();
    QTextBlock block = cursorForPosition({0, 1}).block();
    QTextBlock next = block.next();
    while (next.isValid() && next.userState() <= block.userState())
        next = next.next();
    const QRectF rect = document()->documentLayout()->blockBoundingRect(block);
    const int line = std::max(block.userState(), 1);
    const double lines = next.isValid() ? next.userState() - line : 1;
    return line + std::clamp((top - rect.top()) / std::max(rect.height(), 1.0), 0.0, 0.99) * lines;
}

void MarkdownView::scrollToLine(double line)
{
    QTextBlock found = document()->begin();
    QTextBlock next = found;
    for (; next.isValid() && next.userState() <= line; next = next.next()) {
        if (next.userState() > found.userState() || found == document()->begin())
            found = next;
    }
    const QAbstractTextDocumentLayout &layout = *document()->documentLayout();
    const double from = layout.blockBoundingRect(found).top();
    const double to = next.isValid() ? layout.blockBoundingRect(next).top() : layout.documentSize().height();
    const int first = std::max(found.userState(), 1);
    const double lines = next.isValid() ? next.userState() - first : 1;
    const double share = std::clamp((line - first) / std::max(lines, 1.0), 0.0, 1.0);
    verticalScrollBar()->setValue(line <= 1 ? 0 : int(from + (to - from) * share));
}

void MarkdownView::changeEvent(QEvent *event)
{
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_page.blocks.isEmpty())
        build();
}

void MarkdownView::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->button() == Qt::LeftButton ? anchorAt(event->pos()) : QString();
    QTextEdit::mousePressEvent(event);
}

void MarkdownView::mouseMoveEvent(QMouseEvent *event)
{
    QTextEdit::mouseMoveEvent(event);
    if (event->buttons() == Qt::NoButton)
        viewport()->setCursor(anchorAt(event->pos()).isEmpty() ? Qt::IBeamCursor : Qt::PointingHandCursor);
}

//! Whoever selects text does not mean the link that it begins in.
void MarkdownView::mouseReleaseEvent(QMouseEvent *event)
{
    QTextEdit::mouseReleaseEvent(event);
    const QString pressed = std::exchange(m_pressed, {});
    if (event->button() == Qt::LeftButton && !pressed.isEmpty() && !textCursor().hasSelection()
        && anchorAt(event->pos()) == pressed)
        emit linkActivated(pressed);
}

void MarkdownView::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (const QString target = textCursor().charFormat().anchorHref(); enter && !target.isEmpty())
        emit linkActivated(target);
    else
        QTextEdit::keyPressEvent(event);
}

QMimeData *MarkdownView::createMimeDataFromSelection() const
{
    auto *mime = new QMimeData;
    mime->setText(textCursor().selectedText().replace(QChar::ParagraphSeparator, u'\n'));
    return mime;
}

QVariant MarkdownView::loadResource(int, const QUrl &)
{
    return {};
}

} // namespace widgets

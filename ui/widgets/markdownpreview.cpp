// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/markdownpreview.h"

#include "core/background.h"
#include "ui/widgets/markdownview.h"
#include "ui/widgets/texteditor.h"
#include "ui/widgets/wrapkeeper.h"

#include <QEvent>
#include <QLabel>
#include <QScrollBar>
#include <QTextBlock>
#include <QThreadPool>
#include <QVBoxLayout>

#include <algorithm>

namespace widgets {

namespace {

constexpr int Pause = 200; //!< ms of rest before an edit is shown

//! The line of the text at the top of the editor, from 1, with the part of it that is scrolled by.
double topLineOf(const TextEditor &editor)
{
    const QTextBlock top = editor.cursorForPosition({0, 0}).block();
    const QChar mark = editor.loaded().wrapMark();
    int line = 1;
    for (QTextBlock block = editor.document()->begin(); block.isValid() && block != top; block = block.next())
        line += goesOn(block, mark) ? 0 : 1;
    const double rows = std::max(top.lineCount(), 1);
    return line + std::clamp((editor.verticalScrollBar()->value() - top.firstLineNumber()) / rows, 0.0, 0.99);
}

void scrollTo(TextEditor &editor, double wanted)
{
    const QChar mark = editor.loaded().wrapMark();
    QTextBlock block = editor.document()->begin();
    int line = 1;
    while (line < int(wanted) && block.next().isValid()) {
        line += goesOn(block, mark) ? 0 : 1;
        block = block.next();
    }
    const double part = wanted - int(wanted);
    editor.verticalScrollBar()->setValue(block.firstLineNumber() + int(part * std::max(block.lineCount(), 1)));
}

} // namespace

MarkdownPreview::MarkdownPreview(TextEditor *editor, QWidget *parent)
    : QWidget(parent), m_editor(editor), m_note(new QLabel(this)), m_view(new MarkdownView(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_note);
    layout->addWidget(m_view, 1);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setMargin(6);
    m_note->setText(tr("This preview shows only the beginning: the text is too long or too intricate for all of it."));
    m_note->hide();
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &MarkdownPreview::refresh);
    connect(m_editor, &QPlainTextEdit::textChanged, this, [this] {
        m_stale = true;
        m_timer.start(Pause);
    });
    connect(m_editor->verticalScrollBar(), &QScrollBar::valueChanged, this, &MarkdownPreview::followEditor);
    // What follows the cursor (typing, going to a line) moves the bar without its signal.
    connect(m_editor, &QPlainTextEdit::updateRequest, this, [this] {
        if (m_editor->verticalScrollBar()->value() != m_followed)
            followEditor();
    });
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, &MarkdownPreview::leadEditor);
    connect(m_view, &MarkdownView::shown, this, [this] {
        m_building = false;
        followEditor();
    });
    connect(m_view, &MarkdownView::linkActivated, this, &MarkdownPreview::linkActivated);
    m_editor->installEventFilter(this);
}

MarkdownPreview::~MarkdownPreview()
{
    m_call.abandon();
}

void MarkdownPreview::refresh()
{
    if (!isVisible() || m_parsing || !m_stale) // what is parsed now comes to its end first: texts do not queue up
        return;
    m_stale = false;
    m_parsing = true;
    m_view->setZoom(m_editor->zoom());
    const QByteArray source = m_editor->unwrapped().text().toUtf8();
    m_call = core::inBackground<text::MarkdownPage>(*QThreadPool::globalInstance(), [source](const core::CancelFlag &cancel) {
        return text::parseMarkdown(source, cancel);
    });
    m_call.then(this, [this](const core::Result<text::MarkdownPage> &page) { take(page ? *page : text::MarkdownPage()); });
}

void MarkdownPreview::take(const text::MarkdownPage &page)
{
    m_parsing = false;
    m_building = true;
    m_note->setVisible(page.cut);
    const bool wasScrolling = std::exchange(m_scrolling, true);
    m_view->showPage(page);
    m_scrolling = wasScrolling;
    if (m_stale)
        m_timer.start(Pause);
}

void MarkdownPreview::followEditor()
{
    if (m_scrolling || !isVisible())
        return;
    m_scrolling = true;
    m_followed = m_editor->verticalScrollBar()->value();
    m_view->scrollToLine(topLineOf(*m_editor));
    m_scrolling = false;
}

void MarkdownPreview::leadEditor()
{
    if (m_scrolling || m_building || !isVisible() || !m_view->underMouse())
        return; // the bar moves by itself, too, when a page changes
    m_scrolling = true;
    scrollTo(*m_editor, m_view->topLine());
    m_scrolling = false;
}

bool MarkdownPreview::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_editor && event->type() == QEvent::FontChange)
        m_view->setZoom(m_editor->zoom());
    return QWidget::eventFilter(watched, event);
}

void MarkdownPreview::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_timer.start(0);
}

} // namespace widgets

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/findbar.h"

#include "ui/widgets/texteditor.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QStringMatcher>
#include <QStyle>
#include <QToolButton>

#include <algorithm>

namespace widgets {

namespace {

constexpr qsizetype MaxMatches = 10'000;

} // namespace

FindBar::FindBar(TextEditor *editor, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_field(new QLineEdit(this))
    , m_case(new QToolButton(this))
    , m_previous(new QToolButton(this))
    , m_next(new QToolButton(this))
    , m_count(new QLabel(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(6, 3, 6, 3);
    auto *close = new QToolButton(this);
    for (QWidget *widget : {static_cast<QWidget *>(m_field), static_cast<QWidget *>(m_case),
                            static_cast<QWidget *>(m_previous), static_cast<QWidget *>(m_next),
                            static_cast<QWidget *>(m_count), static_cast<QWidget *>(close)})
        layout->addWidget(widget, widget == m_field ? 1 : 0);

    m_field->setPlaceholderText(tr("Find in this text"));
    m_field->setAccessibleName(tr("Find in this text"));
    m_field->setClearButtonEnabled(true);
    const auto prepare = [](QToolButton *button, const QString &text, const QString &name) {
        button->setText(text);
        button->setAccessibleName(name);
        button->setToolTip(name);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
    };
    //: Check button in the find bar, short for "match case"
    prepare(m_case, tr("Aa"), tr("Match case"));
    m_case->setCheckable(true);
    prepare(m_previous, tr("Previous"), tr("Previous match"));
    prepare(m_next, tr("Next"), tr("Next match"));
    prepare(close, tr("Close"), tr("Close the find bar"));
    close->setIcon(style()->standardIcon(QStyle::SP_TitleBarCloseButton));
    m_count->setTextFormat(Qt::PlainText);

    m_searchTimer.setSingleShot(true);
    m_searchTimer.setInterval(150);
    connect(m_field, &QLineEdit::textChanged, this, [this] {
        search();
        go(Step::Here);
    });
    connect(m_case, &QToolButton::toggled, this, [this] {
        search();
        go(Step::Here);
    });
    connect(m_previous, &QToolButton::clicked, this, &FindBar::findPrevious);
    connect(m_next, &QToolButton::clicked, this, &FindBar::findNext);
    connect(close, &QToolButton::clicked, this, &FindBar::closeBar);
    connect(m_editor, &QPlainTextEdit::textChanged, this, [this] {
        if (!isHidden())
            m_searchTimer.start();
    });
    connect(&m_searchTimer, &QTimer::timeout, this, [this] {
        search();
        updateCount();
    });
    hide();
}

void FindBar::open()
{
    show();
    const QString selected = m_editor->selectedText();
    if (!selected.isEmpty() && !selected.contains(u'\n') && selected.size() <= 200)
        m_field->setText(selected);
    m_field->selectAll();
    m_field->setFocus(Qt::ShortcutFocusReason);
    search();
    updateCount();
}

void FindBar::closeBar()
{
    hide();
    m_searchTimer.stop();
    m_matches.clear();
    m_editor->setMatches({});
    m_editor->setFocus(Qt::OtherFocusReason);
    emit closed();
}

void FindBar::setNeedle(const QString &needle)
{
    m_field->setText(needle);
}

QString FindBar::needle() const
{
    return m_field->text();
}

void FindBar::setCaseSensitive(bool sensitive)
{
    m_case->setChecked(sensitive);
}

void FindBar::findNext()
{
    if (needle().isEmpty()) {
        open();
        return;
    }
    search();
    go(Step::Next);
}

void FindBar::findPrevious()
{
    if (needle().isEmpty()) {
        open();
        return;
    }
    search();
    go(Step::Previous);
}

void FindBar::search()
{
    m_searchTimer.stop();
    m_matches.clear();
    m_more = false;
    const QString wanted = needle();
    if (!wanted.isEmpty()) {
        const QString haystack = m_editor->unwrapped().text();
        const QStringMatcher matcher(wanted, m_case->isChecked() ? Qt::CaseSensitive : Qt::CaseInsensitive);
        for (qsizetype at = matcher.indexIn(haystack); at >= 0; at = matcher.indexIn(haystack, at + wanted.size())) {
            if (m_matches.size() == MaxMatches) {
                m_more = true;
                break;
            }
            m_matches.append(at);
        }
    }
    if (isHidden())
        return;
    QList<TextRange> marks;
    for (const qsizetype match : std::as_const(m_matches))
        marks.append({match, wanted.size()});
    m_editor->setMatches(marks);
}

void FindBar::go(Step step)
{
    if (!m_matches.isEmpty()) {
        const TextRange selection = m_editor->selection();
        const qsizetype from = selection.from;
        const bool onMatch = selection.length > 0 && m_matches.contains(from);
        qsizetype target = 0;
        if (step == Step::Previous) {
            const auto it = std::lower_bound(m_matches.cbegin(), m_matches.cend(), from);
            target = it == m_matches.cbegin() ? m_matches.last() : *(it - 1);
        } else {
            const qsizetype start = step == Step::Next && onMatch ? from + 1 : from;
            const auto it = std::lower_bound(m_matches.cbegin(), m_matches.cend(), start);
            target = it == m_matches.cend() ? m_matches.first() : *it;
        }
        m_editor->select(target, needle().size());
    }
    updateCount();
}

void FindBar::updateCount()
{
    const bool any = !m_matches.isEmpty();
    m_previous->setEnabled(any);
    m_next->setEnabled(any);
    const TextRange selection = m_editor->selection();
    const qsizetype current = selection.length > 0 ? m_matches.indexOf(selection.from) : -1;
    QString words;
    if (needle().isEmpty())
        words = QString();
    else if (!any)
        words = tr("Not found");
    else if (m_more)
        words = tr("More than %L1 matches").arg(m_matches.size());
    else if (current >= 0)
        //: Find bar: number of the match, and how many there are
        words = tr("%L1 of %L2").arg(current + 1).arg(m_matches.size());
    else
        words = m_matches.size() == 1 ? tr("1 match") : tr("%n matches", nullptr, int(m_matches.size()));
    m_count->setText(words);
    m_field->setAccessibleDescription(words);
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        closeBar();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_field->hasFocus()) {
            if (event->modifiers().testFlag(Qt::ShiftModifier))
                findPrevious();
            else
                findNext();
            return;
        }
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

} // namespace widgets

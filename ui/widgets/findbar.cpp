// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/findbar.h"

#include "ui/widgets/flowlayout.h"
#include "ui/widgets/texteditor.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>
#include <QThreadPool>
#include <QToolButton>

#include <algorithm>

namespace widgets {

FindBar::FindBar(TextEditor *editor, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_field(new QLineEdit(this))
    , m_case(makeToggle(tr("Aa", "find bar: short for match case"), tr("Match case")))
    , m_word(makeToggle(tr("W", "find bar: short for whole words"), tr("Whole words")))
    , m_regex(makeToggle(QStringLiteral(".*"), tr("Regular expression")))
    , m_selection(makeToggle(tr("In selection"), tr("Find in the selection only")))
    , m_previous(new QToolButton(this))
    , m_next(new QToolButton(this))
    , m_count(new QLabel(this))
    , m_replaceRow(new QWidget(this))
    , m_replacement(new QLineEdit(m_replaceRow))
    , m_replace(new QPushButton(tr("Replace"), m_replaceRow))
    , m_replaceAll(new QPushButton(tr("Replace all"), m_replaceRow))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 3, 6, 3);
    layout->setSpacing(3);
    setUpFind();
    setUpReplace();
    m_searchTimer.setSingleShot(true);
    m_searchTimer.setInterval(150);
    connect(m_field, &QLineEdit::textChanged, this, [this] { search(Step::Here); });
    for (const QToolButton *toggle : {m_case, m_word, m_regex})
        connect(toggle, &QToolButton::toggled, this, [this] { search(Step::Here); });
    connect(m_selection, &QToolButton::toggled, this, [this](bool on) {
        m_editor->setScope(on ? m_editor->selection() : TextRange());
        search(Step::None);
    });
    connect(m_previous, &QToolButton::clicked, this, &FindBar::findPrevious);
    connect(m_next, &QToolButton::clicked, this, &FindBar::findNext);
    connect(m_replace, &QPushButton::clicked, this, &FindBar::replaceOne);
    connect(m_replaceAll, &QPushButton::clicked, this, &FindBar::replaceAll);
    connect(m_editor, &QPlainTextEdit::textChanged, this, [this] {
        if (!isHidden())
            m_searchTimer.start();
    });
    connect(m_editor, &QPlainTextEdit::selectionChanged, this, [this] {
        if (!isHidden())
            updateCount();
    });
    connect(&m_searchTimer, &QTimer::timeout, this, [this] { search(Step::None); });
    hide();
}

QToolButton *FindBar::makeToggle(const QString &text, const QString &name)
{
    auto *button = new QToolButton(this);
    button->setText(text);
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setAutoRaise(true);
    button->setCheckable(true);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

void FindBar::setUpFind()
{
    auto *row = new FlowLayout;
    row->setSpacing(4);
    static_cast<QVBoxLayout *>(layout())->addLayout(row);
    auto *close = new QToolButton(this);
    for (QWidget *widget : {static_cast<QWidget *>(m_field), static_cast<QWidget *>(m_case),
                            static_cast<QWidget *>(m_word), static_cast<QWidget *>(m_regex),
                            static_cast<QWidget *>(m_selection), static_cast<QWidget *>(m_previous),
                            static_cast<QWidget *>(m_next), static_cast<QWidget *>(m_count),
                            static_cast<QWidget *>(close)})
        row->addWidget(widget);
    row->setGrowing(m_field);
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
    prepare(m_previous, tr("Previous"), tr("Previous match"));
    prepare(m_next, tr("Next"), tr("Next match"));
    prepare(close, tr("Close"), tr("Close the find bar"));
    close->setIcon(style()->standardIcon(QStyle::SP_TitleBarCloseButton));
    connect(close, &QToolButton::clicked, this, &FindBar::closeBar);
    m_count->setTextFormat(Qt::PlainText);
    // The row does not fold and unfold while matches are walked through.
    m_count->setMinimumWidth(m_count->fontMetrics().horizontalAdvance(tr("%L1 of %L2").arg(999).arg(999)));
}

void FindBar::setUpReplace()
{
    layout()->addWidget(m_replaceRow);
    auto *row = new QHBoxLayout(m_replaceRow);
    row->setContentsMargins({});
    row->addWidget(m_replacement, 1);
    row->addWidget(m_replace);
    row->addWidget(m_replaceAll);
    m_replacement->setPlaceholderText(tr("Replace with"));
    m_replacement->setAccessibleName(tr("Replace with"));
    m_replacement->setToolTip(tr("With a regular expression, $1 is what its first group found, \\n a new line."));
    m_replace->setAutoDefault(false);
    m_replaceAll->setAutoDefault(false);
    m_replaceRow->hide();
}

void FindBar::open()
{
    show();
    const QString selected = m_editor->selectedText();
    if (!selected.isEmpty() && !selected.contains(u'\n') && selected.size() <= 200)
        m_field->setText(selected);
    m_field->selectAll();
    m_field->setFocus(Qt::ShortcutFocusReason);
    search(Step::None);
}

void FindBar::openReplace()
{
    m_replaceRow->setVisible(!m_editor->isReadOnly());
    open();
}

void FindBar::closeBar()
{
    m_search.abandon();
    m_searching = false;
    hide();
    m_replaceRow->hide();
    m_selection->setChecked(false);
    m_editor->setMatches({});
    m_editor->setFocus(Qt::OtherFocusReason);
    emit closed();
}

void FindBar::setNeedle(const QString &needle) { m_field->setText(needle); }
QString FindBar::needle() const { return m_field->text(); }
void FindBar::setReplacement(const QString &text) { m_replacement->setText(text); }
void FindBar::setCaseSensitive(bool sensitive) { m_case->setChecked(sensitive); }
void FindBar::setWholeWord(bool whole) { m_word->setChecked(whole); }
void FindBar::setRegex(bool regex) { m_regex->setChecked(regex); }
void FindBar::setInSelection(bool in) { m_selection->setChecked(in); }

void FindBar::findNext()
{
    if (needle().isEmpty())
        open();
    else
        search(Step::Next);
}

void FindBar::findPrevious()
{
    if (needle().isEmpty())
        open();
    else
        search(Step::Previous);
}

text::SearchQuery FindBar::query() const
{
    text::SearchQuery query{needle(), m_regex->isChecked(), m_case->isChecked(), m_word->isChecked()};
    if (const TextRange scope = m_editor->scope(); m_selection->isChecked() && scope.length > 0) {
        query.from = scope.from;
        query.to = scope.end();
    }
    return query;
}

void FindBar::search(Step then)
{
    m_searchTimer.stop();
    m_search.abandon();
    m_searching = false;
    if (!std::exchange(m_replaced, false))
        m_note.clear();
    const text::SearchQuery wanted = query();
    const QString haystack = m_editor->unwrapped().text();
    if (!wanted.regex) { // takes time with the length of the text only
        found(text::findAll(haystack, wanted), then);
        return;
    }
    m_searching = true;
    m_search = core::inBackground<text::SearchResult>(
        *QThreadPool::globalInstance(),
        [haystack, wanted](const core::CancelFlag &cancel) { return text::findAll(haystack, wanted, cancel); });
    m_search.then(this, [this, then](const core::Result<text::SearchResult> &result) {
        m_searching = false;
        if (result)
            found(*result, then);
    });
    updateCount();
}

void FindBar::found(const text::SearchResult &result, Step then)
{
    m_result = result;
    if (!isHidden()) {
        QList<TextRange> marks;
        marks.reserve(m_result.matches.size());
        for (const text::SearchMatch &match : std::as_const(m_result.matches))
            marks.append({match.from, match.length});
        m_editor->setMatches(marks);
    }
    if (then != Step::None)
        go(then);
    updateCount();
}

qsizetype FindBar::currentMatch() const
{
    const TextRange selection = m_editor->selection();
    const text::SearchMatch wanted{selection.from, selection.length};
    const auto at = std::lower_bound(m_result.matches.cbegin(), m_result.matches.cend(), wanted.from,
                                     [](const text::SearchMatch &match, qsizetype from) { return match.from < from; });
    return at != m_result.matches.cend() && *at == wanted ? at - m_result.matches.cbegin() : -1;
}

void FindBar::go(Step step)
{
    const QList<text::SearchMatch> &matches = m_result.matches;
    if (matches.isEmpty())
        return;
    const qsizetype current = currentMatch();
    const qsizetype from = m_editor->selection().from;
    const auto behind = std::lower_bound(matches.cbegin(), matches.cend(), from,
                                         [](const text::SearchMatch &match, qsizetype at) { return match.from < at; });
    qsizetype target = behind - matches.cbegin();
    if (step == Step::Previous)
        --target;
    else if (step == Step::Next && current >= 0)
        target = current + 1;
    target = (target + matches.size()) % matches.size();
    m_editor->select(matches[target].from, matches[target].length);
}

void FindBar::replaceOne()
{
    const qsizetype current = currentMatch();
    if (current < 0 || m_editor->isReadOnly()) {
        findNext();
        return;
    }
    // Found again with its surroundings, which a pattern may ask for; the step limit holds here, too.
    text::SearchQuery one = query();
    one.from = m_result.matches[current].from;
    one.to = one.from + m_result.matches[current].length;
    const text::ReplaceResult result = text::replaceAll(m_editor->unwrapped().text(), one, m_replacement->text());
    if (result.end != text::SearchEnd::Complete || result.matches.size() != 1)
        return;
    m_editor->replace({{{one.from, one.to - one.from}, result.texts.first()}});
    m_editor->select(one.from + result.texts.first().size(), 0);
    search(Step::Here);
}

void FindBar::replaceAll()
{
    if (m_editor->isReadOnly() || needle().isEmpty())
        return;
    const text::SearchQuery wanted = query();
    const QString haystack = m_editor->unwrapped().text();
    const QString with = m_replacement->text();
    const int revision = m_editor->document()->revision();
    if (!wanted.regex) {
        replaceWith(text::replaceAll(haystack, wanted, with), revision);
        return;
    }
    m_replacing.abandon();
    m_replacing = core::inBackground<text::ReplaceResult>(
        *QThreadPool::globalInstance(), [haystack, wanted, with](const core::CancelFlag &cancel) {
            return text::replaceAll(haystack, wanted, with, cancel);
        });
    m_replacing.then(this, [this, revision](const core::Result<text::ReplaceResult> &result) {
        if (result)
            replaceWith(*result, revision);
    });
}

void FindBar::replaceWith(const text::ReplaceResult &result, int revision)
{
    if (revision != m_editor->document()->revision() || m_editor->isReadOnly())
        return; // typed meanwhile: what was found is not there any more
    if (result.end == text::SearchEnd::Complete) {
        QList<TextReplacement> replacements;
        replacements.reserve(result.matches.size());
        for (qsizetype i = 0; i < result.matches.size(); ++i)
            replacements.append({{result.matches[i].from, result.matches[i].length}, result.texts[i]});
        m_editor->replace(replacements);
        m_note = result.matches.size() == 1 ? tr("1 replaced") : tr("%n replaced", nullptr, int(result.matches.size()));
    } else if (result.end == text::SearchEnd::TooLarge) {
        m_note = tr("Nothing replaced: the text would become far too large");
    } else {
        m_note = tr("Nothing replaced: the expression takes too long");
    }
    m_replaced = true;
    search(Step::None);
}

QString FindBar::words() const
{
    const qsizetype count = m_result.matches.size();
    if (!m_note.isEmpty())
        return m_note;
    if (needle().isEmpty())
        return {};
    if (m_searching)
        return tr("Searching…");
    switch (m_result.end) {
    case text::SearchEnd::BadPattern:
        //: %1 is the engine's own sentence, %2 the number of a character
        return tr("%1, at character %2").arg(m_result.error).arg(m_result.errorAt + 1);
    case text::SearchEnd::TooSlow:
        return tr("This expression takes too long on this text");
    case text::SearchEnd::More:
        return tr("More than %L1 matches").arg(count);
    default:
        break;
    }
    if (count == 0)
        return tr("Not found");
    if (const qsizetype current = currentMatch(); current >= 0)
        //: Find bar: number of the match, and how many there are
        return tr("%L1 of %L2").arg(current + 1).arg(count);
    return count == 1 ? tr("1 match") : tr("%n matches", nullptr, int(count));
}

void FindBar::updateCount()
{
    const bool any = !m_result.matches.isEmpty();
    m_previous->setEnabled(any);
    m_next->setEnabled(any);
    m_replace->setEnabled(any && !m_editor->isReadOnly());
    m_replaceAll->setEnabled(any && !m_editor->isReadOnly());
    const QString said = words();
    m_count->setText(said);
    m_field->setAccessibleDescription(said);
    // The mistake shows at the field, not only beside it.
    const bool wrong = !needle().isEmpty() && !m_searching
        && (m_result.end == text::SearchEnd::BadPattern || m_result.end == text::SearchEnd::TooSlow);
    QPalette colored = palette();
    if (wrong)
        colored.setColor(QPalette::Text, colorsFor(palette()).error);
    m_field->setPalette(wrong ? colored : QPalette());
    m_field->setToolTip(wrong ? said : QString());
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
        if (m_replacement->hasFocus()) {
            if (event->modifiers().testFlag(Qt::ControlModifier))
                replaceAll();
            else
                replaceOne();
            return;
        }
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

} // namespace widgets

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/factsbar.h"

#include "ui/widgets/colors.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/widgets/texteditor.h"

#include <QActionGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QToolButton>

#include <array>

using namespace Qt::StringLiterals;

namespace widgets {

namespace {

struct LanguageName
{
    text::Language language;
    const char *name;
};

constexpr std::array Languages = {
    LanguageName{text::Language::Plain, QT_TRANSLATE_NOOP("widgets::FactsBar", "Plain text")},
    LanguageName{text::Language::Markdown, "Markdown"},
    LanguageName{text::Language::Yaml, "YAML"},
    LanguageName{text::Language::Json, "JSON"},
};

QString number(qsizetype value)
{
    return QLocale().toString(value);
}

} // namespace

FactsBar::FactsBar(TextEditor *editor, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_place(new PlainLabel(this))
    , m_size(new PlainLabel(this))
    , m_hidden(new QToolButton(this))
    , m_language(new QToolButton(this))
    , m_marks(new QToolButton(this))
    , m_languages(new QMenu(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 1, 8, 1);
    row->setSpacing(12);
    row->addWidget(m_place);
    row->addStretch(1);
    row->addWidget(m_marks);
    row->addWidget(m_hidden);
    row->addWidget(m_language);
    row->addWidget(m_size);
    for (PlainLabel *label : {m_place, m_size})
        label->setElideMode(Qt::ElideRight); // a longer line never widens the window
    m_place->setAccessibleDescription(tr("Place of the cursor"));
    m_size->setAccessibleDescription(tr("Size of the text"));
    for (QToolButton *button : {m_marks, m_hidden, m_language}) {
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
    }
    m_hidden->setToolTip(tr("What cannot be seen in this text. A click tells more."));
    connect(m_hidden, &QToolButton::clicked, this, &FactsBar::showDetails);
    m_marks->setObjectName(u"findings"_s);
    connect(m_marks, &QToolButton::clicked, m_editor, &TextEditor::nextMark);
    setTabOrder(m_marks, m_hidden);
    setTabOrder(m_hidden, m_language);
    connect(m_editor, &TextEditor::marksChanged, this, &FactsBar::showMarks);
    showMarks();
    m_language->setToolTip(tr("Language of the colours"));
    m_language->setMenu(m_languages);
    m_language->setPopupMode(QToolButton::InstantPopup);
    fillLanguages();
    m_timer.setSingleShot(true);
    m_timer.setInterval(200);
    connect(&m_timer, &QTimer::timeout, this, &FactsBar::refresh);
    connect(m_editor, &TextEditor::byteCountChanged, this, [this](qsizetype bytes) {
        showSize(bytes);
        if (m_timer.isActive())
            m_timer.start();
        else // another text shows its facts at once; typing waits for the pause
            QMetaObject::invokeMethod(this, &FactsBar::refresh, Qt::QueuedConnection);
    });
    connect(m_editor, &TextEditor::languageChanged, this, &FactsBar::fillLanguages);
    connect(m_editor, &QPlainTextEdit::cursorPositionChanged, this, &FactsBar::showPlace);
    refresh();
}

void FactsBar::setLimit(qsizetype bytes, qsizetype warnAt)
{
    m_limit = bytes;
    m_warnAt = warnAt;
    showSize(m_facts.bytes);
}

void FactsBar::fillLanguages()
{
    m_languages->clear();
    auto *group = new QActionGroup(m_languages);
    for (const LanguageName &known : Languages) {
        const QString name = tr(known.name);
        QAction *action = m_languages->addAction(name);
        action->setCheckable(true);
        action->setChecked(known.language == m_editor->language());
        group->addAction(action);
        const text::Language language = known.language;
        connect(action, &QAction::triggered, m_editor, [this, language] { m_editor->setLanguage(language); });
        if (known.language == m_editor->language()) {
            m_language->setText(name);
            m_language->setAccessibleName(tr("Language of the colours: %1").arg(name));
        }
    }
}

void FactsBar::refresh()
{
    m_facts = text::factsOf(m_editor->bytes());
    m_hidden->setText(words());
    m_hidden->setAccessibleName(tr("Hidden facts: %1").arg(words()));
    showSize(m_facts.bytes);
    showPlace();
}

void FactsBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

//! The foot of the window has the size, too: it goes first where there is no room.
void FactsBar::fit()
{
    const QLayout *row = layout();
    int needed = row->contentsMargins().left() + row->contentsMargins().right() + 3 * row->spacing();
    if (m_editor->markCount() > 0)
        needed += m_marks->sizeHint().width() + row->spacing();
    for (const QWidget *widget : {static_cast<const QWidget *>(m_place), static_cast<const QWidget *>(m_hidden),
                                  static_cast<const QWidget *>(m_language), static_cast<const QWidget *>(m_size)})
        needed += widget->sizeHint().width();
    const bool shown = m_sizeMatters || needed <= width();
    if (shown == m_size->isHidden()) {
        m_size->setVisible(shown);
        layout()->activate(); // not over the place of the cursor until the event loop comes to it
    }
}

void FactsBar::showMarks()
{
    const auto count = int(m_editor->markCount());
    const QString words = m_editor->hasMoreMarks() ? tr("%n findings or more", nullptr, count)
        : count == 1                               ? tr("1 finding")
                                                   : tr("%n findings", nullptr, count);
    m_marks->setVisible(count > 0);
    m_marks->setText(words);
    m_marks->setToolTip(plainToolTip(tr("Found by the scan:\n%1\nA click goes to the next one.").arg(m_editor->markWords())));
    m_marks->setAccessibleName(tr("Findings of the scan: %1").arg(words));
    m_marks->setAccessibleDescription(m_editor->markWords());
    fit();
}

void FactsBar::showPlace()
{
    const QTextCursor cursor = m_editor->textCursor();
    const QString place = tr("Line %L1, column %L2").arg(m_editor->currentLine()).arg(m_editor->currentColumn());
    const bool selected = cursor.hasSelection();
    m_place->showText(selected ? tr("%1, %2 selected", "place of the cursor, number of characters")
                                     .arg(place, number(m_editor->selection().length))
                               : place);
    fit();
}

void FactsBar::showSize(qsizetype bytes)
{
    QString words = tr("%1 of %2 bytes").arg(number(bytes), number(m_limit));
    QPalette colored = palette();
    if (bytes > m_limit) {
        words = tr("%1: %2 too many, cannot be saved").arg(words, number(bytes - m_limit));
        colored.setColor(QPalette::WindowText, colorsFor(palette()).error);
    } else if (bytes > m_warnAt) {
        words = tr("%1: nearly full").arg(words);
        colored.setColor(QPalette::WindowText, colorsFor(palette()).warning);
    }
    m_sizeMatters = bytes > m_warnAt;
    m_size->setPalette(colored);
    m_size->showText(words);
    fit();
}

QString FactsBar::endsWords() const
{
    using text::LineEnd;
    QStringList kinds;
    const bool mixed = m_facts.mixed();
    const auto add = [&](LineEnd end, const QString &name) {
        if (m_facts.count(end) > 0)
            kinds.append(mixed ? u"%1 %2"_s.arg(number(m_facts.count(end)), name) : name);
    };
    add(LineEnd::Lf, u"LF"_s);
    add(LineEnd::CrLf, u"CRLF"_s);
    add(LineEnd::Cr, u"CR"_s);
    add(LineEnd::Paragraph, u"U+2029"_s);
    if (kinds.isEmpty())
        return tr("one line");
    return mixed ? tr("mixed line ends: %1").arg(kinds.join(u" + "_s)) : kinds.first();
}

QString FactsBar::words() const
{
    QStringList facts{endsWords()};
    if (m_facts.bom)
        facts.append(tr("BOM", "byte order mark"));
    if (!m_facts.finalEnd && m_facts.bytes > 0)
        facts.append(tr("no final newline"));
    if (!m_facts.composed)
        facts.append(tr("not NFC", "Unicode's composed form"));
    if (m_facts.oddCharacters > 0)
        facts.append(m_facts.oddCharacters == 1 ? tr("1 hidden character")
                                                : tr("%n hidden characters", nullptr, int(m_facts.oddCharacters)));
    return facts.join(u" · "_s);
}

QString FactsBar::details() const
{
    const auto yesNo = [](bool yes) { return yes ? tr("yes") : tr("no"); };
    QStringList lines;
    lines.append(tr("Lines: %1").arg(number(m_facts.lines)));
    lines.append(tr("Line ends: %1. A save keeps each as it is; new lines end like the line before.").arg(endsWords()));
    lines.append(tr("Newline at the end: %1").arg(yesNo(m_facts.finalEnd)));
    lines.append(tr("Byte order mark at the start: %1").arg(yesNo(m_facts.bom)));
    lines.append(tr("Unicode in its composed form (NFC): %1").arg(yesNo(m_facts.composed)));
    lines.append(tr("Hidden or direction-changing characters: %1").arg(number(m_facts.oddCharacters)));
    lines.append(tr("Tabs: %1").arg(number(m_facts.tabs)));
    lines.append(tr("Lines with trailing blanks: %1").arg(number(m_facts.trailingBlanks)));
    return lines.join(u'\n');
}

void FactsBar::showDetails()
{
    refresh();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const QString &line : details().split(u'\n'))
        menu->addAction(line)->setEnabled(true);
    menu->popup(m_hidden->mapToGlobal(QPoint(0, -menu->sizeHint().height())));
}

void FactsBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_size->text().size() > 0)
        showSize(m_facts.bytes);
}

} // namespace widgets

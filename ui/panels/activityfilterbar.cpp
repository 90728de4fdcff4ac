// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/activityfilterbar.h"

#include "ui/presentation/words.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/plaintooltip.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace panels {

namespace {

using When = ActivityFilterValues::When;

constexpr auto pauseAfterTyping = std::chrono::milliseconds(350);
constexpr int longestPath = 1024;
constexpr int longestText = 1000;
constexpr int largestChange = 100'000'000;
constexpr int markRole = Qt::UserRole + 1;

QLineEdit *field(const QString &objectName, const QString &name, const QString &placeholder, int longest, QWidget *parent)
{
    auto *edit = new QLineEdit(parent);
    edit->setObjectName(objectName);
    edit->setAccessibleName(name);
    edit->setPlaceholderText(placeholder);
    edit->setMaxLength(longest);
    edit->setClearButtonEnabled(true);
    edit->setMinimumWidth(edit->fontMetrics().horizontalAdvance(placeholder) + 5 * edit->fontMetrics().averageCharWidth());
    return edit;
}

} // namespace

ActivityFilterBar::ActivityFilterBar(QWidget *parent)
    : QWidget(parent)
    , m_when(new QComboBox(this))
    , m_days(new DayRangeEdit(this))
    , m_action(new QComboBox(this))
    , m_path(field(u"pathEdit"_s, tr("Filter versions by path"), tr("Path, or a pattern: **/*.md"), longestPath, this))
    , m_text(field(u"textEdit"_s, tr("Filter versions by their text"), tr("Text in kept texts"), longestText, this))
    , m_regex(new QToolButton(this))
    , m_change(new QSpinBox(this))
    , m_redacted(new QCheckBox(tr("Re&dacted"), this))
    , m_here(new QCheckBox(tr("Written &here"), this))
    , m_clear(new QToolButton(this))
    , m_hintRow(new QWidget(this))
    , m_hint(new QLabel(m_hintRow))
    , m_hintButton(new QToolButton(m_hintRow))
{
    build();
    buildHint();
    const auto now = [this] { announce(); };
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseAfterTyping);
    connect(&m_pause, &QTimer::timeout, this, now);
    for (QLineEdit *edit : {m_path, m_text}) {
        connect(edit, &QLineEdit::textChanged, this, [this] { m_pause.start(); });
        connect(edit, &QLineEdit::returnPressed, this, now);
    }
    connect(m_regex, &QToolButton::toggled, this, now);
    connect(m_hintButton, &QToolButton::clicked, this, &ActivityFilterBar::textActionRequested);
    connect(m_change, &QSpinBox::valueChanged, this, [this] { m_pause.start(); });
    connect(m_when, &QComboBox::currentIndexChanged, this, &ActivityFilterBar::followWhen);
    connect(m_days, &DayRangeEdit::rangeChanged, this, now);
    connect(m_action, &QComboBox::currentIndexChanged, this, now);
    connect(m_redacted, &QCheckBox::toggled, this, now);
    connect(m_here, &QCheckBox::toggled, this, now);
    connect(m_clear, &QToolButton::clicked, this, &ActivityFilterBar::clear);
    setTextSearch(true, {});
}

void ActivityFilterBar::build()
{
    m_when->setObjectName(u"whenCombo"_s);
    m_when->setAccessibleName(tr("Filter versions by time"));
    m_when->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    fillWhen();
    m_action->setObjectName(u"actionCombo"_s);
    m_action->setAccessibleName(tr("Filter versions by what was done"));
    m_action->addItem(tr("All actions"));
    for (const core::Action action : {core::Action::Created, core::Action::Updated, core::Action::Deleted}) {
        QString word = presentation::actionWord(action);
        if (!word.isEmpty())
            word[0] = word.at(0).toUpper();
        m_action->addItem(word, int(action));
    }
    m_days->setObjectName(u"daysEdit"_s);
    m_days->setSubject(tr("Written"));
    m_days->hide();
    m_change->setObjectName(u"changeSpin"_s);
    m_change->setAccessibleName(tr("Filter versions by their size change, in bytes"));
    m_change->setRange(0, largestChange);
    m_change->setSpecialValueText(tr("Any size change"));
    //: in front of a number of bytes: at least
    m_change->setPrefix(tr("± at least "));
    m_change->setSuffix(tr(" B"));
    m_change->setGroupSeparatorShown(true);
    m_change->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_redacted->setObjectName(u"redactedCheck"_s);
    m_redacted->setAccessibleName(tr("Show redacted versions only"));
    m_here->setObjectName(u"hereCheck"_s);
    m_here->setAccessibleName(tr("Show versions that were written here only"));
    m_clear->setObjectName(u"clearButton"_s);
    m_clear->setText(tr("Clear Filters"));
    m_clear->setAutoRaise(true);
    m_clear->setFocusPolicy(Qt::StrongFocus);
    m_clear->setEnabled(false);
    m_regex->setObjectName(u"regexButton"_s);
    m_regex->setText(u".*"_s);
    m_regex->setAccessibleName(tr("Regular expression"));
    m_regex->setToolTip(tr("Regular expression"));
    m_regex->setCheckable(true);
    m_regex->setAutoRaise(true);
    m_regex->setFocusPolicy(Qt::StrongFocus);

    // One thing: they stay together where the line is broken.
    auto *textRow = new QWidget(this);
    auto *pair = new QHBoxLayout(textRow);
    pair->setContentsMargins(0, 0, 0, 0);
    pair->setSpacing(2);
    pair->addWidget(m_text);
    pair->addWidget(m_regex);

    auto *row = new QWidget(this);
    auto *flow = new widgets::FlowLayout(row);
    flow->setSpacing(6);
    for (QWidget *widget : QList<QWidget *>{m_when, m_action, m_path, textRow, m_change, m_redacted, m_here, m_clear})
        flow->addWidget(widget);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(row);
    column->addWidget(m_days);
    column->addWidget(m_hintRow);
    setFocusProxy(m_when);
}

void ActivityFilterBar::buildHint()
{
    m_hint->setObjectName(u"hintLabel"_s);
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    m_hintButton->setObjectName(u"hintButton"_s);
    m_hintButton->setFocusPolicy(Qt::StrongFocus);
    auto *line = new QHBoxLayout(m_hintRow);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(6);
    line->addWidget(m_hint, 1);
    line->addWidget(m_hintButton, 0, Qt::AlignTop);
    m_hintRow->hide();
}

void ActivityFilterBar::showHint()
{
    const bool shown = m_text->isEnabled() && !m_text->text().isEmpty() && !m_hint->text().isEmpty();
    const bool button = shown && !m_hintButton->text().isEmpty();
    if (!button && m_hintButton->hasFocus()) // it goes away: the keyboard stays here
        m_text->setFocus(Qt::OtherFocusReason);
    m_hintButton->setVisible(button);
    m_hintRow->setVisible(shown);
}

//! The presets, and the marks below them.
void ActivityFilterBar::fillWhen()
{
    const QSignalBlocker quiet(m_when);
    const QVariant chosen = m_when->currentData();
    const qint64 mark = m_when->currentData(markRole).toLongLong();
    m_when->clear();
    m_when->addItem(tr("Any time"), int(When::Any));
    m_when->addItem(tr("Today"), int(When::Today));
    m_when->addItem(tr("Since yesterday"), int(When::SinceYesterday));
    m_when->addItem(tr("Last 7 days"), int(When::Week));
    m_when->addItem(tr("Some days…"), int(When::Days));
    if (!m_marks.isEmpty())
        m_when->insertSeparator(m_when->count());
    for (const MarkChoice &choice : std::as_const(m_marks)) {
        m_when->addItem(choice.text, int(When::SinceMark));
        m_when->setItemData(m_when->count() - 1, choice.id, markRole);
    }
    int index = 0;
    for (int i = 0; chosen.isValid() && i < m_when->count(); ++i) {
        if (m_when->itemData(i) == chosen && m_when->itemData(i, markRole).toLongLong() == mark)
            index = i;
    }
    m_when->setCurrentIndex(index);
}

void ActivityFilterBar::setMarks(const QList<MarkChoice> &marks)
{
    if (marks == m_marks)
        return;
    m_marks = marks;
    fillWhen();
    announce();
}

void ActivityFilterBar::setTextSearch(bool possible, const QString &sentence, const QString &action)
{
    const bool other = m_text->isEnabled() != possible;
    m_text->setEnabled(possible);
    m_text->setPlaceholderText(possible ? tr("Text in kept texts") : tr("No texts are kept"));
    m_text->setToolTip(widgets::plainToolTip(sentence));
    m_text->setAccessibleDescription(sentence);
    m_regex->setEnabled(possible);
    m_hint->setText(sentence);
    m_hintButton->setText(action);
    showHint();
    if (other)
        announce();
}

void ActivityFilterBar::followWhen()
{
    m_days->setVisible(m_when->currentData().toInt() == int(When::Days));
    announce();
}

ActivityFilterValues ActivityFilterBar::values() const
{
    ActivityFilterValues values;
    values.when = When(m_when->currentData().toInt());
    if (values.when == When::Days)
        values.days = m_days->range();
    if (values.when == When::SinceMark)
        values.mark = m_when->currentData(markRole).toLongLong();
    if (const QVariant action = m_action->currentData(); action.isValid())
        values.action = core::Action(action.toInt());
    values.path = m_path->text();
    if (m_text->isEnabled() && !m_text->text().isEmpty()) {
        values.text = m_text->text();
        values.regex = m_regex->isChecked();
    }
    values.leastChange = m_change->value();
    values.redactedOnly = m_redacted->isChecked();
    values.writtenHereOnly = m_here->isChecked();
    return values;
}

void ActivityFilterBar::setValues(const ActivityFilterValues &values)
{
    {
        const QSignalBlocker a(m_when), b(m_action), c(m_path), d(m_text), e(m_change), f(m_redacted), g(m_here), h(m_days), i(m_regex);
        int index = 0;
        for (int row = 0; row < m_when->count(); ++row) {
            const bool same = m_when->itemData(row).isValid() && m_when->itemData(row).toInt() == int(values.when);
            if (same && (values.when != When::SinceMark || m_when->itemData(row, markRole).toLongLong() == values.mark))
                index = row;
        }
        m_when->setCurrentIndex(index);
        m_days->setRange(values.days);
        m_action->setCurrentIndex(values.action ? m_action->findData(int(*values.action)) : 0);
        m_path->setText(values.path);
        m_text->setText(values.text);
        m_regex->setChecked(values.regex);
        m_change->setValue(int(std::clamp<qint64>(values.leastChange, 0, largestChange)));
        m_redacted->setChecked(values.redactedOnly);
        m_here->setChecked(values.writtenHereOnly);
    }
    followWhen();
}

void ActivityFilterBar::focusPath()
{
    m_path->setFocus(Qt::OtherFocusReason);
    m_path->selectAll();
}

void ActivityFilterBar::clear()
{
    if (m_clear->hasFocus())
        m_when->setFocus(Qt::OtherFocusReason);
    setValues({});
}

void ActivityFilterBar::announce()
{
    m_pause.stop();
    showHint();
    const ActivityFilterValues now = values();
    m_clear->setEnabled(now != ActivityFilterValues());
    if (now == m_announced)
        return;
    m_announced = now;
    emit valuesChanged(now);
}

} // namespace panels

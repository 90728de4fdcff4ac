// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/linebar.h"

#include "ui/widgets/texteditor.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpressionValidator>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace widgets {

LineBar::LineBar(TextEditor *editor, QWidget *parent)
    : QWidget(parent), m_editor(editor), m_field(new QLineEdit(this)), m_lines(new QLabel(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(6, 3, 6, 3);
    auto *label = new QLabel(tr("Go to &line:"), this);
    label->setBuddy(m_field);
    row->addWidget(label);
    row->addWidget(m_field);
    row->addWidget(m_lines);
    row->addStretch(1);
    m_field->setMaxLength(15);
    m_field->setValidator(new QRegularExpressionValidator(QRegularExpression(u"[0-9]{1,8}(:[0-9]{0,6})?"_s), m_field));
    m_field->setAccessibleName(tr("Line, or line:column"));
    m_field->setToolTip(tr("Line, or line:column"));
    m_lines->setTextFormat(Qt::PlainText);
    hide();
}

void LineBar::open()
{
    show();
    m_lines->setText(tr("of %L1").arg(m_editor->lineCount()));
    m_field->setText(QString::number(m_editor->currentLine()));
    m_field->selectAll();
    m_field->setFocus(Qt::ShortcutFocusReason);
}

void LineBar::go()
{
    const QStringList parts = m_field->text().split(u':');
    const int line = std::clamp(parts.value(0).toInt(), 1, m_editor->lineCount());
    m_editor->goToLine(line, std::max(parts.value(1).toInt(), 1));
    closeBar();
}

void LineBar::closeBar()
{
    hide();
    m_editor->setFocus(Qt::OtherFocusReason);
}

void LineBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        closeBar();
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        go();
    else
        QWidget::keyPressEvent(event);
}

} // namespace widgets

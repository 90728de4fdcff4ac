// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/fieldhint.h"

#include "ui/widgets/colors.h"

#include <QEvent>

using namespace Qt::StringLiterals;

namespace dialogs {

FieldHint::FieldHint(QWidget *parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    updateColor();
}

void FieldHint::setField(QWidget *field)
{
    m_field = field;
    update();
}

void FieldHint::setHint(const QString &hint)
{
    m_hint = hint;
    update();
}

void FieldHint::setProblem(const QString &problem)
{
    if (m_problem == problem)
        return;
    m_problem = problem;
    update();
    updateColor();
}

void FieldHint::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange && !m_coloring)
        updateColor();
    QLabel::changeEvent(event);
}

void FieldHint::update()
{
    setText(m_problem.isEmpty() ? m_hint : u"\u26A0 "_s + m_problem);
    if (m_field)
        m_field->setAccessibleDescription(m_problem.isEmpty() ? m_hint : m_problem);
}

void FieldHint::updateColor()
{
    const QPalette around = parentWidget() ? parentWidget()->palette() : QPalette();
    const widgets::Colors colors = widgets::colorsFor(around);
    const QColor ground = around.color(QPalette::Window);
    QPalette own = around;
    own.setColor(QPalette::WindowText, widgets::readable(m_problem.isEmpty() ? colors.muted : colors.error, ground));
    m_coloring = true;
    setPalette(own);
    m_coloring = false;
}

} // namespace dialogs

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/editorgutter.h"

#include "ui/widgets/texteditor.h"

#include <QCoreApplication>
#include <QWheelEvent>

namespace widgets {

EditorGutter::EditorGutter(TextEditor *editor) : QWidget(editor), m_editor(editor)
{
    setFocusPolicy(Qt::NoFocus);
}

QSize EditorGutter::sizeHint() const
{
    return {m_editor->gutterWidth(), 0};
}

void EditorGutter::paintEvent(QPaintEvent *event)
{
    m_editor->paintGutter(event);
}

void EditorGutter::wheelEvent(QWheelEvent *event)
{
    QCoreApplication::sendEvent(m_editor->viewport(), event);
}

} // namespace widgets

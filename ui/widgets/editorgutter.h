// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

namespace widgets {

class TextEditor;

//! The strip of line numbers beside a TextEditor, which owns and paints it.
class EditorGutter : public QWidget
{
    Q_OBJECT

public:
    explicit EditorGutter(TextEditor *editor);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    TextEditor *m_editor;
};

} // namespace widgets

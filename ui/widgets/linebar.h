// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace widgets {

class TextEditor;

//! *Go to line*: "12" or "12:5", Enter goes, Esc closes.
class LineBar : public QWidget
{
    Q_OBJECT

public:
    //! Starts hidden. `editor` outlives it.
    explicit LineBar(TextEditor *editor, QWidget *parent = nullptr);

    void open();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void go();
    void closeBar();

    TextEditor *m_editor;
    QLineEdit *m_field;
    QLabel *m_lines;
};

} // namespace widgets

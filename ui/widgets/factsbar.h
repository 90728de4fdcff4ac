// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "text/textfacts.h"

#include <QTimer>
#include <QWidget>

class QMenu;
class QToolButton;

namespace widgets {

class PlainLabel;
class TextEditor;

//! Under an editor, quiet: what cannot be seen in the text (line ends, BOM, a missing final newline, Unicode form), the
//! size against the limit, the place of the cursor, and the language of the colours, which can be chosen. A click tells
//! more.
class FactsBar : public QWidget
{
    Q_OBJECT

public:
    //! `editor` outlives it.
    explicit FactsBar(TextEditor *editor, QWidget *parent = nullptr);

    //! What the service takes at most; from `warnAt` bytes on the size is marked.
    void setLimit(qsizetype bytes, qsizetype warnAt);
    [[nodiscard]] const text::TextFacts &facts() const { return m_facts; }
    //! What it says now, as one line.
    [[nodiscard]] QString words() const;
    //! What a click tells.
    [[nodiscard]] QString details() const;

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    void fit();
    void showPlace();
    void showMarks();
    void showSize(qsizetype bytes);
    void showDetails();
    [[nodiscard]] QString endsWords() const;
    void fillLanguages();

    TextEditor *m_editor;
    PlainLabel *m_place;
    PlainLabel *m_size;
    QToolButton *m_hidden;   //!< the facts
    QToolButton *m_language;
    QToolButton *m_marks;    //!< how many places are marked; a click goes to the next one
    QMenu *m_languages;
    QTimer m_timer;
    text::TextFacts m_facts;
    bool m_sizeMatters = false; //!< nearly full, or too much
    qsizetype m_limit = 102'400;
    qsizetype m_warnAt = 100'000;
};

} // namespace widgets

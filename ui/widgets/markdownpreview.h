// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "text/markdown.h"

#include <QTimer>
#include <QWidget>

class QLabel;

namespace widgets {

class MarkdownView;
class TextEditor;

//! The text of an editor as Markdown beside it: follows edits a moment later, scrolls in step. Parses on another thread,
//! one text at a time; costs nothing while it is hidden.
class MarkdownPreview : public QWidget
{
    Q_OBJECT

public:
    //! `editor` outlives it.
    explicit MarkdownPreview(TextEditor *editor, QWidget *parent = nullptr);
    ~MarkdownPreview() override;

    [[nodiscard]] MarkdownView *view() const { return m_view; }
    [[nodiscard]] bool isUpToDate() const { return !m_stale && !m_parsing && !m_building; }

signals:
    void linkActivated(const QString &target); //!< of MarkdownView

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void refresh();
    void take(const text::MarkdownPage &page);
    void followEditor();
    void leadEditor();

    TextEditor *m_editor;
    QLabel *m_note;
    MarkdownView *m_view;
    QTimer m_timer;
    core::Call<text::MarkdownPage> m_call;
    bool m_stale = true;     //!< the text changed since it was parsed
    bool m_parsing = false;
    bool m_building = false;
    bool m_scrolling = false; //!< one of the two moves the other
    int m_followed = -1;      //!< where the editor was then
};

} // namespace widgets

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "text/document.h"

#include <QPlainTextEdit>
#include <QTimer>

namespace widgets {

class EditorGutter;

//! Edits a text byte for byte (promise E1): what comes out differs from what went in only where a person changed it.
//! Do not call toPlainText() or setPlainText() on it. Undo, find, line numbers; hidden characters are marked (I5); a
//! text with a very long line is wrapped and read-only until editAnyway() (I6).
class TextEditor : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit TextEditor(QWidget *parent = nullptr);

    //! Shows a text as saved: not modified, nothing to undo.
    void setBytes(const QByteArray &bytes);
    //! Shows a text that is not saved yet (a draft, an old version taken up again): modified from the start.
    void setDraft(const QByteArray &bytes);
    //! The exact text as it stands.
    [[nodiscard]] QByteArray bytes() const;
    [[nodiscard]] qsizetype byteCount() const;
    [[nodiscard]] bool isModified() const { return document()->isModified(); }
    //! What stands here is now what the service has. Undo stays.
    void markSaved();

    //! Why nobody can edit, apart from setLocked().
    [[nodiscard]] text::ReadOnlyReason readOnlyReason() const { return m_document.readOnlyReason(); }
    [[nodiscard]] const text::Document &loaded() const { return m_document; }
    //! Read-only for reasons of the owner: archived, an old version, no rights. Use this, not setReadOnly().
    void setLocked(bool locked);
    [[nodiscard]] bool isLocked() const { return m_locked; }
    //! After ReadOnlyReason::LongLine: shows the lines in one piece, without word wrap (which would make every key ten
    //! times slower), and lets edit them.
    void editAnyway();

    //! In a dialog Tab goes on to the next field. In a text that cannot be edited it always does.
    void setTabChangesFocus(bool leaves);
    void setWordWrap(bool wrap);
    [[nodiscard]] bool wordWrap() const;
    //! Blanks and tabs too. Bidi controls and other hidden characters are always marked.
    void setShowBlanks(bool show);
    void setTabWidth(int columns);
    void goToLine(int line); //!< from 1

    //! What find found; painted behind the text.
    void setMatches(const QList<QTextCursor> &matches);
    //! Lossless: what the document holds, blocks ended by U+2029. Positions in it are cursor positions.
    [[nodiscard]] QString rawText() const;
    //! Selects, and scrolls to it.
    void select(int position, int length);
    //! The selection as a person copies it.
    [[nodiscard]] QString selectedText() const;

    //! The gutter's: line numbers of wrapped pieces.
    [[nodiscard]] int gutterWidth() const;
    void paintGutter(QPaintEvent *event);

signals:
    //! UTF-8 bytes of bytes(); comes with the first turn of the event loop after a change, later for very large texts.
    void byteCountChanged(qsizetype bytes);
    void readOnlyReasonChanged(text::ReadOnlyReason reason);

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    [[nodiscard]] bool canInsertFromMimeData(const QMimeData *source) const override;
    [[nodiscard]] QMimeData *createMimeDataFromSelection() const override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    void load(const QByteArray &bytes, bool keepLongLines);
    void updateReadOnly();
    void updateGutter();
    void updateSelections();
    void countBytes();
    [[nodiscard]] QString toolTipAt(const QPoint &viewportPosition) const;

    text::Document m_document;
    EditorGutter *m_gutter = nullptr;
    QTimer m_countTimer;
    QList<QTextCursor> m_matches;
    int m_tabWidth = 4;
    bool m_locked = false;
    bool m_tabLeaves = false;
};

} // namespace widgets

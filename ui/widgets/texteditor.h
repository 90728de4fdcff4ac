// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "text/document.h"
#include "text/indent.h"
#include "text/syntax.h"
#include "ui/widgets/colors.h"
#include "ui/widgets/textmark.h"

#include <QPlainTextEdit>
#include <QPointer>
#include <QTextBlock>
#include <QTextCursor>
#include <QTimer>

#include <optional>

namespace widgets {

class EditorGutter;
class SyntaxHighlighter;

//! A stretch of the text, in UTF-16 units of TextEditor::unwrapped().
struct TextRange
{
    qsizetype from = 0;
    qsizetype length = 0;

    [[nodiscard]] qsizetype end() const { return from + length; }
    friend bool operator==(const TextRange &, const TextRange &) = default;
};

struct TextReplacement
{
    TextRange range;
    QString text;
};

//! Where a line, or a piece of one, stands on the screen; in coordinates of the viewport.
struct SeenLine
{
    int line = 1;
    bool isPiece = false; //!< goes on from the piece before
    bool isCurrent = false;
    bool isMarked = false;
    qreal top = 0;
    qreal height = 0;
    qreal base = 0;       //!< above the letters of its first row, which tall characters push down
};

//! Edits a text byte for byte (promise E1): what comes out differs from what went in only where a person changed it.
//! Do not call toPlainText() or setPlainText() on it. Undo, line numbers, indenting, zoom; hidden characters are marked
//! (I5); very long lines are shown and edited in pieces, so that a key never takes long (I6).
class TextEditor : public QPlainTextEdit
{
    Q_OBJECT

public:
    static constexpr int LeastZoom = 50; //!< percent
    static constexpr int MostZoom = 400;

    explicit TextEditor(QWidget *parent = nullptr);

    //! Shows a text as saved: not modified, nothing to undo.
    void setBytes(const QByteArray &bytes);
    //! Shows a text that is not saved yet (a draft, an old version taken up again): modified from the start.
    void setDraft(const QByteArray &bytes);
    //! Another text in place of this one, not saved either: one step that undo takes back to the byte, only what differs is
    //! touched. Also while nobody may type. Loaded anew where one of the two cannot be edited.
    void useBytes(const QByteArray &bytes);
    //! The exact text as it stands.
    [[nodiscard]] QByteArray bytes() const;
    [[nodiscard]] qsizetype byteCount() const;
    [[nodiscard]] bool isModified() const { return document()->isModified(); }
    //! Puts exact bytes in place of a piece, as one step that undo takes back to the byte. `position` and `length` as of a
    //! text cursor. Also while nobody may type. A text that then cannot be edited in place is loaded anew.
    void replaceBytes(int position, int length, const QByteArray &piece);
    //! What stands here is now what the service has. Undo stays.
    void markSaved();

    //! Why nobody can edit, apart from setLocked().
    [[nodiscard]] text::ReadOnlyReason readOnlyReason() const { return m_document.readOnlyReason(); }
    [[nodiscard]] const text::Document &loaded() const { return m_document; }
    //! Read-only for reasons of the owner: archived, an old version, no rights. Use this, not setReadOnly().
    void setLocked(bool locked);
    [[nodiscard]] bool isLocked() const { return m_locked; }

    //! In a dialog Tab goes on to the next field. In a text that cannot be edited it always does.
    void setTabChangesFocus(bool leaves);
    void setWordWrap(bool wrap);
    [[nodiscard]] bool wordWrap() const;
    //! Tabs and blanks at the ends of lines. Bidi controls and other hidden characters are always marked.
    void setShowBlanks(bool show);
    [[nodiscard]] bool showsBlanks() const { return m_showBlanks; }
    void setTabWidth(int columns);
    void setLanguage(text::Language language);
    [[nodiscard]] text::Language language() const { return m_language; }
    //! In percent of the usual size.
    void setZoom(int percent);
    [[nodiscard]] int zoom() const { return m_zoom; }

    //! Lines of the text, not of the display, from 1.
    [[nodiscard]] int lineCount() const;
    [[nodiscard]] int currentLine() const;
    [[nodiscard]] int currentColumn() const;
    void goToLine(int line, int column = 1);

    //! The text as people know it: lines end with LF, nothing stands for anything else.
    [[nodiscard]] text::Unwrapped unwrapped() const;
    //! What find found, in order and apart; painted behind the text, and moved by edits until set anew.
    void setMatches(const QList<TextRange> &matches);
    [[nodiscard]] qsizetype shownMatchCount() const { return m_matches.size(); }
    //! Places that somebody should look at, by place, of `text`, which is bytes() now. Painted over the letters and in the
    //! gutter; moved by edits until set anew. Another text has none. `more`: there are more than these.
    void setMarks(const QByteArray &text, const TextMarks &marks, bool more = false);
    [[nodiscard]] qsizetype markCount() const { return m_marks.size(); }
    [[nodiscard]] bool hasMoreMarks() const { return m_moreMarks; }
    //! What is marked, a line for each kind.
    [[nodiscard]] QString markWords() const;
    //! Selects the next one behind the cursor, around, and tells what it is.
    void nextMark();
    void previousMark();
    //! Where find looks; nothing painted when it is empty.
    void setScope(const TextRange &scope);
    [[nodiscard]] TextRange scope() const;
    //! Selects, and scrolls to it.
    void select(qsizetype position, qsizetype length);
    [[nodiscard]] TextRange selection() const;
    //! The selection as a person copies it.
    [[nodiscard]] QString selectedText() const;
    //! In order and apart. One step of undo.
    void replace(const QList<TextReplacement> &replacements);

    //! How the text is indented now.
    [[nodiscard]] text::IndentStyle indentStyle() const;
    void indent();  //!< the lines of the selection
    void outdent();

    //! What stands before the line numbers, as wide as its hint says; deletes itself with the editor. Null: nothing. Who asks
    //! again when the hint changes.
    void setMargin(QWidget *margin);
    //! From the top down, as far as `bottom`.
    [[nodiscard]] QList<SeenLine> seenLines(int bottom) const;

    //! The gutter's: line numbers of wrapped pieces.
    [[nodiscard]] int gutterWidth() const;
    void paintGutter(QPaintEvent *event);

signals:
    //! UTF-8 bytes of bytes(); comes with the first turn of the event loop after a change, later for very large texts.
    void byteCountChanged(qsizetype bytes);
    void readOnlyReasonChanged(text::ReadOnlyReason reason);
    void languageChanged(text::Language language);
    void marksChanged();
    //! Ctrl and the wheel: so many steps larger.
    void zoomRequested(int steps);

protected:
    //! The text as it stands, as if it had been loaded so.
    [[nodiscard]] text::Document present() const;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    [[nodiscard]] bool canInsertFromMimeData(const QMimeData *source) const override;
    [[nodiscard]] QMimeData *createMimeDataFromSelection() const override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    struct State //!< of undo: the text as it is from so many undo commands on, as long as it is displayed so
    {
        text::Document document;
        int since = 0;
    };
    struct Shown //!< positions of the display
    {
        int from = 0;
        int to = 0;
    };

    struct Marked
    {
        Shown range;
        QString words;
        bool isDrawn = false;
    };

    void load(const QByteArray &bytes);
    void exchange(int from, int to, const QString &with);
    void keepState(const State &state);
    void step(const text::Document &before, const text::Document &after, const Shown &range, const QString &with);
    [[nodiscard]] const text::Document *stateShowing(const QString &raw) const;
    void followUndo();
    void follow(int position, int removed, int added);
    void keepWrapped();
    void keepOutOfBreaks();
    void updateReadOnly();
    void updateGutter();
    void updateCurrentLine();
    void countBytes();
    bool stepOverBreak(const QKeyEvent &event);
    bool handleIndent(const QKeyEvent &event);
    void insertNewLine();
    [[nodiscard]] QTextBlock firstPiece(QTextBlock block) const;
    [[nodiscard]] QList<QTextBlock> selectedLines() const;
    [[nodiscard]] Shown shown(const TextRange &range) const;
    [[nodiscard]] QString toolTipAt(const QPoint &viewportPosition) const;
    void paintGrounds(QPainter &painter, const QTextBlock &block, const QRectF &rect, const Colors &colors) const;
    [[nodiscard]] QList<QRectF> placesOf(const QTextBlock &block, const QPointF &origin, const Shown &range) const;
    void paintMarks(QPainter &painter, const QTextBlock &block, const QPointF &origin, const Colors &colors) const;
    void goToMark(const Marked &mark);
    void untellMark();
    [[nodiscard]] bool isMarked(const QTextBlock &block) const;
    //! Calls visit(mark) for each one that reaches into the block.
    template<typename Visit> void visitMarks(const QTextBlock &block, Visit visit) const;
    [[nodiscard]] QString marksAt(const QTextBlock &block, const QPointF &origin, const QPointF &point) const;
    void paintRange(QPainter &painter, const QTextBlock &block, const QPointF &origin, const Shown &range,
                    const QColor &color) const;

    text::Document m_document;
    int m_since = 0;       //!< how many undo commands there were when m_document became what it is
    QList<State> m_states; //!< before and after each step(), for undo and redo
    EditorGutter *m_gutter = nullptr;
    QPointer<QWidget> m_margin;
    SyntaxHighlighter *m_highlighter = nullptr;
    text::Language m_language = text::Language::Plain;
    QTimer m_countTimer;
    QList<Shown> m_matches;
    QList<Marked> m_marks; //!< by place; they may overlap
    std::optional<QString> m_ownDescription; //!< while a mark is told in its place
    Shown m_scope;
    Shown m_touched;          //!< since the last turn of keepWrapped()
    QTextCursor m_currentLine; //!< where it is painted; a block would not know that it was removed
    qreal m_pointSize = 0;    //!< at 100 %
    int m_zoom = 100;
    int m_tabWidth = 4;
    bool m_locked = false;
    bool m_tabLeaves = false;
    bool m_showBlanks = false;
    bool m_keeping = false;
    bool m_moreMarks = false;
};

} // namespace widgets

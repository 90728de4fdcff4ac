// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

namespace widgets {

class TextEditor;

//! What is told of one line beside it.
struct LineNote
{
    QString name;        //!< short: "v12"
    QString words;       //!< behind it: "3 h ago"
    QString explanation; //!< whole sentences, for the tooltip
    double heat = 0;     //!< 0 to 1
    int group = 0;       //!< neighbours with the same one belong together: the first of them has all the words
    bool isUnsaved = false;

    friend bool operator==(const LineNote &, const LineNote &) = default;
};

//! A margin before the line numbers of a TextEditor, whose child it is: for each line a name, a few words and a heat in
//! shades of the one accent colour. A click on a line that has something to tell is told. Keys are the owner's: it never
//! takes the keyboard.
class LineMargin : public QWidget
{
    Q_OBJECT
public:
    explicit LineMargin(TextEditor *editor);

    //! By line of the text, from the first; lines beyond them have none.
    void setNotes(const QList<LineNote> &notes);
    [[nodiscard]] const QList<LineNote> &notes() const { return m_notes; }
    //! Puts it beside the text, or takes it away.
    void setShown(bool shown);
    [[nodiscard]] QSize sizeHint() const override;

signals:
    void activated(int line); //!< from 1

protected:
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void measure();
    [[nodiscard]] int lineAt(qreal y) const; //!< with a note; 0: none
    [[nodiscard]] const LineNote *noteOf(int line) const;

    TextEditor *m_editor;
    QList<LineNote> m_notes;
    int m_nameWidth = 0;
    int m_width = 0;
    int m_hovered = 0; //!< line
    int m_pressed = 0;
};

} // namespace widgets

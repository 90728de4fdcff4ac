// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace widgets {

class TextEditor;

//! Finds in one editor: as you type, next and previous around the ends, case, count of matches. Esc closes.
class FindBar : public QWidget
{
    Q_OBJECT

public:
    //! Starts hidden. `editor` outlives it.
    explicit FindBar(TextEditor *editor, QWidget *parent = nullptr);

    void open();          //!< shows it, takes the selection as what to find, focuses the field
    void closeBar();      //!< hides it, gives the focus back to the editor
    void findNext();      //!< opens it first when there is nothing to find yet
    void findPrevious();
    void setNeedle(const QString &needle);
    [[nodiscard]] QString needle() const;
    void setCaseSensitive(bool sensitive);
    [[nodiscard]] qsizetype matchCount() const { return m_matches.size(); }

signals:
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class Step { Here, Next, Previous };

    void search();        //!< fills the matches and the marks
    void go(Step step);
    void updateCount();

    TextEditor *m_editor;
    QLineEdit *m_field;
    QToolButton *m_case;
    QToolButton *m_previous;
    QToolButton *m_next;
    QLabel *m_count;
    QTimer m_searchTimer;
    QList<qsizetype> m_matches; //!< cursor positions, in order
    bool m_more = false;        //!< there are more matches than are counted
};

} // namespace widgets

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "text/search.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace widgets {

class TextEditor;

//! Finds and replaces in one editor: as you type, next and previous around the ends, case, whole words, patterns, in the
//! selection, count of matches. Patterns run off the window's thread, so none can freeze it. Esc closes.
class FindBar : public QWidget
{
    Q_OBJECT

public:
    //! Starts hidden. `editor` outlives it.
    explicit FindBar(TextEditor *editor, QWidget *parent = nullptr);

    void open();          //!< shows it, takes the selection as what to find, focuses the field
    void openReplace();   //!< with the row for what to put in; like open() when the text cannot be changed
    void closeBar();      //!< hides it, gives the focus back to the editor
    void findNext();      //!< opens it first when there is nothing to find yet
    void findPrevious();
    void replaceOne();    //!< what is found and selected, then goes on to the next
    void replaceAll();    //!< one step of undo
    void setNeedle(const QString &needle);
    [[nodiscard]] QString needle() const;
    void setReplacement(const QString &text);
    void setCaseSensitive(bool sensitive);
    void setWholeWord(bool whole);
    void setRegex(bool regex);
    void setInSelection(bool in);
    [[nodiscard]] qsizetype matchCount() const { return m_result.matches.size(); }
    [[nodiscard]] bool isSearching() const { return m_searching; }

signals:
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class Step { None, Here, Next, Previous };

    void setUpFind();
    void setUpReplace();
    [[nodiscard]] QToolButton *makeToggle(const QString &text, const QString &name);
    void search(Step then); //!< fills the matches and the marks, at once or soon
    void found(const text::SearchResult &result, Step then);
    void replaceWith(const text::ReplaceResult &result, int revision);
    void go(Step step);
    void updateCount();
    [[nodiscard]] text::SearchQuery query() const;
    [[nodiscard]] QString words() const;
    [[nodiscard]] qsizetype currentMatch() const; //!< the selected one, or -1

    TextEditor *m_editor;
    QLineEdit *m_field;
    QToolButton *m_case;
    QToolButton *m_word;
    QToolButton *m_regex;
    QToolButton *m_selection;
    QToolButton *m_previous;
    QToolButton *m_next;
    QLabel *m_count;
    QWidget *m_replaceRow;
    QLineEdit *m_replacement;
    QPushButton *m_replace;
    QPushButton *m_replaceAll;
    QTimer m_searchTimer;
    text::SearchResult m_result;
    core::Call<text::SearchResult> m_search;
    core::Call<text::ReplaceResult> m_replacing;
    QString m_note;           //!< instead of the count, until the next search
    bool m_searching = false;
    bool m_replaced = false;  //!< the edit was ours: the note stays
};

} // namespace widgets

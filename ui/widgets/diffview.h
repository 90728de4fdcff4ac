// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "text/sentences.h"
#include "ui/widgets/diffitems.h"
#include "ui/widgets/diffmarks.h"

#include <QAbstractScrollArea>
#include <QThreadPool>
#include <QTimer>

#include <optional>
#include <utility>

namespace widgets {

class DiffPainter;
class PlainLabel;

//! One of the two texts that are compared.
struct DiffSide
{
    QString label;        //!< for the header, for example "v2, 18 May 15:35"
    QByteArray bytes;
    QString gap = {};     //!< not empty: there is no text, and this says why ("Redacted on 18 May")
    bool absent = false;  //!< with a gap: there never was a text, so all of the other side came in
};

//! What a comparison finds out.
struct DiffFindings
{
    text::Diff diff;
    QList<text::Move> moves = {};
    text::Facts facts = {};
};

//! Shows what differs between two texts: old left, new right, or inline. Only what is visible is painted; large texts
//! are compared off the window's thread, the newest wins. Not by colour alone: signs, and underlined words.
class DiffView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    enum class Side { Old, New };
    enum class Arrangement { Automatic, SideBySide, Inline }; //!< Automatic: inline when narrow

    explicit DiffView(QWidget *parent = nullptr);
    ~DiffView() override;

    void setTexts(const DiffSide &before, const DiffSide &after);
    //! The side has no text, and says why.
    void showGap(Side side, const QString &label);
    void clear();

    void setArrangement(Arrangement arrangement);
    [[nodiscard]] Arrangement arrangement() const { return m_arrangement; }
    [[nodiscard]] bool isInline() const;      //!< now
    void setFolding(bool fold);               //!< hides long unchanged runs (default), or shows all
    void setTabWidth(int columns);
    //! White space counts for nothing, as with `git diff -w`.
    void setIgnoreBlanks(bool ignore);
    [[nodiscard]] bool ignoresBlanks() const { return m_ignoreBlanks; }

    //! Marks lines (from 0) of both texts in place of the current change and brings them into view: a conflict that spans
    //! more or less than one change. Holds until other texts are compared; setTexts() comes first.
    void setSpot(const text::Range &before, const text::Range &after);
    void clearSpot();

    //! Places that somebody should look at, of the texts that are set: what came in with this change stands out. They go
    //! with the next texts (textsChanged()). By place, from the first on.
    void setMarks(const TextMarks &before, const TextMarks &after);
    [[nodiscard]] const DiffMarks &marks() const { return m_marks; }
    //! The text of a side; empty in a gap.
    [[nodiscard]] QByteArray text(Side side) const;

    [[nodiscard]] bool isBusy() const { return m_call.isPending(); }
    [[nodiscard]] const text::Diff &diff() const { return m_diff; }
    [[nodiscard]] int changeCount() const { return int(m_changes.size()); } //!< runs of changed lines
    [[nodiscard]] int currentChange() const { return m_currentChange; }     //!< from 0; -1: none
    //! The state in a sentence: equal, too large, comparing, n changes.
    [[nodiscard]] QString summary() const;
    [[nodiscard]] QByteArray unifiedText() const;
    //! Each change as words, for those who listen rather than look.
    [[nodiscard]] QString spokenChanges() const;
    //! The same, a sentence each, up to a bound; goToSentence() takes their indexes.
    [[nodiscard]] QStringList sentences() const;
    [[nodiscard]] bool hasMoreSentences() const { return m_facts.more; }
    [[nodiscard]] const MovedBlocks &movedBlocks() const { return m_moved; }
    //! Whether the current line belongs to a moved block.
    [[nodiscard]] bool hasOtherEnd() const;
    //! The selected lines of the side they were selected on, exact; empty without a selection.
    [[nodiscard]] QByteArray selectedBytes() const;
    //! What is shown, line by line (for tests and tools).
    [[nodiscard]] const DiffItems &items() const { return m_items; }

public slots:
    void nextChange();
    void previousChange();
    void copy();            //!< the selected lines, or the whole as unified text
    void expandAll();
    void goToOtherEnd();    //!< of the moved block that the current line is in; elsewhere to the first block
    void goToSentence(int index);
    void nextMark();        //!< from the current line on, around
    void previousMark();

signals:
    void textsChanged();                        //!< other texts, whose marks are not known yet
    void marksChanged();
    void ready();                               //!< a comparison ended and is shown
    void currentChangeChanged(int current, int count);
    void arrangementChanged(bool isInline);

protected:
    void changeEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    bool viewportEvent(QEvent *event) override;

private:
    void compare();
    void adopt(DiffFindings findings);
    void rebuild();                    //!< the items, keeping the current line in view
    void updateHeader();
    void updateScrollBars();
    void updateDescription();
    void goToChange(int index);
    void showSpot();
    [[nodiscard]] text::Range markedRows() const;  //!< of the spot or the current change
    void bringIntoView(qsizetype item);
    void showFirstMark(const text::Row &row);
    void bringColumnIntoView(qsizetype column);
    void moveTo(qsizetype item, bool extend);
    bool activate(qsizetype item);     //!< expands a fold, goes to the other end of a move; false: nothing to do
    void goToRow(qsizetype row, Side side);
    void placeMarks();
    void goToMark(qsizetype index);
    [[nodiscard]] QString speechOfLine(qsizetype item) const;
    [[nodiscard]] QString marksIn(const text::Range &rows) const; //!< in words
    [[nodiscard]] QString marksOfItem(const DiffItem &item, std::optional<Side> only = {}) const;
    [[nodiscard]] const MovedBlock *blockOf(const DiffItem &item, bool *away) const;
    [[nodiscard]] DiffPainter look() const;
    [[nodiscard]] qsizetype itemAt(int y) const;
    [[nodiscard]] int lineHeight() const;
    [[nodiscard]] int visibleLines() const;

    DiffSide m_before;
    DiffSide m_after;
    text::Diff m_diff;
    MovedBlocks m_moved;
    text::Facts m_facts;
    DiffMarks m_marks;
    TextMarks m_marksBefore;
    TextMarks m_marksAfter;
    qsizetype m_currentMark = -1;      //!< into m_marks.lines(), where somebody went last
    DiffItems m_items;
    QList<qsizetype> m_changes;        //!< first rows of the runs of changed rows
    QList<qsizetype> m_expanded;       //!< first rows of the folds that were opened
    core::Call<DiffFindings> m_call;
    QThreadPool m_pool;                //!< one thread; ends before the view does
    QTimer m_busyTimer;
    QWidget *m_header;
    PlainLabel *m_beforeLabel;
    PlainLabel *m_afterLabel;
    PlainLabel *m_summaryLabel;
    Arrangement m_arrangement = Arrangement::Automatic;
    Side m_side = Side::New;           //!< where the selection is
    qsizetype m_current = -1;          //!< item
    qsizetype m_anchor = -1;           //!< item where the selection began
    int m_currentChange = -1;
    std::optional<std::pair<text::Range, text::Range>> m_spot; //!< lines of both sides
    int m_columns = 0;                 //!< of the longest line, about
    int m_tabWidth = 4;
    bool m_folding = true;
    bool m_ignoreBlanks = false;
    bool m_showBusy = false;
    bool m_wasInline = false;
};

} // namespace widgets

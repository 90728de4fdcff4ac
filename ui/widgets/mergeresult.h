// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "text/merge.h"
#include "text/words.h"
#include "ui/widgets/texteditor.h"

#include <QTextCursor>

#include <functional>
#include <optional>

namespace widgets {

//! The text that a merge leads to. What merges by itself is there and marked; a conflict shows mine until it is decided:
//! by taking a piece, or as it was edited. All of it can be edited freely and undone; bytes() is exact, and the only truth
//! about the text. Decisions undone are open again.
class MergeResult : public TextEditor
{
    Q_OBJECT

public:
    explicit MergeResult(QWidget *parent = nullptr);

    void setMerge(const text::Merge &merge);
    [[nodiscard]] const text::Merge &merge() const { return m_merge; }

    [[nodiscard]] int conflictCount() const { return int(m_conflicts.size()); }
    [[nodiscard]] int openCount() const;                                  //!< not decided
    [[nodiscard]] int currentConflict() const { return m_current; }       //!< from 0; -1: none
    [[nodiscard]] const text::Region &conflict(int index) const;
    [[nodiscard]] bool isOpen(int index) const;
    //! What was taken; nothing when open, or decided as edited.
    [[nodiscard]] std::optional<text::Take> taken(int index) const;
    //! Where it stands now: lines from 0, and how many.
    [[nodiscard]] text::Range linesOf(int index) const;
    //! The state of a conflict in words: "not decided", "mine", "mine, then theirs", "edited".
    [[nodiscard]] QString words(int index) const;
    //! How many changes each side brought without a conflict.
    [[nodiscard]] int mergedCount(text::RegionKind kind) const;

public slots:
    void goToConflict(int index);
    void nextConflict();       //!< the next open one, round and round; any when none is open
    void previousConflict();
    //! Puts a piece in place of a conflict, whatever stands there.
    void take(int index, text::Take piece);
    //! The same for each conflict that is open.
    void takeForOpen(text::Take piece);
    //! As it stands now.
    void accept(int index);

signals:
    void conflictsChanged();   //!< one was decided or opened again, or its text changed
    void currentConflictChanged(int index);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    //! A region that is not unchanged, and its place in the document.
    struct Place
    {
        text::Region region;
        QTextCursor begin; //!< both stay where they are when text comes in there
        QTextCursor end;
        std::optional<text::Take> decision = {}; //!< Take::Nothing: as edited
        bool edited = false;
    };

    //! Where all places are while the text is so; undo and redo come back to it.
    struct State
    {
        QString raw;
        QList<qsizetype> positions;
    };

    void track(Place &place, int from, int to);
    void trackAll(const QList<qsizetype> &positions);
    void keepState(const QList<qsizetype> &positions);
    void followUndo();
    [[nodiscard]] QList<qsizetype> positionsOfAll() const;
    void takeThese(const QList<qsizetype> &places, text::Take piece);
    void follow();
    void decide(Place &place, QByteArrayView now) const;
    void setCurrent(int index);
    void noticeCursor();
    int nextFrom(int index, int step) const;
    [[nodiscard]] Place &placeOf(int index) { return m_places[m_conflicts[index]]; }
    [[nodiscard]] const Place &placeOf(int index) const { return m_places[m_conflicts[index]]; }
    [[nodiscard]] std::pair<int, int> rangeOf(qsizetype place) const;
    [[nodiscard]] QString caption(qsizetype place) const;
    void visitVisible(const std::function<void(qsizetype place, const QRectF &rect)> &visit) const;
    void paintGround(QPainter &painter, qsizetype place, const QRectF &rect) const;
    void paintMarks(QPainter &painter, qsizetype place, const QRectF &rect) const;
    [[nodiscard]] bool isOpenPlace(const Place &place) const;
    [[nodiscard]] int lastVisiblePosition() const;
    [[nodiscard]] QRectF rectOf(const Place &place) const;

    text::Merge m_merge;
    QList<Place> m_places;          //!< in reading order
    QList<qsizetype> m_conflicts;   //!< indexes into m_places
    QList<State> m_states;
    int m_current = -1;
};

} // namespace widgets

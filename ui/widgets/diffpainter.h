// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/colors.h"
#include "ui/widgets/diffitems.h"
#include "ui/widgets/diffmarks.h"

#include <QFont>
#include <QFontMetrics>
#include <QLocale>
#include <QPalette>
#include <QRect>

class QPainter;

namespace widgets {

//! How one line of the view stands.
struct DiffItemState
{
    bool selectedBefore = false; //!< its old side is selected
    bool selectedAfter = false;
    bool current = false;        //!< the keyboard is here, and the view has the focus
    bool inCurrentChange = false;
};

//! Paints lines of a diff; knows fonts and colours, no events.
class DiffPainter
{
public:
    struct Setting
    {
        QFont font;
        QPalette palette;
        QLocale locale;
        int tabWidth = 4;
        int scrolled = 0;          //!< pixels that the texts are scrolled to the left
        int width = 0;             //!< of the viewport
        bool isInline = false;
        bool gapBefore = false;    //!< the old side has no text at all
        bool gapAfter = false;
        const DiffMarks *marks = nullptr; //!< outlives the painter
    };

    //! Both outlive the painter.
    DiffPainter(const text::Diff &diff, const MovedBlocks &moved, const Setting &setting);

    void paint(QPainter &painter, int y, const DiffItem &item, const DiffItemState &state) const;
    //! Over a whole side that has no text: hatching and the reason.
    void paintGap(QPainter &painter, const QRect &rect, const QString &reason) const;

    [[nodiscard]] int lineHeight() const;
    [[nodiscard]] QRect beforeRect(int y, int height) const; //!< side by side: the old half
    [[nodiscard]] QRect afterRect(int y, int height) const;
    [[nodiscard]] int textWidth() const;                     //!< room for the text of one line
    [[nodiscard]] int columnWidth() const;

private:
    struct SideLook
    {
        QColor ground;
        QColor strong;
        QColor ink;      //!< of the sign
        QString sign;    //!< two characters at most
        bool moved = false;
    };

    [[nodiscard]] SideLook look(bool isOld, const text::Row &row, bool selected) const;
    [[nodiscard]] int numberWidth() const;
    [[nodiscard]] int signWidth() const;
    void paintHalf(QPainter &painter, const QRect &rect, const text::Row &row, bool isOld, bool selected,
                   bool inCurrentChange) const;
    void paintInline(QPainter &painter, const QRect &rect, const DiffItem &item, const DiffItemState &state) const;
    [[nodiscard]] QList<LineMark> marksOf(const text::Row &row, bool isOld) const;
    void paintNumber(QPainter &painter, const QRect &rect, int number) const;
    void paintFlag(QPainter &painter, const QRect &numbers, const QList<LineMark> &marks) const;
    void paintText(QPainter &painter, const QRect &rect, const text::Row &row, bool isOld, const SideLook &look) const;
    void paintFold(QPainter &painter, const QRect &rect, const DiffItem &item) const;
    void paintMove(QPainter &painter, const QRect &rect, const DiffItem &item, bool inCurrentChange) const;
    void paintHatching(QPainter &painter, const QRect &rect) const;

    const text::Diff &m_diff;
    const MovedBlocks &m_moved;
    Setting m_setting;
    Colors m_colors;
    QFontMetrics m_metrics;
    int m_digits = 2;
};

} // namespace widgets

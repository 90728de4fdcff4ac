// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/presentation/delegates.h"
#include "ui/presentation/painting.h"
#include "ui/presentation/theme.h"

#include "models/displaytext.h"
#include "models/roles.h"

#include <QFontMetrics>
#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace presentation {

namespace {

constexpr int padding = 4;

//! The line in three parts, made visible each for itself, so that the marks of odd characters do not move the hit.
struct Parts
{
    QString before, hit, after;
};

Parts partsOf(const QModelIndex &index)
{
    const QString line = index.data(models::LineTextRole).toString();
    const int column = std::clamp(index.data(models::MatchColumnRole).toInt(), 0, int(line.size()));
    const int length = std::clamp(index.data(models::MatchLengthRole).toInt(), 0, int(line.size()) - column);
    qsizetype start = 0;
    while (start < column && line[start].isSpace())
        ++start;
    constexpr qsizetype lead = 40; // the hit stays in sight however long the line is
    if (column - start > lead)
        start = column - lead;
    return {models::displayContent(QStringView(line).mid(start, column - start)),
            models::displayContent(QStringView(line).mid(column, length)),
            models::displayContent(QStringView(line).mid(column + length))};
}

bool opensGroup(const QModelIndex &index)
{
    return index.data(models::FirstOfEntryRole).toBool();
}

} // namespace

void FindResultDelegate::paint(QPainter *painter, const QStyleOptionViewItem &given, const QModelIndex &index) const
{
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    painter->save();
    painter->setClipRect(option.rect);
    const QFontMetrics metrics(option.font);
    const int line = metrics.height() + padding;
    QRect row = option.rect.adjusted(6, 0, -6, 0);
    if (opensGroup(index)) {
        const QRect head(row.left(), row.top() + padding, row.width(), line);
        QStyleOptionViewItem plain = option;
        plain.state &= ~(QStyle::State_Selected | QStyle::State_HasFocus);
        QFont strong = option.font;
        strong.setWeight(QFont::DemiBold);
        const RowColours colours = rowColours(plain);
        const QString hits = QLocale().toString(index.data(models::HitsOfEntryRole).toInt());
        const int width = metrics.horizontalAdvance(hits);
        paintLine(painter, head, hits, colours.quiet, option.font, Qt::AlignRight | Qt::AlignVCenter);
        paintLine(painter, head.adjusted(0, 0, -width - 6, 0), index.data(models::DisplayPathRole).toString(),
                  colours.text, strong, Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
        option.rect.setTop(head.bottom() + 1);
        row.setTop(option.rect.top());
    }
    paintRowGround(painter, option);
    const RowColours colours = rowColours(option);
    const int numberWidth = metrics.horizontalAdvance(QStringLiteral("00000")) + 6;
    paintLine(painter, {row.left(), row.top(), numberWidth - 6, row.height()},
              QString::number(index.data(models::LineRole).toInt()), colours.quiet, option.font,
              Qt::AlignRight | Qt::AlignVCenter);
    row.setLeft(row.left() + numberWidth);
    const Parts parts = partsOf(index);
    row.setLeft(row.left() + paintLine(painter, row, parts.before, colours.text, option.font));
    QFont strong = option.font;
    strong.setWeight(QFont::Bold);
    if (!(option.state & QStyle::State_Selected) && !parts.hit.isEmpty() && row.width() > 0) {
        const int width = std::min(row.width(), QFontMetrics(strong).horizontalAdvance(parts.hit));
        painter->fillRect(QRect(row.left(), row.top() + 1, width, row.height() - 2), coloursFor(option.palette).warningBack);
    }
    row.setLeft(row.left() + paintLine(painter, row, parts.hit, colours.text, strong));
    paintLine(painter, row, parts.after, colours.text, option.font);
    painter->restore();
}

QSize FindResultDelegate::sizeHint(const QStyleOptionViewItem &given, const QModelIndex &index) const
{
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    const int line = QFontMetrics(option.font).height() + padding;
    return {QFontMetrics(option.font).averageCharWidth() * 40, opensGroup(index) ? 2 * line + padding + 1 : line};
}

} // namespace presentation

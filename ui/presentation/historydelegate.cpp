// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/presentation/delegates.h"
#include "ui/presentation/painting.h"
#include "ui/presentation/presentedhistory.h"
#include "ui/presentation/theme.h"

#include <QFontMetrics>
#include <QIcon>
#include <QPainter>

#include <algorithm>

namespace presentation {

using namespace Qt::StringLiterals;

namespace {

constexpr int gap = 8;
constexpr int padding = 6;

int lineHeight(const QStyleOptionViewItem &option)
{
    return QFontMetrics(option.font).height();
}

} // namespace

void HistoryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &given, const QModelIndex &index) const
{
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    painter->save();
    painter->setClipRect(option.rect);
    paintRowGround(painter, option);
    const bool redacted = index.data(models::RedactedRole).toBool();
    const bool selected = option.state & QStyle::State_Selected;
    if (redacted && !selected)
        painter->fillRect(option.rect, QBrush(coloursFor(option.palette).hatch, Qt::BDiagPattern));
    const RowColours colours = rowColours(option);

    const QRect inner = option.rect.adjusted(gap, padding, -gap, -padding);
    const int side = option.decorationSize.height();
    const int line = lineHeight(option);
    paintIcon(painter, option, {inner.left(), inner.top() + (line - side) / 2, side, side});
    QRect first(inner.left() + side + gap, inner.top(), inner.width() - side - gap, line);
    QRect second(first.left(), inner.bottom() - line + 1, first.width(), line);

    const QString change = index.data(PresentedHistory::ChangeTextRole).toString();
    const int changeWidth = QFontMetrics(option.font).horizontalAdvance(change);
    if (changeWidth < first.width() / 2) {
        paintLine(painter, first, change, colours.quiet, option.font, Qt::AlignRight | Qt::AlignVCenter);
        first.setRight(first.right() - changeWidth - gap);
    }
    QFont strong = option.font;
    if (index.data(models::IsHeadRole).toBool())
        strong.setWeight(QFont::Bold);
    const int sign = QFontMetrics(smaller(option.font)).height();
    for (const QIcon &icon : index.data(PresentedHistory::SignsRole).value<QList<QIcon>>()) {
        icon.paint(painter, {second.right() - sign + 1, second.top() + (second.height() - sign) / 2, sign, sign}, Qt::AlignCenter,
                   selected ? QIcon::Selected : QIcon::Normal);
        second.setRight(second.right() - sign - gap / 2);
    }
    const QString secondText = index.data(PresentedHistory::SecondLineRole).toString();
    const bool gone = index.data(models::ActionRole).value<core::Action>() == core::Action::Deleted;
    if (m_showsPaths) {
        paintLine(painter, first, index.data(models::DisplayPathRole).toString(), gone ? colours.quiet : colours.text,
                  strong, Qt::AlignLeft | Qt::AlignVCenter, Qt::ElideMiddle);
        paintLine(painter, second, option.text + u" · "_s + secondText, colours.quiet, smaller(option.font));
    } else {
        paintLine(painter, first, option.text, gone ? colours.quiet : colours.text, strong);
        paintLine(painter, second, secondText, colours.quiet, smaller(option.font));
    }
    if (!selected) {
        painter->setPen(coloursFor(option.palette).separator);
        painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    }
    painter->restore();
}

QSize HistoryDelegate::sizeHint(const QStyleOptionViewItem &given, const QModelIndex &index) const
{
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    const QFontMetrics metrics(option.font);
    const int texts = std::max(metrics.horizontalAdvance(option.text) + metrics.horizontalAdvance(u"+000,000 B"_s) + gap,
                               metrics.horizontalAdvance(index.data(PresentedHistory::SecondLineRole).toString()));
    // Narrow enough for a side pane: what does not fit is cut, and the tooltip has all of it.
    return {std::min(texts, metrics.averageCharWidth() * 44) + option.decorationSize.width() + 3 * gap,
            2 * lineHeight(option) + 2 * padding + 3};
}

} // namespace presentation

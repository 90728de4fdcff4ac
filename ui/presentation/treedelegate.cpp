// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/presentation/delegates.h"
#include "ui/presentation/painting.h"
#include "ui/presentation/presentedtree.h"

#include <QApplication>
#include <QFontMetrics>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace presentation {

using models::NodeKind;

namespace {

constexpr int gap = 6;

int margin(const QStyleOptionViewItem &option)
{
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    return style->pixelMetric(QStyle::PM_FocusFrameHMargin, &option, option.widget) + 1;
}

//! Where the Retry word of a status row stands, in both painting and clicking.
QRect wayOutRect(const QStyleOptionViewItem &option, const QString &word)
{
    const int width = QFontMetrics(option.font).horizontalAdvance(word);
    return {option.rect.right() - margin(option) - width, option.rect.top(), width, option.rect.height()};
}

bool isData(NodeKind kind)
{
    return kind == NodeKind::Store || kind == NodeKind::Folder || kind == NodeKind::Entry;
}

} // namespace

void StoreTreeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &given, const QModelIndex &index) const
{
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    painter->save();
    painter->setClipRect(option.rect);
    paintRowGround(painter, option);
    const RowColours colours = rowColours(option);
    const NodeKind kind = index.data(models::NodeKindRole).value<NodeKind>();
    QRect rest = option.rect.adjusted(margin(option), 0, -margin(option), 0);
    if (index.column() != models::StoreTreeModel::NameColumn) {
        paintLine(painter, rest, option.text, colours.quiet, option.font, option.displayAlignment);
        painter->restore();
        return;
    }
    const int side = option.decorationSize.height();
    paintIcon(painter, option, {rest.left(), rest.top() + (rest.height() - side) / 2, side, side});
    rest.setLeft(rest.left() + side + gap);

    const QFont small = smaller(option.font);
    if (const QString word = index.data(PresentedTree::WayOutTextRole).toString(); !word.isEmpty()) {
        QFont underlined = option.font;
        underlined.setUnderline(true);
        paintLine(painter, wayOutRect(option, word), word, colours.accent, underlined);
        rest.setRight(wayOutRect(option, word).left() - gap);
    }
    if (const QString count = index.data(PresentedTree::CountTextRole).toString(); !count.isEmpty()) {
        const int width = QFontMetrics(small).horizontalAdvance(count);
        if (width < rest.width() / 2) {
            rest.setRight(rest.right() - gap); // away from the next column
            paintLine(painter, rest, count, colours.quiet, small, Qt::AlignRight | Qt::AlignVCenter);
            rest.setRight(rest.right() - width - gap);
        }
    }
    rest = paintBadge(painter, rest, index.data(PresentedTree::BadgeTextRole).toString(), colours.quiet, small);
    const bool dirty = index.data(models::DirtyRole).toBool();
    if (dirty) {
        const int dot = std::max(6, QFontMetrics(option.font).height() / 3);
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(colours.accent);
        painter->drawEllipse(QRect(rest.right() - dot, rest.center().y() - dot / 2, dot, dot));
        rest.setRight(rest.right() - dot - gap);
    }
    QFont font = option.font;
    const bool ghost = kind == NodeKind::Ghost;
    if (!isData(kind) && !ghost)
        font.setItalic(true);
    font.setStrikeOut(ghost);
    if (kind == NodeKind::Store)
        font.setWeight(QFont::DemiBold);
    paintLine(painter, rest, option.text, isData(kind) ? colours.text : colours.quiet, font,
              Qt::AlignLeft | Qt::AlignVCenter, isData(kind) || ghost ? Qt::ElideMiddle : Qt::ElideRight);
    painter->restore();
}

QSize StoreTreeDelegate::sizeHint(const QStyleOptionViewItem &given, const QModelIndex &index) const
{
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    const QFontMetrics metrics(option.font);
    int width = metrics.horizontalAdvance(option.text) + 2 * margin(option);
    if (index.column() == models::StoreTreeModel::NameColumn) {
        QFont bold = option.font;
        bold.setWeight(QFont::DemiBold);
        width = QFontMetrics(bold).horizontalAdvance(option.text) + 2 * margin(option) + option.decorationSize.width() + gap;
        for (int role : {PresentedTree::CountTextRole, PresentedTree::BadgeTextRole, PresentedTree::WayOutTextRole}) {
            if (const QString text = index.data(role).toString(); !text.isEmpty())
                width += metrics.horizontalAdvance(text) + 3 * gap;
        }
    }
    // One height for all rows, or a view of a million could not scroll.
    return {width, std::max(metrics.height(), option.decorationSize.height()) + 8};
}

bool StoreTreeDelegate::editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &given,
                                    const QModelIndex &index)
{
    const QString word = index.data(PresentedTree::WayOutTextRole).toString();
    if (event->type() == QEvent::MouseButtonRelease && !word.isEmpty()) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        QStyleOptionViewItem option = given;
        initStyleOption(&option, index);
        if (mouse->button() == Qt::LeftButton && wayOutRect(option, word).contains(mouse->position().toPoint())) {
            emit retryRequested(index);
            return true;
        }
    }
    return QStyledItemDelegate::editorEvent(event, model, given, index);
}

} // namespace presentation

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/presentation/delegates.h"
#include "ui/presentation/icons.h"
#include "ui/presentation/painting.h"
#include "ui/presentation/theme.h"

#include "models/entrylistmodel.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace presentation {

using models::EntryListModel;

namespace {

//! The dot of unsaved text and the sign of one that does not fit its hash, as in the tree. What room is left.
QRect paintMarks(QPainter *painter, QRect rest, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const RowColours colours = rowColours(option);
    const int height = QFontMetrics(option.font).height();
    const auto integrity = index.data(models::IntegrityRole).value<core::Integrity>();
    if (integrity == core::Integrity::HashMismatch || integrity == core::Integrity::SizeMismatch) {
        const QIcon sign = icon(QStringLiteral("warning"), coloursFor(option.palette).warning, option.palette);
        sign.paint(painter, QRect(rest.left(), rest.center().y() - height / 2, height, height));
        rest.setLeft(rest.left() + height + 4);
    }
    if (index.data(models::DirtyRole).toBool()) {
        const int dot = std::max(6, height / 3);
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(colours.accent);
        painter->drawEllipse(QRect(rest.right() - dot, rest.center().y() - dot / 2, dot, dot));
        rest.setRight(rest.right() - dot - 4);
    }
    return rest;
}

} // namespace

void EntryListDelegate::paint(QPainter *painter, const QStyleOptionViewItem &given, const QModelIndex &index) const
{
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    painter->save();
    painter->setClipRect(option.rect);
    paintRowGround(painter, option);
    const RowColours colours = rowColours(option);
    const bool isPath = index.column() == EntryListModel::PathColumn;
    QRect rest = option.rect.adjusted(6, 0, -6, 0);
    if (isPath)
        rest = paintMarks(painter, rest, option, index);
    paintLine(painter, rest, option.text, isPath ? colours.text : colours.quiet, option.font,
              option.displayAlignment, isPath ? Qt::ElideMiddle : Qt::ElideRight);
    painter->restore();
}

QSize EntryListDelegate::sizeHint(const QStyleOptionViewItem &given, const QModelIndex &index) const
{
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    const QFontMetrics metrics(option.font);
    return {metrics.horizontalAdvance(option.text) + 14, metrics.height() + 8};
}

} // namespace presentation

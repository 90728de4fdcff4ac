// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/presentation/delegates.h"
#include "ui/presentation/painting.h"

#include "models/entrylistmodel.h"

#include <QFontMetrics>
#include <QPainter>

namespace presentation {

using models::EntryListModel;

void EntryListDelegate::paint(QPainter *painter, const QStyleOptionViewItem &given, const QModelIndex &index) const
{
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    painter->save();
    painter->setClipRect(option.rect);
    paintRowGround(painter, option);
    const RowColours colours = rowColours(option);
    const bool isPath = index.column() == EntryListModel::PathColumn;
    paintLine(painter, option.rect.adjusted(6, 0, -6, 0), option.text, isPath ? colours.text : colours.quiet, option.font,
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

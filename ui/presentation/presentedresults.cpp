// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/presentation/presentedresults.h"

#include "models/displaytext.h"
#include "ui/presentation/plaintext.h"

namespace presentation {

QVariant PresentedResults::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !sourceModel())
        return {};
    const auto line = [&index] { return models::displayContent(index.data(models::LineTextRole).toString().trimmed()); };
    const auto number = [&index] { return QString::number(index.data(models::LineRole).toInt()); };
    switch (role) {
    case Qt::DisplayRole: return line();
    case Qt::ToolTipRole:
        //: %1 is a path, %2 the number of a line
        return plainTooltip(tr("%1, line %2")
                                .arg(index.data(models::DisplayPathRole).toString(), number()));
    case Qt::AccessibleTextRole:
        //: %1 is a path, %2 the number of a line, %3 the line
        return tr("%1, line %2: %3")
            .arg(index.data(models::DisplayPathRole).toString(), number(), line());
    default: return QIdentityProxyModel::data(index, role);
    }
}

} // namespace presentation

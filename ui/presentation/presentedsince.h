// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/sincemodel.h"

#include <QSortFilterProxyModel>

namespace presentation {

QString sinceKindText(models::SinceKind kind); //!< "created", "changed", …: the word in the table
QString sinceWhoText(models::SinceWho who);
//! "12 entries were written to: 3 created, 9 changed. 31 versions, 4 of them written here."
QString sinceTotalsText(const models::SinceModel::Totals &totals);

//! SinceModel in words, sorted. A flat, bounded table: a proxy is cheap here.
class PresentedSince : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;
};

} // namespace presentation

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/differencemodel.h"
#include "models/pasttreemodel.h"

#include <QHash>
#include <QIcon>
#include <QIdentityProxyModel>
#include <QPalette>
#include <QSortFilterProxyModel>

namespace presentation {

//! PastTreeModel in words, as PresentedTree.
class PresentedPast : public QIdentityProxyModel
{
    Q_OBJECT
public:
    explicit PresentedPast(models::PastTreeModel &tree, QObject *parent = nullptr);

    [[nodiscard]] models::PastTreeModel &tree() const { return m_tree; }
    void setPalette(const QPalette &palette); //!< icons are drawn in its colours
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString columnText(const QModelIndex &index) const;
    [[nodiscard]] QString words(const QModelIndex &index) const;
    [[nodiscard]] QIcon iconOf(const QModelIndex &index) const;

    models::PastTreeModel &m_tree;
    QPalette m_palette;
    mutable QHash<QString, QIcon> m_icons;
};

QString differenceKindText(audit::DifferenceKind kind); //!< "created", "changed", …
//! "2 created, 3 changed, 1 deleted."
QString differenceTotalsText(const models::DifferenceModel &differences);

//! DifferenceModel in words, sorted.
class PresentedDifferences : public QSortFilterProxyModel
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

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "audit/costs.h"

#include <QAbstractItemModel>

namespace models {

//! audit::CostTree as rows: PathRole, NameRole, DisplayNameRole, DisplayPathRole, EntryIdRole, SizeRole (bytes), CountRole,
//! NodeKindRole and Qt::CheckStateRole ("what if it were gone") of the first column.
class CostModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, SizeColumn, TokensColumn, ShareColumn, ColumnCount };

    explicit CostModel(QObject *parent = nullptr);

    void setTree(audit::CostTree tree);
    [[nodiscard]] const audit::CostTree &tree() const { return m_tree; }
    [[nodiscard]] int node(const QModelIndex &index) const; //!< CostTree::root for none
    [[nodiscard]] QModelIndex indexOf(int node, int column = NameColumn) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

signals:
    void goneChanged();

private:
    void tellBelow(int node);

    audit::CostTree m_tree;
};

} // namespace models

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/costmodel.h"

#include <QIdentityProxyModel>

namespace presentation {

//! "about 14,551 tokens"
QString tokensText(qint64 tokens);

//! CostModel in words, as PresentedTree.
class PresentedCosts : public QIdentityProxyModel
{
    Q_OBJECT
public:
    explicit PresentedCosts(models::CostModel &costs, QObject *parent = nullptr);

    [[nodiscard]] models::CostModel &costs() const { return m_costs; }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    //! What a row says, in lines; for the tooltip, here and in a picture of it.
    [[nodiscard]] QString words(int node) const;

private:
    models::CostModel &m_costs;
};

} // namespace presentation

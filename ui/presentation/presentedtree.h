// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "models/storetreemodel.h"

#include <QIdentityProxyModel>

namespace presentation {

//! StoreTreeModel in words: names with odd characters made visible, counts, sizes, ages, Loading, Failed and Empty rows as
//! sentences, icons, plain tooltips, and each row as one sentence for accessibility. An identity, so that indexes cost
//! nothing; all roles of models/roles.h pass through. Use mapToSource() to talk to the model itself.
class PresentedTree : public QIdentityProxyModel
{
    Q_OBJECT
public:
    //! `clock` outlives it.
    explicit PresentedTree(const core::Clock &clock, QObject *parent = nullptr);

    void setSourceModel(QAbstractItemModel *model) override; //!< a models::StoreTreeModel
    [[nodiscard]] models::StoreTreeModel *tree() const;

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void refreshAges(); //!< the clock went on: for a timer of a minute or so
    void refreshIcons(); //!< the palette changed

private:
    [[nodiscard]] QString nameText(const QModelIndex &index) const;
    [[nodiscard]] QString spoken(const QModelIndex &index) const;
    [[nodiscard]] QString tooltip(const QModelIndex &index) const;
    [[nodiscard]] QVariant iconFor(const QModelIndex &index) const;

    const core::Clock &m_clock;
};

} // namespace presentation

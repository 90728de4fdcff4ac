// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "models/entrylistmodel.h"

#include <QIdentityProxyModel>

namespace presentation {

//! EntryListModel in words, as PresentedTree. sort() goes to the model.
class PresentedEntries : public QIdentityProxyModel
{
    Q_OBJECT
public:
    explicit PresentedEntries(const core::Clock &clock, QObject *parent = nullptr);

    void setSourceModel(QAbstractItemModel *model) override; //!< a models::EntryListModel
    [[nodiscard]] models::EntryListModel *entries() const;

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void refreshAges();

private:
    [[nodiscard]] static QString entryWords(const QModelIndex &source);

    const core::Clock &m_clock;
};

} // namespace presentation

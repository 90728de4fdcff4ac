// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/findresultsmodel.h"

#include <QIdentityProxyModel>

namespace presentation {

//! FindResultsModel in words: DisplayRole is the line of the hit with odd characters made visible, tooltip and
//! accessibility say the path and the line number. Paint it with FindResultDelegate.
class PresentedResults : public QIdentityProxyModel
{
    Q_OBJECT
public:
    using QIdentityProxyModel::QIdentityProxyModel;

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
};

} // namespace presentation

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/planmodel.h"

#include <QSortFilterProxyModel>

#include <optional>

namespace presentation {

QString planKindText(models::PlanKind kind);                //!< "new", "changed", …: the word in the table
QString planReasonText(const models::PlanFacts &facts);     //!< a whole sentence, or nothing
QString planStateText(const models::PlanFacts &facts);      //!< what came of it; a whole sentence or a word
//! "12 new, 3 changed, 5 not text": only what there is.
QString planCountsText(const std::array<int, models::planKinds> &counts);

//! PlanModel in words, with a filter by kind. A flat table: a proxy is cheap here.
class PresentedPlan : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    //! Nothing shows all.
    void setKind(std::optional<models::PlanKind> kind);
    //! Only what failed, is unknown or did not get its turn.
    void setUnfinishedOnly(bool on);

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    std::optional<models::PlanKind> m_kind;
    bool m_unfinishedOnly = false;
};

} // namespace presentation

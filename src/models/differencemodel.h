// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "audit/differences.h"
#include "models/roles.h"
#include "session/linecounts.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QList>

#include <array>

namespace models {

//! How a store differs between two moments: audit::Difference as rows of facts (R18). Bounded: the first by path are in it,
//! all are counted. PathRole, DisplayPathRole, SizeChangeRole, and its own.
class DifferenceModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { PathColumn, KindColumn, LinesColumn, SizeColumn, ColumnCount };
    enum DifferenceRole {
        DifferenceKindRole = EndRole + 500, //!< int, audit::DifferenceKind
        DisplayPathBeforeRole,              //!< QString, of a moved one
        LinesAddedRole,                     //!< int; invalid: not known
        LinesRemovedRole,
        MadeAgainRole,                      //!< bool
        MayBeSameRole,                      //!< bool: whether the texts differ is not known
        RedactedTextRole,                   //!< bool: one of the two texts is redacted
        PathPlaceRole,                      //!< int, place among the rows in the order of people; invalid: not worked out
    };
    static constexpr int mostRows = 20'000;

    using QAbstractTableModel::QAbstractTableModel;

    //! `places`: of pathPlaces(), where somebody sorts by it.
    void setDifferences(const QList<audit::Difference> &differences, const QList<int> &places = {});
    void setLines(int row, const session::LineChange &lines);
    [[nodiscard]] const audit::Difference *at(int row) const;
    [[nodiscard]] const std::array<int, audit::differenceKinds> &totals() const { return m_totals; }
    [[nodiscard]] int total() const { return m_total; } //!< those beyond the bound, too

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    QList<audit::Difference> m_differences;
    QList<int> m_places;
    QHash<int, session::LineChange> m_lines;
    std::array<int, audit::differenceKinds> m_totals{};
    int m_total = 0;
};

//! The place of each one that becomes a row in the order of people. Takes a while for many: not for the window's thread.
[[nodiscard]] QList<int> pathPlaces(const QList<audit::Difference> &differences);

} // namespace models

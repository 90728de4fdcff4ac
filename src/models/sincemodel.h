// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "history/records.h"
#include "models/roles.h"

#include <QAbstractTableModel>
#include <QList>

#include <array>
#include <optional>

namespace models {

//! What became of an entry between two moments.
enum class SinceKind {
    Created,
    Changed,
    Deleted,
    CameAndWent,
    Unchanged, //!< written to, and its text is the same as then
    NotKnown,  //!< written to; what it was then is older than what was read
};
constexpr int sinceKinds = 6;

//! Who wrote, as far as this computer can know.
enum class SinceWho { Here, Others, Both };

SinceKind sinceKindOf(const history::EntryChange &change);
SinceWho sinceWhoOf(const history::EntryChange &change);

//! The entries that were written to since a moment: a table of facts, no words (R18). Bounded: the first by path are in it,
//! all are counted.
class SinceModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { PathColumn, KindColumn, VersionsColumn, WhoColumn, SizeColumn, ColumnCount };
    enum SinceRole {
        SinceKindRole = EndRole + 300, //!< int
        SinceVersionsRole,             //!< int
        SinceWhoRole,                  //!< int
    };
    static constexpr int mostRows = 20'000;

    struct Totals
    {
        std::array<int, sinceKinds> kinds{};
        int entries = 0;
        qint64 versions = 0;
        qint64 writtenHere = 0;
    };

    using QAbstractTableModel::QAbstractTableModel;

    //! By path. Rows of entries that were there before stay the same rows, unless very much changes at once.
    void setChanges(const QList<history::EntryChange> &changes);
    [[nodiscard]] const history::EntryChange *changeAt(int row) const;
    [[nodiscard]] const Totals &totals() const { return m_totals; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    //! PathRole, DisplayPathRole, EntryIdRole, SizeChangeRole (bytes; a missing entry counts as 0), SinceRole.
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    QList<history::EntryChange> m_changes;
    Totals m_totals;
};

} // namespace models

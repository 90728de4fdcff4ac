// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/differencemodel.h"

#include "models/displaytext.h"
#include "models/naturalorder.h"

#include <algorithm>
#include <numeric>

namespace models {

QList<int> pathPlaces(const QList<audit::Difference> &differences)
{
    QList<int> sorted(qMin<qsizetype>(differences.size(), DifferenceModel::mostRows));
    std::iota(sorted.begin(), sorted.end(), 0);
    std::stable_sort(sorted.begin(), sorted.end(), [&differences](int a, int b) { return naturalLess(differences[a].path, differences[b].path); });
    QList<int> places(sorted.size());
    for (int place = 0; place < sorted.size(); ++place)
        places[sorted[place]] = place;
    return places;
}

void DifferenceModel::setDifferences(const QList<audit::Difference> &differences, const QList<int> &places)
{
    beginResetModel();
    m_differences = differences.first(qMin<qsizetype>(differences.size(), mostRows));
    m_places = places;
    m_lines.clear();
    m_totals = {};
    m_total = int(differences.size());
    for (const audit::Difference &difference : differences)
        ++m_totals.at(size_t(difference.kind));
    endResetModel();
}

void DifferenceModel::setLines(int row, const session::LineChange &lines)
{
    if (!at(row))
        return;
    m_lines.insert(row, lines);
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

const audit::Difference *DifferenceModel::at(int row) const
{
    return row >= 0 && row < m_differences.size() ? &m_differences.at(row) : nullptr;
}

int DifferenceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_differences.size());
}

int DifferenceModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DifferenceModel::data(const QModelIndex &index, int role) const
{
    const audit::Difference *difference = index.isValid() ? at(index.row()) : nullptr;
    if (!difference)
        return {};
    const auto lines = m_lines.constFind(index.row());
    switch (role) {
    case PathRole: return difference->path;
    case DisplayPathRole: return displayText(difference->path);
    case DisplayPathBeforeRole: return displayText(difference->pathBefore);
    case DifferenceKindRole: return int(difference->kind);
    case PathPlaceRole: return index.row() < m_places.size() ? QVariant(m_places[index.row()]) : QVariant();
    case MadeAgainRole: return difference->madeAgain;
    case MayBeSameRole: return difference->mayBeSame;
    case RedactedTextRole:
        return (difference->before && difference->before->version.redacted) || (difference->after && difference->after->version.redacted);
    case LinesAddedRole: return lines == m_lines.constEnd() ? QVariant() : QVariant(lines->added);
    case LinesRemovedRole: return lines == m_lines.constEnd() ? QVariant() : QVariant(lines->removed);
    case SizeChangeRole: {
        const std::optional<qint64> bytes = difference->sizeChange();
        return bytes ? QVariant(*bytes) : QVariant();
    }
    default: return {};
    }
}

} // namespace models

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/differencemodel.h"

#include "models/displaytext.h"

namespace models {

void DifferenceModel::setDifferences(const QList<audit::Difference> &differences)
{
    beginResetModel();
    m_differences = differences.first(qMin<qsizetype>(differences.size(), mostRows));
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

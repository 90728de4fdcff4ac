// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "models/findresultsmodel.h"

#include "models/displaytext.h"
#include "session/textsearch.h"

namespace models {

FindResultsModel::FindResultsModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

FindResultsModel::~FindResultsModel() = default;

void FindResultsModel::setSearch(session::TextSearch *search)
{
    if (m_search)
        m_search->disconnect(this);
    m_search = search;
    clear();
    if (search)
        connect(search, &session::TextSearch::found, this, &FindResultsModel::add);
}

void FindResultsModel::add(const QList<session::TextHit> &hits)
{
    if (hits.isEmpty())
        return;
    beginInsertRows({}, int(m_hits.size()), int(m_hits.size() + size_t(hits.size())) - 1);
    for (const session::TextHit &hit : hits) {
        m_hits.push_back(hit);
        ++m_hitsOf[hit.entry.value];
    }
    endInsertRows();
}

void FindResultsModel::clear()
{
    if (m_hits.empty())
        return;
    beginResetModel();
    m_hits.clear();
    m_hitsOf.clear();
    endResetModel();
}

int FindResultsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_hits.size());
}

QVariant FindResultsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto row = size_t(index.row());
    const session::TextHit &hit = m_hits[row];
    switch (role) {
    case Qt::DisplayRole:
    case LineTextRole: return hit.lineText;
    case EntryIdRole: return hit.entry.value;
    case PathRole: return hit.path;
    case DisplayPathRole: return displayText(hit.path);
    case LineRole: return hit.line;
    case MatchColumnRole: return hit.column;
    case MatchLengthRole: return hit.length;
    case FirstOfEntryRole: return row == 0 || m_hits[row - 1].entry != hit.entry;
    case HitsOfEntryRole: return m_hitsOf.value(hit.entry.value);
    default: return {};
    }
}

} // namespace models

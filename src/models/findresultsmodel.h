// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/roles.h"

#include <QAbstractListModel>
#include <QHash>
#include <QPointer>

#include <vector>

namespace session {
class TextSearch;
struct TextHit;
} // namespace session

namespace models {

//! The hits of *Find in store* in the order in which they come: flat, the hits of one entry together, the first of them
//! marked by FirstOfEntryRole.
class FindResultsModel : public QAbstractListModel
{
    Q_OBJECT
public:
    explicit FindResultsModel(QObject *parent = nullptr);
    ~FindResultsModel() override;

    void setSearch(session::TextSearch *search); //!< listens to it; may die first; clears
    void add(const QList<session::TextHit> &hits);
    void clear();
    [[nodiscard]] int entryCount() const { return int(m_hitsOf.size()); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    QPointer<QObject> m_search;
    std::vector<session::TextHit> m_hits;
    QHash<QString, int> m_hitsOf; // by entry id
};

} // namespace models

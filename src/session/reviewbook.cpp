// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "session/reviewbook.h"

#include "session/historykeeper.h"

namespace session {

ReviewBook::ReviewBook(HistoryKeeper &keeper, const QString &file) : QObject(&keeper), m_file(file) { }

ReviewBook::~ReviewBook() = default;

ReviewBook *ReviewBook::of(HistoryKeeper *keeper)
{
    return keeper ? keeper->findChild<ReviewBook *>(QString(), Qt::FindDirectChildrenOnly) : nullptr;
}

history::Reviews &ReviewBook::reviews()
{
    if (!m_reviews)
        m_reviews = std::make_unique<history::Reviews>(m_file);
    return *m_reviews;
}

} // namespace session

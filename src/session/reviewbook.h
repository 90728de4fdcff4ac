// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "history/reviews.h"

#include <QObject>
#include <QString>

#include <memory>

namespace session {

class HistoryKeeper;

//! What was looked at in one connection's stores. Lives with the keeper of its history; the file is opened when somebody asks
//! for the first time. Application's thread.
class ReviewBook : public QObject
{
    Q_OBJECT
public:
    //! `file`: that of the keeper's index. The keeper owns it.
    ReviewBook(HistoryKeeper &keeper, const QString &file);
    ~ReviewBook() override;

    static ReviewBook *of(HistoryKeeper *keeper); //!< null without a keeper

    [[nodiscard]] history::Reviews &reviews();

private:
    const QString m_file;
    std::unique_ptr<history::Reviews> m_reviews;
};

} // namespace session

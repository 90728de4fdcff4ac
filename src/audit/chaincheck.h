// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "audit/findings.h"

#include <QHash>
#include <QList>
#include <QSet>

#include <optional>

namespace audit {

//! Whether the version records of a store fit each other and the entries that are there now. Takes the list as the service
//! tells it, newest first, record by record, and remembers a few facts of each entry, never the records. Nothing is
//! believed of the order: that is what is checked.
class ChainCheck
{
public:
    //! The next record of the list, older than all before it.
    QList<Finding> take(const core::Version &version);
    //! The list came to its end: the oldest record of each entry is known.
    [[nodiscard]] QList<Finding> atEnd() const;
    //! Each entry that is there now against its newest record, and each entry that should be there. `entries` are all of
    //! the place that is looked at; those of `skipped` were written to meanwhile. After atEnd() only.
    [[nodiscard]] QList<Finding> heads(const QList<core::Entry> &entries, const QSet<core::EntryId> &skipped) const;

    [[nodiscard]] QList<core::EntryId> entries() const { return m_chains.keys(); } //!< that have records
    [[nodiscard]] qint64 records() const { return m_records; }

private:
    //! One entry, as far down as was read.
    struct Chain
    {
        core::VersionId newest;
        core::Timestamp newestAt;
        core::Action newestAction = core::Action::Other;
        QString newestPath;
        QString newestSha256;
        std::optional<qint64> newestSize;
        core::VersionId oldest;
        core::Timestamp oldestAt;
        core::Action oldestAction = core::Action::Other;
        QString oldestPath;
        qint64 records = 0;
        bool sound = true; //!< creations and deletions stand where they may
    };

    void compareHead(const Chain &chain, const core::Entry &entry, QList<Finding> &findings) const;

    QHash<core::EntryId, Chain> m_chains;
    std::optional<core::Version> m_last; //!< the record above
    qint64 m_records = 0;
};

struct CounterCheck
{
    static constexpr int counters = 2; //!< entries, and the sum of their sizes
    QList<Finding> findings;
    int compared = 0;                  //!< of them; the service may not tell all that is needed
};

//! What the store says about itself, against its list of entries.
CounterCheck checkCounters(const core::Store &store, const QList<core::Entry> &entries);

} // namespace audit

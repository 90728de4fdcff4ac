// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/entry.h"
#include "core/version.h"

#include <QCache>
#include <QHash>

namespace session {

//! The texts that were read in this run, within a bound, the least recently used going first. Each text is kept once,
//! under the hash that we took of it ourselves. A redacted text is forgotten for good (promise J10).
class TextCache
{
public:
    static constexpr int defaultBytes = 64 * 1024 * 1024;

    explicit TextCache(int bytes = defaultBytes);

    //! Only a text that fits its hash and size is kept for heads; it is found by the hash.
    void put(const core::Entry &entry);
    //! Under its id, because a text that does not fit its hash must be shown as what came.
    void put(const core::Version &version);

    [[nodiscard]] std::optional<QByteArray> byHash(const QString &sha256) const;
    [[nodiscard]] std::optional<QByteArray> of(const core::VersionId &version) const;

    //! Forgets the text of `version` wherever it came from, also where a head has the same.
    void forget(const core::Version &version);
    [[nodiscard]] qsizetype bytes() const { return m_texts.totalCost(); }

private:
    void insert(const QString &sha256, const QByteArray &text);

    QCache<QString, QByteArray> m_texts;      //!< by our own hash
    QHash<core::VersionId, QString> m_hashes; //!< our own hash of what came for a version
};

} // namespace session

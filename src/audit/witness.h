// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/version.h"

#include <QFlags>
#include <QString>

#include <optional>

//! What a witness remembers of a version record, and what it makes of it when the service says something else. Pure.
namespace audit {

//! A version record as the service told it. Never a text.
struct Witnessed
{
    core::StoreId store;
    core::VersionId version;
    core::EntryId entry;
    QString path;
    QString action;                  //!< the service's word
    std::optional<qint64> size;
    QString sha256;                  //!< empty: not told
    core::Timestamp createdAt;
    std::optional<core::Timestamp> redactedAt; //!< redacted; null when it was not told when
    bool redacted = false;

    static Witnessed of(const core::Version &version);
    friend bool operator==(const Witnessed &, const Witnessed &) = default;
};

enum class Contradiction {
    None = 0,
    Hash = 1,
    Size = 2,
    Time = 4,
    Path = 8,
    Entry = 16,
    Action = 32,
    Missing = 64,
    TextLost = 128,  //!< not marked redacted
    TextOther = 256, //!< does not fit the hash that the record has
};
Q_DECLARE_FLAGS(Contradictions, Contradiction)
Q_DECLARE_OPERATORS_FOR_FLAGS(Contradictions)

//! What one record must not say after the other. A redaction is no contradiction, nor that it takes hash and size along;
//! what one of them leaves out contradicts nothing. A redaction that is not told any more may be a reply that was on its way
//! before it, so it is none either.
[[nodiscard]] Contradictions contradictions(const Witnessed &before, const Witnessed &after);
//! `after`, with what it leaves out but was known before. Redacted is for ever.
[[nodiscard]] Witnessed merged(const Witnessed &before, Witnessed after);
//! Sixteen bytes that are others when any of it is.
[[nodiscard]] QByteArray fingerprint(const Witnessed &record);

} // namespace audit

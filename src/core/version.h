// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/entry.h"
#include "core/ids.h"
#include "core/timestamp.h"

#include <QByteArray>

#include <optional>

namespace core {

enum class Action { Created, Updated, Deleted, Other };

//! Contract 2.4: the immutable record of one write. Carries no number; ordinals are counted (ux 1.4).
struct Version
{
    VersionId id;
    StoreId store;
    EntryId entry;                         //!< stays valid after the entry is deleted
    QString path;                          //!< when the version was recorded
    Action action = Action::Other;
    QString actionWord;                    //!< as sent, to be shown when the action is Other
    std::optional<QByteArray> content;     //!< only from the single-version call, never when redacted
    std::optional<qint64> size;            //!< bytes; 0 for deleted in S
    QString sha256;                        //!< lower-cased; empty for deleted in S or when absent
    bool redacted = false;
    std::optional<Timestamp> redactedAt;
    Timestamp createdAt;
    QList<RawField> unknownFields = {};    //!< created_by and redacted_by among them

    friend bool operator==(const Version &, const Version &) = default;
};

} // namespace core

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "audit/findings.h"

#include <QList>

namespace audit {

//! What became of the check of one text.
enum class TextOutcome {
    Ok,          //!< it has the hash and the size that the service tells
    Mismatch,
    Redacted,
    Deleted,     //!< a deletion has no text
    WithoutHash, //!< read, and there is no hash to compare with
};

struct TextCheck
{
    TextOutcome outcome = TextOutcome::Ok;
    QList<Finding> findings = {};
};

//! `listed`: as the list of versions tells it; `read`: the same version, read singly. A redaction between the two readings is
//! none of the findings.
TextCheck checkText(const core::Version &listed, const core::Version &read);
//! An entry that was read singly, against what it says about itself.
TextCheck checkText(const core::Entry &read);

} // namespace audit

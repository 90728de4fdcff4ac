// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "audit/pattern.h"
#include "core/result.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace audit {

//! What a finding of a rule is about.
enum class ScanKind { Secret, Personal, Instruction, Hidden, Blob };

//! A test of what was marked, after the pattern has matched.
enum class ScanCheck {
    None,
    Luhn,    //!< the check digit of card numbers
    Phone,   //!< 8 to 15 digits
    Secret,  //!< does not look like a placeholder: `<password>`, `${TOKEN}`, `xxxx`, `example`; and is not one word of letters
    Mixed,   //!< has letters and digits, as random characters have
};

//! What is looked for, as data: resources/rules/*.json, or a file of the person's own.
struct ScanRule
{
    QString id;              //!< "github-pat"; as well-kept sets of rules name it, where they do
    QString reason;          //!< what it is, in a few words
    ScanKind kind = ScanKind::Secret;
    ScanCheck check = ScanCheck::None;
    QList<Pattern> patterns; //!< any of them
    QStringList match;       //!< examples; a tilde is left out, so that no other scanner takes them for the real thing
    QStringList noMatch;
};

//! Reads `{"format": 1, "rules": [{"id", "reason", "kind", "check"?, "patterns": [], "match": [], "no_match": []}]}`. The
//! rules are from outside: an Error (Invalid) names the rule and what is wrong. At most 500 rules of 1 MiB.
core::Result<QList<ScanRule>> readScanRules(const QByteArray &json);

//! An example as it is tested.
QByteArray exampleText(const QString &example);

} // namespace audit

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "audit/scanner.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <memory>

namespace session {

//! A file of rules that is not heeded, and why.
struct RuleProblem
{
    QString file;
    QString reason;
};

//! The rules of the scan that are in force: those of the program and those of the person's own.
struct RuleBook
{
    std::shared_ptr<const audit::Scanner> scanner = std::make_shared<audit::Scanner>();
    QList<RuleProblem> problems;
    QByteArray fingerprint; //!< of all files that were read: equal rules have an equal one
};

//! Reads `*.json` of `:/rules` and of `ownFolder`, which need not exist.
RuleBook readRuleBook(const QString &ownFolder);

} // namespace session

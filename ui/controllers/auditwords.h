// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "audit/repeats.h"
#include "audit/verification.h"
#include "session/neartwinsrun.h"
#include "session/scanrun.h"
#include "ui/controllers/comparedtext.h"
#include "ui/controllers/navigator.h"
#include "ui/dialogs/auditdialog.h"

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QString>

//! What the audit found, in words.
namespace controllers {

//! Rows of a dialog, and where each leads.
struct AuditRows
{
    QList<dialogs::AuditGroup> groups;
    QList<Subject> places; //!< by AuditRow::number
    QHash<int, ComparedText> others = {}; //!< by the same number: what a place is compared with; without a session
};

//! "The text does not have the SHA-256 that the service tells".
QString problemWords(audit::Problem problem);
QString uncheckedWords(audit::Unchecked reason);

//! One sentence; never better than what was looked at.
QString verdictWords(const audit::Verification &report);
//! The counts with their reasons, a line each.
QString factsWords(const audit::Verification &report);
AuditRows rowsOf(const audit::Verification &report, const core::StoreId &store, const QDateTime &now);
//! For people who have only the folder of the evidence: moments in UTC, values in full.
QByteArray reportText(const audit::Verification &report, const audit::VerificationAbout &about);

QString verdictWords(const audit::Repeats &repeats);
AuditRows rowsOf(const audit::Repeats &repeats, const core::StoreId &store, const QDateTime &now);

//! What a rule finds, with its name: "GitHub personal access token (github-pat)".
QString ruleWords(const audit::ScanRule &rule);
//! One sentence on how many texts are alike, and what was looked at for it.
QString verdictWords(const session::NearReport &report);
QString coverageWords(const session::NearReport &report);
//! Adds the group of texts that are alike, as the first one.
void addNearTwins(AuditRows &rows, const session::NearReport &report, const QDateTime &now);

QString verdictWords(const session::ScanReport &report);
QString coverageWords(const session::ScanReport &report); //!< what was looked at, and what was not
AuditRows rowsOf(const session::ScanReport &report, const audit::Scanner &scanner, const core::StoreId &store, const QDateTime &now);

} // namespace controllers

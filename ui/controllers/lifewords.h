// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/liferun.h"
#include "ui/controllers/auditwords.h"

//! When something came into texts and when it went, in words.
namespace controllers {

QString verdictWords(const session::LifeReport &report);
//! "Texts of 812 of 1,000 versions are known; 3 are redacted."
QString coverageWords(const session::LifeReport &report);
//! One list, in the order in which it came in.
AuditRows rowsOf(const session::LifeReport &report, const core::StoreId &store, const QDateTime &now);

} // namespace controllers

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace app {

//! `--verify-ledger FILE` of the command line: needs neither a display nor an application.
[[nodiscard]] std::optional<QString> ledgerToVerify(const QStringList &arguments);

//! What came of it, for people and for scripts. The manual has the codes.
struct LedgerAnswer
{
    enum Code { Intact = 0, Changed = 1, NotUnderstood = 2, CutOff = 3, NoLedger = 4 };

    QString words; //!< lines, each with its end
    int code = Intact;
};
[[nodiscard]] LedgerAnswer verifyLedger(const QString &file);

} // namespace app

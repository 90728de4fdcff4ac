// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/controllers/transferplace.h"
#include "ui/dialogs/auditdialog.h"

#include <memory>

//! What the windows of the audit have in common.
namespace controllers {

//! A dialog about a place that names its target and the part of the store that may be chosen. Deletes itself when closed.
[[nodiscard]] dialogs::AuditDialog *auditDialog(dialogs::AuditDialog::Purpose purpose, session::Session &session,
                                                const TransferPlace &place, QWidget &window);

//! Takes the run that tells its end: it is its signal, so it goes when that is heard to the end.
template<typename Run>
[[nodiscard]] const Run &takeEnded(std::unique_ptr<Run> &run)
{
    run->deleteLater();
    return *run.release();
}

} // namespace controllers

// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/auditsheet.h"

#include "models/displaytext.h"
#include "ui/controllers/errorbanner.h"

#include <QCoreApplication>

namespace controllers {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(AuditSheet)
};

} // namespace

dialogs::AuditDialog *auditDialog(dialogs::AuditDialog::Purpose purpose, session::Session &session,
                                  const TransferPlace &place, QWidget &window)
{
    auto *dialog = new dialogs::AuditDialog(purpose, &window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setTarget(targetOf(session, place.store));
    if (!place.entry.isEmpty())
        dialog->setPart(Words::tr("&Only the entry “%1”").arg(models::displayText(place.path)));
    else if (!place.folder.isEmpty())
        dialog->setPart(Words::tr("&Only the folder “%1”").arg(models::displayText(place.folder)));
    return dialog;
}

} // namespace controllers
